"""Inputs and targets as NumPy arrays, whatever form they came in."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np


def arrays(data: Any, name: str) -> Any:
    """Data as an array, or as a list or dict of arrays; booleans become float32.

    Args:
        data: an array or tensor, nested lists of numbers, or a list or dict of arrays.
        name: what an error calls the data, "x" or "y".

    Raises:
        TypeError: if the data are no arrays of numbers with samples along the first axis.
    """
    if isinstance(data, dict):
        return {key: _array(value, f"{name}[{key!r}]") for key, value in data.items()}
    if isinstance(data, list | tuple) and all(getattr(part, "ndim", 0) for part in data) and data:
        return [_array(part, f"{name}[{i}]") for i, part in enumerate(data)]
    return _array(data, name)


def common_length(x: Any, y: Any) -> int:
    """Number of samples, the same in all arrays of `x` and `y`.

    Raises:
        ValueError: if the arrays differ in length, or hold fewer than two samples.
    """
    lengths = [len(array) for array in keras.tree.flatten([x, y])]
    if len(set(lengths)) != 1 or lengths[0] < 2:
        raise ValueError(
            "diagnose expects as many targets as inputs, two samples at least; received "
            f"{lengths} samples."
        )
    return lengths[0]


def pick(data: Any, chosen: np.ndarray) -> Any:
    """The samples with these indices, from an array or from each array of a structure."""
    return keras.tree.map_structure(lambda array: array[chosen], data)


def to_numpy(tensor: Any) -> np.ndarray:
    """A copy that later training does not change."""
    return np.array(keras.ops.convert_to_numpy(tensor))


def _array(data: Any, name: str) -> np.ndarray:
    try:
        array = np.asarray(
            data if isinstance(data, np.ndarray) else keras.ops.convert_to_numpy(data)
        )
    except Exception as error:
        raise TypeError(
            f"diagnose expects arrays; received {name} of type {type(data).__name__}: {error}"
        ) from error
    if array.dtype.kind not in "fiub" or array.ndim == 0:
        raise TypeError(
            f"diagnose expects arrays of numbers, with samples along the first axis; received "
            f"{name} of type {type(data).__name__} ({array.dtype}, shape {array.shape}). From a "
            "tf.data.Dataset or a generator, take one large batch."
        )
    return array.astype("float32") if array.dtype.kind == "b" else array
