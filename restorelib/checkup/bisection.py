"""Steps 5 and 6 of the method card: bisect, with one thing changed in each trial."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras

from restorelib.checkup import state
from restorelib.checkup.examination import Examination
from restorelib.checkup.probe import Probe
from restorelib.checkup.time_limit import SHARE, TimeLimit
from restorelib.checkup.trial import Trial

SEEDS = (1, 2)  # further initial weights that a repair is tried on
FRESH = "fresh weights"
ALL_UNCHANGED = "nothing changed, all batches"
ALL_FRESH = "fresh weights, all batches"
UNCHANGED = (FRESH, ALL_UNCHANGED, ALL_FRESH)  # trials in which only the start differs


@dataclass(frozen=True)
class Change:
    """What differs from training the model as it is compiled, from fresh weights."""

    start: Callable[[int], state.Weights] | None = None  # seed -> weights to start from
    learning_rate: float | None = None
    changed: Callable[[], contextlib.AbstractContextManager] = contextlib.nullcontext
    optimizer: keras.optimizers.Optimizer | None = None
    penalties: bool = True  # whether regularisers count
    data: Callable[[Any, Any], tuple[Any, Any]] | None = None  # changes inputs and targets
    loss: Any = None  # as for `compile`
    last: tuple[keras.Layer, str] | None = None  # a layer, and the activation that it gets

    @property
    def as_compiled(self) -> bool:
        """Does the same compiled training step serve?"""
        as_built = self.changed is contextlib.nullcontext and not self.last
        return as_built and self.optimizer is None and self.penalties and self.loss is None

    def activated(self) -> contextlib.AbstractContextManager:
        """A context in which the last layer has its other activation, if there is one."""
        return state.activated(*self.last) if self.last else contextlib.nullcontext()


class Bisection:
    """Repeats training tests of one model with one thing changed, and keeps how they ended.

    Args:
        examination: runs the tests.
        weights: the model's state as it was handed over.
        limit: after which nothing new is begun.
        progress: receives a few words about each trial.

    Attributes:
        trials: name of a change -> the test with that change.
        untried: names of what time did not suffice for.
    """

    def __init__(
        self,
        examination: Examination,
        weights: state.Weights,
        limit: TimeLimit,
        progress: Callable[[str], None],
    ):
        self.trials: dict[str, Trial] = {}
        self.untried: list[str] = []
        self._examination = examination
        self._weights = weights
        self._limit = limit
        self._progress = progress
        self._changes: dict[str, tuple[Change, str]] = {}

    @functools.cached_property
    def probe(self) -> Probe:
        """Trains the model as it is compiled."""
        return Probe(self._examination.subject)

    @functools.cached_property
    def fresh(self) -> state.Weights:
        """The weights that the model's own initializers draw."""
        return state.fresh(self._examination.subject.model)

    def attempt(self, name: str, test: str, change: Change) -> Trial | None:
        """A test with one thing changed; None if there is no time left.

        Args:
            name: of the change, in words: the same name is not tried twice.
            test: ONE, ALL or HELD_OUT.
            change: what differs.
        """
        if name in self.trials:
            return self.trials[name]
        if self._limit.left < 1:
            self.untried.append(name)
            return None
        self._progress(f"trying {name}")
        self._changes[name] = change, test
        self.trials[name] = self._changed(change, test, seed=0)
        return self.trials[name]

    def over_seeds(self, name: str) -> list[tuple[Trial, Trial]]:
        """The test without and with a change that was tried, from other initial weights.

        Returns:
            A pair for each of SEEDS; fewer if there is no time left.
        """
        change, test = self._changes[name]
        pairs = []
        for seed in SEEDS:
            if self._limit.left < 1:
                break
            self._progress(f"trying {name}, seed {seed}")
            pairs.append((self._changed(Change(), test, seed), self._changed(change, test, seed)))
        return pairs

    def _changed(self, change: Change, test: str, seed: int) -> Trial:
        with change.changed(), change.activated():
            examination, probe = self._examination, self.probe
            if change.loss is not None:
                subject = examination.subject.with_loss(change.loss)
                examination = Examination(subject, self._weights)
            if not change.as_compiled:
                probe = Probe(examination.subject, change.optimizer, change.penalties)
            start = change.start(seed) if change.start else self._fresh(seed)
            return examination.run(
                test,
                probe,
                start,
                until=self._limit.until(SHARE),
                learning_rate=change.learning_rate,
                data=change.data,
            )

    def _fresh(self, seed: int) -> state.Weights:
        return state.fresh(self._examination.subject.model, seed=seed) if seed else self.fresh
