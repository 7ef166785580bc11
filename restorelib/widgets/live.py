"""Train a recipe in the background: one run at a time, which can stop after any step."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from restorelib.experiments import tasks
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.widgets.background import Work

_one_at_a_time = threading.Lock()


class BusyError(RuntimeError):
    """Another run is training in this kernel."""


@dataclass(frozen=True)
class Update:
    """Progress of a live run since the last update."""

    step: int  # steps done so far
    steps: int  # steps of the whole run
    seconds_left: float | None  # None until the pace is known
    losses: list[float]  # of each step since the last update
    record: AnyRecord | None  # the run so far, if there is a new snapshot


class LiveRun(Work):
    """A run in a daemon thread; `result` returns its record, shorter if it was stopped."""

    def __init__(
        self,
        recipe: AnyRecipe,
        on_update: Callable[[Update], None],
        on_end: Callable[[AnyRecord | None, BaseException | None], None],
    ):
        super().__init__(self._train, self._update, on_end)
        self.recipe = recipe
        self._on_update = on_update
        self._losses: list[float] = []
        self._record: AnyRecord | None = None

    def _train(self, report: Callable[[int, int], None], stop: threading.Event) -> AnyRecord:
        try:
            return tasks.run(
                self.recipe,
                keep_pictures=True,
                on_step=self._after_step,
                on_snapshot=self._after_snapshot,
                stop=stop,
            )
        finally:
            _one_at_a_time.release()

    def _after_snapshot(self, record: AnyRecord) -> None:
        self._record = record  # holds all earlier snapshots: only the newest record is sent

    def _after_step(self, progress) -> None:
        self._losses.append(progress.loss)
        self._report(progress.step, progress.steps)

    def _update(self, step: int, steps: int, seconds_left: float | None) -> None:
        update = Update(step, steps, seconds_left, self._losses, self._record)
        self._losses, self._record = [], None
        self._on_update(update)


def start(
    recipe: AnyRecipe,
    on_update: Callable[[Update], None],
    on_end: Callable[[AnyRecord | None, BaseException | None], None],
) -> LiveRun:
    """Train a recipe in its own thread, and keep pictures.

    Args:
        recipe: what to train.
        on_update: called in that thread, at most ten times a second, and after the last step.
        on_end: called in that thread with the record, or with None and the error.

    Raises:
        BusyError: if a run is training already.
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise BusyError("Another run is training in this kernel: stop it, or wait for its end.")
    return LiveRun(recipe, on_update, on_end).start()
