"""Made-up records with the shapes and rough course of real ones: the panel's tests need no file."""

import numpy as np

from restorelib.recipes import HISTOGRAM_BINS, Recipe, RunRecord, snapshot_steps

VALUES = 76_800
NOTHING = 28.13


def synthetic(recipe: Recipe) -> RunRecord:
    """A run that ends dead for a ReLU after an input skip, and learns otherwise."""
    rng = np.random.default_rng(recipe.seed)
    steps = np.array(snapshot_steps(recipe.steps), "int32")
    time = np.log2(steps + 1.0)
    dead = recipe.input_skip and recipe.residual_activation == "relu"
    end = NOTHING if dead else 30 + 0.3 * time + rng.normal(0, 0.1)
    alive = np.exp2(-2.0 * time) if dead else 0.5 - 0.3 * np.exp(-((time - 3) ** 2))
    alive = np.where(alive < 1e-3, 0, alive)
    low, high = (-0.32, 0.32) if recipe.input_skip else (-0.4, 1.2)
    centres = low + (np.arange(HISTOGRAM_BINS) + 0.5) * (high - low) / HISTOGRAM_BINS
    spread = (0.02 + 0.1 / (1 + time))[:, None]
    bumps = np.exp(-(((centres - (alive[:, None] - 0.5) / 3) / spread) ** 2))
    histogram = np.floor(VALUES * bumps / bumps.sum(axis=1, keepdims=True)).astype("int32")
    histogram[:, HISTOGRAM_BINS // 2] += VALUES - histogram.sum(axis=1)
    added = np.empty((len(steps), 0, 0), "int16")
    if recipe.seed == 0:
        noise = rng.normal(0, 0 if dead else 10, (len(steps), 48, 48, recipe.channels))
        added = np.rint(noise + 20 * np.exp(-time)[:, None, None, None]).astype("int16")
    return RunRecord(
        recipe=recipe,
        loss=(0.0015 + 0.05 / np.arange(1, recipe.steps + 1)).astype("float16"),
        steps=steps,
        psnr=(end - 14 * np.exp(-time)).astype("float32"),
        alive=alive.astype("float32"),
        darkened=(0 if dead else 0.5) * np.ones(len(steps), "float32"),
        brightened=alive.astype("float32"),
        gradient=alive.astype("float32") / 100,
        histogram=histogram,
        added=added,
        histogram_range=(low, high),
        identity_psnr=NOTHING,
        values=VALUES,
        provenance={"seconds": 10.0},
    )
