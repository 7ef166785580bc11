"""Call a function that a learner hands in."""

from collections.abc import Callable
from typing import Any

import numpy as np

from restorelib.exercises.answers import AnswerError
from restorelib.exercises.shown import shown, told

RETURNED = "is asked for; your function returned"  # goes on with what it returned


def called(function: Callable, *arguments: Any) -> Any:
    """Call a learner's function.

    Returns:
        Its result, which is not None.

    Raises:
        AnswerError: if it is not a function, raises an error, or returns None.
    """
    if not callable(function) or isinstance(function, type):
        raise AnswerError(f"Hand in the function itself, no result: it is {shown(function)}.")
    try:
        with np.errstate(all="ignore"):
            value = function(*arguments)
    except (Exception, SystemExit) as error:
        how = f"; it is called with {shown(arguments)}" if isinstance(error, TypeError) else ""
        raise AnswerError(f"Your function stops with {told(error)}{how}.") from error
    if value is None:
        raise AnswerError("Your function returns None: is there a return at its end?")
    return value
