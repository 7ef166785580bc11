"""Step 1 of the method card, name the number: what predictors score that have learned nothing."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from restorelib.checkup.subject import Output, Subject
from restorelib.checkup.trial import INPUT


def trivial_scores(subject: Subject, x: Any, y: Any) -> dict[str, float]:
    """Loss of each trivial predictor that suits the model's outputs, on the samples given.

    Args:
        subject: who is examined.
        x: some samples.
        y: their targets.

    Returns:
        name -> loss, the lowest first; only finite ones.
    """
    targets = keras.tree.flatten(y)
    names = ["zero", "the mean", "the median", "class frequencies", "all classes alike"]
    scores = {}
    for name in names:
        made = [
            _constant(name, output, target)
            for output, target in zip(subject.outputs, targets, strict=True)
        ]
        if any(part is None for part in made):
            continue
        scores[name] = subject.judge.score(y, _structured(subject, made))
    if len(targets) > 1:  # of different kinds: each its own best constant
        made = [_best_constant(o, t) for o, t in zip(subject.outputs, targets, strict=True)]
        scores["the mean"] = subject.judge.score(y, _structured(subject, made))
    if subject.same_shape() and subject.outputs[0].kind in ("values", "unknown"):
        image = keras.tree.flatten(x)[0].astype("float32")
        scores[INPUT] = subject.judge.score(y, _structured(subject, [image]))
    finite = {name: value for name, value in scores.items() if np.isfinite(value)}
    return dict(sorted(finite.items(), key=lambda item: item[1]))


def _structured(subject: Subject, made: list[np.ndarray]) -> Any:
    return keras.tree.pack_sequence_as(subject.predictions, made)


def _best_constant(output: Output, y: np.ndarray) -> np.ndarray:
    name = "the mean" if output.kind in ("values", "unknown") else "class frequencies"
    return _constant(name, output, y)


def _constant(name: str, output: Output, y: np.ndarray) -> np.ndarray | None:
    """Predictions that are the same for every sample; None where they make no sense."""
    shape = (len(y), *output.shape)
    if output.kind in ("values", "unknown"):
        constants = {
            "zero": lambda: 0.0,
            "the mean": lambda: y.mean(axis=0),
            "the median": lambda: np.median(y, axis=0),
        }
        if name not in constants or (name == "the median" and "absolute" not in output.loss):
            return None
        value = np.asarray(constants[name](), "float32")
        if value.size == int(np.prod(output.shape)):
            value = value.reshape(output.shape)
        try:
            return np.broadcast_to(value, shape).astype("float32")
        except ValueError:  # targets of another shape than the predictions: rules.py says so
            return None
    if name == "class frequencies":
        p = _frequencies(output, y)
    elif name == "all classes alike":
        p = np.full(output.shape[-1:], 0.5 if output.kind == "bits" else 1 / output.shape[-1])
    else:
        return None
    if p is None:
        return None
    p = np.clip(p, 1e-7, 1 - 1e-7)
    if output.from_logits:
        p = np.log(p / (1 - p)) if output.kind == "bits" else np.log(p)
    return np.broadcast_to(p, shape).astype("float32")


def _frequencies(output: Output, y: np.ndarray) -> np.ndarray | None:
    classes = output.shape[-1]
    if output.kind == "labels":
        if y.min() < 0 or y.max() >= classes:
            return None
        return np.bincount(y.astype(int).ravel(), minlength=classes) / y.size
    flat = y.reshape(-1, y.shape[-1]) if y.shape[-1:] == (classes,) else y.reshape(-1, 1)
    return flat.mean(axis=0) if flat.shape[-1] == classes else None
