"""Step 2 of the method card, overfit one batch; and the same with one thing changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from restorelib import backend
from restorelib.checkup.arrays import pick, to_numpy
from restorelib.checkup.compiled_copy import Wrapped, recording
from restorelib.checkup.state import Weights, put_back, weights_of
from restorelib.checkup.subject import Subject
from restorelib.checkup.trial import JUDGED, Trial
from restorelib.checkup.trivial import best_constant, score_of_input
from restorelib.training.inside import update_to_weight_ratio

QUICK = 0.1  # seconds of a step; as many this quick as a verdict needs are taken in any case
PASSED = 0.4  # of the lowest trivial loss: after five steps below it, training stops early


class Probe:
    """Trains the model's own layers with a copy of its optimizer, and reads gradients.

    It shares the model's variables: use it within `state.kept`.

    Args:
        subject: the model and its data.
        optimizer: to copy; None copies the model's own, or Adam if it has none.
        penalties: whether regularisers count in the loss, as they do in `fit`.
    """

    def __init__(
        self,
        subject: Subject,
        optimizer: keras.optimizers.Optimizer | None = None,
        penalties: bool = True,
    ):
        self.subject = subject
        self._wrapper = Wrapped(subject.model, penalties)
        self.optimizer = recording(optimizer or subject.optimizer or keras.optimizers.Adam())
        self._wrapper.compile(
            self.optimizer,
            loss=subject.loss,
            loss_weights=subject.loss_weights,
            jit_compile=backend.needs_jit(),
            auto_scale_loss=False,
        )
        self.learning_rate = float(to_numpy(self.optimizer.learning_rate))
        self._variables = list(subject.model.trainable_variables)
        if self._variables:
            self.optimizer.build(self._variables)
        self.step_seconds = 0.0  # of the faster of the last two steps: a machine may pause once
        self._last_step = float("inf")
        self._compiled = False
        self.disconnected = False  # no weight has a gradient: Keras refuses to take a step
        self._initial = [to_numpy(variable) for variable in self.optimizer.variables]

    def train(
        self,
        x: Any,
        y: Any,
        *,
        trivial: dict[str, float],
        steps: int,
        until: float,
        start: Weights | None = None,
        learning_rate: float | None = None,
        batches: Iterator[tuple[Any, Any]] | None = None,
        training: bool = True,
    ) -> Trial:
        """Train from the weights given, or from the present ones, and score before and after.

        Args:
            x: one batch, trained on again and again; with `batches`, what is scored.
            y: its targets.
            trivial: loss of each trivial predictor on what is scored.
            steps: at most.
            until: when it ends, as `time.perf_counter` counts, also before all steps are taken;
                but JUDGED of them are taken in any case where they are quick.
            start: weights to start from; None keeps the present ones.
            learning_rate: None takes the optimizer's own.
            batches: to train on instead.
            training: whether the scores are taken in training mode.
        """
        constant, nothing = best_constant(trivial), score_of_input(trivial)
        if start is not None:
            put_back(self.subject.model, start)
        self._forget()
        self.optimizer.learning_rate = (
            self.learning_rate if learning_rate is None else learning_rate
        )
        # Converted here, since at each step it would take a seventh of the step.
        x, y = keras.tree.map_structure(keras.ops.convert_to_tensor, (x, y))
        before = self._score(x, y, training)
        losses = []
        least = 100 if batches else 10  # too high a learning rate may do well for a few steps
        while len(losses) < steps and self._variables and not self.disconnected:
            losses.append(self._step(*(next(batches) if batches else (x, y))))
            slow = self.step_seconds > QUICK
            late = time.perf_counter() + self.step_seconds * slow > until
            late = late and (slow or len(losses) >= JUDGED)
            passed = len(losses) >= least and max(losses[-5:]) < PASSED * min(constant, nothing)
            repeats = len(losses) >= JUDGED and len(set(losses[-JUDGED:])) == 1
            if not np.isfinite(losses[-1]) or late or passed or repeats:
                break
        end = self._end(x, y, training, batches, losses)
        losses = np.array(losses or [before], "float64")
        weights = weights_of(self.subject.model)
        planned = steps if self._variables and not self.disconnected else 0
        return Trial(losses, before, end, constant, nothing, weights, planned)

    def gradients(self, x: Any, y: Any) -> dict[str, np.ndarray]:
        """Path of a weight -> gradient of the whole loss on one batch; no weight is changed."""
        before = weights_of(self.subject.model)
        self._forget()
        self.optimizer.learning_rate = 0.0
        self._step(x, y)
        put_back(self.subject.model, before)
        if not self._variables or self.disconnected:
            return {}
        seen = self.optimizer.seen
        return {v.path: to_numpy(g) for v, g in zip(self._variables, seen, strict=True)}

    def batchwise_gradients(
        self, x: Any, y: Any, most: int
    ) -> Iterator[tuple[float, dict[str, np.ndarray], int]]:
        """(loss, gradients, number of samples) of slices of these samples, 16 or `most` each."""
        count = len(keras.tree.flatten(x)[0])
        size = self.subject.fixed_batch or min(16, most)
        for first in range(0, count, size):
            chosen = np.arange(first, min(first + size, count))
            part = pick(x, chosen), pick(y, chosen)
            gradients = self.gradients(*part)
            yield float(to_numpy(self._wrapper.last_loss)), gradients, len(chosen)

    def updates(self, x: Any, y: Any) -> dict[str, float]:
        """Path of a weight -> size of the optimizer's tenth step over the size of the weight."""
        before = weights_of(self.subject.model)
        self._forget()
        self.optimizer.learning_rate = self.learning_rate
        if self.disconnected:
            return {}
        for _ in range(9):
            self._step(x, y)
        old = {v.path: to_numpy(v) for v in self._variables}
        self._step(x, y)
        ratios = update_to_weight_ratio(old, {v.path: to_numpy(v) for v in self._variables})
        put_back(self.subject.model, before)
        return ratios

    def _step(self, x: Any, y: Any) -> float:
        """Take one step, if there is anything to train; return the whole loss before it."""
        if not self._variables or self.disconnected:
            return self._score(x, y, training=True)
        began = time.perf_counter()
        try:
            self._wrapper.train_on_batch(x, y)
        except ValueError as error:
            if "No gradients provided" not in str(error):
                raise
            self.disconnected = True
            return self._score(x, y, training=True)
        if self._compiled:  # the first step, which compiles as well, does not count
            took = time.perf_counter() - began
            self.step_seconds, self._last_step = min(took, self._last_step), took
        self._compiled = True
        return float(to_numpy(self._wrapper.last_loss))

    def _end(self, x: Any, y: Any, training: bool, batches: Any, losses: list[float]) -> float:
        """Mean of three scores: one depends on what dropout draws, or on where a net jumped."""
        scores = [self._score(x, y, training)]
        for _ in range(2):
            if batches and self._variables:
                losses += [self._step(*next(batches)) for _ in range(5)]
            scores.append(self._score(x, y, training))
            if not batches and scores[0] == scores[1]:  # nothing is drawn, so all are equal
                break
        return float(np.mean(scores))

    def _score(self, x: Any, y: Any, training: bool) -> float:
        """The loss of the data alone, without penalties."""
        return self.subject.judge.score(y, self.subject.model(x, training=training))

    def _forget(self) -> None:
        """Give the optimizer the moments it had before its first step."""
        for variable, value in zip(self.optimizer.variables, self._initial, strict=True):
            variable.assign(value)
