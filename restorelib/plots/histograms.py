"""Histograms of a recorded layer before its activation, and of any array."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from restorelib.plots.drawing import BLUE, ORANGE

if TYPE_CHECKING:
    from restorelib.experiments.recipes import RunRecord


def residual_histogram(ax: Axes, record: RunRecord, snapshot: int, *, title: str = "") -> Axes:
    """Draw the values of the last layer before its activation, at one snapshot of a run.

    Args:
        ax: where to draw.
        record: a run.
        snapshot: index into `record.steps`; -1 is the last.
        title: the finding; by default the step and the share above 0.
    """
    low, high = record.histogram_range
    counts = record.histogram[snapshot]
    edges = np.linspace(low, high, len(counts) + 1)
    note = "no\ngradient" if record.recipe.residual_activation == "relu" else ""
    step = int(record.steps[snapshot])
    title = title or f"step {step:,}\n{record.alive[snapshot]:.1%} above 0"
    _bars(ax, counts / counts.sum(), edges, note)
    ax.set(xlabel="before the activation")
    ax.set_title(title, loc="left")
    return ax


def value_histogram(
    ax: Axes,
    values: np.ndarray,
    *,
    limits: tuple[float, float],
    title: str = "",
    note: str = "",
    bins: int = 64,
) -> Axes:
    """Draw how often each value occurs, with a line at 0.

    Args:
        ax: where to draw.
        values: any shape; those outside `limits` are counted in the end bins.
        limits: limits of the horizontal axis.
        title: the finding.
        note: what is true below 0; with a note, that side is shaded.
        bins: number of bars.
    """
    counts, edges = np.histogram(np.clip(values, *limits), bins, limits)
    _bars(ax, counts / counts.sum(), edges, note)
    ax.set(xlabel="value")
    ax.set_title(title, loc="left")
    return ax


def _bars(ax: Axes, shares: np.ndarray, edges: np.ndarray, note: str) -> None:
    below = edges[:-1] + edges[1:] < 0
    colours = np.where(below, BLUE, ORANGE)
    ax.bar(edges[:-1], shares, np.diff(edges), align="edge", color=colours)
    ax.axvline(0, color="black", linewidth=1)
    ax.set_xlim(edges[0], edges[-1])
    place = ax.get_subplotspec()
    leftmost = place is None or place.is_first_col()
    if leftmost:
        ax.set_ylabel("share of values")
    if note:
        ax.axvspan(edges[0], 0, color="#E4E4E4", zorder=0)
    if note and leftmost:  # one note per row; its neighbours are shaded the same way
        ax.set_ylim(0, max(ax.get_ylim()[1], 1.35 * shares.max()))
        ax.text(0.03, 0.97, note, transform=ax.transAxes, va="top", fontsize=8)
