"""Inputs and targets as NumPy arrays, whatever form they came in."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from restorelib.checkup.tables import from_table, is_table


def arrays(data: Any, name: str) -> Any:
    """Data as an array, or as a list or dict of arrays; booleans become float32.

    Texts become an array of strings. None stays where it stands for a missing target.

    Args:
        data: an array or tensor, nested lists of numbers, a table (DataFrame or Series), or a list
            or dict of these.
        name: what an error calls the data, "x" or "y".

    Raises:
        TypeError: if the data are no arrays with samples along the first axis.
    """
    if isinstance(data, dict):
        return {key: _part(value, f"{name}[{key!r}]") for key, value in data.items()}
    if isinstance(data, list | tuple) and data and all(map(_is_part, data)):
        return [_part(part, f"{name}[{i}]") for i, part in enumerate(data)]
    return _array(data, name)


def common_length(x: Any, y: Any) -> int:
    """Number of samples, the same in all arrays of `x` and `y`.

    Raises:
        ValueError: if the arrays differ in length, or are empty.
    """
    lengths = [len(array) for array in keras.tree.flatten([x, y])]
    if len(set(lengths)) == 1 and lengths[0]:
        return lengths[0]
    said = f"{lengths[:4]}"[:-1] + (f", ... ({len(lengths)} arrays)]" if lengths[4:] else "]")
    raise ValueError(
        "diagnose expects as many targets as inputs, one sample at least; received "
        f"{said} samples. A single sample needs an axis in front: x[None], y[None]. A list of rows "
        "is one array: np.stack(x)."
    )


def pick(data: Any, chosen: np.ndarray) -> Any:
    """The samples with these indices, from an array or from each array of a structure."""
    return keras.tree.map_structure(lambda array: array[chosen], data)


def to_numpy(tensor: Any) -> np.ndarray:
    """A copy that later training does not change."""
    return np.array(keras.ops.convert_to_numpy(tensor))


def not_finite(array: np.ndarray) -> int:
    """Number of values that are NaN or infinite; 0 in an array that holds no floats."""
    return array.size - int(np.isfinite(array).sum()) if array.dtype.kind == "f" else 0


def is_text(array: np.ndarray) -> bool:
    """Does it hold strings?"""
    return array.dtype.kind == "U"


def _is_part(data: Any) -> bool:
    return data is None or bool(getattr(data, "ndim", 0)) or is_table(data)


def _part(data: Any, name: str) -> np.ndarray | None:
    return None if data is None else _array(data, name)


def _array(data: Any, name: str) -> np.ndarray:
    if "Ragged" in type(data).__name__:
        raise TypeError(
            f"diagnose expects arrays whose rows have one length; {name} is a "
            f"{type(data).__name__}. Pad it: {name}.to_tensor()."
        )
    array = from_table(data, name) if is_table(data) else _converted(data, name)
    if array.dtype.kind == "S":
        array = np.char.decode(array, "utf-8", "replace")
    if array.dtype.kind == "O":
        array = _from_objects(array, name)
    if array.dtype.name in ("bool", "bfloat16"):
        array = array.astype("float32")
    if array.dtype.kind not in "fiuU" or array.ndim == 0:
        raise TypeError(
            f"diagnose expects arrays of numbers, with samples along the first axis; received "
            f"{name} of type {type(data).__name__} ({array.dtype}, shape {array.shape})."
        )
    return array


def _converted(data: Any, name: str) -> np.ndarray:
    try:
        return _from_any(data)
    except Exception as error:
        raise TypeError(
            f"diagnose expects arrays; received {name} of type {type(data).__name__}: "
            f"{first_line(error)}"
        ) from error


def _from_any(data: Any) -> np.ndarray:
    if hasattr(data, "toarray"):  # a sparse matrix of SciPy
        return np.asarray(data.toarray())
    if isinstance(data, list | tuple):
        array = np.asarray(data)
        return array.astype("float32") if array.dtype == "float64" else array
    if isinstance(data, np.ndarray):
        return np.asarray(data)
    return np.asarray(keras.ops.convert_to_numpy(data))


def _from_objects(array: np.ndarray, name: str) -> np.ndarray:
    """Strings.

    Raises:
        TypeError: if the objects are something else.
    """
    flat = array.ravel()
    if flat.size and all(isinstance(value, str | bytes) for value in flat):
        texts = [v.decode("utf-8", "replace") if isinstance(v, bytes) else v for v in flat]
        return np.array(texts).reshape(array.shape)
    kinds = sorted({type(value).__name__ for value in flat[:1000]})
    raise TypeError(
        f"diagnose expects arrays of numbers; {name} is an array of objects "
        f"({', '.join(kinds[:3])}), which fit does not take either. If all are numbers, say "
        f"{name}.astype('float32'); rows of unlike length have to be padded first."
    )


def first_line(error: Exception, most: int = 200) -> str:
    """The words of an error of Keras or TensorFlow, without codes for colours and call stacks."""
    text = str(error).replace("\x1b[1m", "").replace("\x1b[0m", "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].startswith("Exception encountered when calling"):
        lines = lines[1:]
    line = " ".join(lines[:1]) or type(error).__name__
    return line if len(line) <= most else line[: most - 4] + " ..."
