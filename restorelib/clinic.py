"""Three nets that "do not train", handed over without a label. One of them is healthy.

`admit` trains a net as its owner did, `treat` changes one thing and trains it under several
seeds, `checks.check_case` gives credit for the number, the evidence, the fix, the seeds.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import ClassVar

import keras
import numpy as np

from restorelib import diagnostics, experiments, gradients, training
from restorelib.recipes import Recipe
from restorelib.sr_recipes import AnyRecipe

SMALL = Recipe(filters=16, channels=1, steps=192)  # one and a half seconds on a free core
RECOVERED = 10**-0.1  # of the error of the reference: 1 dB better
Pair = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Patient:
    """A trained net, what it was trained on, and what its owner says."""

    lesson: ClassVar[str] = "04"
    name: str
    complaint: str
    model: keras.Model
    x: np.ndarray  # (N, height, width, 1), what goes in: here noisy
    y: np.ndarray  # (N, height, width, 1), what is wanted: here clean
    loss: np.ndarray  # of every step so far


@dataclass(frozen=True)
class Trial:
    """One change, tried under several seeds."""

    name: str
    change: dict
    losses: tuple[float, ...]  # at the end, on test patches, one a seed
    reference: float  # the error of a predictor without a network
    reference_name: str = "doing nothing"

    @property
    def recovered(self) -> int:
        """How many seeds end at least 1 dB better than the reference."""
        return sum(loss < RECOVERED * self.reference for loss in self.losses)

    def __repr__(self) -> str:
        change = ", ".join(f"{k}={v!r}" for k, v in self.change.items()) or "nothing changed"
        losses = ", ".join(f"{loss:.4g}" for loss in self.losses)
        return (
            f"{self.name}, {change}: loss {losses}; {self.reference_name} {self.reference:.4g}; "
            f"recovered in {self.recovered} of {len(self.losses)} seeds"
        )


def admit(name: str) -> Patient:
    """Train a net as its owner did, in about three seconds, and hand it over.

    Raises:
        ValueError: for a name other than "A", "B" or "C".
    """
    case = diagnosis(name)
    recipe, scale = case.recipe, np.float32(case.scale)
    model = experiments.build(recipe)
    x, y = (scale * images for images in experiments.train_patches(recipe))
    loss = training.fit(
        model, x, y, steps=recipe.steps, batch_size=recipe.batch_size, seed=recipe.seed
    )
    return Patient(name, case.complaint, model, x, y, loss)


def treat(name: str, *, seeds: Sequence[int] = (0, 1, 2), **change) -> Trial:
    """Change one thing about a net, and train it from new weights, once a seed.

    Args:
        name: "A", "B" or "C".
        seeds: of the initial weights and the order of the patches.
        **change: one field of `experiments.Recipe`, such as `residual_activation="tanh"` or
            `learning_rate=1e-3`, or `scale`: what the images, in [0, 1], are multiplied by.

    Raises:
        ValueError: for an unknown name or field, more than one change, or no seed.
    """
    case = diagnosis(name)
    recipe = changed(case.recipe, change, seeds, beside="scale")
    scale = np.float32(change.get("scale", case.scale))
    train = tuple(scale * images for images in experiments.train_patches(recipe))
    test_x, test_y = (scale * images for images in experiments.test_patches(recipe))
    losses = losses_under(seeds, recipe, experiments.build, train, (test_x, test_y))
    return Trial(name, change, losses, float(np.mean(np.square(test_x - test_y))))


def changed(recipe: AnyRecipe, change: dict, seeds: Sequence[int], *, beside: str) -> AnyRecipe:
    """A recipe with one thing changed.

    Args:
        recipe: as the owner has it.
        change: name -> value, one at most.
        seeds: that it shall be tried under.
        beside: what may be changed and is no field of the recipe.

    Raises:
        ValueError: for an unknown name, more than one change, or no seed.
    """
    fields = sorted({beside, *asdict(recipe)} - {"seed"})
    if len(change) > 1 or not set(change) <= set(fields) or not len(seeds):
        raise ValueError(
            "treat changes one thing at a time, under one or more seeds: one of "
            f"{', '.join(fields)}; received {change or 'nothing'} and seeds={list(seeds)}."
        )
    return replace(recipe, **{k: v for k, v in change.items() if k != beside})


def losses_under(
    seeds: Sequence[int],
    recipe: AnyRecipe,
    build: Callable[[AnyRecipe], keras.Model],
    train: Pair,
    test: Pair,
) -> tuple[float, ...]:
    """Train a recipe from new weights, once a seed: mean squared error on `test`, in this order.

    The graph is built once. A training that blows up has the loss infinity.
    """
    model = build(recipe)
    model.optimizer.build(model.trainable_variables)
    fresh = [gradients.values(v) for v in model.optimizer.variables]
    losses = []
    for seed in seeds:
        model.set_weights(build(replace(recipe, seed=seed)).get_weights())
        for variable, value in zip(model.optimizer.variables, fresh, strict=True):
            variable.assign(value)
        try:
            training.fit(model, *train, steps=recipe.steps, batch_size=recipe.batch_size, seed=seed)
            losses.append(float(np.mean(np.square(diagnostics.forward(model, test[0]) - test[1]))))
        except FloatingPointError:  # it blew up: a result, too
            losses.append(float("inf"))
    return tuple(losses)


# What a net scores that needs no training: name -> mean squared error on the patient's patches.
PREDICTORS: dict[str, Callable[[Patient], float]] = {
    "the input": lambda p: float(np.mean(np.square(p.y - p.x, dtype="float64"))),
    "zero": lambda p: float(np.mean(np.square(p.y, dtype="float64"))),
    "the mean": lambda p: float(np.var(p.y, dtype="float64")),
}


def _late_over_early(patient: Patient) -> float:
    quarter = len(patient.loss) // 4
    return float(patient.loss[-quarter:].mean() / patient.loss[-2 * quarter : -quarter].mean())


# What one can measure in a patient, on its first 64 patches; not all of it tells much.
EVIDENCE: dict[str, Callable[[Patient], float]] = {
    "largest output": lambda p: float(diagnostics.forward(p.model, p.x[:64]).max()),
    "largest change": lambda p: float(
        np.abs(diagnostics.forward(p.model, p.x[:64]) - p.x[:64]).max()
    ),
    "share alive": lambda p: diagnostics.alive_share(
        diagnostics.residual_preactivation(p.model, p.x[:64])
    ),
    "largest gradient": lambda p: float(
        gradients.largest_gradients(p.model, p.x[:64], p.y[:64], batch_size=8).max()
    ),
    "last quarter of the loss over the quarter before": _late_over_early,
}


@dataclass(frozen=True)
class Diagnosis:
    """What a case is, for the check: reading it spoils the case."""

    complaint: str
    recipe: AnyRecipe
    number: str  # the trivial predictor that the plateau equals
    telling: tuple[str, ...]  # which evidence speaks for it
    why: str
    scale: float = 1  # what the images are multiplied by
    offset: int = 0  # by how many places targets stand off their inputs


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
        complaint="I did all that the answer says: the input is added, the residual has a tanh. "
        "And yet the loss stands still.",
        recipe=replace(SMALL, residual_activation="tanh"),
        scale=255,
        number="the input",
        telling=("largest change",),
        why="whatever it computes, it may change a pixel by 1 at most, and these images run from "
        "0 to 255",
    ),
    "B": Diagnosis(
        complaint="Mine has no input skip: it paints the picture itself, and a picture is never "
        "negative, so a ReLU comes last. The loss jumps about and never falls.",
        recipe=replace(SMALL, input_skip=False, learning_rate=0.1),
        number="zero",
        telling=("largest output", "share alive", "largest gradient"),
        why="all of its output is 0, so nothing passes the ReLU and nothing is learned",
    ),
    "C": Diagnosis(
        complaint="I gave mine a linear residual. After all these steps it is still worse than "
        "doing nothing. Dead as well, I suppose?",
        recipe=replace(SMALL, residual_activation=None, learning_rate=1e-5),
        number="none of them",
        telling=("last quarter of the loss over the quarter before",),
        why="its loss is still falling: slow is not broken",
    ),
}
