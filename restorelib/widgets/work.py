"""Restore a photograph beside the learner's cells: a thread that reports, and can be stopped."""

import threading
import time
from collections.abc import Callable
from typing import Any

from restorelib.backend import Pace

PAUSE = 0.1  # seconds between two reports: a browser draws no more than it can show

# (on_progress, stop) -> result; on_progress(done, total) counts tiles.
Job = Callable[[Callable[[int, int], None], threading.Event], Any]


class Work:
    """One job in a daemon thread.

    Args:
        job: called with a function that takes (done, total), and the event that stops it; it is
            to raise `tiles.Stopped` once that event is set.
        on_progress: called in the thread with (done, total, seconds left or None), at most ten
            times a second, and after the last tile.
        on_end: called in the thread with the result, or with None and the error.
    """

    def __init__(
        self,
        job: Job,
        on_progress: Callable[[int, int, float | None], None],
        on_end: Callable[[Any, BaseException | None], None],
    ):
        self._job = job
        self._on_progress = on_progress
        self._on_end = on_end
        self._stop = threading.Event()
        self._told, self._pace = 0.0, Pace()
        self._thread = threading.Thread(target=self._work, name="restoring", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the tile under way."""
        self._stop.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end; returns whether it is reached."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        result = error = None
        try:
            result = self._job(self._report, self._stop)
        except BaseException as raised:  # whatever it is, the page says it in words
            error = raised
        self._on_end(result, error)

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        left = self._pace.seconds_left(done, total)
        if now - self._told < PAUSE and done < total:
            return
        self._told = now
        self._on_progress(done, total, left)
