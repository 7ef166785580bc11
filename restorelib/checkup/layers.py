"""Steps 3 and 4 of the method card, layer by layer: the signal forward, the gradient back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import keras
import numpy as np

if TYPE_CHECKING:
    from restorelib.checkup.subject import Subject


@dataclass(frozen=True)
class Call:
    """What a layer was given and what it made of it, in the order of the calls."""

    layer: keras.Layer
    given: Any
    output: Any


@dataclass(frozen=True)
class LayerReading:
    """One layer on one batch; shares in [0, 1]."""

    name: str
    kind: str
    activation: str
    signal: float  # root mean square of its output
    varies: float  # root mean square of the output's deviation from its mean over the samples
    dead: float  # share of units that are 0 for every sample and at every place
    saturated: float  # share of values within 0.01 of a bound of tanh or sigmoid
    units: int
    gradient: float | None = None  # root mean square, of its kernel; None without one
    update: float | None = None  # size of one step against the size of its kernel

    @property
    def has_kernel(self) -> bool:
        """Does it have weights whose gradient was read?"""
        return self.gradient is not None


def calls(subject: Subject, x: Any, *, training: bool) -> tuple[Any, list[Call]]:
    """Call the model eagerly, and note what goes through each layer.

    Returns:
        (predictions, calls): of a layer that is called twice, the first call.
    """
    seen: list[Call] = []
    noted: set[int] = set()
    originals = []

    def listen(layer: keras.Layer) -> None:
        original = layer.call

        def call(*args, **kwargs):
            output = original(*args, **kwargs)
            if id(layer) not in noted:
                noted.add(id(layer))
                given = args[0] if args else next(iter(kwargs.values()), None)
                seen.append(Call(layer, given, output))
            return output

        layer.__dict__["call"] = call  # past Keras's bookkeeping of attributes
        originals.append(layer)

    try:
        for layer in subject.leaves:
            listen(layer)
        predictions = subject.model(x, training=training)
    finally:
        for layer in originals:
            del layer.__dict__["call"]
    return predictions, seen


def read(
    subject: Subject,
    x: Any,
    gradients: dict[str, np.ndarray],
    updates: dict[str, float],
    *,
    training: bool = True,
) -> list[LayerReading]:
    """Readings of every layer that puts out numbers, in the order of the calls.

    Args:
        subject: who is examined.
        x: one batch.
        gradients: path of a weight -> its gradient on that batch.
        updates: path of a weight -> `diagnostics.update_to_weight_ratio` of one step.
        training: as for calling a model.
    """
    readings = []
    for call in calls(subject, x, training=training)[1]:
        values = keras.tree.flatten(call.output)[0]
        values = np.asarray(keras.ops.convert_to_numpy(values), dtype="float32")
        if values.ndim < 2 or not values.size:
            continue
        readings.append(_reading(call.layer, values, gradients, updates))
    return readings


def _reading(layer: keras.Layer, values: np.ndarray, gradients: dict, updates: dict):
    from restorelib.checkup.subject import activation_of

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
        kind=type(layer).__name__,
        activation=activation,
        signal=_rms(values),
        varies=_rms(values - values.mean(axis=0)),
        dead=float(np.mean(np.all(values == 0, axis=axes))),
        saturated=saturated,
        units=values.shape[-1],
        gradient=_rms(np.concatenate([gradients[k].ravel() for k in kernels])) if kernels else None,
        update=float(np.median([updates[k] for k in kernels])) if kernels else None,
    )


def _rms(values: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(values, dtype="float64"))))
