"""Runs of case B that the lessons compare: depths, delays, last layers, and SRCNN."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from restorelib.cases.case_b import (
    ADAM,
    GREY,
    LEARNING_RATES,
    LONG,
    REPAIRED,
    SEEDS,
    SHORT,
    panel_recipes,
)
from restorelib.experiments import endings
from restorelib.experiments.recipes import SRRecipe, SRRecord, seeds
from restorelib.experiments.super_resolution import train_patches
from restorelib.experiments.verdicts import OFF_THE_PLATEAU

# Steps until the plateau is left: by depth (lesson 07), by other settings (lesson 08).
DEPTHS = (0, 1, 2, 3, 4, 5, 6, 7, 8)
DELAYS = {
    "Adam, as it is": ADAM,
    "slope 0": replace(ADAM, prelu_slope=0.0),
    "epsilon 1e-12": replace(ADAM, epsilon=1e-12),
    "epsilon 1e-4": replace(ADAM, epsilon=1e-4),
    "epsilon 1e-2": replace(ADAM, epsilon=1e-2),
    "no biases": replace(ADAM, use_bias=False),
    # With a smaller epsilon, Adam divides by squared gradients that float32 rounds to 0.
    "no biases, epsilon 1e-18": replace(ADAM, use_bias=False, epsilon=1e-18),
    "Adam 1e-4": replace(ADAM, learning_rate=1e-4),
}
DECONVS = {
    "normal, std 0.001 (the paper's)": REPAIRED,
    "the right fan": replace(REPAIRED, deconv_initializer="prelu_normal"),
    "Keras's He normal": replace(REPAIRED, deconv_initializer="he_normal"),
    "Glorot uniform": replace(REPAIRED, deconv_initializer="glorot_uniform"),
}
# Lesson 05: SRCNN's three layers beside FSRCNN's eight, all weights of std 1e-3.
PLATEAUS = {
    "SRCNN, SGD 0.1": replace(GREY, net="srcnn", learning_rate=0.1, steps=2048),
    "SRCNN, Adam 0.001": replace(ADAM, net="srcnn", steps=SHORT),
    "FSRCNN, SGD 0.1": replace(GREY, learning_rate=0.1, steps=2048),
}


def depth_recipe(m: int, optimizer: str = "adam") -> SRRecipe:
    """Recipe with weights of std 1e-3 and `m` mapping layers, `m + 4` layers in all."""
    steps = {0: SHORT, 1: SHORT, 2: SHORT, 3: SHORT, 4: 1024, 5: 2048}.get(m, LONG)
    recipe = replace(GREY, optimizer=optimizer, learning_rate=LEARNING_RATES[optimizer], m=m)
    return replace(recipe, steps=steps if optimizer == "adam" else LONG)


def comparison_recipes() -> list[SRRecipe]:
    """Recipes that the lessons compare and the panel does not record, under all seeds."""
    states = [
        *(depth_recipe(m) for m in DEPTHS),
        depth_recipe(0, "sgd"),
        *(replace(recipe, steps=1024) for recipe in DELAYS.values()),
        *(replace(recipe, steps=SHORT) for recipe in DECONVS.values()),
        *PLATEAUS.values(),
    ]
    return list(_without_repeats(recipe for state in states for recipe in seeds(state, SEEDS)))


def steps_until_alive(
    record: SRRecord, *, above: float = OFF_THE_PLATEAU, window: int = endings.WINDOW
) -> int | None:
    """Training steps until a network leaves the plateau; None if it never does.

    Args:
        record: a recorded run.
        above: dB by which the training loss, averaged over `window` steps, must beat one flat
            grey on the training patches.
        window: number of steps to average over; one step has too few patches to tell.
    """
    _, high = train_patches(record.recipe)
    plateau = float(np.var(high, dtype="float64"))
    return endings.steps_below(record.loss, plateau / 10 ** (above / 10), window)


def _without_repeats(recipes: Iterable[SRRecipe]) -> Iterable[SRRecipe]:
    known = set(panel_recipes())
    for recipe in recipes:
        if recipe not in known:
            known.add(recipe)
            yield recipe
