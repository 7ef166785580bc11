"""What is measured about a model: once, in the order of the method card, within a time limit."""

from __future__ import annotations

import functools
from collections.abc import Callable

import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import pick
from restorelib.checkup.bisection import ALL_UNCHANGED, FRESH, Bisection, Change
from restorelib.checkup.calls import Call, chain
from restorelib.checkup.examination import ALL, HELD_OUT, ONE, SHUFFLED, Examination
from restorelib.checkup.layers import LayerReading, read_layers
from restorelib.checkup.probe import QUICK, Probe
from restorelib.checkup.scores import Scores
from restorelib.checkup.subject import Subject
from restorelib.checkup.time_limit import SHARE, TimeLimit
from restorelib.checkup.trial import Trial
from restorelib.checkup.trivial import trivial_scores

LARGE = 2e7  # weights: the ten steps that tell the size of an update would take too long


class Evidence:
    """Measurements of one model, each taken when a rule first asks for it.

    Args:
        subject: the model and its data. Use this within `state.kept`.
        weights: the model's state as it was handed over.
        limit: after which nothing new is begun; a verdict hangs on steps.
        progress: receives a few words about each stage.
    """

    def __init__(
        self,
        subject: Subject,
        weights: state.Weights,
        *,
        limit: TimeLimit,
        progress: Callable[[str], None] = lambda stage: None,
    ):
        self.subject = subject
        self.weights = weights
        self.cured = False  # once a change has repaired the model, some rules look no further
        self.examination = Examination(subject, weights)
        self.scores = Scores(self.examination, weights, progress)  # step 1: name the number
        self._limit = limit
        self.bisection = Bisection(self.examination, weights, self._limit, progress)
        self._progress = progress

    # Step 2: overfit one batch.

    @property
    def probe(self) -> Probe:
        """Trains the model as it is compiled."""
        return self.bisection.probe

    @functools.cached_property
    def batch_scores(self) -> dict[str, float]:
        """Name of a trivial predictor -> its loss on the one batch, the lowest first."""
        return trivial_scores(self.subject, *self.examination.batch)

    @functools.cached_property
    def overfit(self) -> Trial:
        """One batch, trained on from the weights as they are, with the model's own optimizer."""
        self._progress("overfitting one batch")
        return self._run(ONE, self.weights)

    @functools.cached_property
    def all_batches(self) -> Trial:
        """The same with small batches of all samples; scored on 64 samples."""
        self._progress("training on all batches")
        self.trials[ALL_UNCHANGED] = self._run(ALL, self.weights)
        return self.trials[ALL_UNCHANGED]

    @functools.cached_property
    def failed(self) -> str:
        """The test that the model fails: "one batch", "all batches", or "" if it fails none."""
        if self.scores.has_learned:
            return ""
        stuck = self.overfit.status in ("flat", "diverged")
        if stuck or self.overfit.hopeless or self.overfit.crawls:
            return self._after_a_fresh_start
        # Still falling, above the constant: a last bias that learns how frequent the classes are
        # looks like that, and so do penalties that shrink. All batches tell it from a slow net.
        slow = self.overfit.status == "falling" and self.overfit.fails
        if self._limit.left < 0 and self.probe.step_seconds > QUICK:
            self.bisection.untried.append(ALL)
            return ""
        if (slow or self.overfit.status == "learned") and self.all_batches.fails:
            return ALL
        if self.scores.stuck:
            self.trials[FRESH] = self._run(ALL, self.fresh)
            return ALL
        return ""

    @property
    def goes_on(self) -> bool:
        """Does a model that seems stuck learn, trained on with nothing changed?"""
        tried = bool(self.failed) and ALL_UNCHANGED in self.trials
        return tried and self.all_batches.status == "learned"

    @functools.cached_property
    def _after_a_fresh_start(self) -> str:
        """Where fresh weights learn one batch, the fault comes with all the batches."""
        for test in (ONE, ALL):
            self.trials[FRESH] = self._run(test, self.fresh)
            if self.trials[FRESH].status != "learned":
                break
        return test

    @functools.cached_property
    def held_out(self) -> Trial | None:
        """Small batches of three quarters of the samples, from fresh weights, scored on others."""
        if self.subject.count < 2 * (self.subject.fixed_batch or 1) or self._limit.left < 1:
            self.bisection.untried.append("samples that were not trained on")
            return None
        self._progress("holding out a quarter of the samples")
        return self._run(HELD_OUT, self.fresh)

    @functools.cached_property
    def held_out_shuffled(self) -> Trial | None:
        """The same, each batch with its targets shuffled: what is learned without any pair."""
        if self._limit.left < 1:
            return None
        self._progress("the same with shuffled targets")
        return self._run(SHUFFLED, self.fresh)

    @property
    def fresh_start(self) -> Trial:
        """The failed test once more, from fresh weights."""
        _ = self.failed
        return self.trials.get(FRESH) or self.attempt(FRESH) or self.overfit

    # Steps 3 and 4: the signal forward, the gradient back.

    @functools.cached_property
    def gradients(self) -> dict[str, np.ndarray]:
        """Path of a weight -> gradient on the one batch, with the weights as handed over."""
        return self.probe.gradients(*self.examination.batch)

    @functools.cached_property
    def layers(self) -> list[LayerReading]:
        """Every layer, with the weights as they were handed over."""
        self._progress("reading the layers")
        return self._read_layers(self.weights)

    @functools.cached_property
    def fresh_layers(self) -> list[LayerReading]:
        """Every layer, with fresh weights."""
        return self._read_layers(self.fresh)

    @functools.cached_property
    def layers_after(self) -> list[LayerReading]:
        """Every layer, after training on one batch."""
        return self._read_layers(self.overfit.weights)

    @functools.cached_property
    def chain(self) -> list[Call]:
        """Calls of the layers, if each gets what the one before it returned; else nothing."""
        return chain(self.subject.model, pick(self.subject.x, self.subject.few))

    # Steps 5 and 6: bisect, change one thing.

    @property
    def trials(self) -> dict[str, Trial]:
        """What was changed, in words -> how the failed test ended."""
        return self.bisection.trials

    @property
    def fresh(self) -> state.Weights:
        """The weights that the model's own initializers draw."""
        return self.bisection.fresh

    def attempt(self, name: str, *, test: str | None = None, **change) -> Trial | None:
        """Repeat the failed test, or `test`, with one thing changed: see `Bisection.attempt`."""
        return self.bisection.attempt(name, test or self.failed or ONE, Change(**change))

    def repairs(self, trial: Trial | None) -> bool:
        """Did this trial learn what the model, from fresh weights too, does not?"""
        own = self.fresh_start
        return trial is not None and trial.repairs(own, clearly=self.scores.stuck)

    def _run(self, test: str, start: state.Weights) -> Trial:
        """Run a test with nothing else changed."""
        return self.examination.run(test, self.probe, start, until=self._limit.until(SHARE))

    def _read_layers(self, weights: state.Weights) -> list[LayerReading]:
        ten_steps = 12 * self.probe.step_seconds
        slow = self.examination.weights > LARGE or ten_steps > max(1.0, 0.5 * self._limit.left)
        if slow and self._limit.left < 0:
            self.bisection.untried.append("signal and gradient, layer by layer")
            return []
        state.put_back(self.subject.model, weights)
        own = self.gradients if weights is self.weights else None
        readings = read_layers(self.probe, *self.examination.batch, own, updates=not slow)
        state.put_back(self.subject.model, self.weights)
        return readings
