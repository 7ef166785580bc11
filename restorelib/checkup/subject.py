"""The model under examination with its data, read and checked before anything is run."""

from __future__ import annotations

import copy
import functools
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import arrays, common_length, pick
from restorelib.checkup.calls import leaves
from restorelib.checkup.judge import Judge
from restorelib.checkup.outputs import read_outputs


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
            `x`, has no layer that can be reached, or there is no loss.
    """

    def __init__(self, model: keras.Model, x: Any, y: Any, loss: Any = None):
        if not isinstance(model, keras.Model):
            raise TypeError(f"diagnose expects a keras.Model; received {type(model).__name__}.")
        self.model = model
        self.x, self.y = arrays(x, "x"), arrays(y, "y")
        self.count = common_length(self.x, self.y)
        two = pick(self.x, np.arange(2))
        self.predictions = self._first_call(two)  # of two samples: how predictions are structured
        self.said = loss is not None  # not the compiled one
        self.loss, self.loss_weights = self._loss(loss)
        self.leaves = list(leaves(model))
        if not self.leaves or not model.weights:
            raise ValueError(
                "diagnose can reach no layer with weights in this model: it looks for layers that "
                "are attributes of the model, or in lists that are. Hand over the model that holds "
                "them, or build a functional one."
            )
        self.outputs = read_outputs(model, two, self.y, self.loss)
        optimizer = getattr(model, "optimizer", None)
        self.optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # of a LossScaleOptimizer
        self.iterations = int(self.optimizer.iterations) if self.optimizer is not None else 0

    @functools.cached_property
    def judge(self) -> Judge:
        """Scores predictions by the model's loss."""
        return Judge(self.loss, self.loss_weights)

    def with_loss(self, loss: Any) -> Subject:
        """The same model and data under another loss; for a model with one output."""
        other = copy.copy(self)
        vars(other).pop("judge", None)
        other.loss, other.loss_weights = loss, None
        other.outputs = read_outputs(self.model, pick(self.x, np.arange(2)), self.y, loss)
        return other

    def batch(self, size: int, *, seed: int = 0) -> tuple[Any, Any]:
        """`size` samples, drawn without replacement, as (x, y); all if there are fewer."""
        chosen = np.random.default_rng(seed).permutation(self.count)[: min(size, self.count)]
        return pick(self.x, chosen), pick(self.y, chosen)

    def same_shape(self) -> bool:
        """Is there one input and one target, of one shape, so that the input is a prediction?"""
        x, y = keras.tree.flatten(self.x), keras.tree.flatten(self.y)
        return len(x) == len(y) == 1 and x[0].shape == y[0].shape and x[0].ndim > 1

    def score(self, y: Any, predictions: list[np.ndarray]) -> float:
        """Mean loss of predictions for the targets `y`.

        Args:
            y: targets, structured as the model's own.
            predictions: one array for each output.
        """
        structured = keras.tree.pack_sequence_as(self.predictions, predictions)
        return self.judge.score(y, structured)

    def _first_call(self, x: Any) -> Any:
        try:
            return self.model(x, training=False)
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
        """(loss, its weights), structured as the model's predictions are."""
        model, weights = self.model, None
        if loss is None:
            loss, weights = _compiled_loss(model)
        names = getattr(model, "output_names", None)
        if isinstance(loss, dict) and not isinstance(self.predictions, dict):
            loss = [loss[name] for name in names]
            if isinstance(self.y, dict):
                self.y = [self.y[name] for name in names]
        if isinstance(weights, dict) and not isinstance(self.predictions, dict):
            weights = [weights[name] for name in names]
        return loss, weights


def _compiled_loss(model: keras.Model) -> tuple[Any, Any]:
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
    return model.loss, getattr(model._compile_loss, "_user_loss_weights", None)
