"""Samples from what hands them out in batches: a Dataset, a PyDataset, a generator, a loader."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import arrays
from restorelib.checkup.tables import is_table

BATCHES = 64  # that are taken, at most
VALUES = 3e7  # numbers in all of them, about: 120 MB


def comes_in_batches(x: Any) -> bool:
    """Is this something that hands out batches of (inputs, targets)?"""
    if _is_pydataset(x):
        return True
    plain = isinstance(x, list | tuple | dict | str | np.ndarray)
    held = hasattr(x, "shape") or is_table(x) or hasattr(x, "toarray")
    return hasattr(x, "__iter__") and not plain and not held


def first_batches(data: Any, rank: int | None) -> tuple[Any, Any, Any, str]:
    """Samples from up to BATCHES batches.

    Args:
        data: anything that `comes_in_batches`. Of a PyDataset, batches from all over it are taken;
            of all others, the first ones. What a generator has handed out is gone.
        rank: number of axes of the model's first input; None if that is unknown.

    Returns:
        (x, y, sample_weight, where they come from, in words); y and the weights may be None.

    Raises:
        ValueError: if there is no batch, or these are single samples.
        TypeError: if the batches hold no arrays.
    """
    taken, values, total = [], 0.0, _length(data)
    kind = "tf.data.Dataset" if hasattr(data, "element_spec") else type(data).__name__
    for batch in islice(_in_turn(data, total), BATCHES):
        x, y, weight = keras.utils.unpack_x_y_sample_weight(batch)
        _require_a_batch(x, y, rank)
        named = (("x", x), ("y", y), ("sample_weight", weight))
        parts = [arrays(part, name) for name, part in named if part is not None]
        taken.append(parts)
        values += sum(array.size for array in keras.tree.flatten(parts))
        if values > VALUES:
            break
    if not taken:
        raise ValueError(f"diagnose expects batches; this {type(data).__name__} hands out none.")
    alike = _alike(taken)
    x, y, weight = ([_joined(column) for column in zip(*alike, strict=True)] + [None, None])[:3]
    of = f" of {total:,}" if total else ""
    said = f"{len(alike)}{of} batches of {len(keras.tree.flatten(alike[0][0])[0])} ({kind})"
    return x, y, weight, said


def _in_turn(data: Any, total: int | None) -> Iterator[Any]:
    if not _is_pydataset(data):
        return iter(data)
    if total is None:
        return (data[i] for i in count())
    return (data[int(i)] for i in np.linspace(0, total - 1, min(total, BATCHES)).round())


def _is_pydataset(data: Any) -> bool:
    return isinstance(data, keras.utils.PyDataset)


def _length(data: Any) -> int | None:
    """Number of batches; None if that is unknown, or there is no end."""
    try:
        known = getattr(data, "num_batches", None) if _is_pydataset(data) else len(data)
        length = int(known)
    except (TypeError, NotImplementedError):  # a generator, or batches without an end
        return None
    return length if length >= 0 else None


def _require_a_batch(x: Any, y: Any, rank: int | None) -> None:
    shape = tuple(getattr(keras.tree.flatten(x)[0], "shape", ()))
    single = rank is not None and len(shape) == rank - 1
    if single or (np.ndim(keras.tree.flatten(y)[0]) == 0 and y is not None):
        raise ValueError(
            f"diagnose expects batches; this hands out single samples of shape {shape}. Of a "
            "tf.data.Dataset, hand over dataset.batch(32)."
        )


def _alike(taken: list[list[Any]]) -> list[list[Any]]:
    """The batches of the shape that most of them have, apart from the number of samples."""
    by_shape: dict[str, list[list[Any]]] = {}
    for parts in taken:
        shapes = keras.tree.map_structure(lambda a: (a.shape[1:], a.dtype.kind), parts)
        by_shape.setdefault(repr(shapes), []).append(parts)
    return max(by_shape.values(), key=len)


def _joined(parts: tuple[Any, ...]) -> Any:
    return keras.tree.map_structure(lambda *all_parts: np.concatenate(all_parts), *parts)
