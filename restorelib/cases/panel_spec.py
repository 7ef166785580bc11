"""What a panel shows, as data: a case needs knobs, charts and texts, but no new widget.

`restorelib.widgets` draws the panel; cases such as `case_a` fill in the data.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import numpy as np

from restorelib.cases.question import Question, WhichState
from restorelib.experiments.judging import Judgement
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, RunRecord, seeds
from restorelib.experiments.wording import Wording

MOST_LIVE_PATCHES = 800  # they travel to the browser with the panel

# What a run can come to; the browser has a colour and a sign for each.
VERDICTS = ("better", "learning", "same", "grey", "stuck", "worse")


@dataclass(frozen=True)
class Knob:
    """One control of the panel: a field of the recipe and its possible values."""

    field: str
    legend: str
    values: tuple
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Preset:
    """A state with a name, so that one choice sets all knobs."""

    name: str
    what: str  # a few words on the state, without its outcome
    values: Mapping[str, Any]  # field -> value; a case writes only those that differ from its base


@dataclass(frozen=True)
class PanelSpec:
    """A panel. Each combination of knob values and seed is one recorded run."""

    case: str  # name of the recording, as for `experiments.load`
    title: str
    knobs: tuple[Knob, ...]
    recipe: Callable[..., AnyRecipe]  # values of the knobs by keyword -> recipe under seed 0
    start: Mapping[str, Any]  # field -> its first value
    charts: tuple[str, ...]  # keys of CHARTS in the browser's module, besides the curve
    words: Mapping[str, Callable[[AnyRecord, int], str]]  # text on a run at a snapshot, by name
    headline: Callable[[list[AnyRecord]], tuple[str, str]]  # finding and detail over all seeds
    verdict: Judgement  # how a run ended: one of VERDICTS, and words
    references: Callable[[AnyRecord], Mapping[str, float]]  # label -> dB: lines across the curve
    arrays: Callable[[], Mapping[str, np.ndarray]] = dict  # sent once, such as the picture crop
    seeds: int = 10
    live_steps: int = 256  # of "Train it now"; 0 hides the button: recorded runs only
    known: Callable[[], Mapping[str, float]] = dict  # facts of `words` that no run changes
    question: Question | WhichState | None = None
    tells_scores: bool = True  # False: no numbers of the curve, as they give the answer away
    name: str = ""  # of the panel, in the text of a state; by default that of the case
    fixed: Mapping[str, Any] = field(default_factory=dict)  # field of a knob not shown -> its value
    presets: tuple[Preset, ...] = ()

    def names(self) -> list[str]:
        """Names of the states, in the order of `states`: the values of their knobs."""
        values = itertools.product(*(knob.values for knob in self.knobs))
        return [", ".join(map(str, state)) for state in values]

    def states(self) -> list[AnyRecipe]:
        """Recipes of all combinations of knob values under seed 0; the last knob varies fastest."""
        fields = [knob.field for knob in self.knobs]
        values = itertools.product(*(knob.values for knob in self.knobs))
        return [self.recipe(**dict(zip(fields, state, strict=True))) for state in values]

    def recipes(self) -> list[AnyRecipe]:
        """Recipes of all runs, numbered as in the browser: the seed varies fastest."""
        return [recipe for state in self.states() for recipe in seeds(state, self.seeds)]

    def live(self, recipe: AnyRecipe) -> AnyRecipe:
        """The recipe that "Train it now" runs: `live_steps` steps, and patches for some of them."""
        return replace(
            recipe, steps=self.live_steps, patches=min(recipe.patches, MOST_LIVE_PATCHES)
        )


def chosen(
    knobs: Sequence[Knob],
    base: Any,
    recipe: Callable[..., AnyRecipe],
    *,
    shown: Iterable[str] | None = None,
    start: Mapping[str, Any] | None = None,
    presets: Sequence[Preset] = (),
) -> dict[str, Any]:
    """The fields of a `PanelSpec` that follow from the knobs shown.

    Args:
        knobs: all knobs of a case.
        base: the recipe that gives all values that are not named here.
        recipe: values of the knobs by keyword -> a recipe.
        shown: fields of the knobs to show; all by default. The others keep the values of `base`.
        start: field -> first value of each knob that differs from `base` at the start.
        presets: those of the case; the panel has those that its knobs can set.

    Raises:
        ValueError: if a field is not a knob, or a value is not one of its values.
    """
    fields = [knob.field for knob in knobs]
    shown = fields if shown is None else list(shown)
    if not shown or not set(shown) <= set(fields):
        raise ValueError(f"panel_spec expects knobs among {fields}; received {shown}.")
    given = {field: getattr(base, field) for field in fields}
    values = {knob.field: knob.values for knob in knobs if knob.field in shown}
    start = start or {}
    if any(value not in values.get(field, ()) for field, value in start.items()):
        raise ValueError(f"panel_spec expects start among {values}; received {start}.")
    fixed = {field: value for field, value in given.items() if field not in shown}
    first = {field: given[field] for field in values}
    return {
        "knobs": tuple(knob for knob in knobs if knob.field in shown),
        "recipe": partial(recipe, **fixed),
        "start": {**first, **start},
        "fixed": fixed,
        "presets": tuple(
            replace(preset, values={**first, **preset.values})
            for preset in presets
            if preset.values.keys() <= values.keys()
        ),
    }


def _added_facts(record: RunRecord, snapshot: int) -> dict[str, float]:
    if not record.added.size:
        return {}
    added = record.added[snapshot]  # in 1/255: smaller changes are rounded to 0
    return {"crop_changed": int(np.count_nonzero(added)), "crop_values": added.size}


# How many values of the crop a network changes; an empty text if no pictures were kept.
added_words = Wording(
    "[changes {crop_changed:,} of {crop_values:,} values by half a grey level or more]",
    _added_facts,
)


def crop_arrays(noisy: np.ndarray, clean: np.ndarray) -> dict[str, np.ndarray]:
    """The crop of the pictures chart: images in [0, 1] as int16, in 1/255 like `added`.

    Not clipped: noise leaves [0, 1], and the change that a network adds brings it back.
    """
    return {
        name: np.rint(255 * image).astype("int16")
        for name, image in (("noisy", noisy), ("clean", clean))
    }
