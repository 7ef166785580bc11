"""Texts about a super-resolution run: measured quantities, never an inferred cause."""

import functools
from collections.abc import Callable

import numpy as np

from restorelib.experiments.recipes import SRRecipe, SRRecord
from restorelib.experiments.super_resolution import crop, test_patches
from restorelib.experiments.verdicts import OFF_THE_PLATEAU
from restorelib.images.metrics import psnr
from restorelib.images.predictors import enlarge

# Score of a run on the ladder of predictors that need no network, best first.
OUTCOMES = {
    "bicubic": "past bicubic interpolation",
    "nearest": "past repeated pixels, below bicubic",
    "alive": "above one flat grey, below repeated pixels",
    "grey": "at the score of one flat grey",
    "worse": "worse than one flat grey",
}
_FINDINGS = {
    "bicubic": "Past bicubic",
    "nearest": "Past repeated pixels, below bicubic",
    "alive": "Off the grey, below repeated pixels",
    "grey": "Grey",
    "worse": "Worse than grey",
}
_VERDICTS = {"bicubic": "better", "nearest": "learning", "alive": "learning"}  # others: themselves


def outcome(record: SRRecord, snapshot: int = -1) -> str:
    """Which rung of the ladder a run has reached: a key of `OUTCOMES`."""
    score = float(record.psnr[snapshot])
    if score > record.bicubic_psnr:
        return "bicubic"
    if score > record.nearest_psnr:
        return "nearest"
    if score > record.grey_psnr + OFF_THE_PLATEAU:
        return "alive"
    return "grey" if score > record.grey_psnr - OFF_THE_PLATEAU else "worse"


def references(record: SRRecord) -> dict[str, float]:
    """Scores of the predictors on the ladder, for lines across a curve: label -> dB."""
    return {
        "bicubic": record.bicubic_psnr,
        "repeated pixels (nearest)": record.nearest_psnr,
        "one flat grey": record.grey_psnr,
    }


def verdict(record: SRRecord) -> tuple[str, str]:
    """How a run ended: one of the panel's verdicts, and its rung and score in words."""
    rung = outcome(record)
    return _VERDICTS.get(rung, rung), f"{_FINDINGS[rung].lower()}, {record.psnr[-1]:.1f} dB"


def headline(records: list[SRRecord]) -> tuple[str, str]:
    """The finding over the seeds of one state, and its details."""
    outcomes = [outcome(record) for record in records]
    most = max(OUTCOMES, key=outcomes.count)
    count, ends = len(records), [float(record.psnr[-1]) for record in records]
    counted = ", ".join(
        f"{words} in {outcomes.count(key)}" for key, words in OUTCOMES.items() if key in outcomes
    )
    spreads = [float(record.spread[-1]) for record in records]
    left = [record.first_above(record.grey_psnr + OFF_THE_PLATEAU) for record in records]
    alive = sorted(step for step in left if step is not None)
    when = f", first measured at step {_range(alive, '{:,}'.format)}" if alive else ""
    return (
        f"{_FINDINGS[most]} in {outcomes.count(most)} of {count} seeds.",
        f"{count} recorded runs of {records[0].steps[-1]:,} steps: {counted}; median "
        f"{np.median(ends):.2f} dB. {OFF_THE_PLATEAU:.0f} dB above grey: {len(alive)} of "
        f"{count}{when}. "
        f"Std of the predicted values: {_range(sorted(spreads), _size)}.",
    )


def sentence(record: SRRecord, snapshot: int) -> str:
    """The score against the ladder, the spread of the output, the signal and the gradients."""
    step, score = int(record.steps[snapshot]), float(record.psnr[snapshot])
    grey, bicubic = record.grey_psnr, record.bicubic_psnr
    signal, kernels = record.signal[snapshot], record.gradient[snapshot]
    largest, recipe = int(np.argmax(kernels)), record.recipe
    wanted = _std(recipe.scale, recipe.patch_size, recipe.patches)
    told = (
        f"After {step:,} step{'s' * (step != 1)} the score is {score:.2f} dB: "
        f"{score - grey:+.2f} dB against one flat grey ({grey:.2f} dB), {score - bicubic:+.2f} dB "
        f"against bicubic interpolation ({bicubic:.2f} dB). The predicted values have a std of "
        f"{_size(record.spread[snapshot])}, the original ones of {wanted:.2f}. The "
        f"signal (rms) is {_size(record.input_rms)} at the input, {_size(signal[-2])} after the "
        f"last convolution and {_size(signal[-1])} at the output. The largest gradient of a kernel "
        f"(rms) is {_size(kernels[largest])}, in {record.layers[largest]}"
    )
    if not recipe.use_bias:
        return f"{told}."
    return f"{told}; that of the last bias is {_size(record.bias_gradient[snapshot, -1])}."


def pipe_words(record: SRRecord, snapshot: int) -> str:
    """Measured size (rms) of the signal and of the error at both ends of the network."""
    step, signal = int(record.steps[snapshot]), record.signal[snapshot]
    told = (
        f"Measured after {step:,} step{'s' * (step != 1)}: the signal is "
        f"{_size(record.input_rms)} at the input and {_size(signal[-2])} after the last convolution"
    )
    if not record.recipe.use_bias:
        return told
    error = record.bias_gradient[snapshot]
    return (
        f"{told}; the error is {_size(error[-1])} at the output and {_size(error[0])} at the "
        "first layer"
    )


def picture_words(record: SRRecord, snapshot: int) -> str:
    """Grey levels and PSNR of the network's crop; an empty text if no pictures were kept."""
    if not record.picture.size:
        return ""
    painted, known = record.picture[snapshot], crop_arrays(record.recipe.scale)
    scores = {
        name: psnr(known["original"].astype("float32"), image.astype("float32"), data_range=255)
        for name, image in {**known, "net": painted}.items()
        if name != "original"
    }
    return (
        f"the net paints grey levels from {painted.min()} to {painted.max()} (0 is black, 255 is "
        f"white): {scores['net']:.2f} dB. Repeated pixels score {scores['nearest']:.2f} dB here, "
        f"bicubic interpolation {scores['bicubic']:.2f} dB"
    )


@functools.cache
def crop_arrays(scale: int) -> dict[str, np.ndarray]:
    """The crop of the pictures chart, `(48, 48)` uint8 each: "nearest", "bicubic", "original"."""
    low, high = crop(SRRecipe(scale=scale))
    made = {name: enlarge(low[None], scale, method=name) for name in ("nearest", "bicubic")}
    return {
        name: np.clip(np.rint(255 * image.reshape(high.shape[:2])), 0, 255).astype("uint8")
        for name, image in {**made, "original": high}.items()
    }


@functools.cache
def _std(scale: int, patch_size: int, patches: int) -> float:
    recipe = SRRecipe(scale=scale, patch_size=patch_size, patches=patches)
    return float(np.std(test_patches(recipe)[1], dtype="float64"))


def _size(value: float) -> str:
    """Two significant digits: 0.51, 3.3e-10."""
    value = float(value)
    return f"{value:.2g}" if 0.01 <= abs(value) < 100 else f"{value:.1e}"


def _range(values: list, form: Callable[[float], str]) -> str:
    low, high = form(values[0]), form(values[-1])
    return low if low == high else f"{low} to {high}"
