"""Where a model has values that are not finite: in the data, in a layer's weights or its output."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.arrays import not_finite, pick, to_numpy
from restorelib.checkup.calls import calls, leaves
from restorelib.checkup.samples import Samples

FEW = 16  # samples that the model is called on


def where_lost(model: keras.Model, data: Samples | None) -> str:
    """What is not finite, in words: the data, or else the first layer.

    Args:
        model: after its loss turned NaN.
        data: what it was trained on, if that is known.
    """
    if data is not None:
        for name, held in (("x", data.x), ("y", data.y)):
            wrong = sum(not_finite(array) for array in keras.tree.flatten(held))
            if wrong:
                return f"{wrong:,} values of {name} are not finite"
    for layer in leaves(model):
        if any(not_finite(to_numpy(weight)) for weight in layer.weights):
            return f"the first layer whose weights are not finite is {layer.name}"
    if data is not None:
        x = pick(data.x, np.arange(min(FEW, data.count)))
        for call in calls(model, x, training=False)[1]:
            if any(not_finite(to_numpy(part)) for part in keras.tree.flatten(call.output)):
                return f"the first layer that returns such values is {call.layer.name}"
    return "all weights are finite, so look at the loss and the data"
