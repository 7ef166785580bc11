"""Three enlarging nets that "do not train", handed over without a label. One of them is healthy.

As `clinic`, for lesson 08; `checks.check_case` gives credit here too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import keras
import numpy as np

from restorelib import backend, diagnostics, gradients, sr_experiments, training
from restorelib.clinic import Diagnosis, Pair, Patient, Trial, changed, losses_under
from restorelib.sr_recipes import SRRecipe

# Small patches and few steps: three seconds on a free core, most of them for building the graph.
SMALL = SRRecipe(
    optimizer="adam", learning_rate=1e-3, patch_size=6, patches=800, batch_size=8, steps=64
)


@dataclass(frozen=True)
class SRPatient(Patient):
    """A trained net that enlarges, what it was trained on, and what its owner says."""

    lesson: ClassVar[str] = "08"
    recipe: SRRecipe
    at_start: dict[str, float]  # layer -> rms of its kernel before training


def admit(name: str) -> SRPatient:
    """Train a net as its owner did, in about three seconds, and hand it over.

    Raises:
        ValueError: for a name other than "A", "B" or "C".
    """
    case = diagnosis(name)
    recipe = case.recipe
    model = _build(recipe)
    at_start = _kernels(model)
    x, y = _moved(sr_experiments.train_patches(recipe), case.offset)
    loss = training.fit(
        model, x, y, steps=recipe.steps, batch_size=recipe.batch_size, seed=recipe.seed
    )
    return SRPatient(name, case.complaint, model, x, y, loss, recipe, at_start)


def treat(name: str, *, seeds: Sequence[int] = (0, 1, 2), **change) -> Trial:
    """Change one thing about a net, and train it from new weights, once a seed.

    Args:
        name: "A", "B" or "C".
        seeds: of the initial weights and the order of the patches.
        **change: one field of `sr_experiments.SRRecipe`, such as `optimizer="sgd"`,
            `kernel_initializer="prelu_normal"`, `steps=128` or `m=1`, or `offset`: by how many
            places in the list the targets stand off their inputs.

    Returns:
        The trial; a seed has recovered if it ends 1 dB better than one flat grey.

    Raises:
        ValueError: for an unknown name or field, more than one change, or no seed.
    """
    case = diagnosis(name)
    recipe = changed(case.recipe, change, seeds, beside="offset")
    train = _moved(sr_experiments.train_patches(recipe), change.get("offset", case.offset))
    test = sr_experiments.test_patches(recipe)
    grey = float(np.mean(np.square(test[1] - train[1].mean(dtype="float64"))))
    losses = losses_under(seeds, recipe, _build, train, test)
    return Trial(name, change, losses, grey, "one flat grey")


def _build(recipe: SRRecipe) -> keras.Model:
    # XLA takes longer to compile than so few steps take without it.
    return sr_experiments.build(recipe, jit_compile=backend.needs_jit())


def _moved(pair: Pair, offset: int) -> Pair:
    return pair[0], np.roll(pair[1], offset, axis=0)


def _rms(array: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(array, dtype="float64"))))


def _kernels(model: keras.Model) -> dict[str, float]:
    return {
        layer.name: _rms(gradients.values(layer.kernel))
        for layer in diagnostics.layers_with_kernel(model)
    }


# What needs no training: name -> mean squared error on the patient's patches.
PREDICTORS: dict[str, Callable[[SRPatient], float]] = {
    "black": lambda p: float(np.mean(np.square(p.y, dtype="float64"))),
    "one flat grey": lambda p: float(np.var(p.y, dtype="float64")),
    "repeated pixels": lambda p: float(
        np.mean(
            np.square(p.y - sr_experiments.enlarge(p.x, p.recipe.scale, method="nearest")),
            dtype="float64",
        )
    ),
}


def _signal_before_the_deconv(patient: SRPatient) -> float:
    return list(diagnostics.signal_by_layer(patient.model, patient.x[:64]).values())[-2]


def _largest_gradient(patient: SRPatient) -> float:
    # Batch by batch: TensorFlow warns of graphs that are made for a single call.
    probe = gradients.GradientProbe(patient.model)
    batches = np.split(np.arange(64), 8)
    read = [probe.read(patient.x[batch], patient.y[batch]) for batch in batches]
    kernels = [layer.kernel.path for layer in diagnostics.layers_with_kernel(patient.model)]
    return max(_rms(gradient[path]) for gradient in read for path in kernels)


def _smallest_growth(patient: SRPatient) -> float:
    now = _kernels(patient.model)
    return min(now[name] / patient.at_start[name] for name in now)


def _correlation(patient: SRPatient) -> float:
    """Between each input pixel and the mean of the target pixels that it stands for."""
    n, height, width, _ = patient.x.shape
    scale = patient.recipe.scale
    blocks = patient.y.reshape(n, height, scale, width, scale).mean(axis=(2, 4))
    return float(np.corrcoef(patient.x.ravel(), blocks.ravel())[0, 1])


# What one can measure in a patient, on its first 64 patches or on all; not all of it tells much.
EVIDENCE: dict[str, Callable[[SRPatient], float]] = {
    "std of the output": lambda p: float(diagnostics.forward(p.model, p.x[:64]).std()),
    "signal before the deconv": _signal_before_the_deconv,
    "largest gradient of a kernel": _largest_gradient,
    "smallest growth of a kernel": _smallest_growth,
    "correlation of input and target": _correlation,
}


def diagnosis(name: str) -> Diagnosis:
    """The solution of a case.

    Raises:
        ValueError: for a name other than "A", "B" or "C".
    """
    if name not in _CASES:
        raise ValueError(f"The clinic expects one of {sorted(_CASES)}; received {name!r}.")
    return _CASES[name]


# Below stand the diagnoses. Reading on would spoil the three cases.


_CASES = {
    "A": Diagnosis(
        complaint="All weights at 0.01, ten times more than in the question, Adam, and no "
        "biases: black shall stay black. It does. Everything else is black as well.",
        recipe=replace(SMALL, kernel_initializer="normal_1e-2", use_bias=False, m=8),
        number="black",
        telling=("signal before the deconv", "largest gradient of a kernel"),
        why="twelve small layers leave no signal, no kernel has a gradient above Adam's epsilon, "
        "and there is no bias to begin with",
    ),
    "B": Diagnosis(
        complaint="I took He's initialisation, as the answer says, and Adam. Still grey. So the "
        "answer is wrong.",
        recipe=replace(SMALL, kernel_initializer="prelu_normal", steps=128),
        offset=1,
        number="one flat grey",
        telling=("correlation of input and target",),
        why="each input has the target of its neighbour in the list, and of that it says nothing: "
        "the mean is the best that can be learned",
    ),
    "C": Diagnosis(
        complaint="All weights at 0.001, as in the question, and Adam. The picture is grey, as in "
        "the question. It must be the same illness.",
        recipe=SMALL,
        number="one flat grey",
        telling=("smallest growth of a kernel",),
        why="all of its kernels are on their way: with Adam the plateau is a delay, and it was "
        "stopped too early",
    ),
}
