"""What all experiments share: train one net under several seeds, and measure it meanwhile."""

from __future__ import annotations

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import numpy as np

from restorelib.experiments.recipes import SomeRecipe, snapshot_steps

if TYPE_CHECKING:
    import keras

    from restorelib.training.loop import Progress

SomeRecord = TypeVar("SomeRecord")
Pair = tuple[np.ndarray, np.ndarray]


class Bench(ABC, Generic[SomeRecipe, SomeRecord]):
    """Run one recipe under several seeds. The net is built once, since tracing takes seconds.

    Args:
        recipe: what to run; its own seed is ignored.
        model: the net of the recipe, compiled.
        train: inputs and targets to train on.
    """

    dtypes: ClassVar[dict[str, str]] = {}  # name of a measurement -> dtype, where not float32

    def __init__(self, recipe: SomeRecipe, model: keras.Model, train: Pair):
        from restorelib.training.gradients import values

        self.recipe = recipe
        self.model = model
        self.model.optimizer.build(self.model.trainable_variables)
        self._fresh_optimizer = [values(v) for v in self.model.optimizer.variables]
        self._train = train

    @abstractmethod
    def _build(self, recipe: SomeRecipe) -> keras.Model:
        """Build the net of a recipe, with its initial weights."""

    @abstractmethod
    def _look(self, keep_picture: bool) -> dict:
        """Measure the net with its current weights: name -> value."""

    @abstractmethod
    def _record(self, **measured) -> SomeRecord:
        """Make the record of a run from recipe, loss, steps, provenance and results of `_look`."""

    def run(
        self,
        seed: int,
        *,
        recipe: SomeRecipe | None = None,
        at: Collection[int] | None = None,
        keep_pictures: bool = False,
        on_step: Callable[[Progress], None] | None = None,
        on_snapshot: Callable[[SomeRecord], None] | None = None,
        stop: threading.Event | None = None,
    ) -> SomeRecord:
        """Train from new initial weights, and measure at steps 0, 1, 2, 4, 8, ... and the last one.

        Args:
            seed: of the initial weights and of the order of the patches.
            recipe: the bench's by default; or one that differs from it only in initial weights or
                learning rate, since the net is not built again for them.
            at: other steps to measure at, in addition to step 0; one measurement takes as long as
                four or five steps.
            keep_pictures: whether every snapshot also keeps the net's output for the crop.
            on_step: called after every training step.
            on_snapshot: called after every snapshot with the record so far.
            stop: once set, the run ends after the current step, and its record is shorter.

        Returns:
            The record, with one row for each snapshot.

        Raises:
            FloatingPointError: if the loss becomes NaN or infinite.
        """
        from restorelib.training import loop

        start = time.perf_counter()
        recipe = replace(recipe or self.recipe, seed=seed)
        self._reset(recipe)
        rows: list[dict] = []
        losses: list[float] = []
        due = set(snapshot_steps(recipe.steps) if at is None else at)

        def record() -> SomeRecord:
            dtypes = {"steps": "int32", **self.dtypes}
            return self._record(
                recipe=recipe,
                loss=as_float16(losses),
                provenance={"seconds": round(time.perf_counter() - start, 2)},
                **{
                    name: np.array([row[name] for row in rows], dtypes.get(name, "float32"))
                    for name in rows[0]
                },
            )

        def snapshot(step: int) -> None:
            rows.append({"steps": step, **self._look(keep_pictures)})
            if on_snapshot:
                on_snapshot(record())

        def after_step(progress: Progress) -> None:
            losses.append(progress.loss)
            if progress.step in due:
                snapshot(progress.step)
            if on_step:
                on_step(progress)

        snapshot(0)
        loop.fit(
            self.model,
            *self._train,
            steps=recipe.steps,
            batch_size=recipe.batch_size,
            seed=seed,
            on_step=after_step,
            stop=stop,
        )
        return record()

    def _reset(self, recipe: SomeRecipe) -> None:
        self.model.set_weights(self._build(recipe).get_weights())
        for variable, value in zip(
            self.model.optimizer.variables, self._fresh_optimizer, strict=True
        ):
            variable.assign(value)
        self.model.optimizer.learning_rate = recipe.learning_rate


def as_float16(losses: list[float]) -> np.ndarray:
    """Losses of a record; one above 65,504 becomes infinite."""
    with np.errstate(over="ignore"):
        return np.array(losses, "float16")
