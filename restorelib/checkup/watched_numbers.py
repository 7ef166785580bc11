"""What a loss can be compared with while a model trains: known numbers, from its targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np

from restorelib.checkup.known_numbers import Match, matches
from restorelib.checkup.known_table import CONSTANTS
from restorelib.checkup.loss_families import MEASURES
from restorelib.checkup.outputs import read_loss
from restorelib.checkup.targets import class_shares

EXACT = 5e-4  # relative: so close that "0.0 % above" would say nothing
DIGITS = 5e-5  # half a unit of the last digit that Keras prints
MOST = 20_000  # samples that are looked at
SCORED_BY = {  # trivial predictor -> what it does, in words
    "all classes alike": "guessing",
    "class frequencies": "predicting how frequent each class is",
    "certain": "being certain and right by chance",
    "the mean": "predicting the mean of y",
    "the median": "predicting the median of y",
    "zero": "predicting 0",
    "the input": "returning the input",
}


@dataclass(frozen=True)
class Named:
    """A loss that a trivial predictor scores, too."""

    value: float
    words: str  # "is ln 10: what guessing scores"


@dataclass(frozen=True)
class Watched:
    """One output of a model: how its loss is measured, and what is known of its targets."""

    measure: str  # among MEASURES's values; "" if nothing can be compared
    facts: tuple[dict[str, Any], ...] = field(default=())  # tried one after the other

    def name(self, loss: float) -> Named | None:
        """The trivial predictor with this loss, if there is one."""
        for facts in self.facts:
            for match in matches(loss, DIGITS, (self.measure,), facts, {}):
                if match.fit != "far" and _holds(match):
                    return Named(match.value, _words(match, facts))
        return None

    @property
    def best_constant(self) -> float:
        """The lowest loss of predictions that are all the same; infinite if none is known."""
        values = [
            match.value
            for facts in self.facts
            for match in matches(1.0, DIGITS, (self.measure,), facts, {})
            if _holds(match) and match.known.predictor in CONSTANTS
        ]
        return min(values, default=float("inf"))


def watched(loss: Any, units: int, y: np.ndarray | None, x: np.ndarray | None = None) -> Watched:
    """What the loss of one output can be compared with.

    Args:
        loss: in any form that `compile` takes.
        units: size of the last axis of a prediction; 0 if that is unknown.
        y: (N, ...) targets; None if they are unknown.
        x: inputs of the same shape, where returning them is a prediction.
    """
    measure = MEASURES.get(read_loss(loss)[0], "")
    if y is not None:
        rows = np.linspace(0, len(y) - 1, min(len(y), MOST)).round().astype(int)
        y, x = y[rows], None if x is None else x[rows]
    if measure == "categorical":
        return Watched(measure, tuple(_of_classes(units, y)))
    if measure == "binary":
        return Watched(measure, tuple(_of_bits(units, y)))
    if measure and y is not None:
        return Watched(measure, tuple(_of_values(y.astype("float64"), x)))
    return Watched("")


def _of_classes(units: int, y: np.ndarray | None) -> Iterator[dict[str, Any]]:
    if units > 1:
        yield {"classes": units}
    if y is not None and y.size:
        hot = units > 1 and y.shape[-1:] == (units,)
        shares = class_shares(y if hot else np.maximum(y, 0), units, numbered=not hot)
        yield {"shares": tuple(map(float, shares))}


def _of_bits(units: int, y: np.ndarray | None) -> Iterator[dict[str, Any]]:
    yield {}  # ln 2 needs no fact
    if y is None or y.min() < 0 or y.max() > 1:
        return
    share = float(y.mean())
    if units > 1 and y.shape[-1:] == (units,):
        if np.allclose(y.sum(axis=-1), 1):
            yield {"classes": units}
    else:
        yield {"shares": (share, 1 - share)}


def _of_values(y: np.ndarray, x: np.ndarray | None) -> Iterator[dict[str, Any]]:
    """First with one mean for each place of a target, then with one for all."""
    for axis in (0, None):
        middle, median = y.mean(axis=axis), np.median(y, axis=axis)
        yield {
            "mean": float(y.mean()),
            "std": float(np.sqrt(np.mean((y - middle) ** 2))),
            "deviation": float(np.mean(np.abs(y - median))),
        }
    if x is not None:
        yield {"sigma": 255 * float(np.sqrt(np.mean((x.astype("float64") - y) ** 2))), "span": 1}


def _holds(match: Match) -> bool:
    """Is all known that it needs? What begins with "if" is about targets, and was not looked at."""
    return not match.guessed and not match.known.when.startswith("if ") and match.value > 0


def _words(match: Match, facts: dict[str, Any]) -> str:
    formula = match.known.formula
    number = f"{match.value:.4f}" if match.value < 100 else f"{match.value:.5g}"
    if isinstance(formula, tuple) and formula[0] == "ln":
        argument = formula[1]
        number = f"ln {facts.get(argument, argument):g}"
    does = SCORED_BY.get(match.known.predictor, match.known.predictor)
    if match.fit == "fits" or abs(match.distance) < EXACT:
        return f"is {number}: what {does} scores"
    side = "above" if match.distance > 0 else "below"
    return f"is {abs(match.distance):.1%} {side} {number}, what {does} scores"


def inputs_like(x: Any, y: np.ndarray | None) -> np.ndarray | None:
    """The only input, if it has the shape of the targets."""
    parts = keras.tree.flatten(x)
    alike = len(parts) == 1 and y is not None and parts[0].shape == y.shape and y.ndim > 1
    return parts[0] if alike else None
