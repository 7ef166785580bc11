"""Depth as data: RED-Nets of 10, 20 and 30 layers, with and without symmetric skips."""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from restorelib.cases import panel_spec as panels
from restorelib.cases.layer_words import layer_words
from restorelib.cases.panel_spec import Knob, PanelSpec, Preset
from restorelib.cases.question import Question
from restorelib.experiments.denoising import crop, test_patches, train_patches
from restorelib.experiments.judging import Judgement, Rule, holds
from restorelib.experiments.recipes import Recipe, RunRecord, seeds
from restorelib.experiments.verdicts import CLEAR, facts
from restorelib.experiments.wording import Wording
from restorelib.images import metrics

# The network outputs the picture itself, by a linear last layer: only depth and skips differ.
# Mao, Shen and Yang 2016, arXiv 1603.09056: RED10, RED20, RED30; skips at every second pair.
SHALLOW = Recipe(depth=10, skip_every=2, input_skip=False, residual_activation=None, steps=1024)
DEPTHS = (10, 20, 30)
SEEDS = 10
KNOBS = (
    Knob("depth", "Layers", DEPTHS, tuple(map(str, DEPTHS))),
    Knob("symmetric_skips", "Symmetric skips", (True, False), ("with", "without")),
)
PRESETS = (
    Preset("10 layers with skips", "the shallowest net here", {}),
    Preset("30 layers with skips", "the deepest net of the paper", {"depth": 30}),
    Preset(
        "30 layers without skips",
        "as many layers, and no way past any of them",
        {"depth": 30, "symmetric_skips": False},
    ),
)
OUTCOMES = {
    "better": "better than doing nothing",
    "between": "between one flat colour and doing nothing",
    "flat": "no better than one flat colour",
}


def panel_recipe(depth: int, symmetric_skips: bool) -> Recipe:
    """Recipe of one state of the panel."""
    return replace(SHALLOW, depth=depth, symmetric_skips=symmetric_skips)


def panel_recipes() -> list[Recipe]:
    """Recipes of all states under all seeds; depth varies slowest, the seed fastest."""
    states = (panel_recipe(depth, skips) for depth in DEPTHS for skips in (True, False))
    return [recipe for state in states for recipe in seeds(state, SEEDS)]


def flat_colour(recipe: Recipe) -> float:
    """PSNR in dB of one flat colour: the mean of a recipe's training patches, per channel."""
    return _flat_colour(replace(SHALLOW, **{field: getattr(recipe, field) for field in _DATA}))


_DATA = ("channels", "patch_size", "patches", "sigma")


@functools.cache
def _flat_colour(recipe: Recipe) -> float:
    clean, wanted = train_patches(recipe)[1], test_patches(recipe)[1]
    painted = np.broadcast_to(clean.mean((0, 1, 2)), wanted.shape)
    return metrics.psnr(wanted, painted, data_range=1.0)


# The first of OUTCOMES whose conditions hold.
_REACHED = {
    "better": (("gain", ">=", CLEAR),),
    "between": (("flat_gain", ">", CLEAR),),
    "flat": (),
}


def outcome(record: RunRecord, snapshot: int = -1) -> str:
    """Score of a run against one flat colour and doing nothing: a key of `OUTCOMES`."""
    measured = _facts(record, snapshot)
    return next(key for key, conditions in _REACHED.items() if holds(conditions, measured))


def spread(record: RunRecord, snapshot: int = -1) -> float:
    """Standard deviation of a network's output values on the test patches.

    It is about 0 for one flat colour. It is computed from the histogram of the last layer, whose
    bins are 0.025 wide; so that layer must be linear.
    """
    low, high = record.histogram_range
    counts = record.histogram[snapshot]
    edges = np.linspace(low, high, len(counts) + 1)
    middles = (edges[1:] + edges[:-1]) / 2
    mean = np.average(middles, weights=counts)
    return float(np.sqrt(np.average((middles - mean) ** 2, weights=counts)))


def training_score(record: RunRecord, last: int = 128) -> float:
    """PSNR in dB of the mean loss over the last steps; steadier than the last loss alone."""
    return float(-10 * np.log10(np.mean(record.loss[-last:], dtype="float64")))


def panel_spec(
    *, start: Mapping[str, Any] | None = None, question: Question | None = None
) -> PanelSpec:
    """The panel of lesson 02: depth, and symmetric skips.

    Args:
        start: field -> first value of each knob that does not start at 10 layers with skips.
        question: asked before the results appear, about the state in which the panel starts:
            `WHERE_DOES_IT_STAND` with `start={"depth": 30, "symmetric_skips": False}`.

    Raises:
        ValueError: if a field is not a knob, or a value is not one of its values.
    """
    return PanelSpec(
        **panels.chosen(KNOBS, SHALLOW, panel_recipe, start=start, presets=PRESETS),
        case="depth",
        title="A RED-Net removes noise (σ = 10): how deep, and with or without skips?",
        charts=("network", "pictures"),
        words={
            "sentence": Wording(_SENTENCE, _facts),
            "histogram": Wording(_SPREAD, _facts),
            "network": layer_words,
            "pictures": panels.added_words,
        },
        known=lambda: _known(SHALLOW),
        headline=_headline,
        verdict=_verdict,
        references=lambda record: {
            "doing nothing": record.identity_psnr,
            "one flat colour": flat_colour(record.recipe),
        },
        arrays=lambda: panels.crop_arrays(*crop(SHALLOW)),
        seeds=SEEDS,
        question=question,
    )


WHERE_DOES_IT_STAND = Question(
    name="02-thirty-layers",
    text="30 layers, without skips. The paper says that such a net learns worse than a "
    f"shallow one. After {SHALLOW.steps:,} steps, where is its score?",
    choices=OUTCOMES,
    outcome=outcome,
)


_SENTENCE = (
    "After {step:,} step{step:plural} the score is {psnr:.2f} dB: {gain:+z.2f} dB against doing "
    "nothing ({identity_psnr:.2f} dB), {flat_gain:+z.2f} dB against one flat colour "
    "({flat:.2f} dB). The values of its pictures spread by {spread:.2f} around their mean, those "
    "of the clean ones by {clean_spread:.2f}. The largest gradient is {gradient:.1e}."
)
_SPREAD = "The values spread by {spread:.2f} (clean pictures: {clean_spread:.2f})"


def _facts(record: RunRecord, snapshot: int) -> dict[str, float]:
    measured, known = facts(record.measurement(snapshot)), _known(record.recipe)
    return {
        **measured,
        **known,
        "flat_gain": measured["psnr"] - known["flat"],
        "spread": spread(record, snapshot),
    }


def _known(recipe: Recipe) -> dict[str, float]:
    return {
        "flat": flat_colour(recipe),
        "clean_spread": float(np.std(test_patches(recipe)[1])),
    }


_KINDS = {"better": "better", "between": "learning", "flat": "grey"}
_verdict = Judgement(
    tuple(
        Rule(_KINDS[reached], conditions, f"{OUTCOMES[reached]}, {{psnr:.1f}} dB")
        for reached, conditions in _REACHED.items()
    ),
    _facts,
)


def _headline(records: list[RunRecord]) -> tuple[str, str]:
    ends = [float(record.psnr[-1]) for record in records]
    outcomes = [outcome(record) for record in records]
    most = max(OUTCOMES, key=outcomes.count)
    counted = ", ".join(f"{words} in {outcomes.count(key)}" for key, words in OUTCOMES.items())
    return (
        f"{OUTCOMES[most].capitalize()} in {outcomes.count(most)} of {len(records)} seeds.",
        f"{len(records)} recorded runs of {records[0].steps[-1]:,} steps: {counted}. Median "
        f"{np.median(ends):.2f} dB, from {min(ends):.2f} to {max(ends):.2f}.",
    )
