"""Read what a learner hands in: one function for each kind of answer.

Each returns the value in one plain form, or raises `AnswerError`. `wanted` begins its text and says
what is expected, up to the place where the answer follows: "weights should be a whole number; so
far it is". Nothing here imports Keras.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from restorelib.exercises.shown import shown

ONE = "hand in one number"


class AnswerError(Exception):
    """An answer that is missing or of another kind. Its text says what to hand in instead."""


def read_number(value: Any, wanted: str, *, above: float | None = None, many: str = ONE) -> float:
    """Read one finite number: a Python, NumPy or tensor number, or an array that holds just one.

    Args:
        value: the answer.
        wanted: begins the reply to any other answer.
        above: the number must be larger than this.
        many: what to do with more than one number.

    Raises:
        AnswerError: for anything else, also for True and False and for a number as text.
    """
    number = _one(value)
    if not isinstance(number, int | float | np.floating) or isinstance(number, bool):
        raise AnswerError(f"{wanted} {shown(value)}{_no_number(value, number, many)}.")
    try:
        number = number if isinstance(number, int) and abs(number) < 2**53 else float(number)
    except OverflowError:  # an int of more than 300 digits
        number = np.inf
    if not np.isfinite(number):
        raise AnswerError(f"{wanted} {shown(value)}, which is not finite.")
    if above is not None and not number > above:
        raise AnswerError(f"{wanted} {shown(value)}, and it has to be above {above:g}.")
    return number


def read_whole(value: Any, wanted: str, *, above: float | None = None, many: str = ONE) -> int:
    """Read a whole number; 2304.0 is one.

    Raises:
        AnswerError: as `read_number`, and for a fraction.
    """
    number = read_number(value, wanted, above=above, many=many)
    if number != int(number) or abs(number) > 2**53:
        raise AnswerError(f"{wanted} {shown(value)}.")
    return int(number)


def read_sigma(value: Any) -> float:
    """Read the standard deviation of noise, on the 0..255 scale.

    Raises:
        AnswerError: unless it is a number above 0 and at most 255.
    """
    sigma = read_number(value, "sigma should be a number up to 255; it is", above=0)
    if sigma > 255:
        raise AnswerError(f"sigma should be a number up to 255; it is {sigma:.4g}.")
    return sigma


def read_pair(value: Any, wanted: str) -> tuple[float, float]:
    """Read two finite numbers.

    Raises:
        AnswerError: for anything else.
    """
    array = as_array(value) if hasattr(value, "__array__") else None
    pair = value if array is None else array.tolist()
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        raise AnswerError(f"{wanted} {shown(value)}.")
    first, second = (read_number(one, f"{wanted} {shown(value)}, with") for one in pair)
    return first, second


def read_truth(value: Any, name: str) -> bool:
    """Read True or False, of Python, NumPy or a tensor.

    Raises:
        AnswerError: for anything else: the text "no" would count as true.
    """
    truth = _one(value)
    if isinstance(truth, bool):
        return truth
    raise AnswerError(
        f"{name} should be True or False, without quotes; so far it is {shown(value)}."
    )


def read_shape(value: Any, wanted: str, *, rank: int) -> tuple[int, ...]:
    """Read a shape. One entry more, at its front, counts as the batch: a number or None.

    Raises:
        AnswerError: for anything but `rank` whole numbers.
    """
    text = isinstance(value, str)
    if text or isinstance(value, Mapping | set) or not hasattr(value, "__len__"):
        hint = ": hand in its shape" if hasattr(value, "shape") else ""
        hint = ", which is text: write it without quotes" if text else hint
        raise AnswerError(f"{wanted} {shown(value)}{hint}.")
    try:
        sizes = list(value)
        if len(sizes) == rank + 1:
            batch = sizes.pop(0)
            batch is None or read_whole(batch, "", above=0)
        whole = tuple(read_whole(size, "", above=0) for size in sizes)
    except Exception:  # a tensor without values cannot be listed
        whole = ()
    if len(whole) != rank:
        raise AnswerError(f"{wanted} {shown(value)}.")
    return whole


def read_choice(value: Any, wanted: str, known: Sequence[str]) -> str:
    """Read one of the known names.

    Raises:
        AnswerError: for anything else; `wanted` should list the names.
    """
    name = _one(value)
    if _is_one_of(name, known):
        return name
    raise AnswerError(f"{wanted} {shown(value)}.")


def read_choices(
    answers: Any, names: Sequence[str], known: Sequence[str], *, hint: str
) -> dict[str, str]:
    """Read one of the known names for each of `names`.

    Raises:
        AnswerError: for another mapping, or an answer that is missing or unknown.
    """
    if not isinstance(answers, Mapping) or set(answers) != set(names):
        raise AnswerError(f"Answer for each of {', '.join(names)}; received {shown(answers)}.")
    open_ones = [name for name in names if not _is_one_of(answers[name], known)]
    if open_ones:
        raise AnswerError(
            f"Fill in {', '.join(open_ones)} with one of {', '.join(map(repr, known))}. {hint}"
        )
    return {name: str(answers[name]) for name in names}


def require(**answers: Any) -> None:
    """Refuse answers that are still None, all in one reply.

    Raises:
        AnswerError: if one of them is None.
    """
    names = [name for name, value in answers.items() if value is None]
    if names:
        raise AnswerError(f"Fill in {', '.join(names)}: measure first, then judge.")


def as_array(value: Any) -> np.ndarray | None:
    """A value as an array; None where it cannot be one, such as rows of several lengths."""
    try:
        value = value.detach().cpu() if hasattr(value, "detach") else value  # PyTorch
        return np.asarray(value)
    except Exception:  # a tensor without values raises whatever its library likes
        return None


def _one(value: Any) -> Any:
    """The one value that an array or tensor holds, as a Python value; all else as it is."""
    if isinstance(value, type) or not hasattr(value, "__array__"):
        return value
    array = as_array(value)
    return array.item() if array is not None and array.size == 1 else value


def _is_one_of(value: Any, known: Sequence[str]) -> bool:
    return isinstance(value, str) and value in known


def _no_number(value: Any, one: Any, many: str) -> str:
    """Say why a value is no number, and what to do about it."""
    if isinstance(one, str):
        return ", which is text: write the number alone, without quotes"
    if isinstance(one, bool):
        return ", which is no number"
    if isinstance(one, complex | np.complexfloating):
        return ", which is a complex number"
    if isinstance(value, type):
        return ": make one of it first, with ()"
    if callable(value) and hasattr(value, "__name__"):
        return ": call it, with () behind its name"
    if hasattr(value, "__len__") or hasattr(value, "shape"):
        return f", which is not one number: {many}"
    return ""
