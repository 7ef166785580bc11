"""What is measured about a subject: once, in the order of the method card, within a time limit."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.bench import ALL, HELD_OUT, ONE, Bench
from restorelib.checkup.ladder import trivial_scores
from restorelib.checkup.layers import LayerReading, read
from restorelib.checkup.subject import Subject, numpy, pick
from restorelib.checkup.trial import INPUT, LEARNED, NEAR, Probe, Trial, best_constant

FRESH = "fresh weights"


class Evidence:
    """Measurements of one subject, each taken when it is first asked for.

    Args:
        subject: who is examined. Its state must be kept around this (`state.kept`).
        weights: the model's state as it was handed over.
        seconds: after which no further change is tried.
        progress: told in words what is being done.
    """

    def __init__(
        self,
        subject: Subject,
        weights: state.Weights,
        *,
        seconds: float,
        progress: Callable[[str], None] = lambda stage: None,
    ):
        self.subject = subject
        self.weights = weights
        self.trials: dict[str, Trial] = {}
        self.untried: list[str] = []
        self.cured = False  # once a change has repaired it, causes are not looked for any more
        self.bench = Bench(subject, weights)
        self._deadline = time.perf_counter() + seconds
        self._seconds = seconds
        self._progress = progress

    # Step 1: name the number.

    @functools.cached_property
    def loss(self) -> float:
        """The model's loss on up to 256 samples, as `evaluate` gives it, without penalties."""
        return self._scored(self.predictions)

    @functools.cached_property
    def training_loss(self) -> float:
        """The same in training mode."""
        return self._scored(self._predict(training=True))

    @functools.cached_property
    def predictions(self) -> list[np.ndarray]:
        """What the model makes of these samples in inference, an array for each output."""
        self._progress("scoring the model")
        return self._predict(training=False)

    @functools.cached_property
    def ladder(self) -> dict[str, float]:
        """What trivial predictors score on the same samples."""
        return trivial_scores(self.subject, *self.bench.samples)

    @functools.cached_property
    def has_learned(self) -> bool:
        """Is the model clearly better than every constant already, and not where the input is?"""
        nothing = self.ladder.get(INPUT) or float("inf")
        at_input = LEARNED < self.loss / nothing < NEAR
        return self.loss < LEARNED * best_constant(self.ladder) and not at_input

    # Step 2: overfit one batch.

    @property
    def batch(self) -> tuple[Any, Any]:
        """A few samples, fewer where one forward pass is dear."""
        return self.bench.batch

    @functools.cached_property
    def batch_ladder(self) -> dict[str, float]:
        """What trivial predictors score on that batch."""
        return trivial_scores(self.subject, *self.batch)

    @functools.cached_property
    def probe(self) -> Probe:
        """Trains the model as it is compiled."""
        return Probe(self.subject)

    @functools.cached_property
    def overfit(self) -> Trial:
        """One batch, trained on from the weights as they are, with the model's own optimizer."""
        self._progress("overfitting one batch")
        start, seconds = self.weights, 0.3 * self._seconds
        return self.bench.run(ONE, self.probe, start, seconds=seconds)

    @functools.cached_property
    def all_batches(self) -> Trial:
        """Small batches of all samples, likewise; scored on 64 samples."""
        self._progress("training on all batches")
        trial = self.bench.run(ALL, self.probe, self.weights, seconds=0.2 * self._seconds)
        self.trials["nothing changed, all batches"] = trial
        return trial

    @functools.cached_property
    def failed(self) -> str:
        """The test that it fails: "one batch", "all batches", or "" if it fails none."""
        if self.has_learned:
            return ""
        stuck = self.overfit.status in ("flat", "diverged")
        if stuck or self.overfit.hopeless or self.overfit.crawls:
            return self._after_a_fresh_start
        # Still falling, above the constant: a last bias that learns how frequent the classes are
        # looks like that, and so do penalties that shrink. All batches tell it from a slow net.
        slow = self.overfit.status == "falling" and self.overfit.fails
        if (slow or self.overfit.status == "learned") and self.all_batches.fails:
            return ALL
        return ""

    @functools.cached_property
    def _after_a_fresh_start(self) -> str:
        """Do fresh weights learn one batch? Then what ruined them comes with all the batches."""
        for test in (ONE, ALL):
            seconds = 0.2 * self._seconds
            self.trials[FRESH] = self.bench.run(test, self.probe, self.fresh, seconds=seconds)
            if self.trials[FRESH].status != "learned":
                break
        return test

    @functools.cached_property
    def held_out(self) -> Trial | None:
        """Small batches of three quarters of the samples, from fresh weights, scored on others."""
        if self._deadline - time.perf_counter() < 1:
            self.untried.append("samples that were not trained on")
            return None
        self._progress("holding out a quarter of the samples")
        return self.bench.run(HELD_OUT, self.probe, self.fresh, seconds=0.2 * self._seconds)

    @property
    def fresh_start(self) -> Trial:
        """The failed test once more, from fresh weights."""
        _ = self.failed
        return self.trials.get(FRESH) or self.attempt(FRESH) or self.overfit

    # Steps 3 and 4: the signal forward, the gradient back.

    @functools.cached_property
    def layers(self) -> list[LayerReading]:
        """Layer by layer, with the weights as they were handed over."""
        self._progress("reading the layers")
        return self._read_layers(self.weights)

    @functools.cached_property
    def gradients(self) -> dict[str, np.ndarray]:
        """Path of a weight -> gradient on the batch, with the weights as they were handed over."""
        state.put_back(self.subject.model, self.weights)
        return self.probe.gradients(*self.batch)

    @functools.cached_property
    def fresh_layers(self) -> list[LayerReading]:
        """Layer by layer, with fresh weights."""
        return self._read_layers(self.fresh)

    @functools.cached_property
    def layers_after(self) -> list[LayerReading]:
        """Layer by layer, after one batch was trained on."""
        return self._read_layers(self.overfit.weights)

    # Steps 5 and 6: bisect, change one thing.

    @functools.cached_property
    def fresh(self) -> state.Weights:
        """The weights that the model's own initializers draw."""
        return state.fresh(self.subject.model)

    def attempt(
        self,
        name: str,
        *,
        start: state.Weights | None = None,
        learning_rate: float | None = None,
        changed: contextlib.AbstractContextManager | None = None,
        optimizer: keras.optimizers.Optimizer | None = None,
        penalties: bool = True,
        data: Callable[[Any, Any], tuple[Any, Any]] | None = None,
    ) -> Trial | None:
        """Take the failed test once more with one thing changed; None if there is no time left.

        Args:
            name: of the change, in words: the same name is not tried twice.
            start: weights to start from; those that the initializers draw by default.
            learning_rate: instead of the model's own.
            changed: holds while training.
            optimizer: instead of the model's own.
            penalties: whether regularisers count.
            data: what becomes of inputs and targets.
        """
        if name in self.trials:
            return self.trials[name]
        left = self._deadline - time.perf_counter()
        if left < 1:
            self.untried.append(name)
            return None
        self._progress(f"trying {name}")
        with changed or contextlib.nullcontext():
            probe = self.probe
            if changed is not None or optimizer is not None or not penalties:
                probe = Probe(self.subject, optimizer=optimizer, penalties=penalties)
            self.trials[name] = self.bench.run(
                self.failed or ONE,
                probe,
                self.fresh if start is None else start,
                seconds=min(0.15 * self._seconds, left),
                learning_rate=learning_rate,
                data=data,
            )
        return self.trials[name]

    def repairs(self, trial: Trial | None) -> bool:
        """Did it learn what the model, from fresh weights too, does not?"""
        own = self.fresh_start
        if trial is None or trial.status != "learned" or own.status == "learned":
            return False
        # In units of the constant prediction, since a change may have scaled the targets.
        return not trial.end / trial.constant > 0.85 * own.end / own.constant

    def _read_layers(self, weights: state.Weights) -> list[LayerReading]:
        x, y = self.batch
        state.put_back(self.subject.model, weights)
        gradients, updates = self.probe.gradients(x, y), self.probe.updates(x, y)
        readings = read(self.subject, x, gradients, updates)
        state.put_back(self.subject.model, self.weights)
        return readings

    def _predict(self, *, training: bool) -> list[np.ndarray]:
        x, _ = self.bench.samples
        count = len(keras.tree.flatten(x)[0])
        slices = np.array_split(np.arange(count), -(-count // self.bench.at_once))
        parts = [self.subject.model(pick(x, chosen), training=training) for chosen in slices]
        state.put_back(self.subject.model, self.weights)
        columns = zip(*(keras.tree.flatten(part) for part in parts), strict=True)
        return [np.concatenate([numpy(part) for part in column]) for column in columns]

    def _scored(self, predictions: list[np.ndarray]) -> float:
        structured = keras.tree.pack_sequence_as(self.subject.predictions, predictions)
        return self.subject.judge.score(self.bench.samples[1], structured)
