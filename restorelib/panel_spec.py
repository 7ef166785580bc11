"""What a panel shows, as data: a case is knobs, charts and words, and no new widget.

`restorelib.explorer` draws it; cases such as `case_a` fill it in.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from restorelib.recipes import Recipe, RunRecord, seeds


@dataclass(frozen=True)
class Knob:
    """One choice of the panel: a field of the recipe, and the values that it may take."""

    field: str
    legend: str
    values: tuple
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is guessed before the results are shown.

    `outcome` names what happened to one run with one of the keys of `choices`, so that the
    panel can say in how many seeds it did.
    """

    text: str
    choices: Mapping[str, str]  # outcome -> what the learner reads, in the order of the buttons
    outcome: Callable[[RunRecord], str]

    def reply(self, choice: str, records: list[RunRecord]) -> str:
        """What the learner said, and what was measured: "You said X; Y happened in 9 of 10"."""
        outcomes = [self.outcome(record) for record in records]
        most = max(self.choices, key=outcomes.count)
        return (
            f"You said “{self.choices[choice]}”; “{self.choices[most]}” happened in "
            f"{outcomes.count(most)} of {len(outcomes)} seeds."
        )


@dataclass(frozen=True)
class PanelSpec:
    """A panel: every combination of the knobs' values and the seeds is a recorded run."""

    case: str  # the recording, as for `recordings.load`
    title: str
    knobs: tuple[Knob, ...]
    recipe: Callable[..., Recipe]  # the knobs' fields by keyword -> the recipe under seed 0
    start: Mapping[str, Any]  # field -> the value that is chosen at first
    charts: tuple[str, ...]  # chart functions of panel.js, besides the curve: their order
    words: Mapping[str, Callable[[RunRecord, int], str]]  # of a run at a snapshot; "sentence", ...
    headline: Callable[[list[RunRecord]], tuple[str, str]]  # finding and detail over all seeds
    references: Callable[[RunRecord], Mapping[str, float]]  # label -> dB, lines in the curve
    code: Callable[[Recipe], str]  # the lines that build and run a recipe
    arrays: Callable[[], Mapping[str, np.ndarray]] = dict  # sent once: the pictures' crop, ...
    seeds: int = 10
    live_steps: int = 256
    question: Question | None = None

    def states(self) -> list[Recipe]:
        """The recipe of each combination of the knobs under seed 0; the last knob is fastest."""
        fields = [knob.field for knob in self.knobs]
        values = itertools.product(*(knob.values for knob in self.knobs))
        return [self.recipe(**dict(zip(fields, state, strict=True))) for state in values]

    def recipes(self) -> list[Recipe]:
        """Every run of the panel in the order in which the browser counts them: seeds fastest."""
        return [recipe for state in self.states() for recipe in seeds(state, self.seeds)]

    def live(self, recipe: Recipe) -> Recipe:
        """The recipe as "Train it now" runs it: the same one, shorter."""
        return replace(recipe, steps=self.live_steps)


def code(recipe: Recipe, base: Recipe, name: str) -> str:
    """Lines of Python that rebuild a recipe from a named one and run it.

    Args:
        recipe: what the lines shall build.
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
            f"from restorelib import {module}, experiments",
            "",
            f"recipe = {rebuilt}",
            "record = experiments.run(recipe)",
            "",
        ]
    )
