"""What a panel shows, as data: a case is knobs, charts and words, and no new widget.

`restorelib.widgets` draws it; cases such as `case_a` fill it in.
"""

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from restorelib.experiments.recipes import AnyRecipe, AnyRecord, RunRecord, seeds


@dataclass(frozen=True)
class Knob:
    """One choice of the panel: a field of the recipe, and the values that it may take."""

    field: str
    legend: str
    values: tuple
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is guessed before the results are shown, about the state that the panel starts in.

    `outcome` names what happened to one run with one of the keys of `choices`, so that the
    panel can say in how many seeds it did.
    """

    name: str  # the answer is kept in the learner's progress under it, as "04-smaller-steps"
    text: str
    choices: Mapping[str, str]  # outcome -> what the learner reads, in the order of the buttons
    outcome: Callable[[AnyRecord], str]

    def reply(self, choice: str, states: Mapping[str, Sequence[AnyRecord]], start: str) -> str:
        """What the learner said, and what was measured: "You said X; Y happened in 9 of 10".

        Args:
            choice: a key of `choices`.
            states: `PanelSpec.names` -> the runs of that state.
            start: name of the state that the panel starts in.
        """
        outcomes = [self.outcome(record) for record in states[start]]
        most = max(self.choices, key=outcomes.count)
        return (
            f"You said “{self.choices[choice]}”; “{self.choices[most]}” happened in "
            f"{outcomes.count(most)} of {len(outcomes)} seeds."
        )


@dataclass(frozen=True)
class WhichState:
    """What is guessed before the results are shown: in which state of the panel it happens."""

    name: str  # as in `Question`
    text: str
    choices: Mapping[str, str]  # name of the state -> what the learner reads
    happened: Callable[[AnyRecord], bool]
    what: str  # it is that happened, in the past tense: "stood still"

    def reply(self, choice: str, states: Mapping[str, Sequence[AnyRecord]], start: str) -> str:
        """What the learner said, and in how many seeds it happened; arguments as in `Question`."""
        counts = {name: sum(map(self.happened, states[name])) for name in self.choices}
        most = max(counts, key=counts.get)
        told = f"“{self.choices[most]}” {self.what} in {counts[most]} of {len(states[most])} seeds"
        if choice != most:
            told += f", “{self.choices[choice]}” in {counts[choice]}"
        return f"You said “{self.choices[choice]}”; {told}."


@dataclass(frozen=True)
class PanelSpec:
    """A panel: every combination of the knobs' values and the seeds is a recorded run."""

    case: str  # the recording, as for `experiments.load`
    title: str
    knobs: tuple[Knob, ...]
    recipe: Callable[..., AnyRecipe]  # the knobs' fields by keyword -> the recipe under seed 0
    start: Mapping[str, Any]  # field -> the value that is chosen at first
    charts: tuple[str, ...]  # keys of CHARTS in the browser's module, besides the curve
    words: Mapping[str, Callable[[AnyRecord, int], str]]  # of a run at a snapshot; "sentence", ...
    headline: Callable[[list[AnyRecord]], tuple[str, str]]  # finding and detail over all seeds
    references: Callable[[AnyRecord], Mapping[str, float]]  # label -> dB, lines in the curve
    code: Callable[[AnyRecipe], str]  # the lines that build and run a recipe
    arrays: Callable[[], Mapping[str, np.ndarray]] = dict  # sent once: the pictures' crop, ...
    seeds: int = 10
    live_steps: int = 256  # of "Train it now"; 0 takes the button away: recorded runs only
    question: Question | WhichState | None = None
    tells_scores: bool = True  # False: the curve has no numbers, where they would tell too much

    def names(self) -> list[str]:
        """What each state is called, in the order of `states`: the values of its knobs."""
        values = itertools.product(*(knob.values for knob in self.knobs))
        return [", ".join(map(str, state)) for state in values]

    def states(self) -> list[AnyRecipe]:
        """The recipe of each combination of the knobs under seed 0; the last knob is fastest."""
        fields = [knob.field for knob in self.knobs]
        values = itertools.product(*(knob.values for knob in self.knobs))
        return [self.recipe(**dict(zip(fields, state, strict=True))) for state in values]

    def recipes(self) -> list[AnyRecipe]:
        """Every run of the panel in the order in which the browser counts them: seeds fastest."""
        return [recipe for state in self.states() for recipe in seeds(state, self.seeds)]

    def live(self, recipe: AnyRecipe) -> AnyRecipe:
        """The recipe as "Train it now" runs it: the same one, shorter."""
        return replace(recipe, steps=self.live_steps)


def chosen(
    knobs: Sequence[Knob],
    base: Any,
    recipe: Callable[..., AnyRecipe],
    *,
    shown: Iterable[str] | None = None,
    start: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The fields of `PanelSpec` that say which knobs it has, and where they start.

    Args:
        knobs: all that a case has.
        base: the recipe whose values hold where nothing else is said.
        recipe: the knobs' fields by keyword -> a recipe.
        shown: fields of the knobs to show, all by default; the others stay as `base` has them.
        start: field -> value of the knobs that do not start as `base` has them.

    Raises:
        ValueError: for a field that is no knob, or a value that it does not have.
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
    return {
        "knobs": tuple(knob for knob in knobs if knob.field in shown),
        "recipe": partial(recipe, **{f: v for f, v in given.items() if f not in shown}),
        "start": {field: start.get(field, given[field]) for field in values},
    }


def added_words(record: RunRecord, snapshot: int) -> str:
    """What a net changes in the crop, counted; empty where no pictures were kept."""
    if not record.added.size:
        return ""
    added = record.added[snapshot]  # in 1/255: smaller changes are rounded to 0
    return (
        f"changes {np.count_nonzero(added):,} of {added.size:,} values by half a grey level or more"
    )


def crop_arrays(noisy: np.ndarray, clean: np.ndarray) -> dict[str, np.ndarray]:
    """The crop of the pictures chart: images in [0, 1] as int16, in 1/255 like `added`.

    Not clipped: noise leaves [0, 1], and what a net adds there brings it back.
    """
    return {
        name: np.rint(255 * image).astype("int16")
        for name, image in (("noisy", noisy), ("clean", clean))
    }


def code(recipe: AnyRecipe, base: AnyRecipe, name: str) -> str:
    """Lines of Python that rebuild a recipe from a named one and run it.

    Args:
        recipe: what the lines build.
        base: what they start from.
        name: how `base` is written, as "case_a.BROKEN".
    """
    module, _, _ = name.partition(".")
    known = asdict(base)
    changes = {key: value for key, value in asdict(recipe).items() if value != known[key]}
    arguments = "".join(
        f', {key}="{value}"' if isinstance(value, str) else f", {key}={value!r}"
        for key, value in changes.items()
    )
    rebuilt = f"replace({name}{arguments})" if changes else name
    imports = ["from dataclasses import replace", ""] if changes else []
    return "\n".join(
        [
            *imports,
            "from restorelib import experiments",
            f"from restorelib.cases import {module}",
            "",
            f"recipe = {rebuilt}",
            "record = experiments.run(recipe)",
            "",
        ]
    )
