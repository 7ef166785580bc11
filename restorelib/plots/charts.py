"""Curves over training steps, and dots over seeds. Every function takes axes and returns them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from restorelib.plots.drawing import BLUE, COLOURS, GREY, ORANGE

if TYPE_CHECKING:
    from restorelib.experiments.recipes import AnyRecord


def curves(
    ax: Axes,
    records: Mapping[str, AnyRecord | Sequence[AnyRecord]],
    *,
    title: str = "",
    references: Mapping[str, float] | None = None,
) -> Axes:
    """Draw PSNR over steps, with dashed reference lines; of several seeds, the first is bold.

    Args:
        ax: where to draw.
        records: label -> one run, or the same run under several seeds.
        title: the finding.
        references: name -> dB of a dashed line; None draws the score of doing nothing, which
            runs of denoising store.
    """
    # Show step 0 as well: linear up to 1, logarithmic above.
    ax.set_xscale("symlog", linthresh=1)
    nothing = set()
    for i, (label, runs) in enumerate(records.items()):
        runs = list(runs) if isinstance(runs, Sequence) else [runs]
        colour, marker = COLOURS[i % len(COLOURS)], "osD^vPX"[i % 7]
        for run in reversed(runs[1:]):
            ax.plot(run.steps, run.psnr, color=colour, linewidth=0.8, alpha=0.35)
        ax.plot(runs[0].steps, runs[0].psnr, color=colour, marker=marker, ms=4, label=label)
        if references is None:
            nothing |= {round(run.identity_psnr, 3) for run in runs}
    for score in sorted(nothing):
        doing_nothing(ax, score)
    for name, score in (references or {}).items():
        reference_line(ax, name, score, above=score == max(references.values()))
    last = max(line.get_xdata()[-1] for line in ax.get_lines() if len(line.get_xdata()) > 2)
    ax.set_xlim(0, last * 1.1)
    powers = [10**k for k in range(6) if 10**k <= last]
    ax.set_xticks([0, *powers], [f"{step:,}" for step in (0, *powers)])
    ax.set(xlabel="training steps", ylabel="PSNR (dB)")
    ax.set_title(title, loc="left")
    ax.legend(loc="lower right", frameon=False)
    return ax


def doing_nothing(ax: Axes, score: float, *, axis: str = "y") -> Axes:
    """Draw a dashed line at the score of returning the input, in dB on the y or the x axis."""
    line = ax.axhline if axis == "y" else ax.axvline
    line(score, color=GREY, linestyle="--", linewidth=1, label=f"doing nothing: {score:.2f} dB")
    return ax


def reference_line(ax: Axes, name: str, score: float, *, above: bool = True) -> Axes:
    """Draw a dashed line at `score` dB, with its name and score above it or below it."""
    ax.axhline(score, color=GREY, linestyle="--", linewidth=1)
    ax.annotate(
        f"{name}: {score:.2f} dB",
        (0.01, score),
        xytext=(0, 2 if above else -2),  # clear of the line
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="bottom" if above else "top",
        fontsize=8,
        color=GREY,
    )
    return ax


def dots(
    ax: Axes,
    values: Mapping[str, Sequence[float]],
    *,
    reference: float = 0.0,
    stuck: Mapping[str, Sequence[bool]] | None = None,
    limits: tuple[float, float] | None = None,
    title: str = "",
    xlabel: str = "PSNR against doing nothing (dB)",
) -> Axes:
    """Draw a row for each name and a dot for each seed; stuck runs are crosses, and counted.

    Args:
        ax: where to draw; a row needs about 0.22 inches.
        values: name -> one value per seed; the first name is the top row.
        reference: position of the dashed line.
        stuck: name -> whether each seed is stuck, in the same order.
        limits: limits of the horizontal axis; a value beyond them becomes a triangle at the edge.
        title: the finding.
        xlabel: what the values are, with their unit.

    Raises:
        ValueError: if `stuck` does not match `values`.
    """
    if stuck and {k: len(v) for k, v in stuck.items()} != {k: len(v) for k, v in values.items()}:
        raise ValueError("dots expects stuck to have the names of values, and as many seeds each.")
    low, high = limits or (-np.inf, np.inf)
    for row, (name, seeds) in enumerate(values.items()):
        x = np.asarray(seeds, "float64")
        # Spread the dots over the row: otherwise ten equal values would look like one.
        y = row + (0.28 * np.linspace(-1, 1, len(x)) if len(x) > 1 else np.zeros(1))
        is_stuck = np.asarray(stuck[name] if stuck else np.zeros(len(x)), bool)
        inside = (low <= x) & (x <= high)
        for chosen, marker, colour in (
            (is_stuck, "x", ORANGE),
            (inside & ~is_stuck, "o", BLUE),
            ((x < low) & ~is_stuck, "<", BLUE),
            ((x > high) & ~is_stuck, ">", BLUE),
        ):
            shown = np.clip(x[chosen], low, high)
            ax.plot(shown, y[chosen], marker, color=colour, ms=4, clip_on=False)
        if stuck:
            ax.annotate(
                f"stuck {is_stuck.sum()} of {len(x)}",
                (1.01, row),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=9,
                color=ORANGE if is_stuck.any() else GREY,
            )
    ax.axvline(reference, color=GREY, linestyle="--", linewidth=1)
    ax.set_yticks(range(len(values)), list(values), fontsize=9)
    ax.set_ylim(len(values) - 0.4, -0.6)
    ax.grid(axis="y", color="#EEEEEE", linewidth=6, zorder=-1)
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel=xlabel)
    ax.set_title(title, loc="left")
    return ax
