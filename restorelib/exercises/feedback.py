"""What a check says, solved or not and why, and what all checks do before they judge."""

import functools
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from restorelib.course import progress


@dataclass(frozen=True)
class Feedback:
    """What a check has to say; at the end of a cell it shows itself as a paragraph."""

    solved: bool
    text: str

    def __repr__(self) -> str:
        mark = "✔ Solved." if self.solved else "✘ Not solved yet."
        return textwrap.fill(f"{mark} {self.text}", 88)


def not_yet(text: str) -> Feedback:
    """Feedback on an answer that is missing or wrong: what was found, and what to look at."""
    return Feedback(False, text)


def called(function: Callable, *arguments: np.ndarray) -> tuple[Any, Feedback | None]:
    """What a learner's function returns, or what is wrong with calling it."""
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
    """Decorate a check: when it says "solved", that exercise is kept as passed.

    Args:
        name: of the exercise, as "03.1", lesson and number; or a function of the check's
            arguments that gives it, where one check serves several exercises. The decorated
            check has it as `exercise`.
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
