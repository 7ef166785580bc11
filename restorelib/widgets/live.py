"""Train a recipe beside the learner's cells: one thread, one run at a time, stopped at a batch."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from restorelib.backend import Pace
from restorelib.experiments import tasks
from restorelib.experiments.recipes import AnyRecipe, AnyRecord

PAUSE = 0.1  # seconds between two updates: a browser draws no more than it can show
_one_at_a_time = threading.Lock()


class BusyError(RuntimeError):
    """Another run is training in this kernel."""


@dataclass(frozen=True)
class Update:
    """What is new since the last update."""

    step: int  # done so far
    steps: int
    seconds_left: float | None  # None until there is a pace
    losses: list[float]  # of each step since the last update
    record: AnyRecord | None  # the run so far, if there is a new snapshot


class LiveRun:
    """A run in a daemon thread; `result` gives its record, or raises what went wrong in it."""

    def __init__(
        self,
        recipe: AnyRecipe,
        on_update: Callable[[Update], None],
        on_end: Callable[[AnyRecord | None, BaseException | None], None],
    ):
        self.recipe = recipe
        self.future: Future[AnyRecord] = Future()
        self._stop = threading.Event()
        self._on_update = on_update
        self._on_end = on_end
        self._losses: list[float] = []
        self._record: AnyRecord | None = None
        self._sent = 0.0
        self._pace = Pace()

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End after the step under way."""
        self._stop.set()

    def result(self, timeout: float | None = None) -> AnyRecord:
        """Wait for the end: the record (shorter if stopped), or the error, raised again."""
        return self.future.result(timeout)

    def _work(self) -> None:
        record = error = None
        try:
            record = tasks.run(
                self.recipe,
                keep_pictures=True,
                on_step=self._after_step,
                on_snapshot=self._after_snapshot,
                stop=self._stop,
            )
        except BaseException as raised:  # whatever it is, `result` raises it again
            error = raised
        _one_at_a_time.release()
        try:
            self._on_end(record, error)
        except BaseException as raised:
            error = error or raised
        if error:
            self.future.set_exception(error)
        else:
            self.future.set_result(record)

    def _after_snapshot(self, record: AnyRecord) -> None:
        self._record = record  # holds all earlier ones: only the newest is sent

    def _after_step(self, progress) -> None:
        now = time.perf_counter()
        self._losses.append(progress.loss)
        left = self._pace.seconds_left(progress.step, progress.steps)
        if now - self._sent < PAUSE and progress.step < progress.steps:
            return
        update = Update(progress.step, progress.steps, left, self._losses, self._record)
        self._losses, self._record, self._sent = [], None, now
        self._on_update(update)


def start(
    recipe: AnyRecipe,
    on_update: Callable[[Update], None],
    on_end: Callable[[AnyRecord | None, BaseException | None], None],
) -> LiveRun:
    """Train a recipe in a thread of its own, with pictures kept.

    Args:
        recipe: what to train.
        on_update: called in that thread, at most ten times a second, and after the last step.
        on_end: called in that thread with the record, or with None and the error.

    Raises:
        BusyError: if a run is training already.
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise BusyError("Another run is training in this kernel: stop it, or wait for its end.")
    run = LiveRun(recipe, on_update, on_end)
    threading.Thread(target=run._work, name="live run", daemon=True).start()
    return run
