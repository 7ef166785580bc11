"""The clinic of lesson 08: three super-resolution nets. The diagnoses are at the end: try first."""

from dataclasses import replace

import keras
import numpy as np

from restorelib import backend
from restorelib.exercises.clinic.ward import (
    Case,
    Clinic,
    Measure,
    Pair,
    Patient,
    kernel_sizes,
    mean_square,
    rms,
)
from restorelib.experiments import super_resolution
from restorelib.experiments.recipes import SRRecipe
from restorelib.images import predictors
from restorelib.training import gradients, inside

# Small patches and few steps: 3 s on an idle core, most of it to build the graph.
SMALL = SRRecipe(
    optimizer="adam", learning_rate=1e-3, patch_size=6, patches=800, batch_size=8, steps=64
)


def _scale(patient: Patient) -> int:
    return patient.y.shape[1] // patient.x.shape[1]


def _repeated_pixels(patient: Patient) -> float:
    enlarged = predictors.enlarge(patient.x, _scale(patient), method="nearest")
    return mean_square(patient.y - enlarged)


PREDICTORS: dict[str, Measure] = {
    "black": lambda p: mean_square(p.y),
    "one flat grey": lambda p: float(np.var(p.y, dtype="float64")),
    "repeated pixels": _repeated_pixels,
}


def _signal_before_the_deconv(patient: Patient) -> float:
    return list(inside.signal_by_layer(patient.model, patient.x[:64]).values())[-2]


def _largest_gradient(patient: Patient) -> float:
    # In batches of one size: TensorFlow warns about graphs that are built for a single call.
    probe = gradients.GradientProbe(patient.model)
    batches = np.split(np.arange(64), 8)
    read = [probe.read(patient.x[batch], patient.y[batch]) for batch in batches]
    kernels = [layer.kernel.path for layer in inside.layers_with_kernel(patient.model)]
    return max(rms(gradient[path]) for gradient in read for path in kernels)


def _smallest_growth(patient: Patient) -> float:
    now = kernel_sizes(patient.model)
    return min(now[name] / patient.at_start[name] for name in now)


def _correlation(patient: Patient) -> float:
    """Correlation of each input pixel with the mean of the target pixels at its place."""
    n, height, width, _ = patient.x.shape
    scale = _scale(patient)
    blocks = patient.y.reshape(n, height, scale, width, scale).mean(axis=(2, 4))
    return float(np.corrcoef(patient.x.ravel(), blocks.ravel())[0, 1])


# Measured on the first 64 patches of a patient, or on all of them.
EVIDENCE: dict[str, Measure] = {
    "std of the output": lambda p: float(inside.forward(p.model, p.x[:64]).std()),
    "signal before the deconv": _signal_before_the_deconv,
    "largest gradient of a kernel": _largest_gradient,
    "smallest growth of a kernel": _smallest_growth,
    "correlation of input and target": _correlation,
}


def _build(recipe: SRRecipe) -> keras.Model:
    # For so few steps, XLA needs more time to compile than it saves.
    return super_resolution.build(recipe, jit_compile=backend.needs_jit())


def _train_patches(recipe: SRRecipe, *, offset: int) -> Pair:
    low, high = super_resolution.train_patches(recipe)
    return low, np.roll(high, offset, axis=0)


def _test_patches(recipe: SRRecipe, *, offset: int) -> Pair:
    return super_resolution.test_patches(recipe)  # here inputs and targets always match


def _one_flat_grey(train: Pair, test: Pair) -> float:
    return float(np.mean(np.square(test[1] - train[1].mean(dtype="float64"))))


# The diagnoses follow. Reading them would spoil the three cases.

_CASES = {
    "A": Case(
        complaint="All weights at 0.01, ten times more than in the question, Adam, and no "
        "biases: black must stay black. It does. Everything else is black as well.",
        recipe=replace(SMALL, kernel_initializer="normal_1e-2", use_bias=False, m=8),
        number="black",
        telling=("signal before the deconv", "largest gradient of a kernel"),
        why="twelve small layers leave no signal, no kernel has a gradient above Adam's epsilon, "
        "and there is no bias to begin with",
    ),
    "B": Case(
        complaint="I took He initialisation, as the answer says, and Adam. Still grey. So the "
        "answer is wrong.",
        recipe=replace(SMALL, kernel_initializer="prelu_normal", steps=128),
        patch_options={"offset": 1},
        number="one flat grey",
        telling=("correlation of input and target",),
        why="each input has the target of its neighbour in the list, and of that it says nothing: "
        "the mean is the best that can be learned",
    ),
    "C": Case(
        complaint="All weights at 0.001, as in the question, and Adam. The picture is grey, as in "
        "the question. It must be the same fault.",
        recipe=SMALL,
        number="one flat grey",
        telling=("smallest growth of a kernel",),
        why="all of its kernels are on their way: with Adam the plateau is a delay, and it was "
        "stopped too early",
    ),
}

CLINIC = Clinic(
    lesson="08",
    cases=_CASES,
    PREDICTORS=PREDICTORS,
    EVIDENCE=EVIDENCE,
    build=_build,
    patch_options={"offset": 0},
    train_patches=_train_patches,
    test_patches=_test_patches,
    reference=_one_flat_grey,
    reference_name="one flat grey",
)
