"""A small picture of recorded curves, as an HTML image; made without Matplotlib, for speed.

The page around it may be light or dark, and an image cannot know: so it has no ground, and its
colours have a contrast of 3.6 or more (text: 4.1) with white and with JupyterLab's black.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote

from restorelib.experiments.recipes import AnyRecord

WIDTH, HEIGHT = 480, 190  # px
LEFT, RIGHT, TOP, BASE = 8, 472, 14, 158  # px, of the area of the curves
GREY, BLUE = "#767676", "#1f8dd6"


def curve_picture(
    runs: Sequence[AnyRecord], references: Mapping[str, float], *, tells_scores: bool
) -> str:
    """The scores of some runs over training, the first one in colour, as an `<img>`.

    Args:
        runs: recorded runs, with scores in dB.
        references: label -> dB, of the lines across.
        tells_scores: False leaves out all numbers but steps.
    """
    svg = _svg(runs, references, tells_scores=tells_scores)
    source = "data:image/svg+xml," + quote(svg, safe=" /:=,;()'")
    alt = _alt(runs[0], references, len(runs), tells_scores=tells_scores)
    return f'<img width="{WIDTH}" height="{HEIGHT}" alt="{escape(alt)}" src="{source}">'


def _alt(run: AnyRecord, references: Mapping[str, float], seeds: int, *, tells_scores: bool) -> str:
    curve = "Recorded curve of the score over training"
    if not tells_scores:
        return f"{curve}: {run.steps[-1]:,} steps, {seeds} seeds."
    lines = "".join(f"; {label}: {score:.2f} dB" for label, score in references.items())
    return (
        f"{curve}: {run.psnr[0]:.2f} dB at step 0, {run.psnr[-1]:.2f} dB at step "
        f"{run.steps[-1]:,}; grey: {seeds - 1} other seeds{lines}."
    )


def _svg(runs: Sequence[AnyRecord], references: Mapping[str, float], *, tells_scores: bool) -> str:
    scores = [float(score) for run in runs for score in run.psnr if math.isfinite(score)]
    top = max([*scores, *references.values()])
    bottom = max(min([*scores, *references.values()]), top - 24)
    longest = math.log2(max(int(run.steps[-1]) for run in runs)) + 1

    def x(step: int) -> float:
        place = math.log2(step) + 1 if step else 0
        return LEFT + place / longest * (RIGHT - LEFT)

    def y(score: float) -> float:
        return BASE - (score - bottom) / max(top - bottom, 0.1) * (BASE - TOP)

    def line(run: AnyRecord, style: str) -> str:
        points = (
            f"{x(int(step)):.0f},{min(y(float(score)), BASE):.0f}"
            for step, score in zip(run.steps, run.psnr, strict=True)
            if math.isfinite(score)
        )
        return f"<polyline points='{' '.join(points)}' {style}/>"

    parts = [line(run, f"stroke='{GREY}' opacity='.5'") for run in runs[1:]]
    parts.append(line(runs[0], f"stroke='{BLUE}' stroke-width='3'"))
    for label, score in references.items():
        words = f"{label}: {score:.2f} dB" if tells_scores else label
        parts.append(
            f"<path d='M{LEFT} {y(score):.0f}H{RIGHT}' stroke='{GREY}' stroke-dasharray='8 4'/>"
        )
        below = y(score) < TOP + 16
        parts.append(_text(RIGHT, y(score) + (14 if below else -5), words, "end"))
    parts.append(f"<path d='M{LEFT} {BASE}H{RIGHT}' stroke='{GREY}'/>")
    parts.append(_text(LEFT, BASE + 18, "step 0", "start"))
    parts.append(_text(RIGHT, BASE + 18, f"{max(int(r.steps[-1]) for r in runs):,}", "end"))
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' "
        f"font-family='sans-serif' font-size='13' fill='none'>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f"<text x='{x}' y='{y:.0f}' fill='{GREY}' text-anchor='{anchor}'>{escape(words)}</text>"
