"""The clinic of lesson 04: three denoising nets. The diagnoses are at the end: try first."""

from dataclasses import replace

import numpy as np

from restorelib.exercises.clinic.ward import Case, Clinic, Measure, Pair, Patient, mean_square
from restorelib.experiments import denoising
from restorelib.experiments.recipes import Recipe
from restorelib.training import gradients, inside

SMALL = Recipe(filters=16, channels=1, steps=192)  # trains in 1.5 s on an idle core

PREDICTORS: dict[str, Measure] = {
    "the input": lambda p: mean_square(p.y - p.x),
    "zero": lambda p: mean_square(p.y),
    "the mean": lambda p: float(np.var(p.y, dtype="float64")),
}


def _late_over_early(patient: Patient) -> float:
    quarter = len(patient.loss) // 4
    return float(patient.loss[-quarter:].mean() / patient.loss[-2 * quarter : -quarter].mean())


# All but the last are measured on the first 64 patches of a patient.
EVIDENCE: dict[str, Measure] = {
    "largest output": lambda p: float(inside.forward(p.model, p.x[:64]).max()),
    "largest change": lambda p: float(np.abs(inside.forward(p.model, p.x[:64]) - p.x[:64]).max()),
    "share alive": lambda p: inside.alive_share(inside.residual_preactivation(p.model, p.x[:64])),
    "largest gradient": lambda p: float(
        gradients.largest_gradients(p.model, p.x[:64], p.y[:64], batch_size=8).max()
    ),
    "last quarter of the loss over the quarter before": _late_over_early,
}


def _train_patches(recipe: Recipe, *, scale: float) -> Pair:
    noisy, clean = (np.float32(scale) * images for images in denoising.train_patches(recipe))
    return noisy, clean


def _test_patches(recipe: Recipe, *, scale: float) -> Pair:
    noisy, clean = (np.float32(scale) * images for images in denoising.test_patches(recipe))
    return noisy, clean


def _doing_nothing(train: Pair, test: Pair) -> float:
    noisy, clean = test
    return float(np.mean(np.square(noisy - clean)))


# The diagnoses follow. Reading them would spoil the three cases.

_CASES = {
    "A": Case(
        complaint="I did all that the answer says: the input is added, the residual has a tanh. "
        "And yet the loss stands still.",
        recipe=replace(SMALL, residual_activation="tanh"),
        patch_options={"scale": 255},
        number="the input",
        telling=("largest change",),
        why="whatever it computes, it may change a pixel by 1 at most, and these images run from "
        "0 to 255",
    ),
    "B": Case(
        complaint="Mine has no input skip: it paints the picture itself, and a picture is never "
        "negative, so a ReLU comes last. The loss exploded, then stopped at 0.23 and stays there.",
        recipe=replace(SMALL, input_skip=False, learning_rate=0.1),
        number="zero",
        telling=("largest output", "share alive", "largest gradient"),
        why="all of its output is 0, so nothing passes the ReLU and nothing is learned",
    ),
    "C": Case(
        complaint="I gave mine a linear residual. After all these steps it is still worse than "
        "doing nothing. Dead as well, I suppose?",
        recipe=replace(SMALL, residual_activation=None, learning_rate=1e-5),
        number="none of them",
        telling=("last quarter of the loss over the quarter before",),
        why="its loss is still falling: slow is not broken",
    ),
}

CLINIC = Clinic(
    lesson="04",
    cases=_CASES,
    PREDICTORS=PREDICTORS,
    EVIDENCE=EVIDENCE,
    build=denoising.build,
    patch_options={"scale": 1},
    train_patches=_train_patches,
    test_patches=_test_patches,
    reference=_doing_nothing,
    reference_name="doing nothing",
)
