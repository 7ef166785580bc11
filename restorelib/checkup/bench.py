"""The tests that a model is put to: one batch, all batches, samples that were held out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.ladder import trivial_scores
from restorelib.checkup.layers import calls
from restorelib.checkup.subject import Subject, pick
from restorelib.checkup.trial import Probe, Trial

ONE, ALL, HELD_OUT = "one batch", "all batches", "samples held out"
STEPS = 300  # of a test; fewer where it is passed before
# Multiplications of a forward pass, and what fits into them: a step of about 30 ms on one core.
STEP, BATCH = 3e8, 16
LOOK, LOOKED_AT = 2e10, 256  # once, for a score
VALUES = 3e7  # that a layer may put out at a time: 120 MB


class Bench:
    """Puts a subject to a test, as often as one likes, always on the same samples.

    Args:
        subject: who is examined.
        weights: the state that the model is left in after each test.
    """

    def __init__(self, subject: Subject, weights: state.Weights):
        self.subject = subject
        self._weights = weights

    @functools.cached_property
    def batch(self) -> tuple[Any, Any]:
        """The one batch: 16 samples, fewer where a forward pass is dear."""
        return self.subject.batch(self._affordable(STEP, BATCH))

    @functools.cached_property
    def samples(self) -> tuple[Any, Any]:
        """What the model is scored on: 256 samples, or fewer, likewise."""
        return self.subject.batch(self._affordable(LOOK, LOOKED_AT))

    @functools.cached_property
    def at_once(self) -> int:
        """How many samples may be looked at in one call."""
        return int(np.clip(VALUES / self._cost[1], 1, 64))

    def run(
        self,
        test: str,
        probe: Probe,
        start: state.Weights,
        *,
        seconds: float,
        learning_rate: float | None = None,
        data: Callable[[Any, Any], tuple[Any, Any]] | None = None,
    ) -> Trial:
        """Train by way of a probe, and score.

        Args:
            test: ONE trains on one batch again and again; ALL on small batches of all samples,
                scored on 64 of them; HELD_OUT on three quarters, scored on the rest in inference.
            probe: trains the subject's model.
            start: weights to start from.
            seconds: at most.
            learning_rate: instead of the probe's own.
            data: what becomes of inputs and targets before they are used.
        """
        change = data or (lambda x, y: (x, y))
        order = np.random.default_rng(1).permutation(self.subject.count)
        held = order[: len(order) // 4] if test == HELD_OUT else order[:0]
        scored = held if test == HELD_OUT else order
        scored = scored[: min(64, self._affordable(LOOK, 64))]
        x, y = self.batch if test == ONE else self._samples(scored)
        x, y = change(x, y)
        batches = self._batches(order[len(held) :])
        trial = probe.train(
            x,
            y,
            ladder=trivial_scores(self.subject, x, y),
            steps=STEPS,
            seconds=seconds,
            start=start,
            learning_rate=learning_rate,
            batches=None if test == ONE else (change(*batch) for batch in batches),
            training=test != HELD_OUT,
        )
        state.put_back(self.subject.model, self._weights)
        return trial

    def _batches(self, samples: np.ndarray) -> Iterator[tuple[Any, Any]]:
        size = len(keras.tree.flatten(self.batch[0])[0])
        rng = np.random.default_rng(0)
        while True:
            order = rng.permutation(samples)
            for i in range(0, max(1, len(order) - size + 1), size):
                yield self._samples(order[i : i + size])

    def _samples(self, chosen: np.ndarray) -> tuple[Any, Any]:
        return pick(self.subject.x, chosen), pick(self.subject.y, chosen)

    def _affordable(self, multiplications: float, most: int) -> int:
        return int(np.clip(multiplications / self._cost[0], 2, most))

    @functools.cached_property
    def _cost(self) -> tuple[float, float]:
        """Of one sample's forward pass: multiplications, and the most values of a layer."""
        one = pick(self.subject.x, np.arange(1))
        work, values = 1.0, 1.0
        for call in calls(self.subject, one, training=False)[1]:
            shape = np.shape(keras.tree.flatten(call.output)[0])
            values = max(values, float(np.prod(shape)))
            kernel = getattr(call.layer, "kernel", None)
            if kernel is not None:
                work += float(np.prod(kernel.shape) * np.prod(shape[1:-1]))
        return work, values
