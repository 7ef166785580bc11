"""Texts about a super-resolution run: measured quantities, never an inferred cause."""

import functools
from collections.abc import Callable

import numpy as np

from restorelib.experiments.judging import Judgement, Rule, holds
from restorelib.experiments.recipes import SRRecipe, SRRecord
from restorelib.experiments.super_resolution import crop, test_patches
from restorelib.experiments.verdicts import OFF_THE_PLATEAU
from restorelib.experiments.wording import Wording, size
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
# Rung -> what holds there; the first that holds counts.
_LADDER = {
    "bicubic": (("above_bicubic", ">", 0.0),),
    "nearest": (("above_nearest", ">", 0.0),),
    "alive": (("above_grey", ">", OFF_THE_PLATEAU),),
    "grey": (("above_grey", ">", -OFF_THE_PLATEAU),),
    "worse": (),
}
_VERDICTS = {"bicubic": "better", "nearest": "learning", "alive": "learning"}  # others: themselves


def outcome(record: SRRecord, snapshot: int = -1) -> str:
    """Which rung of the ladder a run has reached: a key of `OUTCOMES`."""
    scores = _scores(record, snapshot)
    return next(rung for rung, conditions in _LADDER.items() if holds(conditions, scores))


def _scores(record: SRRecord, snapshot: int) -> dict[str, float]:
    score = float(record.psnr[snapshot])
    return {
        "psnr": score,
        "above_grey": score - record.grey_psnr,
        "above_nearest": score - record.nearest_psnr,
        "above_bicubic": score - record.bicubic_psnr,
    }


def references(record: SRRecord) -> dict[str, float]:
    """Scores of the predictors on the ladder, for lines across a curve: label -> dB."""
    return {
        "bicubic": record.bicubic_psnr,
        "repeated pixels (nearest)": record.nearest_psnr,
        "one flat grey": record.grey_psnr,
    }


# How a run ended: one of the panel's verdicts, and its rung and score in words.
verdict = Judgement(
    tuple(
        Rule(_VERDICTS.get(rung, rung), conditions, f"{_FINDINGS[rung].lower()}, {{psnr:.1f}} dB")
        for rung, conditions in _LADDER.items()
    ),
    _scores,
)


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
        f"Std of the predicted values: {_range(sorted(spreads), size)}.",
    )


def _facts(record: SRRecord, snapshot: int) -> dict[str, float | str]:
    signal, kernels = record.signal[snapshot], record.gradient[snapshot]
    largest, bias = int(np.argmax(kernels)), record.bias_gradient[snapshot]
    ends = {"error_at_input": 0, "error_at_output": -1} if len(bias) else {}
    return {
        **known(record.recipe),
        **_scores(record, snapshot),
        "step": int(record.steps[snapshot]),
        "grey_psnr": record.grey_psnr,
        "bicubic_psnr": record.bicubic_psnr,
        "spread": float(record.spread[snapshot]),
        "input_rms": record.input_rms,
        "signal_before_last": float(signal[-2]),
        "signal_at_output": float(signal[-1]),
        "gradient": float(kernels[largest]),
        "gradient_layer": record.layers[largest],
        **{name: float(bias[end]) for name, end in ends.items()},
        **_painted(record, snapshot),
    }


def known(recipe: SRRecipe) -> dict[str, float]:
    """Facts that no run changes: how far original values spread, and scores on the crop."""
    return {
        "clean_spread": _std(recipe.scale, recipe.patch_size, recipe.patches),
        "nearest_crop_psnr": _crop_psnr(recipe.scale, "nearest"),
        "bicubic_crop_psnr": _crop_psnr(recipe.scale, "bicubic"),
    }


def _painted(record: SRRecord, snapshot: int) -> dict[str, float]:
    if not record.picture.size:
        return {}
    painted = record.picture[snapshot]
    return {
        "darkest": int(painted.min()),
        "brightest": int(painted.max()),
        "crop_psnr": _against_original(record.recipe.scale, painted),
    }


@functools.cache
def _crop_psnr(scale: int, name: str) -> float:
    return _against_original(scale, crop_arrays(scale)[name])


def _against_original(scale: int, image: np.ndarray) -> float:
    original = crop_arrays(scale)["original"]
    return psnr(original.astype("float32"), image.astype("float32"), data_range=255)


# The score against the ladder, the spread of the output, the signal and the gradients.
sentence = Wording(
    "After {step:,} step{step:plural} the score is {psnr:.2f} dB: {above_grey:+z.2f} dB against "
    "one flat grey ({grey_psnr:.2f} dB), {above_bicubic:+z.2f} dB against bicubic interpolation "
    "({bicubic_psnr:.2f} dB). The predicted values have a std of {spread:size}, the original ones "
    "of {clean_spread:.2f}. The signal (rms) is {input_rms:size} at the input, "
    "{signal_before_last:size} after the last convolution and {signal_at_output:size} at the "
    "output. The largest gradient of a kernel (rms) is {gradient:size}, in {gradient_layer}[; "
    "that of the last bias is {error_at_output:size}].",
    _facts,
)
# Measured size (rms) of the signal and of the error at both ends of the network.
pipe_words = Wording(
    "Measured after {step:,} step{step:plural}: the signal is {input_rms:size} at the input and "
    "{signal_before_last:size} after the last convolution[; the error is {error_at_output:size} "
    "at the output and {error_at_input:size} at the first layer]",
    _facts,
)
# Grey levels and PSNR of the network's crop; an empty text if no pictures were kept.
picture_words = Wording(
    "[the net paints grey levels from {darkest:,} to {brightest:,} (0 is black, 255 is white): "
    "{crop_psnr:.2f} dB. Repeated pixels score {nearest_crop_psnr:.2f} dB here, bicubic "
    "interpolation {bicubic_crop_psnr:.2f} dB]",
    _facts,
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


def _range(values: list, form: Callable[[float], str]) -> str:
    low, high = form(values[0]), form(values[-1])
    return low if low == high else f"{low} to {high}"
