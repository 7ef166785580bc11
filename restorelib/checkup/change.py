"""One thing that is changed for a training test."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras

from restorelib.checkup import state


@dataclass(frozen=True)
class Change:
    """What differs from training the model as it is compiled, from fresh weights."""

    start: Callable[[int], state.Weights] | None = None  # seed -> weights to start from
    learning_rate: float | None = None
    changed: Callable[[], contextlib.AbstractContextManager] = contextlib.nullcontext
    optimizer: keras.optimizers.Optimizer | None = None
    penalties: bool = True  # whether regularisers count
    data: Callable[[Any, Any], tuple[Any, Any]] | None = None  # changes inputs and targets
    loss: Any = None  # as for `compile`
    last: tuple[keras.Layer, str] | None = None  # a layer, and the activation that it gets

    @property
    def as_compiled(self) -> bool:
        """Does the same compiled training step serve?"""
        as_built = self.changed is contextlib.nullcontext and not self.last
        return as_built and self.optimizer is None and self.penalties and self.loss is None

    def activated(self) -> contextlib.AbstractContextManager:
        """A context in which the last layer has its other activation, if there is one."""
        return state.activated(*self.last) if self.last else contextlib.nullcontext()
