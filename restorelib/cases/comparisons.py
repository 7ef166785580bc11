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
from restorelib.experiments.recipes import SRRecipe, SRRecord, seeds
from restorelib.experiments.super_resolution import train_patches
from restorelib.experiments.verdicts import OFF_THE_PLATEAU

# Lesson 07: how long until it leaves the plateau, by depth; lesson 08: by what else.
DEPTHS = (0, 1, 2, 3, 4, 5, 6, 7, 8)
DELAYS = {
    "Adam, as it is": ADAM,
    "slope 0": replace(ADAM, prelu_slope=0.0),
    "epsilon 1e-12": replace(ADAM, epsilon=1e-12),
    "epsilon 1e-4": replace(ADAM, epsilon=1e-4),
    "epsilon 1e-2": replace(ADAM, epsilon=1e-2),
    "no biases": replace(ADAM, use_bias=False),
    # Smaller ones divide by squares of gradients that float32 has rounded to 0.
    "no biases, epsilon 1e-18": replace(ADAM, use_bias=False, epsilon=1e-18),
    "Adam 1e-4": replace(ADAM, learning_rate=1e-4),
}
DECONVS = {
    "normal, std 0.001 (the paper's)": REPAIRED,
    "the right fan": replace(REPAIRED, deconv_initializer="prelu_normal"),
    "Keras's He normal": replace(REPAIRED, deconv_initializer="he_normal"),
    "Glorot uniform": replace(REPAIRED, deconv_initializer="glorot_uniform"),
}
# Lesson 05: three layers, all weights 1e-3, and beside them the eight of FSRCNN.
PLATEAUS = {
    "SRCNN, SGD 0.1": replace(GREY, net="srcnn", learning_rate=0.1, steps=2048),
    "SRCNN, Adam 0.001": replace(ADAM, net="srcnn", steps=SHORT),
    "FSRCNN, SGD 0.1": replace(GREY, learning_rate=0.1, steps=2048),
}


def depth_recipe(m: int, optimizer: str = "adam") -> SRRecipe:
    """All weights 1e-3, `m` mapping layers: m + 4 layers in all."""
    steps = {0: SHORT, 1: SHORT, 2: SHORT, 3: SHORT, 4: 1024, 5: 2048}.get(m, LONG)
    recipe = replace(GREY, optimizer=optimizer, learning_rate=LEARNING_RATES[optimizer], m=m)
    return replace(recipe, steps=steps if optimizer == "adam" else LONG)


def comparison_recipes() -> list[SRRecipe]:
    """What the lessons compare and the panel does not record, under every seed."""
    states = [
        *(depth_recipe(m) for m in DEPTHS),
        depth_recipe(0, "sgd"),
        *(replace(recipe, steps=1024) for recipe in DELAYS.values()),
        *(replace(recipe, steps=SHORT) for recipe in DECONVS.values()),
        *PLATEAUS.values(),
    ]
    return list(_without_repeats(recipe for state in states for recipe in seeds(state, SEEDS)))


def steps_until_alive(
    record: SRRecord, *, above: float = OFF_THE_PLATEAU, window: int = 32
) -> int | None:
    """Steps until a net has left the plateau; None if it has not.

    Args:
        record: a run.
        above: dB by which its training loss, averaged over `window` steps, has to beat one flat
            grey on the training patches.
        window: steps; each has only a few patches, so that one alone says little.
    """
    _, high = train_patches(record.recipe)
    plateau = float(np.var(high, dtype="float64"))
    means = np.convolve(record.loss.astype("float64"), np.ones(window) / window, "valid")
    alive = np.flatnonzero(means < plateau / 10 ** (above / 10))
    return int(alive[0]) + window if len(alive) else None


def _without_repeats(recipes: Iterable[SRRecipe]) -> Iterable[SRRecipe]:
    known = set(panel_recipes())
    for recipe in recipes:
        if recipe not in known:
            known.add(recipe)
            yield recipe
