"""A model's outputs: what each one predicts, under which loss, through which activation."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np

from restorelib.checkup.activations import activation_behind, layer_behind
from restorelib.checkup.calls import calls
from restorelib.checkup.combination_table import Combination
from restorelib.checkup.loss_families import BINARY, CATEGORICAL, DISTANCES, SPARSE
from restorelib.checkup.target_and_loss import named, read, write
from restorelib.checkup.targets import Targets, read_targets

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
    layer: keras.Layer | None = None  # that makes it
    keeps_logits: bool = False  # Keras computes cross-entropies from what its activation was given

    @property
    def kind(self) -> str:
        """What is predicted: "classes", "labels" (of classes), "bits", "values" or "unknown"."""
        for kind, names in (("classes", CATEGORICAL), ("labels", SPARSE), ("bits", BINARY)):
            if self.loss in names:
                return kind
        return "values" if self.loss in DISTANCES else "unknown"

    @property
    def units(self) -> int:
        """Size of the last axis of a prediction."""
        return self.shape[-1] if self.shape else 1

    @functools.cached_property
    def targets(self) -> Targets:
        """What kind of targets these are."""
        return read_targets(self.y, self.shape, self.loss)

    @functools.cached_property
    def combination(self) -> Combination | None:
        """What the table says about targets, last activation and loss."""
        return read(
            self.targets.kind,
            self.activation,
            self.loss,
            from_logits=self.from_logits,
            units=self.units,
            classes=self.targets.classes,
        )

    @property
    def combined(self) -> str:
        """Targets, last activation and loss in words."""
        kind, classes = self.targets.kind, self.targets.classes
        known = {"": "an activation that is unknown", "linear": "no activation"}
        return (
            f"The targets of {self.name} are {named(kind, classes) if kind else 'values'}, its "
            f"last layer has {self.units} unit{'s' * (self.units > 1)} with "
            f"{known.get(self.activation, self.activation)}, and the loss is {self.loss}"
        )

    @property
    def advice(self) -> str:
        """What fits these targets, as Keras writes it; "" if their kind is unknown."""
        kind = self.targets.kind
        return f"Write {write(kind, self.targets.classes)}." if kind else ""


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
        call = layer_behind(made, seen)
        outputs.append(
            Output(
                name=name,
                y=target,
                loss=label,
                from_logits=from_logits,
                shape=tuple(made.shape[1:]),
                activation=activation_behind(made, seen),
                layer=call.layer if call else None,
                keeps_logits=hasattr(made, "_keras_logits")  # lost where the loss converts it
                and keras.backend.standardize_dtype(made.dtype) == keras.config.floatx(),
            )
        )
    return outputs


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
