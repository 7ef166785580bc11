"""The state of a model: saved, put back, changed inside a context, or drawn again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import to_numpy

Weights = list[np.ndarray]


def weights_of(model: keras.Model) -> Weights:
    """Copies of all variables of a model: weights, BatchNorm's statistics, states of seeds."""
    return [to_numpy(variable) for variable in model.variables]


def put_back(model: keras.Model, weights: Weights) -> None:
    """Assign values from `weights_of` to the model."""
    for variable, value in zip(model.variables, weights, strict=True):
        variable.assign(value)


@contextlib.contextmanager
def kept(model: keras.Model) -> Iterator[Weights]:
    """Put all variables back at the end of this context, also after an error or Ctrl-C.

    The optimizer is left out: a trial never uses the model's own.
    """
    before = weights_of(model)
    try:
        yield before
    finally:
        put_back(model, before)


@contextlib.contextmanager
def unfrozen(model: keras.Model) -> Iterator[None]:
    """Make every layer trainable inside this context."""
    layers = model._flatten_layers()  # outer ones first: they set the flag of the inner ones
    flags = [layer.trainable for layer in layers]
    variables = [v for layer in layers for v in layer._trainable_variables]
    variable_flags = [variable.trainable for variable in variables]
    model.trainable = True
    for layer in layers:
        layer.trainable = True
    try:
        yield
    finally:
        for layer, flag in zip(layers, flags, strict=True):
            layer.trainable = flag
        for variable, flag in zip(variables, variable_flags, strict=True):
            variable.trainable = flag


@contextlib.contextmanager
def without_dropout(model: keras.Model) -> Iterator[None]:
    """Set every dropout rate to 0 inside this context."""
    layers = [x for x in model._flatten_layers() if isinstance(getattr(x, "rate", None), float)]
    rates = [layer.rate for layer in layers]
    for layer in layers:
        layer.rate = 0.0
    try:
        yield
    finally:
        for layer, rate in zip(layers, rates, strict=True):
            layer.rate = rate


@contextlib.contextmanager
def activated(layer: keras.Layer, activation: str) -> Iterator[None]:
    """Give a layer another activation inside this context; "linear" takes its own away.

    A layer that is nothing but an activation returns what the other one makes of its input.
    """
    function = keras.activations.get(activation)
    if layer.weights or isinstance(layer, keras.layers.Activation):
        before, layer.activation = layer.activation, function
        try:
            yield
        finally:
            layer.activation = before
        return
    layer.__dict__["call"] = lambda inputs, *args, **kwargs: function(inputs)
    try:
        yield
    finally:
        del layer.__dict__["call"]


def fresh(model: keras.Model, *, he: bool = False, seed: int = 0) -> Weights:
    """Initial weights, drawn by the initializers of the model's own layers.

    An initializer with a seed draws the same numbers again, so these are the weights that the model
    started from. Frozen weights, and weights without a known initializer, keep their values.

    Args:
        model: a built model.
        he: kernels of dense and convolution layers from N(0, 2 / fan-in) instead, biases 0
            (He et al. 2015, arXiv 1502.01852).
        seed: other than 0: other numbers, also from an initializer with a seed.
    """
    drawn = {}
    rng = np.random.default_rng(seed)
    for layer in model._flatten_layers():
        for variable in layer._trainable_variables + layer._non_trainable_variables:
            initializer = getattr(layer, f"{_base(variable)}_initializer", None)
            frozen = not layer.trainable and not isinstance(layer, keras.layers.BatchNormalization)
            if initializer is None or frozen:
                continue
            if he and len(variable.shape) >= 2 and _base(variable) == "kernel":
                std = np.sqrt(2 / _fan_in(layer, variable.shape))
                drawn[id(variable)] = std * rng.standard_normal(variable.shape)
            elif he and _base(variable) == "bias":
                drawn[id(variable)] = np.zeros(variable.shape)
            else:
                values = _reseeded(initializer, seed, len(drawn))(
                    variable.shape, dtype=variable.dtype
                )
                drawn[id(variable)] = to_numpy(values)
    return [drawn.get(id(variable), to_numpy(variable)) for variable in model.variables]


def _reseeded(initializer: Any, seed: int, place: int) -> Any:
    """The same initializer, its numbers drawn from a seed of its own where that is not 0."""
    config = initializer.get_config() if seed and hasattr(initializer, "get_config") else {}
    if "seed" not in config:
        return initializer
    return type(initializer).from_config(config | {"seed": 1000 * seed + place})


def _fan_in(layer: keras.Layer, shape: tuple[int, ...]) -> float:
    """Number of inputs that reach one output of a kernel, on average."""
    if "Transpose" in type(layer).__name__:  # (..., out, in), and the stride leaves holes
        return max(1.0, np.prod(shape[:-2]) * shape[-1] / np.prod(layer.strides))
    return float(max(1, np.prod(shape[:-1])))


def _base(variable: keras.Variable) -> str:
    return {"recurrent_kernel": "recurrent"}.get(variable.name, variable.name)
