"""The result of a check-up: its findings as a text, a page of a notebook, JSON and a picture."""

from __future__ import annotations

from dataclasses import dataclass, field

from restorelib.checkup import report_html, report_json, report_text
from restorelib.checkup.finding import Finding
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
    none_helped: str = ""  # where changes were tried, and none of them helped: which
    conclusion: str = ""  # where there is no finding: what that means here
    sets: dict[str, float] = field(default_factory=dict)  # a set and a mode -> loss

    def __str__(self) -> str:
        """Plain text of 80 columns, to paste into a question."""
        return report_text.text(self)

    __repr__ = __str__

    def heading(self) -> str:
        """How many findings there are; or what it means that there is none."""
        if self.findings:
            count = len(self.findings)
            return f"{count} findings, the strongest evidence first" if count > 1 else "1 finding"
        return self.conclusion or "No finding: nothing that was measured is wrong."

    def to_json(self, indent: int | None = 2) -> str:
        """The report as JSON, for a program; docs/checkup.md lists the keys, which stay.

        Args:
            indent: spaces a level; None for a single line.
        """
        return report_json.to_json(self, indent)

    def _repr_html_(self) -> str:
        """For a notebook: findings, numbers, the picture, and the text to copy."""
        return report_html.html(self)

    def alt(self) -> str:
        """The picture in words."""
        best = next(iter(self.trivial_scores.items()), ("no trivial predictor", float("nan")))
        return (
            f"Left: the loss of one batch while it is trained on, against {best[0]} at "
            f"{best[1]:.3g}. Right: the sizes of the signal and of the gradient, layer by layer."
        )

    def plot(self):
        """The loss of one batch against the trivial predictors; signal and gradient by layer."""
        from restorelib.checkup.report_plot import plot

        return plot(self)
