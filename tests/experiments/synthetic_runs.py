"""Made-up records with the shapes and rough course of real ones: the panel's tests need no file."""

import numpy as np

from restorelib.experiments.recipes import (
    HISTOGRAM_BINS,
    Recipe,
    RunRecord,
    SRRecipe,
    SRRecord,
    snapshot_steps,
)

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
    half = range(1, recipe.depth // 2 + 1)
    layers = (*(f"conv{i}" for i in half), *(f"deconv{i}" for i in half))
    units = (recipe.filters,) * (len(layers) - 1) + (recipe.channels,)
    # Units die from the last layer on, one after the other.
    doomed = np.arange(sum(units)) >= sum(units) - 3 if dead else np.zeros(sum(units), bool)
    maps = rng.integers(0, 13, (2, sum(units), 24, 24)) * 20 + 8
    if recipe.seed or recipe.steps < 1024:
        maps = maps[:0]
    return RunRecord(
        layers=layers,
        units=units,
        signal=np.outer(1 + time, np.linspace(0.5, 0.1, len(layers))).astype("float32"),
        kernel_gradient=np.outer(alive, np.linspace(1e-5, 1e-3, len(layers))).astype("float32"),
        dead=(doomed & (alive[:, None] == 0)).astype("uint8"),
        maps=maps.astype("uint8"),
        map_scale=np.ones((len(maps), len(layers)), "float32"),
        map_steps=steps[[0, -1]][: len(maps)],
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


GREY_PSNR, NEAREST_PSNR, BICUBIC_PSNR = 13.06, 28.51, 29.72
STDS = {"normal_1e-3": 1e-3, "normal_1e-2": 1e-2, "glorot_uniform": 0.08, "prelu_normal": 0.2}


def synthetic_sr(recipe: SRRecipe) -> SRRecord:
    """A run that stays grey where all weights are small under SGD, and learns otherwise."""
    rng = np.random.default_rng(recipe.seed)
    steps = np.array(snapshot_steps(recipe.steps), "int32")
    time = np.log2(steps + 1.0)
    maps = ["shrink", *(f"map{i}" for i in range(1, recipe.m + 1)), "expand"]
    layers = ("feature", *([] if recipe.shallow else maps), "deconv")
    depth = np.arange(len(layers))
    std = STDS[recipe.kernel_initializer]
    grey = recipe.optimizer == "sgd" and std < 0.05 and not recipe.shallow
    end = GREY_PSNR if grey else 26 + 0.4 * time + rng.normal(0, 0.1)
    late = 0 if grey else 1 / (1 + np.exp(6 - time))
    psnr = np.maximum(6, GREY_PSNR - 8 * np.exp(-time / 3)) * (1 - late) + end * late
    # Each layer makes the signal smaller by the same factor, and training mends it.
    gain = np.minimum(1, 8 * std) ** (1 - 0.9 * np.broadcast_to(late, steps.shape))
    signal = 0.5 * gain[:, None] ** (depth + 1) * rng.uniform(0.8, 1.2, len(layers))
    error = 0.6 * gain[:, None] ** depth[::-1] * rng.uniform(0.8, 1.2, len(layers))
    weight = np.full((len(steps), len(layers)), std) * rng.uniform(0.98, 1.02, len(layers))
    weight[:, -1] = 1e-3
    picture = np.empty((len(steps), 0, 0), "uint8")
    if recipe.seed == 0:
        ramp = np.linspace(-1, 1, 48) * np.ones((48, 1))
        contrast = 100 * np.broadcast_to(late, steps.shape)
        picture = np.rint(113 + contrast[:, None, None] * ramp).astype("uint8")
    return SRRecord(
        recipe=recipe,
        loss=(0.05 + 0.1 / np.arange(1, recipe.steps + 1)).astype("float16"),
        steps=steps,
        psnr=psnr.astype("float32"),
        spread=np.broadcast_to(5e-6 + 0.2 * late, steps.shape).astype("float32"),
        signal=signal.astype("float32"),
        gradient=(signal * error).astype("float32"),
        bias_gradient=error.astype("float32"),
        weight=weight.astype("float32"),
        picture=picture,
        layers=layers,
        input_rms=0.507,
        grey_psnr=GREY_PSNR,
        nearest_psnr=NEAREST_PSNR,
        bicubic_psnr=BICUBIC_PSNR,
        provenance={"seconds": 10.0},
    )
