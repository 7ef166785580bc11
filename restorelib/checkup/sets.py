"""The loss on both sets, and in both modes: where a good training loss does not hold."""

from __future__ import annotations

from typing import Any

import keras

from restorelib.checkup.batches import comes_in_batches
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.examination import Examination
from restorelib.checkup.scores import Scores
from restorelib.checkup.subject import Subject
from restorelib.checkup.trivial import best_constant


def validation_subject(model: keras.Model, data: Any, loss: Any) -> Subject:
    """The model with its `validation_data`: (x, y), (x, y, weights), or batches.

    Raises:
        TypeError, ValueError: as `Subject` does; the message begins with "validation_data".
    """
    x, y, weight = data, None, None
    if not comes_in_batches(data):
        x, y, weight = keras.utils.unpack_x_y_sample_weight(data)
    try:
        return Subject(model, x, y, loss, sample_weight=weight)
    except (TypeError, ValueError) as error:
        raise type(error)(f"validation_data: {error}") from error


def losses_of_sets(evidence: Evidence, validation: Subject) -> dict[str, float]:
    """Name of a set and a mode -> loss, on up to 256 samples, with the weights as handed over."""
    own, weights = evidence.scores, evidence.weights
    other = Scores(Examination(validation, weights), weights, lambda stage: None)
    constant = best_constant(other.trivial)
    return {
        "training set, training mode": own.training_loss,
        "training set, inference": own.loss,
        "validation set, inference": other.loss,
    } | ({"validation set, best constant prediction": constant} if other.trivial else {})
