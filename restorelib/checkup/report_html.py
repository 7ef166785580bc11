"""A check-up as HTML for a notebook, light or dark: text and lines have the theme's own colours.

The style stands in the elements, since a notebook that is not trusted drops style sheets. Only the
marks have colours of their own, on which black can be read in every theme.
"""

from __future__ import annotations

import posixpath
from html import escape
from typing import TYPE_CHECKING

from restorelib.checkup.finding import CONTRADICTION, MEASURED, REPAIRED, to_read

if TYPE_CHECKING:
    from restorelib.checkup.finding import Finding
    from restorelib.checkup.report import Checkup

# Okabe-Ito, as in plots.drawing, which would load Matplotlib.
GREEN, ORANGE, BLUE = "#009E73", "#D55E00", "#56B4E9"
MARKS = {  # strength -> what it rests on, and its colour
    CONTRADICTION: ("contradiction", ORANGE),
    REPAIRED: ("repaired by a change", ORANGE),
    MEASURED: ("measured", BLUE),
}
CELL = "padding:2px 12px 2px 0;text-align:left;vertical-align:top"
NUMBER = "padding:2px 12px 2px 0;text-align:right;font-variant-numeric:tabular-nums"


def html(report: Checkup) -> str:
    """Findings, numbers, the picture in words and lines, and the text to copy."""
    clean = not report.findings and not report.conclusion.startswith("No finding, and")
    colour = GREEN if clean else ORANGE
    count = len(report.findings)
    mark = f"{count} finding{'s' * (count > 1)}" if count else "no finding"
    said = report.heading().removeprefix(mark).lstrip(", ")
    parts = [
        f'<div style="max-width:720px;overflow-wrap:break-word">'
        f"<p><b>{escape(report.model)}.</b> {_mark(mark, colour)} {escape(said)}</p>"
    ]
    parts += [_finding(finding) for finding in report.findings]
    parts += [f"<p>{escape(report.none_helped)}</p>"] if report.none_helped else []
    parts += [f"<p><i>Note: {escape(note)}</i></p>" for note in report.notes]
    parts += [_numbers(report), _picture(report)]
    parts += [
        f"<p><i>Not tested: {escape('; '.join(report.not_tested))}.</i></p>",
        "<details><summary>As text, to paste into a question</summary>"
        f"<pre>{escape(str(report))}</pre></details></div>",
    ]
    return "".join(parts)


def _mark(words: str, colour: str) -> str:
    return (
        f'<span style="background-color:{colour};color:#000000;font-weight:700;padding:1px 8px;'
        f'border-radius:4px">{escape(words)}</span>'
    )


def _finding(finding: Finding) -> str:
    words, colour = MARKS[finding.strength]
    words, link = to_read(finding.kind, finding.lesson)
    from_notebook = posixpath.relpath(link, "notebooks")  # the report is seen beside the lessons
    return (
        f'<div style="border-left:5px solid {colour};padding:4px 0 4px 12px;margin:8px 0">'
        f"<b>{escape(finding.kind)}</b> {_mark(words, colour)}"
        f'<p style="margin:6px 0 0 0">{escape(finding.what)}</p>'
        f'<p style="margin:6px 0 0 0"><i>Not tested: {escape(finding.not_tested)}.</i> '
        f'Read: <a href="{from_notebook}">{words}</a></p></div>'
    )


def _numbers(report: Checkup) -> str:
    """Step 1 of the card, and both sets: losses in one table."""
    rows = {"the model": report.loss, **report.trivial_scores} if report.trivial_scores else {}
    rows |= report.sets
    if not rows:
        return ""
    cells = "".join(
        f'<tr><td style="{NUMBER}">{value:.5g}</td>'
        f'<th scope="row" style="{CELL};font-weight:400">{escape(name)}</th></tr>'
        for name, value in rows.items()
    )
    return (
        f'<table><thead><tr><th scope="col" style="{NUMBER}">loss</th>'
        f'<th scope="col" style="{CELL}">of</th></tr></thead><tbody>{cells}</tbody></table>'
    )


def _picture(report: Checkup) -> str:
    if not report.layers:
        return ""
    try:
        from restorelib.plots.drawing import img
    except ImportError:  # Matplotlib is not needed for anything else
        return ""
    return img(report.plot(), alt=report.alt())
