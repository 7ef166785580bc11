"""Read pictures and other arrays that a learner hands in."""

from typing import Any

import numpy as np

from restorelib.exercises.answers import AnswerError, as_array
from restorelib.exercises.shown import shown


def read_array(value: Any, wanted: str) -> np.ndarray:
    """Read an array of finite floats, from an array, a tensor or nested lists.

    Raises:
        AnswerError: for anything else; it says which kind of values came.
    """
    array = None if value is None or isinstance(value, str) else as_array(value)
    if array is None or array.dtype.kind in "OSUV":
        raise AnswerError(f"{wanted} {shown(value)}.")
    if array.dtype.kind != "f":
        raise AnswerError(f"{wanted} {array.dtype} values.")
    if not array.size or not np.isfinite(array).all():
        raise AnswerError(f"{wanted} {'some that are not finite' if array.size else 'none'}.")
    return array


def read_pictures(
    value: Any, name: str, *, shape: tuple[int, ...] | None = None, channels: int | None = None
) -> np.ndarray:
    """Read pictures `(N, height, width, channels)`, in [0, 1] or nearly so.

    Args:
        value: the answer.
        name: of the argument.
        shape: the shape they must have; None for any.
        channels: the number of channels they must have; None for any.

    Raises:
        AnswerError: for anything else.
    """
    array = read_array(value, f"{name} should hold pictures as finite floats; it holds")
    if array.ndim != 4 or (channels and array.shape[-1] != channels):
        raise AnswerError(
            f"{name} should be pictures (N, height, width, {channels or 'channels'}); it has the "
            f"shape {array.shape}."
        )
    if shape and array.shape != shape:
        raise AnswerError(f"{name} should have the shape {shape}; it has {array.shape}.")
    if np.abs(array).max() > 10:
        raise AnswerError(
            f"{name} should hold values in 0 to 1; they reach {np.abs(array).max():.4g}. Divide "
            "by 255."
        )
    return array
