"""Step 1 of the method card, name the number: the loss of predictors that learn nothing."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from restorelib.checkup.known_table import BLIND, CONSTANTS, INPUT
from restorelib.checkup.outputs import Output
from restorelib.checkup.subject import Subject
from restorelib.checkup.targets import class_shares


def trivial_scores(subject: Subject, x: Any, y: Any) -> dict[str, float]:
    """Loss of each trivial predictor that suits the model's outputs, on the samples given.

    Args:
        subject: the model and its data.
        x: some samples.
        y: their targets.

    Returns:
        name -> loss, the lowest first; only finite ones.
    """
    targets = keras.tree.flatten(y)
    scores = {}
    # What a frozen judge is to say may always be the same: its targets would be a perfect guess.
    constants = BLIND if subject.ends_frozen else CONSTANTS
    for name in constants if targets else ():
        made = [
            _constant(name, output, target)
            for output, target in zip(subject.outputs, targets, strict=True)
        ]
        if any(part is None for part in made):
            continue
        scores[name] = subject.score(y, made)
    # Several targets may be of different kinds: each output has its own mean.
    if len(targets) > 1 and not subject.ends_frozen:
        made = [_mean(o, t) for o, t in zip(subject.outputs, targets, strict=True)]
        scores["the mean"] = subject.score(y, made)
    if subject.same_shape() and subject.outputs[0].kind in ("values", "unknown"):
        image = keras.tree.flatten(x)[0].astype("float32")
        scores[INPUT] = subject.score(y, [image])
    finite = {name: value for name, value in scores.items() if np.isfinite(value)}
    return dict(sorted(finite.items(), key=lambda item: item[1]))


def best_constant(scores: dict[str, float]) -> float:
    """The lowest of these losses among predictions that are the same for every sample."""
    return min((v for name, v in scores.items() if name != INPUT), default=float("inf"))


def score_of_input(scores: dict[str, float]) -> float:
    """The loss of returning the input; infinite where it is no prediction, or a perfect one."""
    return scores.get(INPUT) or float("inf")


def _mean(output: Output, y: np.ndarray) -> np.ndarray | None:
    name = "the mean" if output.kind in ("values", "unknown") else "class frequencies"
    return _constant(name, output, y)


def _constant(name: str, output: Output, y: np.ndarray) -> np.ndarray | None:
    """Predictions that are the same for every sample; None where they make no sense."""
    if output.kind in ("values", "unknown"):
        return _constant_value(name, output, y)
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
    return np.broadcast_to(p, (len(y), *output.shape)).astype("float32")


def _constant_value(name: str, output: Output, y: np.ndarray) -> np.ndarray | None:
    if name == "zero":
        value = np.zeros(())
    elif name == "the mean":
        value = y.mean(axis=0)
    elif name == "the median" and "absolute" in output.loss:  # which it is best for
        value = np.median(y, axis=0)
    else:
        return None
    value = np.asarray(value, "float32")
    if value.size == int(np.prod(output.shape)):
        value = value.reshape(output.shape)
    try:
        return np.broadcast_to(value, (len(y), *output.shape)).astype("float32")
    except ValueError:  # targets of another shape than the predictions: the rule "shapes" says so
        return None


def _frequencies(output: Output, y: np.ndarray) -> np.ndarray | None:
    classes = output.shape[-1]
    if output.kind == "labels":
        if y.min() < 0 or y.max() >= classes:
            return None
        return class_shares(y, classes, numbered=True)
    if classes > 1 and y.shape[-1:] != (classes,):
        return None
    return class_shares(y, classes, numbered=False)
