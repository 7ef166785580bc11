"""The feedback of a check, and the steps that all checks share."""

import functools
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from restorelib.course import progress


@dataclass(frozen=True)
class Feedback:
    """Result of a check: solved or not, and why. At the end of a cell it shows as a paragraph."""

    solved: bool
    text: str

    def __repr__(self) -> str:
        mark = "✔ Solved." if self.solved else "✘ Not solved yet."
        return textwrap.fill(f"{mark} {self.text}", 88)


def not_yet(text: str) -> Feedback:
    """Feedback on a missing or wrong answer; `text` says what was found, and what to look at."""
    return Feedback(False, text)


def called(function: Callable, *arguments: np.ndarray) -> tuple[Any, Feedback | None]:
    """Call a learner's function.

    Returns:
        (its result, None), or (None, feedback) if it is not callable, raises an error or returns
        None.
    """
    if not callable(function):
        return None, not_yet(f"Hand in the function itself, no result: it is {function!r:.60}.")
    try:
        with np.errstate(all="ignore"):
            value = function(*arguments)
    except Exception as error:
        return None, not_yet(f"Your function stops with {type(error).__name__}: {error}")
    if value is None:
        return None, not_yet("Your function returns None: is there a return at its end?")
    return value, None


def exercise(name: str | Callable[..., str]) -> Callable[[Callable], Callable]:
    """Decorate a check: when it says "solved", record the exercise as passed.

    Args:
        name: lesson and number of the exercise, such as "03.1"; or, for a check of several
            exercises, a function that returns it from the check's arguments. The decorated check
            has it as attribute `exercise`.
    """

    def decorate(check: Callable) -> Callable:
        @functools.wraps(check)
        def checked(*arguments, **keywords):
            feedback = check(*arguments, **keywords)
            if feedback.solved:
                passed = name if isinstance(name, str) else name(*arguments, **keywords)
                progress.pass_exercise(passed)
            return feedback

        checked.exercise = name
        return checked

    return decorate
