"""What is measured about a subject: once, in the order of the method card, within a time limit."""

from __future__ import annotations

import contextlib
import functools
import time
from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.ladder import trivial_scores
from restorelib.checkup.layers import LayerReading, read
from restorelib.checkup.subject import Subject, numpy, pick
from restorelib.checkup.trial import LEARNED, Probe, Trial, score

STEPS = 300  # of a test; fewer where it is passed before
BATCH = 16
MULTIPLICATIONS = 3e8  # of a batch's forward pass: about 30 ms for a step on one core
SCORED = 256  # samples that the model's own loss is taken on
ONE, ALL, FRESH = "one batch", "all batches", "fresh weights"


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
        return trivial_scores(self.subject, *self.subject.batch(SCORED))

    @functools.cached_property
    def has_learned(self) -> bool:
        """Is the model clearly better than every trivial predictor already?"""
        best = min(self.ladder.values(), default=0.0)
        return bool(np.isfinite(self.loss) and self.loss < LEARNED * best)

    # Step 2: overfit one batch.

    @functools.cached_property
    def batch(self) -> tuple[Any, Any]:
        """A few samples, fewer where one forward pass is dear."""
        from restorelib.checkup.layers import calls

        one = pick(self.subject.x, np.arange(1))
        work = 1.0
        for call in calls(self.subject, one, training=False)[1]:
            kernel = getattr(call.layer, "kernel", None)
            places = np.prod(np.shape(keras.tree.flatten(call.output)[0])[1:-1])
            work += np.prod(kernel.shape) * places if kernel is not None else 0.0
        size = int(np.clip(MULTIPLICATIONS / work, 2, BATCH))
        return self.subject.batch(size)

    @functools.cached_property
    def batch_ladder(self) -> dict[str, float]:
        """What trivial predictors score on that batch."""
        return trivial_scores(self.subject, *self.batch)

    @functools.cached_property
    def trivial(self) -> float:
        """The best of them."""
        return min(self.batch_ladder.values(), default=float("inf"))

    @functools.cached_property
    def probe(self) -> Probe:
        """Trains the model as it is compiled."""
        return Probe(self.subject)

    @functools.cached_property
    def overfit(self) -> Trial:
        """One batch, trained on from the weights as they are, with the model's own optimizer."""
        self._progress("overfitting one batch")
        trial = self._train(ONE, self.probe, self.weights, seconds=0.3 * self._seconds)
        self._after = self._read_layers()
        state.put_back(self.subject.model, self.weights)
        return trial

    @functools.cached_property
    def all_batches(self) -> Trial:
        """Small batches of all samples, likewise; scored on 64 samples."""
        self._progress("training on all batches")
        return self._train(ALL, self.probe, self.weights, seconds=0.2 * self._seconds)

    @functools.cached_property
    def failed(self) -> str:
        """The test that it fails: "one batch", "all batches", or "" if it fails none."""
        if self.has_learned:
            return ""
        stuck = self.overfit.status in ("flat", "diverged")
        if stuck or self.overfit.hopeless or self.overfit.crawls:
            return self._after_a_fresh_start
        if self.overfit.status == "learned" and self.all_batches.fails:
            return ALL
        return ""

    @functools.cached_property
    def _after_a_fresh_start(self) -> str:
        """Do fresh weights learn one batch? Then what ruined them comes with all the batches."""
        again = self._train(ONE, self.probe, self.fresh, seconds=0.15 * self._seconds)
        if again.status != "learned":
            self.trials[FRESH] = again
            return ONE
        again = self._train(ALL, self.probe, self.fresh, seconds=0.2 * self._seconds)
        self.trials[FRESH] = again
        return ALL

    @functools.cached_property
    def held_out(self) -> Trial | None:
        """Small batches of three quarters of the samples, from fresh weights, scored on others."""
        if self._deadline - time.perf_counter() < 1:
            self.untried.append("samples that were not trained on")
            return None
        self._progress("holding out a quarter of the samples")
        order = np.random.default_rng(1).permutation(self.subject.count)
        quarter = len(order) // 4
        x, y = (pick(data, order[: min(quarter, 64)]) for data in (self.subject.x, self.subject.y))
        size = len(keras.tree.flatten(self.batch[0])[0])
        trial = self.probe.train(
            x,
            y,
            trivial=min(trivial_scores(self.subject, x, y).values(), default=float("inf")),
            steps=STEPS,
            seconds=0.2 * self._seconds,
            start=self.fresh,
            batches=self._batches(size, order[quarter:]),
            training=False,
        )
        state.put_back(self.subject.model, self.weights)
        return trial

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
        state.put_back(self.subject.model, self.weights)
        readings = self._read_layers()
        state.put_back(self.subject.model, self.weights)
        return readings

    @functools.cached_property
    def gradients(self) -> dict[str, np.ndarray]:
        """Path of a weight -> gradient on the batch, with the weights as they were handed over."""
        state.put_back(self.subject.model, self.weights)
        return self.probe.gradients(*self.batch)

    @functools.cached_property
    def fresh_layers(self) -> list[LayerReading]:
        """Layer by layer, with fresh weights."""
        state.put_back(self.subject.model, self.fresh)
        readings = self._read_layers()
        state.put_back(self.subject.model, self.weights)
        return readings

    @property
    def layers_after(self) -> list[LayerReading]:
        """Layer by layer, after one batch was trained on."""
        _ = self.overfit
        return self._after

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
            self.trials[name] = self._train(
                self.failed or ONE,
                probe,
                self.fresh if start is None else start,
                learning_rate=learning_rate,
                seconds=min(0.15 * self._seconds, left),
                data=data,
            )
        state.put_back(self.subject.model, self.weights)
        return self.trials[name]

    def repairs(self, trial: Trial | None) -> bool:
        """Did it learn what the model, from fresh weights too, does not?"""
        own = self.fresh_start
        if trial is None or trial.status != "learned" or own.status == "learned":
            return False
        # In units of the trivial predictor, since a change may have scaled the targets.
        return not trial.end / trial.trivial > 0.85 * own.end / own.trivial

    def _train(self, test, probe, start, *, seconds, learning_rate=None, data=None) -> Trial:
        change = data or (lambda x, y: (x, y))
        x, y = change(*(self.batch if test == ONE else self.subject.batch(64)))
        size = len(keras.tree.flatten(self.batch[0])[0])
        trial = probe.train(
            x,
            y,
            trivial=min(trivial_scores(self.subject, x, y).values(), default=float("inf")),
            steps=STEPS,
            seconds=seconds,
            start=start,
            learning_rate=learning_rate,
            batches=(change(*batch) for batch in self._batches(size)) if test == ALL else None,
        )
        state.put_back(self.subject.model, self.weights)
        return trial

    def _batches(self, size: int, samples: np.ndarray | None = None) -> Iterator[tuple[Any, Any]]:
        rng = np.random.default_rng(0)
        samples = np.arange(self.subject.count) if samples is None else samples
        while True:
            order = rng.permutation(samples)
            for i in range(0, max(1, len(order) - size + 1), size):
                chosen = order[i : i + size]
                yield pick(self.subject.x, chosen), pick(self.subject.y, chosen)

    def _read_layers(self) -> list[LayerReading]:
        x, y = self.batch
        gradients = self.probe.gradients(x, y)
        return read(self.subject, x, gradients, self.probe.updates(x, y))

    def _predict(self, *, training: bool) -> list[np.ndarray]:
        x, _ = self.subject.batch(SCORED)
        count = len(keras.tree.flatten(x)[0])
        slices = np.array_split(np.arange(count), -(-count // 64))
        parts = [self.subject.model(pick(x, chosen), training=training) for chosen in slices]
        state.put_back(self.subject.model, self.weights)
        columns = zip(*(keras.tree.flatten(part) for part in parts), strict=True)
        return [np.concatenate([numpy(part) for part in column]) for column in columns]

    def _scored(self, predictions: list[np.ndarray]) -> float:
        structured = keras.tree.pack_sequence_as(self.subject.predictions, predictions)
        return score(self.subject, self.subject.batch(SCORED)[1], structured)
