"""Who is examined: a model with its data, read and checked before anything is run."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from restorelib.checkup.judge import Judge

CATEGORICAL = ("categorical_crossentropy", "categorical_focal_crossentropy")
SPARSE = ("sparse_categorical_crossentropy",)
BINARY = ("binary_crossentropy", "binary_focal_crossentropy")
SQUARED = ("mean_squared_error", "mse", "huber", "log_cosh", "mean_absolute_error", "mae")
ONLY_SHAPE = ("Reshape", "Flatten", "Permute", "Cropping2D", "ZeroPadding2D", "UpSampling2D")
RANGES = {  # of what an activation can put out
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
    activation: str  # of the layer that makes it; "" if that cannot be told

    @property
    def kind(self) -> str:
        """What is predicted: "classes", "labels" (of classes), "bits", "values" or "unknown"."""
        for kind, names in (("classes", CATEGORICAL), ("labels", SPARSE), ("bits", BINARY)):
            if self.loss in names:
                return kind
        return "values" if self.loss in SQUARED else "unknown"


class Subject:
    """A model and its data, in one form whatever form they came in.

    Args:
        model: any Keras model that can be called on `x`.
        x: array, or list or dict of arrays, with N samples each.
        y: the targets, likewise.
        loss: as for `compile`; None takes the compiled one.

    Raises:
        TypeError: if `model` is no Keras model, or the data are no arrays of numbers.
        ValueError: if samples are missing or differ in number, the model cannot be called on
            `x`, has no layer that can be reached, or there is no loss to go by.
    """

    def __init__(self, model: keras.Model, x: Any, y: Any, loss: Any = None):
        if not isinstance(model, keras.Model):
            raise TypeError(f"diagnose expects a keras.Model; received {type(model).__name__}.")
        self.model = model
        self.x, self.y = _arrays(x, "x"), _arrays(y, "y")
        self.count = _common_length(self.x, self.y)
        self.predictions = self._first_call()
        self.loss, self.loss_weights = self._loss(loss)
        self.leaves = list(_leaves(model))
        if not self.leaves or not model.weights:
            raise ValueError(
                "diagnose can reach no layer with weights in this model: it looks for layers that "
                "are attributes of the model, or in lists that are. Hand over the model that holds "
                "them, or build a functional one."
            )
        self.outputs = self._outputs()
        optimizer = getattr(model, "optimizer", None)
        self.optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # of a LossScaleOptimizer
        self.iterations = int(self.optimizer.iterations) if self.optimizer is not None else 0

    @functools.cached_property
    def judge(self) -> Judge:
        """Scores predictions by the model's loss."""
        return Judge(self.loss, self.loss_weights)

    def batch(self, size: int, *, seed: int = 0) -> tuple[Any, Any]:
        """`size` samples, drawn without replacement, as (x, y)."""
        chosen = np.random.default_rng(seed).permutation(self.count)[: min(size, self.count)]
        return pick(self.x, chosen), pick(self.y, chosen)

    def same_shape(self) -> bool:
        """Is there one input and one target, of one shape, so that the input is a prediction?"""
        x, y = keras.tree.flatten(self.x), keras.tree.flatten(self.y)
        return len(x) == len(y) == 1 and x[0].shape == y[0].shape and x[0].ndim > 1

    def _first_call(self) -> Any:
        try:
            return self.model(pick(self.x, np.arange(min(self.count, 2))), training=False)
        except NotImplementedError as error:
            raise ValueError(
                f"{type(self.model).__name__} has no call() that diagnose could follow: {error}"
            ) from error
        except Exception as error:  # whatever a model's own code raises
            shapes = keras.tree.map_structure(np.shape, self.x)
            raise ValueError(
                f"The model cannot be called on x of shape {shapes}: {error}"
            ) from error

    def _loss(self, loss: Any) -> tuple[Any, Any]:
        model, weights = self.model, None
        if loss is None:
            if type(model).train_step is not keras.Model.train_step:
                raise ValueError(
                    f"{type(model).__name__} has a train_step of its own, so that diagnose cannot "
                    "tell which loss it lowers: say it, as diagnose(model, x, y, loss='mse')."
                )
            if not getattr(model, "compiled", False) or model.loss is None:
                raise ValueError(
                    "diagnose needs a loss: compile the model with one, or say "
                    "diagnose(model, x, y, loss='mse')."
                )
            loss = model.loss
            weights = getattr(model._compile_loss, "_user_loss_weights", None)
        names = getattr(model, "output_names", None)
        if isinstance(loss, dict) and not isinstance(self.predictions, dict):
            loss = [loss[name] for name in names]
            if isinstance(self.y, dict):
                self.y = [self.y[name] for name in names]
        if isinstance(weights, dict) and not isinstance(self.predictions, dict):
            weights = [weights[name] for name in names]
        return loss, weights

    def _outputs(self) -> list[Output]:
        predictions, targets = keras.tree.flatten(self.predictions), keras.tree.flatten(self.y)
        if len(predictions) != len(targets):
            raise ValueError(
                f"The model has {len(predictions)} outputs, and y holds {len(targets)} arrays."
            )
        losses = [self.loss] * len(targets)
        if len(targets) > 1 and isinstance(self.loss, list | tuple | dict):
            losses = keras.tree.flatten(self.loss)
        names = getattr(self.model, "output_names", None) or [
            f"output {i}" for i in range(len(targets))
        ]
        made_by = _activations(self)
        outputs = []
        for name, y, loss, made, activation in zip(
            names, targets, losses, predictions, made_by, strict=False
        ):
            label, from_logits = _read_loss(loss)
            outputs.append(Output(name, y, label, from_logits, tuple(made.shape[1:]), activation))
        return outputs


def pick(data: Any, chosen: np.ndarray) -> Any:
    """The chosen samples of an array, or of each array of a structure."""
    return keras.tree.map_structure(lambda array: array[chosen], data)


def numpy(tensor: Any) -> np.ndarray:
    """A copy that later training does not change."""
    return np.array(keras.ops.convert_to_numpy(tensor))


def activation_of(layer: keras.Layer) -> str:
    """Name of the activation in or of a layer; "linear" if it has none, "" if it can't be told."""
    if isinstance(layer, keras.layers.ReLU):
        plain = layer.negative_slope == 0 and layer.threshold == 0
        return ("relu6" if layer.max_value == 6 else "relu") if plain else "leaky_relu"
    if isinstance(layer, keras.layers.Softmax):
        return "softmax"
    activation = getattr(layer, "activation", None)
    if activation is None:
        return ""
    return getattr(activation, "__name__", type(activation).__name__)


def _activations(subject: Subject) -> list[str]:
    """For each output the activation of the layer whose very output it is."""
    from restorelib.checkup.layers import calls

    x = pick(subject.x, np.arange(min(subject.count, 2)))
    made, seen = calls(subject, x, training=False)
    by_output = {id(call.output): call for call in seen}
    names = []
    for prediction in keras.tree.flatten(made):
        call = by_output.get(id(prediction))
        while call and type(call.layer).__name__ in ONLY_SHAPE and id(call.given) in by_output:
            call = by_output[id(call.given)]
        name = activation_of(call.layer) if call else ""
        before = by_output.get(id(call.given)) if call else None
        # A layer without weights is an activation of its own, on top of another.
        on_top = name in ("softmax", "sigmoid") and before and not call.layer.weights
        if on_top and activation_of(before.layer) == "relu":
            name = f"relu, then {name}"
        names.append(name)
    return names


def _read_loss(loss: Any) -> tuple[str, bool]:
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


def _arrays(data: Any, name: str) -> Any:
    if isinstance(data, dict):
        return {key: _array(value, f"{name}[{key!r}]") for key, value in data.items()}
    if isinstance(data, list | tuple) and all(getattr(part, "ndim", 0) for part in data) and data:
        return [_array(part, f"{name}[{i}]") for i, part in enumerate(data)]
    return _array(data, name)


def _array(data: Any, name: str) -> np.ndarray:
    try:
        array = np.asarray(
            data if isinstance(data, np.ndarray) else keras.ops.convert_to_numpy(data)
        )
    except Exception as error:
        raise TypeError(
            f"diagnose expects arrays; received {name} of type {type(data).__name__}: {error}"
        ) from error
    if array.dtype.kind not in "fiub" or array.ndim == 0:
        raise TypeError(
            f"diagnose expects arrays of numbers, with samples along the first axis; received "
            f"{name} of type {type(data).__name__} ({array.dtype}, shape {array.shape}). From a "
            "tf.data.Dataset or a generator, take one large batch."
        )
    return array.astype("float32") if array.dtype.kind == "b" else array


def _common_length(x: Any, y: Any) -> int:
    lengths = [len(array) for array in keras.tree.flatten([x, y])]
    if len(set(lengths)) != 1 or lengths[0] < 2:
        raise ValueError(
            "diagnose expects as many targets as inputs, two samples at least; received "
            f"{lengths} samples."
        )
    return lengths[0]


def _leaves(layer: keras.Layer) -> Iterator[keras.Layer]:
    """Layers that do the work: Keras's own, and others without layers inside."""
    seen = set()

    def walk(layer: keras.Layer) -> Iterator[keras.Layer]:
        for inner in layer._flatten_layers(include_self=False, recursive=False):
            if id(inner) in seen:
                continue
            seen.add(id(inner))
            if isinstance(inner, keras.layers.InputLayer):
                continue
            container = isinstance(inner, keras.Model) or not _is_of_keras(inner)
            if container and inner._flatten_layers(include_self=False):
                yield from walk(inner)
            else:
                yield inner

    yield from walk(layer)


def _is_of_keras(layer: keras.Layer) -> bool:
    return type(layer).__module__.startswith("keras.")
