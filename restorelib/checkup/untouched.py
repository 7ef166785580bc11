"""A model is what it was before the check-up, also one that was never built, also after an error.

`state.kept` puts weights back. This is about all else: a model that was never called is built by
its first call, and a part that is cut out of a model leaves marks in the layers that it shares.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import keras

from restorelib.checkup.arrays import to_numpy


@contextlib.contextmanager
def untouched(model: keras.Model) -> Iterator[None]:
    """Leave the layers, their attributes and all that is not trained as they are now.

    Args:
        model: built or not; a model that was never built has no weights again at the end.
    """
    layers = model._flatten_layers()
    not_trained = [(v, to_numpy(v)) for v in model.non_trainable_variables]
    before = [_Attributes(layer) for layer in layers]
    try:
        yield
    finally:
        for attributes in before:
            attributes.put_back()
        for variable, value in not_trained:
            variable.assign(value)


class _Attributes:
    """What a layer holds: its attributes, and what is inside those that can hold something."""

    def __init__(self, layer: keras.Layer):
        self._layer = layer
        self._vars = dict(vars(layer))
        tracker = layer._tracker
        self._locked = tracker.locked
        inside = [*self._vars.values(), *tracker.stored_ids.values()]
        inside += [store for _, store in tracker.config.values()]
        # Not Keras's own methods of these lists, which would track what is put back.
        self._held = [(box, _kind(box), _kind(box)(box)) for box in inside if _kind(box)]

    def put_back(self) -> None:
        own = vars(self._layer)
        own.clear()
        own.update(self._vars)
        self._layer._tracker.locked = self._locked
        for box, kind, content in self._held:
            kind.clear(box)
            (kind.extend if kind is list else kind.update)(box, content)


def _kind(value: object) -> type | None:
    return next((kind for kind in (list, dict, set) if issubclass(type(value), kind)), None)
