"""The activation of a layer: by its name, or by what it does to some numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from restorelib.checkup.calls import Call

# Layers that return values of the range that they are given.
PASS_ON = (
    *("Reshape", "Flatten", "Permute", "Cropping1D", "Cropping2D", "UpSampling2D"),
    *("Dropout", "SpatialDropout1D", "SpatialDropout2D", "GlobalMaxPooling1D", "MaxPooling2D"),
    *("GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalMaxPooling2D"),
)
UNBOUNDED = ("BatchNormalization", "LayerNormalization", "GroupNormalization")  # return any number
KNOWN = (
    *("linear", "relu", "relu6", "sigmoid", "softmax", "tanh", "softplus", "softsign", "elu"),
    *("exponential", "selu", "gelu", "silu"),
)
SOME = np.array([[-4.0, -1.0, 0.0, 0.5], [3.0, 8.0, -0.2, 1.0]], "float32")


def activation_of(layer: keras.Layer) -> str:
    """Name of the activation in or of a layer; "linear" if it has none, "" if unknown."""
    if isinstance(layer, keras.layers.ReLU):
        plain = layer.negative_slope == 0 and layer.threshold == 0
        return ("relu6" if layer.max_value == 6 else "relu") if plain else "leaky_relu"
    if isinstance(layer, keras.layers.LeakyReLU):
        return "leaky_relu"
    if isinstance(layer, keras.layers.Softmax):
        return "softmax"
    activation = getattr(layer, "activation", None)
    if activation is None:
        return ""
    name = getattr(activation, "__name__", type(activation).__name__)
    return name if name in KNOWN else behaves_as(activation) or name


def behaves_as(function: Callable[[Any], Any]) -> str:
    """Keras's name of the activation that returns the same for some numbers; "" if none does."""
    try:
        made = keras.ops.convert_to_numpy(function(keras.ops.convert_to_tensor(SOME)))
    except Exception:  # whatever a function of one's own raises on such numbers
        return ""
    if made.shape != SOME.shape:
        return ""
    for name in KNOWN:
        wanted = keras.ops.convert_to_numpy(keras.activations.get(name)(SOME))
        if np.allclose(made, wanted, atol=1e-4):
            return name
    return ""


def activation_behind(prediction: Any, seen: list[Call]) -> str:
    """Activation of the layer that returned this very prediction, "" if none did."""
    call = layer_behind(prediction, seen)
    if call is None:
        return ""
    earlier = seen[: seen.index(call)]
    name, before = _own(call.layer), _maker(call.given, earlier)
    if name == "linear" and before and not call.layer.weights:  # a layer that changes nothing
        return activation_behind(call.given, earlier)
    # A layer without weights is an activation of its own, on top of another.
    on_top = name in ("softmax", "sigmoid") and before and not call.layer.weights
    if on_top and activation_of(before.layer) == "relu":
        return f"relu, then {name}"
    return name


def layer_behind(prediction: Any, seen: list[Call]) -> Call | None:
    """Call that made this prediction, before layers that only reshape, pool or drop values."""
    call = _maker(prediction, seen)
    while call and type(call.layer).__name__ in PASS_ON:
        # Only earlier calls: in inference Dropout returns the very tensor that it was given.
        before = _maker(call.given, seen[: seen.index(call)])
        if before is None:
            return call
        call = before
    return call


def _maker(tensor: Any, seen: list[Call]) -> Call | None:
    return next((call for call in reversed(seen) if call.output is tensor), None)


def _own(layer: keras.Layer) -> str:
    if type(layer).__name__ in UNBOUNDED:
        return "linear"
    name = activation_of(layer)
    if name or layer.weights:
        return name
    return behaves_as(getattr(layer, "function", layer.call))  # a Lambda, or a layer of one's own
