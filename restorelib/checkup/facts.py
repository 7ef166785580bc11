"""What a reader of the report has to know about the model and its data."""

from __future__ import annotations

import math
import sys
from typing import Any

import keras

from restorelib.checkup.arrays import to_numpy
from restorelib.checkup.subject import Subject


def facts_of(subject: Subject, validation: Subject | None = None) -> dict[str, str]:
    """Name -> value, in words: samples, x, y, loss, weights, optimizer, versions."""
    other = {}
    if validation is not None:
        other["validation x"] = f"{validation.count:,} of {described(validation.x)}"
        other["validation y"] = described(validation.y) or "none"
    weights = sum(math.prod(v.shape) for v in subject.model.trainable_variables)
    return {
        "samples": ", ".join(filter(None, (f"{subject.count:,}", subject.source))),
        "x": described(subject.x),
        "y": described(subject.y) or "none",
        **other,
        "loss": ", ".join(
            o.loss + (" (from_logits)" if o.from_logits else "") for o in subject.outputs
        )
        or "added by the model itself",
        "weights": f"{weights:,} trainable",
        "optimizer": _optimizer(subject),
        "versions": _versions(),
    }


def _versions() -> str:
    backend = keras.backend.backend()
    module = sys.modules.get({"torch": "torch", "jax": "jax"}.get(backend, "tensorflow"))
    number = getattr(module, "__version__", "")
    python = ".".join(map(str, sys.version_info[:3]))
    return f"Keras {keras.__version__}, {backend} {number}".rstrip() + f", Python {python}"


def _optimizer(subject: Subject) -> str:
    if subject.optimizer is None:
        return "none compiled: Adam(1e-3) was used, and no rate was judged"
    rate = float(to_numpy(subject.optimizer.learning_rate))
    return (
        f"{type(subject.optimizer).__name__}, learning rate {rate:.3g}, "
        f"{subject.iterations:,} steps so far"
    )


def described(data: Any) -> str:
    """Shape of one sample, type and range of each array, in words."""
    return "; ".join(
        f"{array.shape[1:]} {array.dtype}, {array.min():.4g} to {array.max():.4g}"
        for array in keras.tree.flatten(data)
    )
