"""The right answer to a guess, and the measurement in words; the table of all guesses."""

import importlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_MODULES = ("denoising", "super_resolution", "measured", "other_networks")
_outcomes: dict[str, Callable[..., "Outcome"]] = {}


@dataclass(frozen=True)
class Outcome:
    """What a measurement says about a question."""

    answer: str  # the right choice, as the lesson words it; "" if no choice fits
    words: str  # the measurement, with its unit


def outcome(*names: str) -> Callable[[Callable[..., Outcome]], Callable[..., Outcome]]:
    """Decorate the function that answers the guesses of these names, such as "03-which-score"."""

    def keep(function: Callable[..., Outcome]) -> Callable[..., Outcome]:
        _outcomes.update(dict.fromkeys(names, function))
        return function

    return keep


def outcomes() -> Mapping[str, Callable[..., Outcome]]:
    """Name of a guess -> the function that maps its measurement to an `Outcome`."""
    for module in _MODULES:
        importlib.import_module(f"restorelib.exercises.guesses.{module}")
    return _outcomes


def nearest(value: float, choices: Mapping[str, float], *, ratio: bool = False) -> str:
    """The choice whose number is nearest to a value; "" for NaN.

    Args:
        value: the measurement.
        choices: choice -> its number.
        ratio: compare by ratio, not by difference; then all numbers are above 0.
    """
    if math.isnan(value):
        return ""

    def away(choice: str) -> float:
        if not ratio:
            return abs(value - choices[choice])
        return abs(math.log(max(value, 1e-300) / choices[choice]))

    return min(choices, key=away)


def up_to(value: float, choices: Mapping[str, float]) -> str:
    """The first choice whose number the value does not exceed; "" if it exceeds all, or is NaN."""
    return next((choice for choice, most in choices.items() if value <= most), "")
