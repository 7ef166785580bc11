"""Step 2 of the method card, overfit one batch; and the same with one thing changed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from restorelib import backend
from restorelib.checkup.state import Weights, put_back, weights_of
from restorelib.checkup.subject import Subject, numpy
from restorelib.diagnostics import update_to_weight_ratio

LEARNED = 0.9  # of the best constant prediction's loss: clearly below what no learning can reach
INPUT = "the input"  # name of the trivial predictor that returns it
PASSED = 0.4  # of it, five steps running: no need to go on
NOTHING = 0.02  # so near to the input's score, nothing is learned
NEAR = 2  # times the input's score: a net that starts below returns its input, about
FLAT = 0.01  # relative change of the mean loss from the middle third to the last


@dataclass(frozen=True)
class Trial:
    """A short training, judged against predictors that have learned nothing."""

    losses: np.ndarray  # (steps,) of the data and of the penalties, in training mode
    start: float  # loss of the data alone, in training mode
    end: float
    constant: float  # loss of the best constant prediction on those samples
    nothing: float  # loss of returning the input; infinite where that says nothing
    seconds: float
    weights: Weights = field(repr=False)  # that it ended with

    @property
    def status(self) -> str:
        """One of "learned", "diverged", "flat", "falling"."""
        if not np.isfinite([self.start, self.end]).all() or not np.isfinite(self.losses).all():
            return "diverged"
        if self.end < LEARNED * self._rival and not self._does_nothing:
            return "learned"
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
    def _rival(self) -> float:
        # A net with an input skip starts where the input is: to beat a constant is no feat.
        skips = self.start < NEAR * self.nothing
        return min(self.constant, self.nothing) if skips else self.constant

    @property
    def _does_nothing(self) -> bool:
        return abs(self.end / self.nothing - 1) < NOTHING

    @property
    def hopeless(self) -> bool:
        """Does it end ten times above the best constant prediction, or more?"""
        return not self.end < 10 * self.constant

    @property
    def crawls(self) -> bool:
        """Does it get better, but by less than a tenth, and not below a constant prediction?"""
        return self.status in ("flat", "falling") and abs(self.drop) < 0.1

    @property
    def fails(self) -> bool:
        """Does it end no better than the best constant prediction, or at the input's score?"""
        return self._does_nothing or not self.end < 0.97 * self._rival

    @property
    def drop(self) -> float:
        """Share of the starting loss that is gone; negative if it rose."""
        return 1 - self.end / self.start if self.start > 0 else 0.0


class Probe:
    """Trains the model's own layers with an optimizer of the same make, and reads gradients.

    It shares the model's variables: use it within `state.kept`.

    Args:
        subject: who is examined.
        optimizer: to copy; None copies the model's own, or Adam if it has none.
        penalties: whether regularisers count in the loss, as they do in `fit`.
    """

    def __init__(
        self,
        subject: Subject,
        *,
        optimizer: keras.optimizers.Optimizer | None = None,
        penalties: bool = True,
    ):
        self.subject = subject
        self._wrapper = Wrapped(subject.model, penalties)
        self.optimizer = _recording(optimizer or subject.optimizer or keras.optimizers.Adam())
        self._wrapper.compile(
            self.optimizer,
            loss=subject.loss,
            loss_weights=subject.loss_weights,
            jit_compile=backend.needs_jit(),
            auto_scale_loss=False,
        )
        self.learning_rate = float(numpy(self.optimizer.learning_rate))
        self._variables = list(subject.model.trainable_variables)
        if self._variables:
            self.optimizer.build(self._variables)
        self._rested = [numpy(variable) for variable in self.optimizer.variables]

    def rest(self) -> None:
        """Forget the moments of earlier steps."""
        for variable, value in zip(self.optimizer.variables, self._rested, strict=True):
            variable.assign(value)

    def train(
        self,
        x: Any,
        y: Any,
        *,
        ladder: dict[str, float],
        steps: int,
        seconds: float,
        start: Weights | None = None,
        learning_rate: float | None = None,
        batches: Iterator[tuple[Any, Any]] | None = None,
        training: bool = True,
    ) -> Trial:
        """Train, from the weights given or from those that are there.

        Args:
            x: one batch, trained on again and again; with `batches`, what is scored.
            y: its targets.
            ladder: what trivial predictors score on it.
            steps: at most.
            seconds: after which it ends, though not before a tenth of the steps.
            start: weights to start from.
            learning_rate: the optimizer's own if None.
            batches: to train on instead.
            training: whether the scores are taken in training mode.
        """
        began = time.perf_counter()
        constant, nothing = best_constant(ladder), ladder.get(INPUT) or float("inf")
        if start is not None:
            put_back(self.subject.model, start)
        self.rest()
        self.optimizer.learning_rate = (
            self.learning_rate if learning_rate is None else learning_rate
        )
        # Once, and not at each step: that would be a seventh of it.
        x, y = keras.tree.map_structure(keras.ops.convert_to_tensor, (x, y))
        before = self.loss_of(x, y, training=training)
        losses = []
        soon = 100 if batches else 10  # a rate that is too high may do well for a while
        while len(losses) < steps and self._variables:
            losses.append(self._step(*(next(batches) if batches else (x, y))))
            late = time.perf_counter() - began > seconds and len(losses) >= steps // 10
            passed = len(losses) >= soon and max(losses[-5:]) < PASSED * min(constant, nothing)
            if not np.isfinite(losses[-1]) or late or passed:
                break
        scores = []
        for _ in range(3):  # dropout draws anew each time, and a net that jumps must not be lucky
            scores.append(self.loss_of(x, y, training=training))
            if batches and self._variables:
                losses += [self._step(*next(batches)) for _ in range(5)]
        end = float(np.mean(scores))
        losses = np.array(losses or [before], "float64")
        weights = weights_of(self.subject.model)
        seconds = time.perf_counter() - began
        return Trial(losses, before, end, constant, nothing, seconds, weights)

    def _step(self, x: Any, y: Any) -> float:
        """One step, if there is anything to train, and the whole loss before it."""
        if self._variables:
            self._wrapper.train_on_batch(x, y)
        return float(numpy(self._wrapper.last_loss))

    def loss_of(self, x: Any, y: Any, *, training: bool = True) -> float:
        """The loss of the data alone, in training mode unless said otherwise."""
        return self.subject.judge.score(y, self.subject.model(x, training=training))

    def gradients(self, x: Any, y: Any) -> dict[str, np.ndarray]:
        """Path of a weight -> gradient of the whole loss, on one batch; nothing moves."""
        before = weights_of(self.subject.model)
        self.rest()
        self.optimizer.learning_rate = 0.0
        self._step(x, y)
        put_back(self.subject.model, before)
        seen = self.optimizer.seen if self._variables else []
        return {v.path: numpy(g) for v, g in zip(self._variables, seen, strict=True)}

    def updates(self, x: Any, y: Any) -> dict[str, float]:
        """Path of a weight -> size of the optimizer's tenth step against the size of the weight."""
        before = weights_of(self.subject.model)
        self.rest()
        self.optimizer.learning_rate = self.learning_rate
        for _ in range(9):
            self._step(x, y)
        old = {v.path: numpy(v) for v in self._variables}
        self._step(x, y)
        ratios = update_to_weight_ratio(old, {v.path: numpy(v) for v in self._variables})
        put_back(self.subject.model, before)
        return ratios


def best_constant(ladder: dict[str, float]) -> float:
    """The lowest loss of a prediction that is the same for every sample."""
    return min((v for name, v in ladder.items() if name != INPUT), default=float("inf"))


class Wrapped(keras.Model):
    """The model as part of another, so that its own compiled state is never touched.

    Its last loss is a variable, and metrics it has none: to reset the one that Keras keeps of the
    loss, before each step, would take a fifth of a small step.
    """

    metrics = ()

    def __init__(self, model: keras.Model, penalties: bool):
        super().__init__()
        self.examined = model
        self._penalties = penalties
        self.last_loss = self.add_weight(name="last_loss", initializer="zeros", trainable=False)

    def call(self, x, training=None):
        return self.examined(x, training=training)

    def compute_loss(self, *args, **kwargs):
        loss = super().compute_loss(*args, **kwargs)
        self.last_loss.assign(loss)
        return loss

    @property
    def losses(self):
        return super().losses if self._penalties else []


def _recording(optimizer: keras.optimizers.Optimizer) -> keras.optimizers.Optimizer:
    """A copy of an optimizer that also keeps the gradients it is given, unclipped."""
    kind = type(optimizer)

    def build(self, variables):
        if self.built:
            return
        kind.build(self, variables)
        self.seen = [self.add_variable_from_reference(v, "seen") for v in variables]

    def apply(self, grads, trainable_variables=None):
        for slot, gradient in zip(self.seen, grads, strict=True):
            if gradient is None:
                slot.assign(keras.ops.zeros_like(slot))
            else:
                slot.assign(keras.ops.convert_to_tensor(gradient))
        return kind.apply(self, grads, trainable_variables)

    config = optimizer.get_config()
    config["learning_rate"] = float(numpy(optimizer.learning_rate))  # a schedule's present value
    return type(f"Recording{kind.__name__}", (kind,), {"build": build, "apply": apply}).from_config(
        config
    )
