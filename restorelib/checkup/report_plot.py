"""The picture of a check-up: one batch while it is trained on, and all layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from restorelib.checkup.report_text import STATUS
from restorelib.plots import drawing

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from restorelib.checkup.report import Checkup

LEAST = 1e-12  # of a loss on the logarithmic axis; of a signal it is LEAST squared


def plot(report: Checkup) -> Figure:
    """The loss of one batch against the trivial predictors; signal and gradient by layer."""
    fig, (left, right) = drawing.figure(1, 2, height=3)
    if report.overfit:
        _one_batch(left, report.overfit)
    rows = [r for r in report.layers if r.has_kernel]
    places, least = np.arange(1, len(rows) + 1), LEAST**2
    right.plot(places, [max(r.signal, least) for r in rows], "o-", ms=4, color=drawing.BLUE)
    right.plot(places, [max(r.gradient, least) for r in rows], "s--", ms=4, color=drawing.ORANGE)
    right.legend(["signal", "gradient of the kernel"], frameon=False, fontsize=8)
    right.set(yscale="log", xlabel="layers with a kernel, first to last", ylabel="size (rms)")
    right.xaxis.get_major_locator().set_params(integer=True)
    right.set_title("Layer by layer", loc="left")
    return fig


def _one_batch(ax, trial) -> None:
    losses = np.maximum(trial.losses, LEAST)
    ax.plot(np.arange(1, len(losses) + 1), losses, color=drawing.BLUE)
    if np.isfinite(trial.constant):
        constant = max(trial.constant, LEAST)
        ax.axhline(constant, color=drawing.GREY, linestyle="--", linewidth=1)
        ax.annotate(
            "best constant prediction",
            (0.98, constant),
            xycoords=("axes fraction", "data"),
            ha="right",
            va="bottom",
            fontsize=8,
        )
    ax.set(yscale="log", xlabel="training steps on one batch", ylabel="loss")
    ax.set_title(f"One batch: {STATUS[trial.status]}", loc="left")
