"""The model under examination with its data, read and checked before anything is run."""

from __future__ import annotations

import copy
import functools
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import first_line, pick, to_numpy
from restorelib.checkup.calls import leaves
from restorelib.checkup.compared import compared, loss_of
from restorelib.checkup.judge import AddedLoss, Judge
from restorelib.checkup.model_kinds import require_keras_model
from restorelib.checkup.outputs import read_outputs
from restorelib.checkup.samples import read_samples
from restorelib.checkup.views import behind_text


class Subject:
    """A model and its data, in one form whatever form they came in.

    Args:
        model: any Keras model that can be called on `x`.
        x: array, list or dict of arrays, or what hands out batches; N samples each.
        y: the targets, likewise; None with batches, or where the model adds its own loss.
        loss: as for `compile`; None takes the compiled one.
        weights: `sample_weight` and `class_weight`, as for `fit`.

    Raises:
        TypeError: if `model` is no Keras model, or the data are no arrays of numbers.
        ValueError: if samples are missing or differ in number, the model cannot be called on
            `x`, has no layer that can be reached, or there is no loss.
    """

    def __init__(self, model: keras.Model, x: Any, y: Any = None, loss: Any = None, **weights: Any):
        require_keras_model(model)
        self.name = f"{type(model).__name__} {model.name!r}"
        first = (getattr(model, "inputs", None) or [None])[0]
        samples = read_samples(x, y, rank=None if first is None else len(first.shape), **weights)
        self.model, self.x = behind_text(model, samples.x)
        self.y, self.count, self.source = samples.y, samples.count, samples.source
        self.remarks = samples.remarks
        self.fixed_batch = _fixed_batch(model, self.count)
        self.said = loss is not None  # not the compiled one
        made = self._first_call()
        loss, loss_weights, left_out = loss_of(model, loss)
        parts = compared(self.model, made, self.y, loss, loss_weights, scale=samples.weight)
        self.model, self.y = parts.model, parts.y
        self.predictions = parts.predictions  # of a few samples: how they are structured
        self.loss, self.loss_weights = parts.loss, parts.loss_weights
        self.left_out = (*left_out, *parts.left_out)  # what the report cannot speak of, in words
        self.leaves = list(leaves(self.model))
        if not self.leaves or not self.model.weights:
            raise ValueError(
                "diagnose can reach no layer with weights in this model: it looks for layers that "
                "are attributes of the model, or in lists that are. Hand over the model that holds "
                "them, or build a functional one."
            )
        self.outputs = (
            read_outputs(self.model, pick(self.x, self.few), self.y, self.loss)
            if self.loss is not None
            else []
        )
        optimizer = getattr(model, "optimizer", None)
        self.optimizer = getattr(optimizer, "inner_optimizer", optimizer)  # of a LossScaleOptimizer
        # By to_numpy, since Keras 3.3 and 3.4 cannot make a variable an int.
        self.iterations = 0 if optimizer is None else int(to_numpy(self.optimizer.iterations))

    @property
    def few(self) -> np.ndarray:
        """Indices of a few samples; their number is the size of no other axis of the targets.

        So targets of the wrong shape cannot fit the predictions by chance.
        """
        axes = {n for array in keras.tree.flatten(self.y) for n in np.shape(array)[1:]}
        free = (n for n in (2, 3, 5, 7, 11, 13, 17) if n not in axes)
        number = self.fixed_batch or next(free, 2)
        return np.arange(min(number, self.count))

    @functools.cached_property
    def ends_frozen(self) -> bool:
        """Do trained layers feed a frozen model, as a generator feeds its discriminator?

        The targets of such a model are what the frozen one is to say, and may all be the same. A
        frozen last layer that is no part of a model of its own judges nothing.
        """
        holders = [layer for layer in self.leaves if layer.weights]
        if not holders or holders[-1].trainable_weights:
            return False
        parts = self.model._flatten_layers(include_self=False)
        judges = [p for p in parts if isinstance(p, keras.Model) and not p.trainable_weights]
        judged = any(holders[-1] in judge._flatten_layers() for judge in judges)
        return judged and any(layer.trainable_weights for layer in holders)

    @functools.cached_property
    def judge(self) -> Judge | AddedLoss:
        """Scores predictions by the model's loss."""
        if self.loss is None:
            return AddedLoss(self.model)
        return Judge(self.loss, self.loss_weights)

    @functools.cached_property
    def loss_error(self) -> str:
        """What the loss says if it cannot compare predictions and targets; "" if it can."""
        try:
            for rows in (self.few, self._extreme):
                made = self.model(pick(self.x, rows), training=False)
                self.judge.score(pick(self.y, rows), made)
        except Exception as error:  # whatever a loss raises
            return first_line(error)
        return ""

    @property
    def _extreme(self) -> np.ndarray:
        """As many samples as `few`, with the extreme targets, for which some losses raise."""
        flat = [np.reshape(output.y, (len(output.y), -1)) for output in self.outputs]
        ends = [rows for y in flat for rows in (y.min(axis=1).argmin(), y.max(axis=1).argmax())]
        return np.resize(ends, len(self.few)) if ends else self.few

    def with_loss(self, loss: Any) -> Subject:
        """The same model and data under another loss; for a model with one output."""
        other = copy.copy(self)
        vars(other).pop("judge", None)
        other.loss, other.loss_weights = loss, None
        other.outputs = read_outputs(self.model, pick(self.x, self.few), self.y, loss)
        return other

    def chosen(self, size: int, *, seed: int = 0) -> np.ndarray:
        """Indices of `size` samples, drawn without replacement; of all if there are fewer."""
        size = self.fixed_batch or min(size, self.count)
        return np.random.default_rng(seed).permutation(self.count)[:size]

    def batch(self, size: int, *, seed: int = 0) -> tuple[Any, Any]:
        """The same samples as (x, y)."""
        chosen = self.chosen(size, seed=seed)
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

    def _first_call(self) -> Any:
        try:
            return self.model(pick(self.x, self.few), training=False)
        except NotImplementedError as error:
            raise ValueError(
                f"{type(self.model).__name__} has no call() that diagnose could follow. Give it "
                "one that returns its predictions, or hand over the models that it holds, each "
                "with what it is to predict: diagnose(model.decoder, codes, x, loss='mse')."
            ) from error
        except Exception as error:  # whatever a model's own code raises
            shapes = [np.shape(array) for array in keras.tree.flatten(self.x)]
            said = f"{shapes[0] if len(shapes) == 1 else shapes[:5]}"
            more = f" and {len(shapes) - 5} more" if len(shapes) > 5 else ""
            raise ValueError(
                f"The model cannot be called on x of shape {said}{more}: "
                f"{first_line(error).rstrip('.')}.{self._expected()}"
            ) from error

    def _expected(self) -> str:
        """The shape that the model takes, in words; "" if it does not say."""
        expected = getattr(self.model, "input_shape", None)
        if not expected:
            return ""
        shapes = [np.shape(array)[1:] for array in keras.tree.flatten(self.y)]
        swapped = shapes == [tuple(expected[1:])]
        hint = " y has that shape: are x and y swapped?" if swapped else ""
        return f" It takes {expected}.{hint}"


def _fixed_batch(model: keras.Model, count: int) -> int | None:
    """Size of the batches if the model takes no other; None if it takes any.

    Raises:
        ValueError: if there are fewer samples.
    """
    sizes = {tensor.shape[0] for tensor in getattr(model, "inputs", None) or []} - {None}
    if not sizes:
        return None
    size = max(sizes)
    if size > count:
        raise ValueError(
            f"The model takes batches of {size} samples and no others; received {count:,} samples."
        )
    return size
