"""The feedback of a check, and the decorator that all checks share."""

import functools
import inspect
import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from restorelib.course import progress
from restorelib.exercises.answers import AnswerError
from restorelib.exercises.card import GREEN, ORANGE, Card
from restorelib.exercises.shown import shown, told


@dataclass(frozen=True, repr=False)
class Feedback(Card):
    """Result of a check: solved or not, and why. At the end of a cell it shows as a card."""

    solved: bool
    text: str
    # What the check itself failed with, where its author did not think of such an answer.
    error: Exception | None = field(default=None, compare=False)

    @property
    def colour(self) -> str:
        """Colour of the mark."""
        return GREEN if self.solved else ORANGE

    def _words(self) -> tuple[str, ...]:
        return "✔ Solved" if self.solved else "✘ Not solved yet", self.text

    def __repr__(self) -> str:
        return textwrap.fill(". ".join(self._words()), 88)


def not_yet(text: str) -> Feedback:
    """Feedback on a missing or wrong answer; `text` says what was found, and what to look at."""
    return Feedback(False, text)


def exercise(name: str | Callable[..., str]) -> Callable[[Callable], Callable]:
    """Decorate a check: it never raises, and when it says "solved", the exercise is recorded.

    An `AnswerError` becomes feedback with its words. So does any other error: nobody thought of
    such an answer, and the feedback says what the check expects. The error is kept in it.

    Args:
        name: lesson and number of the exercise, such as "03.1"; or, for a check of several
            exercises, a function that returns it from the check's arguments. The decorated check
            has it as attribute `exercise`.
    """

    def decorate(check: Callable) -> Callable:
        @functools.wraps(check)
        def checked(*arguments, **keywords):
            feedback = _feedback(check, arguments, keywords)
            if feedback.solved:
                passed = name if isinstance(name, str) else name(*arguments, **keywords)
                progress.pass_exercise(passed)
            return feedback

        checked.exercise = name
        return checked

    return decorate


def _feedback(check: Callable, arguments: tuple, keywords: dict) -> Feedback:
    signature = inspect.signature(check)
    try:
        given = signature.bind(*arguments, **keywords).arguments
    except TypeError as error:
        names = ", ".join(signature.parameters)
        return not_yet(f"{check.__name__} takes {names}: {told(error)}.")
    try:
        with np.errstate(all="ignore"):
            return check(*arguments, **keywords)
    except AnswerError as error:
        return not_yet(str(error))
    except Exception as error:
        received = "; ".join(f"{name}: {shown(value)}" for name, value in given.items())
        text = (
            f"The check cannot read this ({told(error)}). It received {received:.220}. It expects "
            f"{_expected(check):.220}"
        )
        return Feedback(False, text, error)


def _expected(check: Callable) -> str:
    """What a check's docstring says of its arguments, in one line."""
    _, _, described = (inspect.getdoc(check) or "").partition("Args:\n")
    return re.sub(r"\s+", " ", described.partition("\n\n")[0]).strip() or "another answer."
