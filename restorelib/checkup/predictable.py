"""Can a simple model predict y from x? Neighbours and a linear fit, beside shuffled targets."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np

from restorelib.checkup.outputs import Output
from restorelib.checkup.subject import Subject

SAMPLES = 600
COLUMNS = 200  # of the inputs, drawn at random where there are more
SHUFFLES = 10


@dataclass(frozen=True)
class Predictability:
    """Skill: the share of the targets' variance that is predicted on samples not fitted to."""

    skill: float
    chance: float  # the best skill with y shuffled, over SHUFFLES shuffles

    @property
    def above_chance(self) -> bool:
        """Is the skill higher than with shuffled targets?"""
        return self.skill > self.chance + 0.01


def predictable(subject: Subject) -> Predictability | None:
    """Skill of the better of two simple predictors on the half of the samples not fitted to.

    None if there are too few samples.
    """
    x, y = subject.batch(SAMPLES, seed=1)
    rare = any(_too_rare(output) for output in subject.outputs)
    if subject.count < 40 or not subject.outputs or rare:
        return None
    rng = np.random.default_rng(0)
    inputs = np.concatenate([_columns(a) for a in keras.tree.flatten(x)], axis=1)
    targets = np.concatenate(
        [as_values(o, a) for o, a in zip(subject.outputs, keras.tree.flatten(y), strict=True)],
        axis=1,
    )
    inputs = inputs[:, rng.permutation(inputs.shape[1])[:COLUMNS]]
    targets = targets[:, rng.permutation(targets.shape[1])[:32]]
    shuffled = [_skill(inputs, targets[rng.permutation(len(targets))]) for _ in range(SHUFFLES)]
    return Predictability(_skill(inputs, targets), max(shuffled))


def as_values(output: Output, y: np.ndarray) -> np.ndarray:
    """Targets as a row of numbers a sample; of class numbers, one-hot."""
    if output.kind == "labels":
        return np.eye(output.units)[y.astype(int).ravel()].reshape(len(y), -1)
    return y.reshape(len(y), -1).astype("float64")


def _too_rare(output: Output) -> bool:
    """Are there fewer than five samples a class, on average?"""
    return output.kind == "labels" and output.y.size < 5 * len(np.unique(output.y))


def _columns(array: np.ndarray) -> np.ndarray:
    flat = array.reshape(len(array), -1).astype("float64")
    if array.dtype.kind in "iu" and array.ndim == 2 and array.max() < 50_000:
        kinds = np.unique(array)[:COLUMNS]  # tokens: how often each one occurs
        counts = np.stack([(array == kind).sum(axis=1) for kind in kinds], axis=1)
        flat = np.concatenate([flat, counts], axis=1)
    spread = flat.std(axis=0)
    return (flat - flat.mean(axis=0)) / np.where(spread > 0, spread, 1)


def _skill(x: np.ndarray, y: np.ndarray) -> float:
    half = len(x) // 2
    base = np.mean((y[half:] - y[:half].mean(axis=0)) ** 2)
    if base == 0:
        return 0.0
    distance = (x[half:, None, :] - x[None, :half, :]) ** 2
    near = np.argsort(distance.sum(axis=2), axis=1)[:, :5]
    made = [y[:half][near].mean(axis=1)]
    ones = np.concatenate([x, np.ones((len(x), 1))], axis=1)
    for ridge in (1.0, 100.0):
        gram = ones[:half].T @ ones[:half] + ridge * np.eye(ones.shape[1])
        made.append(ones[half:] @ np.linalg.solve(gram, ones[:half].T @ y[:half]))
    return max(1 - np.mean((y[half:] - part) ** 2) / base for part in made)
