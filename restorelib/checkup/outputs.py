"""A model's outputs: what each one predicts, under which loss, through which activation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from restorelib.checkup.calls import Call, calls

CATEGORICAL = ("categorical_crossentropy", "categorical_focal_crossentropy")
SPARSE = ("sparse_categorical_crossentropy",)
BINARY = ("binary_crossentropy", "binary_focal_crossentropy")
SQUARED = ("mean_squared_error", "mse", "huber", "log_cosh", "mean_absolute_error", "mae")
ONLY_SHAPE = ("Reshape", "Flatten", "Permute", "Cropping2D", "ZeroPadding2D", "UpSampling2D")
RANGES = {  # activation -> lowest and highest value that it can return
    "relu": (0.0, math.inf),
    "relu6": (0.0, 6.0),
    "softplus": (0.0, math.inf),
    "exponential": (0.0, math.inf),
    "sigmoid": (0.0, 1.0),
    "hard_sigmoid": (0.0, 1.0),
    "softmax": (0.0, 1.0),
    "tanh": (-1.0, 1.0),
    "softsign": (-1.0, 1.0),
    "elu": (-1.0, math.inf),
}


@dataclass(frozen=True)
class Output:
    """One output of a model, its targets and its loss."""

    name: str
    y: np.ndarray  # (N, ...)
    loss: str  # snake case, as "binary_crossentropy"; or the name of a custom function
    from_logits: bool
    shape: tuple[int, ...]  # of one prediction, without the samples' axis
    activation: str  # of the layer that makes it; "" if that is unknown

    @property
    def kind(self) -> str:
        """What is predicted: "classes", "labels" (of classes), "bits", "values" or "unknown"."""
        for kind, names in (("classes", CATEGORICAL), ("labels", SPARSE), ("bits", BINARY)):
            if self.loss in names:
                return kind
        return "values" if self.loss in SQUARED else "unknown"


def read_outputs(model: keras.Model, x: Any, y: Any, loss: Any) -> list[Output]:
    """Each output of the model with its targets and its loss.

    Args:
        model: a built model.
        x: a few inputs, to call the model on.
        y: all targets.
        loss: one loss, or a list or dict with one for each output.

    Raises:
        ValueError: if there are more or fewer targets than outputs, or Keras does not know a loss.
    """
    structured, seen = calls(model, x, training=False)
    predictions, targets = keras.tree.flatten(structured), keras.tree.flatten(y)
    if len(predictions) != len(targets):
        raise ValueError(
            f"The model has {len(predictions)} outputs, and y holds {len(targets)} arrays."
        )
    losses = [loss] * len(targets)
    if len(targets) > 1 and isinstance(loss, list | tuple | dict):
        losses = keras.tree.flatten(loss)
    names = getattr(model, "output_names", None) or [f"output {i}" for i in range(len(targets))]
    outputs = []
    for name, target, own_loss, made in zip(names, targets, losses, predictions, strict=False):
        label, from_logits = read_loss(own_loss)
        shape, activation = tuple(made.shape[1:]), _activation_behind(made, seen)
        outputs.append(Output(name, target, label, from_logits, shape, activation))
    return outputs


def activation_of(layer: keras.Layer) -> str:
    """Name of the activation in or of a layer; "linear" if it has none, "" if unknown."""
    if isinstance(layer, keras.layers.ReLU):
        plain = layer.negative_slope == 0 and layer.threshold == 0
        return ("relu6" if layer.max_value == 6 else "relu") if plain else "leaky_relu"
    if isinstance(layer, keras.layers.Softmax):
        return "softmax"
    activation = getattr(layer, "activation", None)
    if activation is None:
        return ""
    return getattr(activation, "__name__", type(activation).__name__)


def _activation_behind(prediction: Any, seen: list[Call]) -> str:
    """Activation of the layer that returned this very prediction, "" if none did."""
    by_output = {id(call.output): call for call in seen}
    call = by_output.get(id(prediction))
    while call and type(call.layer).__name__ in ONLY_SHAPE and id(call.given) in by_output:
        call = by_output[id(call.given)]
    if call is None:
        return ""
    name, before = activation_of(call.layer), by_output.get(id(call.given))
    # A layer without weights is an activation of its own, on top of another.
    on_top = name in ("softmax", "sigmoid") and before and not call.layer.weights
    if on_top and activation_of(before.layer) == "relu":
        return f"relu, then {name}"
    return name


def read_loss(loss: Any) -> tuple[str, bool]:
    """(name, from_logits) of a loss in any form that `compile` takes."""
    if isinstance(loss, list | tuple | dict):  # one output, wrapped
        loss = keras.tree.flatten(loss)[0]
    try:
        resolved = keras.losses.get(loss)
    except ValueError as error:
        raise ValueError(f"diagnose does not know the loss {loss!r}: {error}") from error
    if isinstance(resolved, keras.losses.Loss):
        config = resolved.get_config() if type(resolved).__module__.startswith("keras") else {}
        words = "".join("_" + c.lower() if c.isupper() else c for c in type(resolved).__name__)
        return words.strip("_"), bool(config.get("from_logits", False))
    name = getattr(resolved, "__name__", type(resolved).__name__)
    return name, False
