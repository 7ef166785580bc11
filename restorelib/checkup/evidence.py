"""What is measured about a model: once, in the order of the method card, within a time limit."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

import keras

from restorelib.checkup import state
from restorelib.checkup.arrays import pick
from restorelib.checkup.calls import Call, calls
from restorelib.checkup.change import Change
from restorelib.checkup.examination import ALL, HELD_OUT, ONE, Examination
from restorelib.checkup.layers import LayerReading, read_layers
from restorelib.checkup.probe import QUICK, Probe
from restorelib.checkup.scores import Scores
from restorelib.checkup.subject import Subject
from restorelib.checkup.time_limit import TimeLimit
from restorelib.checkup.trial import Trial
from restorelib.checkup.trivial import trivial_scores

FRESH = "fresh weights"
LARGE = 2e7  # weights: the ten steps that tell the size of an update would take too long
SEEDS = (1, 2)  # further initial weights that a repair is tried on
SHARE = 0.3  # of the seconds, for one test: so large that steps end it first


class Evidence:
    """Measurements of one model, each taken when a rule first asks for it.

    Args:
        subject: the model and its data. Use this within `state.kept`.
        weights: the model's state as it was handed over.
        seconds: after which nothing new is begun; a verdict hangs on steps.
        progress: receives a few words about each stage.
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
        self._changes: dict[str, tuple[Change, str]] = {}
        self.cured = False  # once a change has repaired the model, some rules look no further
        self.examination = Examination(subject, weights)
        self.scores = Scores(self.examination, weights, progress)  # step 1: name the number
        self._limit = TimeLimit(seconds)
        self._progress = progress

    # Step 2: overfit one batch.

    @functools.cached_property
    def batch_scores(self) -> dict[str, float]:
        """Name of a trivial predictor -> its loss on the one batch, the lowest first."""
        return trivial_scores(self.subject, *self.examination.batch)

    @functools.cached_property
    def probe(self) -> Probe:
        """Trains the model as it is compiled."""
        return Probe(self.subject)

    @functools.cached_property
    def overfit(self) -> Trial:
        """One batch, trained on from the weights as they are, with the model's own optimizer."""
        self._progress("overfitting one batch")
        return self._run(ONE, self.weights)

    @functools.cached_property
    def all_batches(self) -> Trial:
        """The same with small batches of all samples; scored on 64 samples."""
        self._progress("training on all batches")
        trial = self._run(ALL, self.weights)
        self.trials["nothing changed, all batches"] = trial
        return trial

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
            self.untried.append(ALL)
            return ""
        if (slow or self.overfit.status == "learned") and self.all_batches.fails:
            return ALL
        if self.scores.stuck:
            self.trials[FRESH] = self._run(ALL, self.fresh)
            return ALL
        return ""

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
        too_few = self.subject.count < 2 * (self.subject.fixed_batch or 1)
        if too_few or self._limit.left < 1:
            self.untried.append("samples that were not trained on")
            return None
        self._progress("holding out a quarter of the samples")
        return self._run(HELD_OUT, self.fresh)

    @property
    def fresh_start(self) -> Trial:
        """The failed test once more, from fresh weights."""
        _ = self.failed
        return self.trials.get(FRESH) or self.attempt(FRESH) or self.overfit

    # Steps 3 and 4: the signal forward, the gradient back.

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
        two = pick(self.subject.x, self.subject.few)
        seen = calls(self.subject.model, two, training=False)[1]
        pairs = itertools.pairwise(seen)
        return seen if all(after.given is before.output for before, after in pairs) else []

    @functools.cached_property
    def own_code(self) -> bool:
        """Does the model have layers or functions that are not Keras's?"""
        model = self.subject.model
        inner = [model, *model._flatten_layers(include_self=False)]
        return any(
            not type(x).__module__.startswith("keras.") or isinstance(x, keras.layers.Lambda)
            for x in inner
        )

    def in_inference(self, trial: Trial) -> float:
        """Loss of the one batch in inference, with the weights at the end of a trial."""
        x, y = self.examination.batch
        state.put_back(self.subject.model, trial.weights)
        loss = self.subject.judge.score(y, self.subject.model(x, training=False))
        state.put_back(self.subject.model, self.weights)
        return loss

    # Steps 5 and 6: bisect, change one thing.

    @functools.cached_property
    def fresh(self) -> state.Weights:
        """The weights that the model's own initializers draw."""
        return state.fresh(self.subject.model)

    def attempt(self, name: str, *, test: str | None = None, **change) -> Trial | None:
        """Repeat the failed test with one thing changed; None if there is no time left.

        Args:
            name: of the change, in words: the same name is not tried twice.
            test: another test than the failed one.
            change: the fields of `Change`.
        """
        if name in self.trials:
            return self.trials[name]
        if self._limit.left < 1:
            self.untried.append(name)
            return None
        self._progress(f"trying {name}")
        self._changes[name] = Change(**change), test or self.failed or ONE
        self.trials[name] = self._changed(*self._changes[name], seed=0)
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
            subject, examination, probe = self.subject, self.examination, None
            if change.loss is not None:
                subject = subject.with_loss(change.loss)
                examination = Examination(subject, self.weights)
            if change.as_compiled:
                probe = self.probe
            else:
                probe = Probe(subject, change.optimizer, change.penalties)
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
        return state.fresh(self.subject.model, seed=seed) if seed else self.fresh

    def repairs(self, trial: Trial | None) -> bool:
        """Did this trial learn what the model, from fresh weights too, does not?"""
        own = self.fresh_start
        return trial is not None and trial.repairs(own, clearly=self.scores.stuck)

    def _run(self, test: str, start: state.Weights) -> Trial:
        """Run a test with nothing else changed."""
        return self.examination.run(test, self.probe, start, until=self._limit.until(SHARE))

    def _read_layers(self, weights: state.Weights) -> list[LayerReading]:
        slow = self.examination.weights > LARGE
        slow = slow or 12 * self.probe.step_seconds > max(1.0, 0.5 * self._limit.left)
        if slow and self._limit.left < 0:
            self.untried.append("signal and gradient, layer by layer")
            return []
        state.put_back(self.subject.model, weights)
        readings = read_layers(self.probe, *self.examination.batch, updates=not slow)
        state.put_back(self.subject.model, self.weights)
        return readings
