"""Background work: a thread that reports progress, can be stopped, and keeps its result."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Self

from restorelib.backend import Pace

PAUSE = 0.1  # seconds between two reports: a browser cannot draw much faster

# (report, stop) -> result; report(done, total) counts steps or tiles.
Job = Callable[[Callable[[int, int], None], threading.Event], Any]


class Work:
    """One job in a daemon thread, which `start` starts.

    Args:
        job: called with a function that takes (done, total), and an event that asks it to stop.
            Once the event is set, the job returns what it has, or raises.
        on_progress: called in the thread with (done, total, seconds left or None), at most ten
            times a second, and after the last part.
        on_end: called in the thread with the result, or with None and the error.
    """

    def __init__(
        self,
        job: Job,
        on_progress: Callable[[int, int, float | None], None],
        on_end: Callable[[Any, BaseException | None], None],
    ):
        self.future: Future[Any] = Future()
        self._job = job
        self._on_progress = on_progress
        self._on_end = on_end
        self._stop = threading.Event()
        self._told, self._pace = 0.0, Pace()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask the job to end after the current part."""
        self._stop.set()

    def join(self, timeout: float | None = None) -> bool:
        """Wait for the end, at most `timeout` seconds; return whether the job has ended."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the end, at most `timeout` seconds; return the result, or raise the error."""
        return self.future.result(timeout)

    def _work(self) -> None:
        result = error = None
        try:
            result = self._job(self._report, self._stop)
        except BaseException as raised:  # of any kind: `result` raises it again
            error = raised
        try:
            self._on_end(result, error)
        except BaseException as raised:
            error = error or raised
        if error:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)

    def _report(self, done: int, total: int) -> None:
        now = time.perf_counter()
        left = self._pace.seconds_left(done, total)
        if now - self._told < PAUSE and done < total:
            return
        self._told = now
        self._on_progress(done, total, left)
