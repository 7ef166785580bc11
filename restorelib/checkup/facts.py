"""What a reader of the report has to know about the model and its data."""

from __future__ import annotations

import math
from typing import Any

import keras

from restorelib.checkup.arrays import to_numpy
from restorelib.checkup.subject import Subject


def facts_of(subject: Subject) -> dict[str, str]:
    """Name -> value, in words: samples, x, y, loss, weights, optimizer, versions."""
    weights = sum(math.prod(v.shape) for v in subject.model.trainable_variables)
    return {
        "samples": f"{subject.count:,}",
        "x": _described(subject.x),
        "y": _described(subject.y),
        "loss": ", ".join(
            o.loss + (" (from_logits)" if o.from_logits else "") for o in subject.outputs
        ),
        "weights": f"{weights:,} trainable",
        "optimizer": _optimizer(subject),
        "versions": f"Keras {keras.__version__}, {keras.backend.backend()}",
    }


def _optimizer(subject: Subject) -> str:
    if subject.optimizer is None:
        return "none compiled: Adam(1e-3) was used, and no rate was judged"
    rate = float(to_numpy(subject.optimizer.learning_rate))
    return (
        f"{type(subject.optimizer).__name__}, learning rate {rate:.3g}, "
        f"{subject.iterations:,} steps so far"
    )


def _described(data: Any) -> str:
    return "; ".join(
        f"{array.shape[1:]} {array.dtype}, {array.min():.4g} to {array.max():.4g}"
        for array in keras.tree.flatten(data)
    )
