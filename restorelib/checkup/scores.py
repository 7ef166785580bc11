"""Step 1 of the method card, name the number: the model's loss beside trivial predictors."""

from __future__ import annotations

import functools
from collections.abc import Callable

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import pick, to_numpy
from restorelib.checkup.examination import Examination
from restorelib.checkup.predictable import Predictability, as_values, predictable
from restorelib.checkup.trial import LEARNED, NEAR, NO_BETTER
from restorelib.checkup.trivial import best_constant, score_of_input, trivial_scores

FITTED = 100  # steps of `fit` after which a model should be better than a constant


class Scores:
    """Losses on the same samples (up to 256), with the weights as they were handed over.

    Args:
        examination: holds the model and the samples.
        weights: the model's state as it was handed over; put back after each call of the model.
        progress: receives a few words about what is computed.
    """

    def __init__(
        self, examination: Examination, weights: state.Weights, progress: Callable[[str], None]
    ):
        self.subject = examination.subject
        self.examination = examination
        self._weights = weights
        self._progress = progress

    @functools.cached_property
    def predictions(self) -> list[np.ndarray]:
        """The model's predictions in inference, an array for each output."""
        self._progress("scoring the model")
        return self._inference[0]

    @functools.cached_property
    def loss(self) -> float:
        """The loss that `evaluate` gives, without penalties."""
        return self._inference[1]

    @functools.cached_property
    def loss_of_predictions(self) -> float:
        """The loss of what `predict` returns: Keras may compute its own from the logits."""
        return self.subject.score(self.examination.samples[1], self.predictions)

    def loss_of(self, rows: np.ndarray) -> float:
        """The loss in inference of the samples with these indices."""
        if self.subject.fixed_batch:
            rows = np.resize(rows, self.subject.fixed_batch)
        x, y = pick(self.subject.x, rows), pick(self.subject.y, rows)
        parts = np.array_split(np.arange(len(rows)), -(-len(rows) // self.examination.at_once))
        made = [
            self.subject.judge.score(pick(y, p), self.subject.model(pick(x, p), training=False))
            for p in parts
        ]
        state.put_back(self.subject.model, self._weights)
        return float(np.mean(made))

    @functools.cached_property
    def training_loss(self) -> float:
        """`loss` in training mode."""
        return self._predict(training=True)[1]

    @functools.cached_property
    def trivial(self) -> dict[str, float]:
        """Name of a trivial predictor -> its loss, the lowest first."""
        return trivial_scores(self.subject, *self.examination.samples)

    @functools.cached_property
    def has_learned(self) -> bool:
        """Is the model clearly better than every constant, and not just returning its input?"""
        at_input = LEARNED < self.loss / score_of_input(self.trivial) < NEAR
        return self.loss < LEARNED * best_constant(self.trivial) and not at_input

    @functools.cached_property
    def stuck(self) -> bool:
        """Has the model been trained, and is no better than predictors that learn little?"""
        if self.subject.iterations < FITTED:
            return False
        best = best_constant(self.trivial)
        if (
            not self.loss < NO_BETTER * best
        ):  # BatchNorm's statistics may lag: another rule's matter
            return not self.training_loss < NO_BETTER * best
        return not self.loss < 0.5 * best and self.skill < 0.5 * self.simple_skill - 0.1

    @functools.cached_property
    def predictability(self) -> Predictability | None:
        """How well neighbours or a linear fit predict the targets; None if that is unknown."""
        return predictable(self.subject)

    @functools.cached_property
    def simple_skill(self) -> float:
        """Share of the targets' variance that these predict; 0 if unknown."""
        found = self.predictability
        return found.skill if found and found.above_chance else 0.0

    @functools.cached_property
    def skill(self) -> float:
        """The same share for the model; infinite where its predictions are no such values."""
        explained = total = 0.0
        targets = keras.tree.flatten(self.examination.samples[1])
        for output, y, made in zip(self.subject.outputs, targets, self.predictions, strict=True):
            if output.from_logits or output.kind == "unknown":
                return float("inf")
            wanted = as_values(output, y)
            if wanted.size != made.size:
                return float("inf")
            made = made.reshape(wanted.shape)
            explained += float(np.square(wanted - made).sum())
            total += float(np.square(wanted - wanted.mean(axis=0)).sum())
        return 1 - explained / total if total else 0.0

    @functools.cached_property
    def _inference(self) -> tuple[list[np.ndarray], float]:
        return self._predict(training=False)

    def _predict(self, *, training: bool) -> tuple[list[np.ndarray], float]:
        """(predictions, their loss as `fit` computes it), in slices that fit into memory."""
        x, y = self.examination.samples
        count = len(keras.tree.flatten(x)[0])
        slices = np.array_split(np.arange(count), -(-count // self.examination.at_once))
        parts, losses = [], []
        for chosen in slices:
            made = self.subject.model(pick(x, chosen), training=training)
            # Not of copies: these would have lost the logits that Keras keeps beside them.
            losses.append(self.subject.judge.score(pick(y, chosen), made))
            parts.append(keras.tree.flatten(made))
        state.put_back(self.subject.model, self._weights)
        loss = float(np.average(losses, weights=[len(chosen) for chosen in slices]))
        columns = zip(*parts, strict=True)
        made = [np.concatenate([to_numpy(part) for part in column]) for column in columns]
        if not any(output.keeps_logits for output in self.subject.outputs):
            loss = self.subject.score(self.examination.samples[1], made)  # of all at once
        return made, loss
