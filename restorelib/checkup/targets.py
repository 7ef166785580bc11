"""What kind of targets these are: read from their values and the shape of a prediction."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MOST_CLASSES = 1000  # whole numbers up to here may be classes


@dataclass(frozen=True)
class Targets:
    """Kind of target, as `target_and_loss.TARGETS` names it, and how many classes it has."""

    kind: str  # "" if it cannot be told
    classes: int


def class_shares(y: np.ndarray, units: int, *, numbered: bool) -> np.ndarray:
    """How frequent each class is.

    Args:
        y: (N, ...) class numbers, 0 or more; else a row of `units` values for each prediction.
        units: number of classes that the model can tell apart.
        numbered: whether these are class numbers.

    Returns:
        (units,) shares; longer if there are higher class numbers.
    """
    if numbered:
        return np.bincount(y.astype(int).ravel(), minlength=units) / y.size
    return y.reshape(-1, units).mean(axis=0)


def read_targets(y: np.ndarray, shape: tuple[int, ...], loss: str) -> Targets:
    """Kind of the targets of one output.

    Args:
        y: (N, ...), finite.
        shape: of one prediction, without the samples' axis.
        loss: its name; whole numbers are classes under a cross-entropy, amounts under others.
    """
    units = shape[-1] if shape else 1
    if not y.size or not np.isfinite(y).all():
        return Targets("", units)
    whole = bool((y % 1 == 0).all())
    numbered = y.shape[1:] in (shape[:-1], (*shape[:-1], 1)) and units > 1
    if numbered and whole and y.min() >= 0 and "crossentropy" in loss:
        return Targets("class-numbers", max(units, int(y.max()) + 1))
    if y.size != len(y) * int(np.prod(shape)):
        return Targets("", units)
    bits = whole and y.min() >= 0 and y.max() <= 1
    sums = y.reshape(-1, units).sum(axis=1) if units > 1 else np.zeros(1)
    shared = units > 1 and y.min() >= 0 and np.mean(np.abs(sums - 1) > 1e-3) <= 0.01
    if shared:
        return Targets("one-hot" if bits else "shares", units)
    if bits:
        return Targets("several-labels" if units > 1 else "binary", units if units > 1 else 2)
    numbered = units == 1 and whole and "crossentropy" in loss and y.min() >= 0
    if numbered and 1 < y.max() < MOST_CLASSES:
        return Targets("class-numbers", int(y.max()) + 1)
    if whole and set(np.unique(y)) == {-1, 1}:
        return Targets("signs", units)
    return Targets("fractions" if y.min() >= 0 and y.max() <= 1 else "numbers", units)
