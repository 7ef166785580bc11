"""How long a check-up may take: a safety net, since its verdicts hang on steps."""

from __future__ import annotations

import time

HARD = 1.25  # times the seconds: here a training test ends, if its steps are slow
SHARE = 0.3  # of the seconds, for one test: so large that steps end it first


class TimeLimit:
    """Counts from now on.

    Args:
        seconds: after which nothing new is begun.
    """

    def __init__(self, seconds: float):
        self.seconds = seconds
        self._began = time.perf_counter()

    @property
    def left(self) -> float:
        """Seconds in which something new may begin; negative when they are over."""
        return self.seconds - (time.perf_counter() - self._began)

    def until(self, share: float) -> float:
        """When a part with this share of the seconds has to end, as `time.perf_counter` counts."""
        hard = self._began + HARD * self.seconds
        return min(time.perf_counter() + share * self.seconds, hard)
