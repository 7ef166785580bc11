"""The result of a check-up: its findings as a text, a table and a picture."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass

import numpy as np

from restorelib.checkup.finding import NOTEBOOKS, Finding
from restorelib.checkup.layers import LayerReading
from restorelib.checkup.trial import Trial


@dataclass(frozen=True)
class Checkup:
    """What was measured, what is wrong, and what was not tested; `print` it to ask others."""

    model: str
    findings: tuple[Finding, ...]
    loss: float
    trivial_scores: dict[str, float]  # name of a trivial predictor -> its loss, lowest first
    overfit: Trial | None
    layers: tuple[LayerReading, ...]
    trials: dict[str, Trial]  # what was changed, in words -> the failed test with that change
    facts: dict[str, str]
    not_tested: tuple[str, ...]
    notes: tuple[str, ...] = ()  # unusual, and no fault
    conclusion: str = ""  # where there is no finding: what that means here

    def __str__(self) -> str:
        lines = [f"Check-up of {self.model}", ""]
        lines += [f"{name:14} {value}" for name, value in self.facts.items()]
        lines += ["", "1. Name the number (loss on the same samples)"]
        rows = {"the model": self.loss, **self.trivial_scores}
        lines += [f"   {value:12.5g}  {name}" for name, value in rows.items()]
        if self.overfit:
            lines += ["", "2. Overfit one batch", "   " + _overfitted(self.overfit)]
        if self.layers:
            lines += ["", "3. and 4. Follow the signal forward, the gradient back"]
            lines += ["   " + line for line in _table(self.layers)]
        if self.trials:
            lines += ["", "5. and 6. Bisect: one thing changed, the same batch"]
            lines += [f"   {name}: {_overfitted(trial)}" for name, trial in self.trials.items()]
        lines += ["", self._heading()]
        for i, finding in enumerate(self.findings, 1):
            lines += _wrapped(f"{i}. {finding.kind}: {finding.what}", "   ")
            lines += _wrapped(f"   Not tested: {finding.not_tested}.", "   ")
            lines += [f"   Read: lesson {finding.lesson}, {NOTEBOOKS[finding.lesson]}"]
        lines += [line for note in self.notes for line in _wrapped(f"Note: {note}", "   ")]
        lines += ["", *_wrapped("Not tested: " + "; ".join(self.not_tested) + ".", "  ")]
        return "\n".join(lines)

    __repr__ = __str__

    def _heading(self) -> str:
        if self.findings:
            count = len(self.findings)
            return f"{count} finding{'s' * (count > 1)}, the strongest evidence first"
        return self.conclusion

    def _repr_html_(self) -> str:
        """A table of the findings, the picture, and the text to copy."""
        from restorelib.plots.drawing import img

        rows = "".join(
            f"<tr><th scope='row' style='text-align:left;vertical-align:top'>{f.kind}</th>"
            f"<td style='text-align:left'>{html.escape(f.what)}<br>"
            f"<i>Not tested: {html.escape(f.not_tested)}.</i> "
            f"<a href='{_link(f.lesson)}'>Lesson {f.lesson}</a></td></tr>"
            for f in self.findings
        )
        table = (
            "<table><thead><tr><th scope='col'>finding</th><th scope='col'>measured</th></tr>"
            f"</thead><tbody>{rows}</tbody></table>"
        )
        picture = img(self.plot(), alt=self.alt()) if self.layers else ""
        return (
            f"<p><b>{html.escape(self.model)}.</b> {self._heading()}</p>"
            f"{table if rows else ''}{picture}"
            f"<details><summary>As text, to paste into a question</summary>"
            f"<pre>{html.escape(str(self))}</pre></details>"
        )

    def alt(self) -> str:
        """The picture in words."""
        best = next(iter(self.trivial_scores.items()), ("no trivial predictor", float("nan")))
        return (
            f"Left: the loss of one batch while it is trained on, against {best[0]} at "
            f"{best[1]:.3g}. Right: the sizes of the signal and of the gradient, layer by layer."
        )

    def plot(self):
        """The loss of one batch against the trivial predictors; signal and gradient by layer."""
        from restorelib.plots import drawing

        fig, (left, right) = drawing.figure(1, 2, height=3)
        if self.overfit:
            losses = np.maximum(self.overfit.losses, 1e-12)
            left.plot(np.arange(1, len(losses) + 1), losses, color=drawing.BLUE)
            left.axhline(
                max(self.overfit.constant, 1e-12), color=drawing.GREY, linestyle="--", linewidth=1
            )
            left.annotate(
                "best constant prediction",
                (0.98, max(self.overfit.constant, 1e-12)),
                xycoords=("axes fraction", "data"),
                ha="right",
                va="bottom",
                fontsize=8,
            )
            left.set(yscale="log", xlabel="training steps on one batch", ylabel="loss")
            left.set_title(f"One batch: {_STATUS[self.overfit.status]}", loc="left")
        rows = [r for r in self.layers if r.has_kernel]
        places = np.arange(len(rows))
        right.plot(places, [max(r.signal, 1e-30) for r in rows], "o-", ms=4, color=drawing.BLUE)
        right.plot(
            places, [max(r.gradient, 1e-30) for r in rows], "s--", ms=4, color=drawing.ORANGE
        )
        right.legend(["signal", "gradient of the kernel"], frameon=False, fontsize=8)
        right.set(yscale="log", xlabel="layers with a kernel, first to last", ylabel="size (rms)")
        right.set_title("Layer by layer", loc="left")
        return fig


_STATUS = {
    "cut": "cut short by the time limit",
    "learned": "learned",
    "falling": "still falling",
    "flat": "stands still",
    "diverged": "grows without end",
}


def _overfitted(trial: Trial) -> str:
    return (
        f"{_STATUS[trial.status]}: {trial.start:.4g} -> {trial.end:.4g} in {len(trial.losses)} "
        f"steps; the best constant prediction scores {trial.constant:.4g} on it"
    )


def _table(layers: tuple[LayerReading, ...], most: int = 30) -> list[str]:
    rows = [r for r in layers if r.has_kernel or r.dead > 0.5 or r.saturated > 0.5]
    lines = [f"{'layer':24}{'signal':>9}{'dead':>7}{'gradient':>10}{'update':>9}"]
    for r in rows[:most]:
        dead = f"{r.dead:.0%}" if r.activation in ("relu", "relu6") or r.dead else ""
        gradient = f"{r.gradient:.1e}" if r.has_kernel else ""
        update = f"{r.update:.1e}" if r.update is not None else ""
        lines.append(f"{r.name[:23]:24}{r.signal:9.1e}{dead:>7}{gradient:>10}{update:>9}")
    if len(rows) > most:
        lines.append(f"... and {len(rows) - most} more")
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, 88, subsequent_indent=indent) or [""]


def _link(lesson: str) -> str:
    return NOTEBOOKS[lesson].removeprefix("notebooks/")  # from a notebook beside it
