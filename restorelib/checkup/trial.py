"""The result of a short training: has it learned, does it stand still, does it grow?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from restorelib.checkup.state import Weights

LEARNED = 0.9  # of the best constant prediction's loss: a net below this has learned something
NO_BETTER = 0.97  # of the same: a net above this has learned nothing
NOTHING = 0.02  # relative distance to the input's score within which a net returns its input
NEAR = 2  # a net that starts below this many times the input's score has an input skip
TINY = 1e-9  # of the loss at the start: float32 goes no further
JUDGED = 40  # steps; a test that time ends before may show that a net learns, and nothing else
FLAT = 0.01  # relative change of the mean loss from the middle third to the last


@dataclass(frozen=True)
class Trial:
    """A short training, beside the loss of predictors that learn nothing."""

    losses: np.ndarray  # (steps,) of the data and of the penalties, in training mode
    start: float  # loss of the data alone, in training mode
    end: float
    constant: float  # loss of the best constant prediction on those samples
    nothing: float  # loss of returning the input; infinite where that is no prediction
    weights: Weights = field(repr=False)  # at the end
    planned: int = 0  # steps

    @property
    def status(self) -> str:
        """One of "learned", "diverged", "cut" (short by the time limit), "flat", "falling"."""
        if not np.isfinite([self.start, self.end]).all() or not np.isfinite(self.losses).all():
            return "diverged"
        if self.end < max(LEARNED * self._rival, TINY * self.start) and not self._does_nothing:
            return "learned"
        if len(self.losses) < min(JUDGED, self.planned):
            return "cut"
        third = len(self.losses) // 3
        if not third:
            return "falling"  # too few steps to say
        middle, last = self.losses[-2 * third : -third], self.losses[-third:]
        if last.mean() > 2 * max(self.losses[0], self.constant):
            return "diverged"
        noise = np.hypot(middle.std(), last.std()) / np.sqrt(third)
        change = middle.mean() - last.mean()
        return "flat" if change < max(FLAT * abs(middle.mean()), 2 * noise) else "falling"

    @property
    def hopeless(self) -> bool:
        """Does it end ten times above the best constant prediction, or more?"""
        return self.status not in ("learned", "cut") and not self.end < 10 * self.constant

    @property
    def crawls(self) -> bool:
        """Does it get better, but by less than a tenth, and not below a constant prediction?"""
        return self.status in ("flat", "falling") and abs(self.drop) < 0.1

    @property
    def fails(self) -> bool:
        """Does it end no better than the best constant prediction, or at the input's score?"""
        if self.status == "cut":
            return False
        learned = self.end < max(NO_BETTER * self._rival, TINY * self.start)
        return self._does_nothing or not learned

    @property
    def drop(self) -> float:
        """Share of the starting loss that is gone; negative if it rose."""
        return 1 - self.end / self.start if self.start > 0 else 0.0

    def repairs(self, other: Trial, *, clearly: bool = False) -> bool:
        """Did it learn, with one thing changed, what the other trial did not?

        Args:
            other: the same test without the change.
            clearly: whether a trial that has learned something is repaired by much less loss.
        """
        if self.status != "learned" or (other.status == "learned" and not clearly):
            return False
        # In units of the constant prediction, since a change may have scaled the targets.
        most = 0.7 if other.status == "learned" else 0.85
        return not self.end / self.constant > most * other.end / other.constant

    @property
    def _rival(self) -> float:
        # A net with an input skip starts at the input's score, often far below any constant's.
        skips = self.start < NEAR * self.nothing
        return min(self.constant, self.nothing) if skips else self.constant

    @property
    def _does_nothing(self) -> bool:
        return abs(self.end / self.nothing - 1) < NOTHING
