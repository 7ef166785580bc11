"""What goes into each layer of a model and what comes out, in the order of the calls."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras


@dataclass(frozen=True, eq=False)  # tensors do not compare
class Call:
    """One call of a layer: its first argument, and what it returned."""

    layer: keras.Layer
    given: Any
    output: Any


def leaves(model: keras.Model) -> Iterator[keras.Layer]:
    """Layers that compute: Keras's own, and others that hold no layers."""
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

    yield from walk(model)


def calls(model: keras.Model, x: Any, *, training: bool) -> tuple[Any, list[Call]]:
    """Call the model eagerly, and note what goes through each of its leaves.

    Args:
        model: a built model.
        x: some samples.
        training: as for calling a model.

    Returns:
        (predictions, calls). Of a layer that is called twice, only the first call is noted.
    """
    seen: list[Call] = []
    noted: set[int] = set()
    patched = []

    def listen(layer: keras.Layer) -> None:
        original = layer.call

        def call(*args, **kwargs):
            output = original(*args, **kwargs)
            if id(layer) not in noted:
                noted.add(id(layer))
                given = args[0] if args else next(iter(kwargs.values()), None)
                seen.append(Call(layer, given, output))
            return output

        layer.__dict__["call"] = call  # setattr would let Keras track the function
        patched.append(layer)

    try:
        for layer in leaves(model):
            listen(layer)
        predictions = model(x, training=training)
    finally:
        for layer in patched:
            del layer.__dict__["call"]
    return predictions, seen


def chain(model: keras.Model, x: Any) -> list[Call]:
    """Calls of the layers, if each gets what the one before it returned; else nothing."""
    seen = calls(model, x, training=False)[1]
    in_line = all(after.given is before.output for before, after in itertools.pairwise(seen))
    return seen if in_line else []


def has_own_code(model: keras.Model) -> bool:
    """Does the model have layers or functions that are not Keras's?"""
    inner = [model, *model._flatten_layers(include_self=False)]
    return any(not _is_of_keras(x) or isinstance(x, keras.layers.Lambda) for x in inner)


def added_losses(model: keras.Model) -> list[Any]:
    """What `add_loss` was given during the model's last call; penalties on weights are none."""
    return [loss for layer in model._flatten_layers() for loss in layer._get_own_losses()]


def _is_of_keras(layer: keras.Layer) -> bool:
    return type(layer).__module__.startswith("keras.")
