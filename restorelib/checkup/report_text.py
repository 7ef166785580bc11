"""A check-up as plain text of 80 columns: it can be pasted into a question, and read there."""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

from restorelib.checkup.finding import to_read
from restorelib.checkup.trial import FLAT

if TYPE_CHECKING:
    from restorelib.checkup.layers import LayerReading
    from restorelib.checkup.report import Checkup
    from restorelib.checkup.trial import Trial

WIDTH = 80
MOST_LAYERS = 30
STATUS = {  # of a trial, in words
    "cut": "cut short by the time limit",
    "learned": "learned",
    "falling": "still falling",
    "flat": "stands still",
    "diverged": "diverges",
}

LEGEND = (  # of the table of layers
    "(signal, gradient: root mean square; dead: units that give 0 for all samples;",
    "update: one step over the size of the weights, usually about 1e-3)",
)


def text(report: Checkup) -> str:
    """The whole report, in the order of the method card."""
    lines = [*wrapped(f"Check-up of {report.model}"), ""]
    for name, value in report.facts.items():
        lines += wrapped(f"{name:14} {value}", indent=15)
    if report.trivial_scores or math.isfinite(report.loss):
        lines += ["", "1. Name the number (loss on the same samples)"]
        lines += _numbers({"the model": report.loss, **report.trivial_scores})
    if report.sets:
        lines += ["", "   Both sets (loss, with the weights as they were handed over)"]
        lines += _numbers(report.sets)
    if report.overfit:
        lines += ["", "2. Overfit one batch", *wrapped("   " + ended(report.overfit), indent=3)]
    if report.layers:
        lines += ["", "3. and 4. Follow the signal forward, the gradient back"]
        lines += ["   " + line for line in (*_table(report.layers), *LEGEND)]
    if report.trials:
        lines += ["", "5. and 6. Bisect: one thing changed, the same test"]
        for name, trial in report.trials.items():
            lines += wrapped(f"   {name}: {ended(trial)}", indent=6)
    lines += ["", *wrapped(report.heading())]
    for i, finding in enumerate(report.findings, 1):
        lines += wrapped(f"{i}. {finding.kind}: {finding.what}", indent=3)
        lines += wrapped(f"   Not tested: {finding.not_tested}.", indent=3)
        words, link = to_read(finding.kind, finding.lesson)
        file = f", {link.partition('#')[0]}" if finding.lesson else ""
        lines += [f"   Read: {words}{file}"]
    if report.none_helped:
        lines += wrapped(report.none_helped, indent=3)
    for note in report.notes:
        lines += wrapped(f"Note: {note}", indent=3)
    lines += ["", *wrapped("Not tested: " + "; ".join(report.not_tested) + ".", indent=2)]
    return "\n".join(lines)


def ended(trial: Trial) -> str:
    """How a trial went, in words."""
    words = STATUS[trial.status]
    if trial.status == "flat" and abs(trial.drop) > FLAT:
        words += " in the end"
    said = f"{words}: {trial.start:.4g} -> {trial.end:.4g} in {len(trial.losses)} steps"
    if not math.isfinite(trial.constant):  # a model that adds its own loss
        return said.removeprefix(f"{STATUS['learned']}: ")
    return f"{said}; the best constant prediction scores {trial.constant:.4g} on it"


def wrapped(line: str, indent: int = 0) -> list[str]:
    """A paragraph as lines of at most WIDTH columns; all but the first one are indented."""
    lines = textwrap.wrap(line, WIDTH, subsequent_indent=" " * indent, break_on_hyphens=False)
    return lines or [""]


def _numbers(rows: dict[str, float]) -> list[str]:
    return [f"   {value:12.5g}  {name}" for name, value in rows.items()]


def _table(layers: tuple[LayerReading, ...]) -> list[str]:
    rows = [r for r in layers if r.has_kernel or r.dead > 0.5 or r.saturated > 0.5]
    lines = [f"{'layer':24}{'signal':>9}{'dead':>7}{'gradient':>10}{'update':>9}"]
    for r in rows[:MOST_LAYERS]:
        dead = f"{r.dead:.0%}" if r.activation in ("relu", "relu6") or r.dead else ""
        gradient = f"{r.gradient:.1e}" if r.has_kernel else ""
        update = f"{r.update:.1e}" if r.update is not None else ""
        lines.append(f"{r.name[:23]:24}{r.signal:9.1e}{dead:>7}{gradient:>10}{update:>9}")
    if len(rows) > MOST_LAYERS:
        lines.append(f"... and {len(rows) - MOST_LAYERS} more")
    return lines
