"""Step 1 of the method card, name the number: the model's loss beside trivial predictors."""

from __future__ import annotations

import functools
from collections.abc import Callable

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import pick, to_numpy
from restorelib.checkup.examination import Examination
from restorelib.checkup.trial import LEARNED, NEAR
from restorelib.checkup.trivial import best_constant, score_of_input, trivial_scores


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
    def training_loss(self) -> float:
        """The same in training mode."""
        return self._score(self._predict(training=True))

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
    def _inference(self) -> tuple[list[np.ndarray], float]:
        made = self._predict(training=False)
        return made, self._score(made)  # at once: a model's own loss is that of its last call

    def _predict(self, *, training: bool) -> list[np.ndarray]:
        x, _ = self.examination.samples
        count = len(keras.tree.flatten(x)[0])
        slices = np.array_split(np.arange(count), -(-count // self.examination.at_once))
        parts = [self.subject.model(pick(x, chosen), training=training) for chosen in slices]
        state.put_back(self.subject.model, self._weights)
        columns = zip(*(keras.tree.flatten(part) for part in parts), strict=True)
        return [np.concatenate([to_numpy(part) for part in column]) for column in columns]

    def _score(self, predictions: list[np.ndarray]) -> float:
        return self.subject.score(self.examination.samples[1], predictions)
