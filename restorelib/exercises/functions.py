"""Call a function that a learner hands in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from restorelib.exercises.answers import AnswerError
from restorelib.exercises.shown import shown, told

RETURNED = "is asked for; your function returned"  # goes on with what it returned


@contextmanager
def blaming(whose: str, given: str = "") -> Iterator[None]:
    """Tell an error inside this context as the learner's.

    Args:
        whose: begins the reply, such as "Your network".
        given: what it is called with, for an error of types.

    Raises:
        AnswerError: in place of any error.
    """
    try:
        yield
    except (Exception, SystemExit) as error:
        how = f"; it is called with {given}" if given and isinstance(error, TypeError) else ""
        raise AnswerError(f"{whose} stops with {told(error)}{how}.") from error


def called(function: Callable, *arguments: Any) -> Any:
    """Call a learner's function.

    Returns:
        Its result, which is not None.

    Raises:
        AnswerError: if it is not a function, raises an error, or returns None.
    """
    if not callable(function) or isinstance(function, type):
        raise AnswerError(f"Hand in the function itself, no result: it is {shown(function)}.")
    with blaming("Your function", shown(arguments)), np.errstate(all="ignore"):
        value = function(*arguments)
    if value is None:
        raise AnswerError("Your function returns None: is there a return at its end?")
    return value
