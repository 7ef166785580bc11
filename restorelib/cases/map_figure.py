"""A map of where training dies as a figure: for print, and where no widget can live."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.colors import LinearSegmentedColormap, LogNorm
from matplotlib.patches import Rectangle

from restorelib.cases.map_spec import FAST_TO_SLOW, MapSpec
from restorelib.experiments.endings import DEAD, DIVERGED, NOT_WITHIN, WINDOW
from restorelib.plots.drawing import GREY, ORANGE

_COLOURS = LinearSegmentedColormap.from_list("fast_to_slow", FAST_TO_SLOW)
_SIGNS = {DIVERGED: "x", DEAD: "o"}


def draw(ax: Axes, spec: MapSpec, label: str, gain_one: Sequence[float] | None = None) -> Axes:
    """Draw a map, its measured border, and its finding as the title.

    Args:
        ax: where to draw.
        spec: the maps.
        label: which one.
        gain_one: for each row the `x` of a dotted line, such as a gain of 1 by formula.
    """
    steps, seeds = spec.steps_in(label), spec.seeds_in(label)
    rows, columns = steps.shape
    learned = np.ma.masked_less_equal(steps, 0)
    drawn = ax.pcolormesh(
        *np.meshgrid(np.arange(columns + 1), np.arange(rows + 1)),
        learned,
        cmap=_COLOURS,
        norm=LogNorm(WINDOW, spec.steps()),
        edgecolor="white",
    )
    _hatched(ax, steps == NOT_WITHIN)
    for end, marker in _SIGNS.items():
        row, column = np.nonzero(steps == end)
        ax.plot(column + 0.5, row + 0.5, marker, color=ORANGE, ms=5, markeredgewidth=1.8)
    row, column = np.nonzero((seeds > 0).any(axis=-1) & ~(seeds > 0).all(axis=-1))
    ax.plot(column + 0.82, row + 0.22, "k.", ms=3)
    ax.stairs(spec.border(label), np.arange(rows + 1), orientation="horizontal", color="black")
    if gain_one is not None:
        places = np.interp(np.log(gain_one), np.log(spec.x.values), np.arange(columns) + 0.5)
        ax.plot(places, np.arange(rows) + 0.5, ":", color="black", linewidth=2.5)
    decades = [i for i, x in enumerate(spec.x.values) if np.isclose(np.log10(x) % 1, (0, 1)).any()]
    ax.set_xticks(np.array(decades) + 0.5, [spec.x.labels[i] for i in decades])
    ax.set_yticks(np.arange(rows) + 0.5, spec.y.labels)
    ax.set(xlabel=spec.x.title, ylabel=spec.y.title, xlim=(0, columns), ylim=(rows, 0))
    ax.set_title(spec.finding(label), loc="left")
    bar = ax.figure.colorbar(drawn, ax=ax, pad=0.01)
    powers = 2 ** np.arange(5, 11)
    bar.set_ticks(powers, labels=[f"{step:,}" for step in powers])
    bar.set_label("steps until it learned")
    return ax


def _hatched(ax: Axes, cells: np.ndarray) -> None:
    patches = [Rectangle((x, y), 1, 1) for y, x in zip(*np.nonzero(cells), strict=True)]
    ax.add_collection(
        PatchCollection(patches, facecolor="none", edgecolor=GREY, hatch="////", linewidth=0)
    )
