"""A small picture of recorded curves, in HTML; made without Matplotlib, which takes 20 MB.

The page around it may be light or dark, and an image cannot know: so it has no ground and no text,
and its colours have a contrast above 3.5 with white and with JupyterLab's black.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from restorelib.experiments.recipes import AnyRecord

WIDTH, HEIGHT = 320, 130  # px
EDGE = 3  # px, for the width of the lines
RANGE = 24  # dB, at most: a net that has not learned yet can be far below
GREY, BLUE = "#767676", "#1f8dd6"


def curve_picture(
    runs: Sequence[AnyRecord], references: Mapping[str, float], *, tells_scores: bool
) -> list[str]:
    """The scores of runs over training, the first one in colour; an image and a line about it.

    Args:
        runs: recorded runs, with scores in dB.
        references: label -> dB, of the lines across.
        tells_scores: False leaves out all numbers but steps.
    """
    first = runs[0]
    alt = "Recorded curve of the score over training"
    if tells_scores:
        alt += f": {first.psnr[0]:.2f} dB at step 0, {first.psnr[-1]:.2f} dB at the end"
    source = "data:image/svg+xml," + quote(_svg(runs, references), safe=" /:=,;()'")
    told = f"Recorded: the score over {first.steps[-1]:,} steps of training (log scale). "
    told += f"Blue: seed {first.recipe.seed}"
    if len(runs) > 1:
        told += f"; grey: {len(runs) - 1} other seeds"
    if references:
        lines = (f"{label} {score:.2f} dB" for label, score in references.items())
        told += f"; dashed: {', '.join(lines if tells_scores else references)}"
    return [
        f'<img width="{WIDTH}" height="{HEIGHT}" alt="{escape(alt)}." src="{source}">',
        f"<p>{escape(told)}.</p>",
    ]


def _svg(runs: Sequence[AnyRecord], references: Mapping[str, float]) -> str:
    scores = [float(score) for run in runs for score in run.psnr if math.isfinite(score)]
    top = max([*scores, *references.values()])
    bottom = max(min([*scores, *references.values()]), top - RANGE)
    longest = _place(max(run.steps[-1] for run in runs))

    def x(step: int) -> float:
        return EDGE + _place(step) / longest * (WIDTH - 2 * EDGE)

    def y(score: float) -> float:
        share = (max(score, bottom) - bottom) / max(top - bottom, 0.1)
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    def curve(run: AnyRecord, style: str) -> str:
        points = (
            f"{x(step):.0f},{y(score):.0f}"
            for step, score in zip(run.steps, run.psnr, strict=True)
            if math.isfinite(score)
        )
        return f"<polyline points='{' '.join(points)}' {style}/>"

    parts = [curve(run, f"stroke='{GREY}' opacity='.6'") for run in runs[1:]]
    parts += [
        f"<path d='M{EDGE} {y(score):.0f}H{WIDTH - EDGE}' stroke='{GREY}' stroke-dasharray='8 4'/>"
        for score in references.values()
    ]
    parts.append(curve(runs[0], f"stroke='{BLUE}' stroke-width='3'"))
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' fill='none'>"
        f"{''.join(parts)}</svg>"
    )


def _place(step: int) -> float:
    """Position of a step on the axis, as in the panel: 0, 1, 2, 4, ... are evenly spaced."""
    return math.log2(step) + 1 if step else 0.0
