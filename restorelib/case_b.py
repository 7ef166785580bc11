"""Case B as data: the states of its panel, and the runs that the lessons compare."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import numpy as np

from restorelib.panel_spec import Knob
from restorelib.recipes import seeds
from restorelib.sr_experiments import train_patches
from restorelib.sr_recipes import SRRecipe, SRRecord

GREY = SRRecipe()  # all weights 1e-3, gradient descent: the net learns one number
ADAM = replace(GREY, optimizer="adam", learning_rate=1e-3)
REPAIRED = replace(ADAM, kernel_initializer="prelu_normal")
# The learning rate goes with the optimizer: one knob for both.
LEARNING_RATES = {"sgd": GREY.learning_rate, "adam": ADAM.learning_rate}
SHALLOW = "shallow"

KNOBS = (
    Knob(
        "kernel_initializer",
        "Weights of the convolutions",
        ("normal_1e-3", "normal_1e-2", "glorot_uniform", "prelu_normal"),
        ("0.001", "0.01", "Glorot", "He (PReLU)"),
    ),
    Knob(
        "m",
        "Layers",
        (SHALLOW, 1, 4, 8),
        ("2 (shallow)", "5 (m = 1)", "8 (m = 4)", "12 (m = 8)"),
    ),
    Knob("optimizer", "Optimizer", ("sgd", "adam"), ("SGD 0.01", "Adam 0.001")),
    Knob("prelu_slope", "PReLU slope at the start", (0.0, 0.25), ("0", "0.25")),
)
SEEDS = 5
LONG = 4096  # steps of the states that the lessons name
SHORT = 512

# Lesson 07: how long until it leaves the plateau, by depth; lesson 08: by what else.
DEPTHS = (0, 1, 2, 3, 4, 5, 6)
DELAYS = {
    "Adam, as it is": ADAM,
    "slope 0": replace(ADAM, prelu_slope=0.0),
    "epsilon 1e-12": replace(ADAM, epsilon=1e-12),
    "epsilon 1e-4": replace(ADAM, epsilon=1e-4),
    "epsilon 1e-2": replace(ADAM, epsilon=1e-2),
    "no biases": replace(ADAM, use_bias=False),
    "no biases, epsilon 1e-30": replace(ADAM, use_bias=False, epsilon=1e-30),
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


def panel_recipe(
    kernel_initializer: str, m: int | str, optimizer: str, prelu_slope: float
) -> SRRecipe:
    """The recipe of one state of the panel; those that the lessons name run longer."""
    recipe = replace(
        GREY,
        kernel_initializer=kernel_initializer,
        shallow=m == SHALLOW,
        m=GREY.m if m == SHALLOW else m,
        optimizer=optimizer,
        learning_rate=LEARNING_RATES[optimizer],
        prelu_slope=prelu_slope,
    )
    named = kernel_initializer in ("normal_1e-3", "prelu_normal") and (
        (m in (SHALLOW, 4) and prelu_slope == 0.25)
        or (kernel_initializer, m, optimizer) == ("normal_1e-3", 8, "adam")
    )
    return replace(recipe, steps=LONG if named else SHORT)


def panel_recipes() -> list[SRRecipe]:
    """Every state of the panel under every seed: knobs in their order, seeds fastest."""
    states = product(*(knob.values for knob in KNOBS))
    return [recipe for state in states for recipe in seeds(panel_recipe(*state), SEEDS)]


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


def steps_until_alive(record: SRRecord, *, above: float = 1.0, window: int = 32) -> int | None:
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
