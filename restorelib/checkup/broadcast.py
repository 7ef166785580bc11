"""Does a loss of one's own repeat targets or predictions because their shapes differ?"""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.arrays import to_numpy
from restorelib.checkup.subject import Subject


def broadcasts(subject: Subject) -> str:
    """What the loss does to the shapes, in words; "" if it repeats nothing.

    Of a model with one output. `fit` aligns the ranks of targets and predictions for a function,
    and not for a class; a loop of one's own, where the function is called as it is, does neither.
    """
    output, (x, y) = subject.outputs[0], subject.batch(8)
    target = keras.tree.flatten(y)[0]
    if not isinstance(x, np.ndarray) and len(keras.tree.flatten(y)) > 1:
        return ""
    made = np.random.default_rng(0).uniform(0.1, 0.9, (len(target), *output.shape))
    made = made.astype("float32")
    if target.size == made.size and target.ndim != made.ndim:
        aligned = target.reshape(made.shape)
        own_loop = not getattr(subject.model, "compiled", False) or subject.said
        return (
            _differ(subject.score(y, [made]), subject.score(aligned, [made]), "fit", target, made)
            or (own_loop and _in_a_loop(subject.loss, target, aligned, made))
            or ""
        )
    if target.ndim == made.ndim and target.shape[-1] == 1 < made.shape[-1]:
        repeated = np.broadcast_to(target, made.shape)
        try:
            same = np.isclose(subject.score(y, [made]), subject.score(repeated, [made]), rtol=1e-4)
        except Exception:  # a loss that expects class numbers, say
            return ""
        return f"{output.loss} repeats each target for all {made.shape[-1]} units." if same else ""
    return ""


def _in_a_loop(loss, target: np.ndarray, aligned: np.ndarray, made: np.ndarray) -> str:
    if not callable(loss) or isinstance(loss, keras.losses.Loss):
        return ""
    convert = keras.ops.convert_to_tensor
    raw, wanted = (
        float(np.mean(to_numpy(loss(convert(y.astype("float32")), convert(made)))))
        for y in (target, aligned)
    )
    return _differ(raw, wanted, "a loop of your own that calls it", target, made)


def _differ(given: float, wanted: float, who: str, target: np.ndarray, made: np.ndarray) -> str:
    if np.isclose(given, wanted, rtol=1e-4):
        return ""
    return (
        f"{who} gets a loss of {given:.4g} for {len(target)} samples with targets of the shape "
        f"{target.shape}, and {wanted:.4g} with the same targets in the shape {made.shape}: it "
        "compares each prediction with the targets of all samples. Reshape y."
    )
