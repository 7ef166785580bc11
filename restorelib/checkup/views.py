"""The part of a model that is examined: behind its text layers, its outputs that have a loss."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import is_text, to_numpy

CHUNK = 256  # texts that are turned into numbers at once


def with_outputs(model: keras.Model, places: list[int]) -> keras.Model:
    """The part of a model that leads to some of its outputs; it shares their layers.

    Args:
        model: with several outputs.
        places: of the outputs, in flat order; none for a model that adds its own loss.
    """
    outputs = getattr(model, "outputs", None)
    if not places or not outputs:
        return Chosen(model, places)
    chosen = [outputs[i] for i in places]
    inputs = getattr(model, "_inputs_struct", model.inputs)
    part = keras.Model(inputs, chosen if len(chosen) > 1 else chosen[0], name=model.name)
    part.output_names = [model.output_names[i] for i in places]
    return part


class Chosen(keras.Model):
    """A model of which only some outputs are looked at. It shares all of its layers.

    Args:
        model: with several outputs.
        places: of the outputs that count, in flat order.
    """

    def __init__(self, model: keras.Model, places: list[int]):
        super().__init__(name=model.name)
        self.whole = model
        self.places = tuple(places)
        names = getattr(model, "output_names", None)
        if names:
            self.output_names = [names[i] for i in places]

    def call(self, x, training=None):
        """The chosen outputs: a tensor, or a list of several."""
        made = keras.tree.flatten(self.whole(x, training=training))
        chosen = [made[i] for i in self.places]
        return chosen[0] if len(chosen) == 1 else chosen


def behind_text(model: keras.Model, x: Any) -> tuple[keras.Model, Any]:
    """The model behind its text layers, and the numbers that these make of `x`.

    Args:
        model: any; one without texts among its inputs is returned as it is.
        x: its inputs.

    Returns:
        (model, inputs): the part shares its layers with the whole.

    Raises:
        TypeError: if the text goes into a layer that cannot be cut off.
    """
    parts = keras.tree.flatten(x)
    if not any(map(is_text, parts)):
        return model, x
    inputs = list(getattr(model, "inputs", None) or [])
    if len(inputs) != len(parts):
        raise _text_error()
    parts = _in_order_of_inputs(model, x, parts)
    for i, (tensor, texts) in enumerate(zip(inputs, parts, strict=True)):
        if is_text(texts):
            if tensor.dtype != "string":
                raise TypeError(
                    "x holds texts, and this input of the model takes numbers. Turn them into "
                    "numbers first: keras.layers.TextVectorization for sentences, "
                    "keras.layers.StringLookup for single words."
                )
            layer, inputs[i] = _first_layer(model, tensor)
            parts[i] = np.concatenate(
                [_numbers(layer, texts[j : j + CHUNK]) for j in range(0, len(texts), CHUNK)]
            )
    outputs = getattr(model, "_outputs_struct", None) or model.outputs[0]
    part = keras.Model(inputs if len(inputs) > 1 else inputs[0], outputs, name=model.name)
    if hasattr(model, "output_names"):
        part.output_names = model.output_names
    return part, parts if len(parts) > 1 else parts[0]


def by_output(
    data: Any, keys: list[str] | None, count: int, places: list[int] | None = None
) -> list[Any]:
    """What belongs to each output, in flat order: losses, weights or targets.

    Args:
        data: a dict by output, a list, or one thing for all; of targets, a list may hold only those
            of the outputs at `places`, and one thing alone is that of the only place.
        keys: names of the outputs, in flat order.
        count: of outputs.
        places: of the outputs that need a target.

    Returns:
        A list with one entry an output; of another length if `data` does not fit the outputs.
    """
    if isinstance(data, dict) and keys:
        return [data.get(key) for key in keys]
    if isinstance(data, list | tuple | dict):
        parts = keras.tree.flatten(data) if isinstance(data, dict) else list(data)
    else:
        if places is None:
            return [data] * count
        parts = [data]
    if places and len(parts) == len(places) < count:
        spread: list[Any] = [None] * count
        for place, part in zip(places, parts, strict=True):
            spread[place] = part
        return spread
    return parts


def _in_order_of_inputs(model: keras.Model, x: Any, parts: list[np.ndarray]) -> list[np.ndarray]:
    names = getattr(model, "input_names", None) or [t.name for t in model.inputs]
    if isinstance(x, dict) and set(x) == set(names):
        return [x[name] for name in names]
    return list(parts)


def _first_layer(model: keras.Model, tensor: Any) -> tuple[keras.Layer, Any]:
    """The only layer that takes this input, and what it returns."""
    taken = [
        (layer, node)
        for layer in model.layers
        for node in layer._inbound_nodes
        if any(t is tensor for t in node.input_tensors)
    ]
    if len(taken) != 1 or len(taken[0][1].outputs) != 1:
        raise _text_error()
    layer, node = taken[0]
    if node.outputs[0].dtype == "string":
        raise _text_error()
    return layer, node.outputs[0]


def _numbers(layer: keras.Layer, texts: np.ndarray) -> np.ndarray:
    return to_numpy(layer(keras.ops.convert_to_tensor(texts, dtype="string")))


def _text_error() -> TypeError:
    return TypeError(
        "x holds texts, and diagnose trains on numbers. Run the layer that reads them first, and "
        "hand over the rest of the model: x = text_layer(texts), diagnose(rest, x, y)."
    )
