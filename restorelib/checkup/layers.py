"""Steps 3 and 4 of the method card, layer by layer: the signal forward, the gradient back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from restorelib.checkup.activations import activation_of
from restorelib.checkup.calls import calls
from restorelib.checkup.probe import Probe
from restorelib.images.metrics import rms


@dataclass(frozen=True)
class LayerReading:
    """One layer on one batch; shares in [0, 1]."""

    name: str
    activation: str  # as `activation_of` names it
    signal: float  # root mean square of its output
    varies: float  # root mean square of the output's deviation from its mean over the samples
    dead: float  # share of units that are 0 for every sample and at every place
    saturated: float  # share of values within 0.01 of a bound of tanh or sigmoid
    units: int
    gradient: float | None = None  # root mean square, of its kernel; None without one
    update: float | None = None  # size of one step over the size of its kernel

    @property
    def has_kernel(self) -> bool:
        """Does it have a kernel that can be trained?"""
        return self.gradient is not None


def read_layers(
    probe: Probe,
    x: Any,
    y: Any,
    gradients: dict[str, np.ndarray] | None = None,
    *,
    updates: bool = True,
) -> list[LayerReading]:
    """Readings of every layer that returns numbers, in training mode, in the order of the calls.

    Args:
        probe: takes a few steps to read gradients and updates; puts the weights back.
        x: one batch.
        y: its targets.
        gradients: as `Probe.gradients` gives them, if they are known.
        updates: whether ten steps are taken to read them.
    """
    gradients = probe.gradients(x, y) if gradients is None else gradients
    changes = probe.updates(x, y) if updates else {}
    readings = []
    for call in calls(probe.subject.model, x, training=True)[1]:
        values = keras.tree.flatten(call.output)[0]
        values = np.asarray(keras.ops.convert_to_numpy(values), dtype="float32")
        if values.ndim < 2 or not values.size:
            continue
        readings.append(_reading(call.layer, values, gradients, changes))
    return readings


def _reading(
    layer: keras.Layer,
    values: np.ndarray,
    gradients: dict[str, np.ndarray],
    updates: dict[str, float],
) -> LayerReading:
    axes = tuple(range(values.ndim - 1))
    kernels = [w.path for w in layer.trainable_weights if w.path in gradients and len(w.shape) > 1]
    activation = activation_of(layer)
    saturated = 0.0
    if activation == "tanh":
        saturated = float(np.mean(np.abs(values) > 0.99))
    elif activation == "sigmoid":
        saturated = float(np.mean(np.abs(values - 0.5) > 0.49))
    return LayerReading(
        name=layer.name,
        activation=activation,
        signal=rms(values),
        varies=rms(values - values.mean(axis=0)),
        dead=float(np.mean(np.all(values == 0, axis=axes))),
        saturated=saturated,
        units=values.shape[-1],
        gradient=rms(np.concatenate([gradients[k].ravel() for k in kernels])) if kernels else None,
        update=float(np.median([updates[k] for k in kernels])) if kernels and updates else None,
    )
