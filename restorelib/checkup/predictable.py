"""Can a simple model predict y from x? Neighbours and a linear fit, beside shuffled targets.

And could it, if the targets stood in another order: one row further, reversed, sorted as texts?
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import keras
import numpy as np

from restorelib.checkup.arrays import pick
from restorelib.checkup.outputs import Output
from restorelib.checkup.subject import Subject

SAMPLES = 600
COLUMNS = 200  # of the inputs, drawn at random where there are more
SHUFFLES = 10
MOVED = 0.1  # of the variance: more skill than chance by this much tells that an order is right


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
    rare = any(_too_rare(output) for output in subject.outputs)
    if subject.count < 40 or not subject.outputs or rare:
        return None
    chosen = subject.chosen(SAMPLES, seed=1)
    rng = np.random.default_rng(0)
    inputs, targets = _inputs(subject, chosen, rng), _targets(subject, chosen, rng)
    shuffled = [_skill(inputs, targets[rng.permutation(len(targets))]) for _ in range(SHUFFLES)]
    return Predictability(_skill(inputs, targets), max(shuffled))


def right_order(subject: Subject, chance: float) -> tuple[str, float] | None:
    """Another order of the targets in which a simple model predicts them, and its skill.

    Args:
        subject: samples whose targets are not predicted above chance as they stand.
        chance: the best skill with y shuffled.

    Returns:
        (the order in words, skill), or None if there is none.
    """
    chosen, found = subject.chosen(SAMPLES, seed=1), []
    inputs = _inputs(subject, chosen, rng := np.random.default_rng(0))
    columns = rng.bit_generator.state
    for words, order in _orders(subject.count):
        rng.bit_generator.state = columns
        found.append((_skill(inputs, _targets(subject, order[chosen], rng)), words))
    skill, words = max(found)
    return (words, skill) if skill > max(chance, 0) + MOVED else None


def _orders(count: int) -> Iterator[tuple[str, np.ndarray]]:
    """(order in words, index of the target that belongs to each input)."""
    rows = np.arange(count)
    for words, by in (("one row up", 1), ("one row down", -1), ("two rows up", 2)):
        yield f"moved {words}", (rows + by) % count
    yield "in reverse", rows[::-1]
    as_texts = np.argsort(rows.astype(str), kind="stable")  # 0, 1, 10, 100, 2, ...
    yield "as if its rows were sorted as texts (0, 1, 10, 2)", as_texts
    yield "as if the rows of x were sorted as texts (0, 1, 10, 2)", np.argsort(as_texts)


def _inputs(subject: Subject, chosen: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    parts = keras.tree.flatten(pick(subject.x, chosen))
    inputs = np.concatenate([_columns(part) for part in parts], axis=1)
    return inputs[:, rng.permutation(inputs.shape[1])[:COLUMNS]]


def _targets(subject: Subject, chosen: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    parts = keras.tree.flatten(pick(subject.y, chosen))
    values = [as_values(o, part) for o, part in zip(subject.outputs, parts, strict=True)]
    targets = np.concatenate(values, axis=1)
    return targets[:, rng.permutation(targets.shape[1])[:32]]


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
