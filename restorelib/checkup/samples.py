"""What `fit` takes, as arrays: inputs and targets, drawn as often as their weights say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import arrays, common_length, is_text, pick
from restorelib.checkup.batches import comes_in_batches, first_batches
from restorelib.checkup.tables import is_table, refused_by_fit


@dataclass(frozen=True)
class Samples:
    """Inputs and targets, N of each, and where they come from."""

    x: Any
    y: Any  # [] if there are none; None in it where an output has no target
    count: int
    source: str = ""  # in words; "" of arrays
    remarks: tuple[str, ...] = ()  # what `fit` refuses in them, in words
    weight: float = 1.0  # mean weight of a sample, by which Keras multiplies the loss


def read_samples(
    x: Any,
    y: Any = None,
    *,
    sample_weight: Any = None,
    class_weight: dict[int, float] | None = None,
    rank: int | None = None,
) -> Samples:
    """Inputs and targets as arrays.

    With weights, samples are drawn in proportion to them, so that all that is measured (the best
    constant prediction, too) is about the samples as the training sees them. The order of the
    samples is kept.

    Args:
        x: arrays in any form that `fit` takes, or what hands out batches of inputs and targets.
        y: targets; None with batches, or where the model adds its loss itself.
        sample_weight: (N,), as for `fit`.
        class_weight: likewise.
        rank: number of axes of the model's first input, to tell batches from single samples.

    Raises:
        TypeError: if these are no arrays of numbers, or the targets are texts.
        ValueError: if samples are missing, differ in number, or have weights that cannot be used.
    """
    source = ""
    if isinstance(x, tuple) and len(x) == 1:  # as unpacked from a tuple of one
        x = x[0]
    if comes_in_batches(x):
        if y is not None or sample_weight is not None:
            raise ValueError(
                f"A {type(x).__name__} hands out inputs and targets together; diagnose expects no "
                "y or sample_weight beside it. Two of them make one: tf.data.Dataset.zip((x, y))."
            )
        x, y, sample_weight, source = first_batches(x, rank)
    elif y is not None and comes_in_batches(y):
        raise ValueError(
            f"y is a {type(y).__name__} and x is not: hand over both in one, as "
            "tf.data.Dataset.zip((x, y)), or both as arrays."
        )
    remarks = tuple(said for name, data in (("x", x), ("y", y)) for said in _refused(data, name))
    x, y = arrays(x, "x"), [] if y is None else _targets(arrays(y, "y"))
    count = common_length(x, without_none(y))
    weights = _weights(sample_weight, class_weight, y, count)
    if weights is None or weights.min() == weights.max():
        return Samples(x, y, count, source, remarks, 1.0 if weights is None else float(weights[0]))
    drawn = _drawn(weights)
    said = f"drawn by their weights ({weights.min():.3g} to {weights.max():.3g})"
    return Samples(
        pick(x, drawn),
        keras.tree.map_structure(lambda a: a if a is None else a[drawn], y),
        count,
        ", ".join(filter(None, (source, said))),
        remarks,
        float(weights.mean()),
    )


def without_none(data: Any) -> Any:
    """A structure without the parts that are None."""
    if isinstance(data, dict):
        return {key: value for key, value in data.items() if value is not None}
    return [part for part in data if part is not None] if isinstance(data, list) else data


def _refused(data: Any, name: str) -> list[str]:
    """What `fit` refuses in a table, or in each table of a list or dict."""
    if isinstance(data, dict):
        parts = [(f"{name}[{key!r}]", part) for key, part in data.items()]
    elif isinstance(data, list | tuple):
        parts = [(f"{name}[{i}]", part) for i, part in enumerate(data)]
    else:
        parts = [(name, data)]
    said = [refused_by_fit(part, name) for name, part in parts if is_table(part)]
    return [words for words in said if words]


def _targets(y: Any) -> Any:
    for array in keras.tree.flatten(without_none(y)):
        if is_text(array):
            kinds = np.unique(array[:1000])
            some = ", ".join(repr(str(kind)) for kind in kinds[:3])
            raise TypeError(
                f"y holds texts ({some}{', ...' if len(kinds) > 3 else ''}), and no loss can take "
                "them. Encode them as whole numbers: names, y = np.unique(y, return_inverse=True); "
                f"{len(kinds)} classes need {len(kinds)} outputs with softmax and "
                "sparse_categorical_crossentropy, two classes also one output with sigmoid and "
                "binary_crossentropy."
            )
    return y


def _weights(sample: Any, by_class: dict | None, y: Any, count: int) -> np.ndarray | None:
    """(N,) weights, or None without any."""
    if sample is None and by_class is None:
        return None
    weights = np.ones(count) if sample is None else _of_samples(sample, count)
    if by_class is not None:
        weights = weights * _of_classes(by_class, y)
    if not np.isfinite(weights).all() or weights.min() < 0 or not weights.any():
        raise ValueError(
            "The weights have to be finite, 0 or more, and not all 0; they run from "
            f"{weights.min():g} to {weights.max():g}. With these, fit learns nothing that makes "
            "sense."
        )
    return weights


def _of_samples(sample: Any, count: int) -> np.ndarray:
    parts = keras.tree.flatten(arrays(sample, "sample_weight"))
    same = all(p.shape == parts[0].shape and np.array_equal(p, parts[0]) for p in parts)
    weights = np.asarray(parts[0], "float64")
    if not same or weights.shape not in ((count,), (count, 1)):
        raise ValueError(
            f"diagnose takes one weight a sample, the same for all outputs: shape ({count},); "
            f"received {[p.shape for p in parts]}. For weights by position, leave them out, and "
            "hand over samples without padding."
        )
    return weights.reshape(count)


def _of_classes(by_class: dict, y: Any) -> np.ndarray:
    parts = keras.tree.flatten(y)
    if len(parts) != 1 or not isinstance(by_class, dict):
        raise ValueError(
            "class_weight is a dict, class -> weight, and works with a single target, as in fit; "
            f"received {type(by_class).__name__} with {len(parts)} targets."
        )
    target = parts[0].reshape(len(parts[0]), -1)
    classes = target.argmax(axis=1) if target.shape[1] > 1 else target[:, 0].round().astype(int)
    known = {int(key): float(value) for key, value in by_class.items()}
    return np.array([known.get(int(c), 1.0) for c in classes])


def _drawn(weights: np.ndarray) -> np.ndarray:
    """As many indices as there are weights, each about as often as its weight says."""
    count = len(weights)
    # Equal weights stand together, so that each class has the share that its weight gives it.
    order = np.lexsort((np.random.default_rng(0).permutation(count), weights))
    ends = np.cumsum(weights[order]) / weights.sum()
    places = np.searchsorted(ends, (np.arange(count) + 0.5) / count)
    return np.sort(order[np.minimum(places, count - 1)])
