"""Training tests of a model: on one batch, on all batches, with samples held out."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import pick
from restorelib.checkup.calls import calls
from restorelib.checkup.probe import Probe
from restorelib.checkup.subject import Subject
from restorelib.checkup.trial import Trial
from restorelib.checkup.trivial import trivial_scores

ONE, ALL, HELD_OUT = "one batch", "all batches", "samples held out"
SHUFFLED = "samples held out, targets shuffled"
STEPS, FEWEST = 300, 60  # of a test, by what a step costs; fewer where the model passes it earlier
# Multiplications that a forward pass may take, and the most samples.
STEP, BATCH = 3e8, 16  # of a training step: about 30 ms on one core
SCORE, SAMPLES = 2e10, 256  # of a score, which is computed once
TEST = 3e10  # multiplications that all steps of a test may take, about
IN_A_ROW = 1.5e6  # multiplications that would take as long as one more time step of a sequence
VALUES = 3e7  # that a layer may return in one call: 120 MB


class Examination:
    """Runs training tests of one model, always on the same samples.

    Args:
        subject: the model and its data.
        weights: state that the model is set to after each test.
    """

    def __init__(self, subject: Subject, weights: state.Weights):
        self.subject = subject
        self._weights = weights

    @functools.cached_property
    def batch(self) -> tuple[Any, Any]:
        """The one batch: 16 samples, fewer where a forward pass is expensive."""
        return self.subject.batch(self._affordable(STEP, BATCH))

    @functools.cached_property
    def samples(self) -> tuple[Any, Any]:
        """Samples to score the model on: 256, fewer where a forward pass is expensive."""
        return self.subject.batch(self._affordable(SCORE, SAMPLES))

    @functools.cached_property
    def at_once(self) -> int:
        """How many samples the model may be called on at once, so that memory suffices."""
        return self.subject.fixed_batch or int(np.clip(VALUES / self._cost[1], 1, 64))

    @property
    def steps(self) -> int:
        """Of a test: as many as suffice for a verdict, whatever the clock says."""
        work, _, in_a_row = self._cost
        size = len(keras.tree.flatten(self.batch[0])[0])
        step = 3 * size * work + IN_A_ROW * in_a_row + 10 * self.weights
        return min(STEPS, max(FEWEST, int(TEST / step)))

    def run(
        self,
        test: str,
        probe: Probe,
        start: state.Weights,
        *,
        until: float,
        learning_rate: float | None = None,
        data: Callable[[Any, Any], tuple[Any, Any]] | None = None,
    ) -> Trial:
        """Train and score the model in one test.

        Args:
            test: ONE trains on one batch again and again; ALL on small batches of all samples,
                scored on 64 of them; HELD_OUT on three quarters, scored on the rest in inference;
                SHUFFLED likewise, each batch with its targets in another order.
            probe: trains the model.
            start: weights to start from.
            until: when it has to end, as `time.perf_counter` counts.
            learning_rate: instead of the optimizer's own.
            data: changes inputs and targets before they are used.
        """
        held_out = test in (HELD_OUT, SHUFFLED)
        change = data or (_shuffled() if test == SHUFFLED else lambda x, y: (x, y))
        order = np.random.default_rng(1).permutation(self.subject.count)
        quarter = max(len(order) // 4, self.subject.fixed_batch or 1)
        held = order[:quarter] if held_out else order[:0]
        scored = held if held_out else order
        scored = scored[: self._affordable(SCORE, 64)]
        x, y = self.batch if test == ONE else self._samples(scored)
        x, y = change(x, y)
        batches = self._batches(order[len(held) :])
        trial = probe.train(
            x,
            y,
            trivial=trivial_scores(self.subject, x, y),
            steps=self.steps,
            until=until,
            start=start,
            learning_rate=learning_rate,
            batches=None if test == ONE else (change(*batch) for batch in batches),
            training=not held_out,
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
        return self.subject.fixed_batch or int(np.clip(multiplications / self._cost[0], 2, most))

    @functools.cached_property
    def weights(self) -> int:
        """Number of weights that are trained."""
        return sum(int(np.prod(v.shape)) for v in self.subject.model.trainable_variables)

    @functools.cached_property
    def _cost(self) -> tuple[float, float, int]:
        """(multiplications, most values of one layer, time steps) in a forward pass of a sample."""
        samples = self.subject.fixed_batch or 1
        some = pick(self.subject.x, np.arange(samples))
        work, values, in_a_row = 1.0, 1.0, 0
        for call in calls(self.subject.model, some, training=False)[1]:
            shape = np.shape(keras.tree.flatten(call.output)[0])
            values = max(values, float(np.prod(shape)))
            kernel = getattr(call.layer, "kernel", None)
            if isinstance(call.layer, keras.layers.RNN | keras.layers.Bidirectional):
                given = np.shape(keras.tree.flatten(call.given)[0])
                weights = sum(float(np.prod(v.shape)) for v in call.layer.trainable_weights)
                work += weights * given[1] * max(1.0, float(np.prod(given[2:-1])))
                in_a_row += given[1]
            elif kernel is not None:
                work += float(np.prod(kernel.shape) * np.prod(shape[1:-1]))
        return work, values / samples, in_a_row


def _shuffled() -> Callable[[Any, Any], tuple[Any, Any]]:
    """Give the inputs of a batch each other's targets, in another way each time."""
    rng = np.random.default_rng(3)
    return lambda x, y: (x, pick(y, rng.permutation(len(keras.tree.flatten(y)[0]))))
