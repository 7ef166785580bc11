"""What a widget shows of the maps of `training_maps`, as data: axes, words, and what they found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from restorelib.cases import case_a, case_b, training_maps
from restorelib.cases.panel_spec import PanelSpec
from restorelib.cases.training_maps import Axis
from restorelib.experiments.endings import DEAD, DIVERGED, NOT_WITHIN
from restorelib.experiments.recipes import AnyRecipe
from restorelib.experiments.verdicts import CLEAR, OFF_THE_PLATEAU

# Colour of a run that leaves at once, and so on to one that leaves at the last step: viridis (Smith
# and van der Walt 2015) without its darkest part, on which nothing drawn in black can be seen.
FAST_TO_SLOW = ("#fde725", "#a0da39", "#4ac16d", "#1fa187", "#277f8e", "#365c8d", "#46327e")


@dataclass(frozen=True)
class AxisWords:
    """What stands at an axis; `one` and `many` are what a value is called."""

    title: str
    values: tuple[float, ...]  # as the recipes have them, but as numbers
    labels: tuple[str, ...]
    one: str  # before a value or after it: "{} layers"


@dataclass(frozen=True)
class MapSpec:
    """Maps with the same axes, one of which is shown.

    Attributes:
        title: of the widget.
        name: of the drawing in the learner's progress.
        question: asked before the maps appear.
        legend: of the switch between them.
        maps: label -> name of the map, as in `training_maps.MAPS`.
        x: what varies from left to right.
        y: what varies from top to bottom.
        learns_right: whether nets learn to the right of the border, or to its left.
        plateau: the score at which a net that does not learn stays.
        off: dB above the plateau from which a net has left it.
        has_gain: whether the initial weights have one std, so that the gain is known by formula.
        panel: where a cell may be found, too; its key in links.
    """

    title: str
    name: str
    question: str
    legend: str
    maps: Mapping[str, str]
    x: AxisWords
    y: AxisWords
    learns_right: bool
    plateau: str
    off: float
    has_gain: bool
    panel: tuple[str, PanelSpec]

    def steps(self) -> int:
        """After how many steps the recording of a run ended at the latest."""
        return training_maps.MAPS[next(iter(self.maps.values()))].base.steps

    def ends(self) -> dict[int, str]:
        """What a cell holds that is no number of steps -> what it means."""
        died = {DEAD: "dead: no gradient is left"} if not self.has_gain else {}
        return {
            NOT_WITHIN: f"not within {self.steps():,} steps",
            DIVERGED: "diverged: the loss is no number",
            **died,
        }

    def seeds_in(self, label: str) -> np.ndarray:
        """How each run of a map ended, `(y, x, seeds)`: steps until it learned, or why not."""
        return training_maps.load()[0][self.maps[label]]

    def steps_in(self, label: str) -> np.ndarray:
        """The same of each cell `(y, x)`: the median of its seeds."""
        return typical(self.seeds_in(label))

    def border(self, label: str) -> list[int]:
        """For each row of a map, how many columns lie to the left of its border."""
        learned = self.steps_in(label) > 0
        if self.learns_right:
            return [_first(row) for row in learned]
        return [len(row) - _first(row[::-1]) for row in learned]

    def span(self, label: str, row: int) -> tuple[float, float] | None:
        """The least and the largest `x` at which the nets of a row learn; None if none does."""
        columns = np.flatnonzero(self.steps_in(label)[row] > 0)
        if not len(columns):
            return None
        border = self.border(label)[row]
        ends = (border, columns[-1]) if self.learns_right else (columns[0], border - 1)
        low, high = (self.x.values[end] for end in ends)
        return low, high

    def finding(self, label: str) -> str:
        """Where the nets of a map learn, in its first row and in its last."""
        if not (self.steps_in(label) > 0).any():
            return f"{label}: no net of the map learns"
        (first, low), (last, high) = (self._learns(label, row) for row in (0, -1))
        return f"{label}: {first} learn {low}, {last} {high}"

    def _learns(self, label: str, row: int) -> tuple[str, str]:
        y, span = self.y.one.format(self.y.labels[row]), self.span(label, row)
        return y, f"with {self.x.one.format(f'{span[0]:g}')} to {span[1]:g}" if span else "nowhere"

    def panel_states(self, label: str) -> list[tuple[int, int, str]]:
        """The cells of a map that the panel has, too: row, column, and its state as text."""
        grid, (_, panel) = training_maps.MAPS[self.maps[label]], self.panel
        known = {
            _comparable(recipe): name
            for recipe, name in zip(panel.states(), panel.names(), strict=True)
        }
        fields = [knob.field for knob in panel.knobs]
        found = []
        for row, y in enumerate(grid.y.values):
            for column, x in enumerate(grid.x.values):
                name = known.get(_comparable(grid.recipe(x, y)))
                if name is not None:
                    values = zip(fields, name.split(", "), strict=True)
                    text = ", ".join(f"{field}={value}" for field, value in values)
                    found.append((row, column, f"{panel.name or panel.case}: {text}"))
        return found


def typical(ends: np.ndarray) -> np.ndarray:
    """The median of the seeds `(..., seeds)`; a run that never leaves counts as the slowest."""
    slowest_last = np.where(ends > 0, ends, np.inf)
    middle = np.lexsort((-ends, slowest_last))[..., ends.shape[-1] // 2]
    return np.take_along_axis(ends, middle[..., None], axis=-1)[..., 0]


def _first(learned: np.ndarray) -> int:
    """From which column on a row learns: the place with the fewest cells on the wrong side.

    What lies behind the last cell that learned counts on no side: there another border lies.
    """
    if not learned.any():
        return len(learned)
    band = learned[: np.flatnonzero(learned)[-1] + 1]
    wrong = [band[:at].sum() + (~band[at:]).sum() for at in range(len(band) + 1)]
    return int(np.argmin(wrong))


def _comparable(recipe: AnyRecipe) -> AnyRecipe:
    """The recipe without what differs between recordings of one state: steps, and spellings."""
    kind, _, std = recipe.kernel_initializer.partition("_")
    spelled = f"normal_{float(std):g}" if kind == "normal" else recipe.kernel_initializer
    return replace(recipe, steps=0, kernel_initializer=spelled)


def _axis(axis: Axis, title: str, one: str, write=lambda value: f"{value:g}") -> AxisWords:
    """The words of an axis; the value of an initializer is its standard deviation."""
    values = tuple(float(str(value).removeprefix("normal_")) for value in axis.values)
    return AxisWords(title, values, tuple(write(value) for value in values), one)


def case_b_maps() -> MapSpec:
    """The maps of case B: standard deviation of the initial weights against depth."""
    return MapSpec(
        title="Where does training die?",
        name="08-border",
        question="Each cell is a net: so many layers, the weights of all convolutions drawn "
        "with one standard deviation. Draw the border: from which standard deviation on does a "
        f"net of this depth get 1 dB above one flat grey within {case_b.GREY.steps:,} steps?",
        legend="Optimiser",
        maps={"SGD": "case_b_sgd", "Adam": "case_b_adam"},
        x=_axis(training_maps.STDS, "std of the convolutions' weights at the start", "a std of {}"),
        y=_axis(training_maps.MAPPING_LAYERS, "layers", "{} layers", lambda m: f"{m + 4:.0f}"),
        learns_right=True,
        plateau="one flat grey",
        off=OFF_THE_PLATEAU,
        has_gain=True,
        panel=("b", case_b.panel_spec()),
    )


def case_a_maps() -> MapSpec:
    """The maps of case A: learning rate against width, with a ReLU on the residual and without."""
    return MapSpec(
        title="At which learning rate does the ReLU die?",
        name="08-border-case-a",
        question="Each cell is a net: so many filters, trained at one learning rate. Draw the "
        "border: up to which learning rate does a net of this width get "
        f"{CLEAR} dB above doing nothing within {case_a.COMPARED_AT} steps?",
        legend="At the end",
        maps={"ReLU": "case_a_relu", "linear": "case_a_linear"},
        x=_axis(training_maps.RATES, "learning rate (Adam)", "a rate of {}"),
        y=_axis(training_maps.WIDTHS, "filters", "{} filters"),
        learns_right=False,
        plateau="doing nothing",
        off=CLEAR,
        has_gain=False,
        panel=("a", case_a.panel_spec()),
    )
