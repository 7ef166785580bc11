"""A model and an optimizer of our own around the user's, so that neither of theirs is touched."""

from __future__ import annotations

import keras

from restorelib import backend
from restorelib.checkup.arrays import to_numpy


class Wrapped(keras.Model):
    """The model inside another one, so that its own compiled state is never touched.

    It keeps its last loss in a variable and has no metrics: Keras would reset its metric of the
    loss before each step, which takes a fifth of a small step.
    """

    metrics = ()

    def __init__(self, model: keras.Model, penalties: bool):
        super().__init__()
        self.examined = model
        self._penalties = penalties
        self.last_loss = self.add_weight(name="last_loss", initializer="zeros", trainable=False)

    def make_train_function(self, force=False):
        super().make_train_function(force)
        if backend.traces_each_batch():  # the step inside has a graph of its own, which is kept
            whole = self.train_function
            self.train_function = getattr(whole, "python_function", whole)

    def call(self, x, training=None):
        return self.examined(x, training=training)

    def compute_loss(self, *args, **kwargs):
        loss = super().compute_loss(*args, **kwargs)
        self.last_loss.assign(loss)
        return loss

    @property
    def losses(self):
        return super().losses if self._penalties else []


def recording(optimizer: keras.optimizers.Optimizer) -> keras.optimizers.Optimizer:
    """A copy of an optimizer that also keeps the gradients it receives, before clipping."""
    kind = type(optimizer)

    def build(self, variables):
        if self.built:
            return
        kind.build(self, variables)
        self.seen = [self.add_variable_from_reference(v, "seen") for v in variables]

    def apply(self, grads, trainable_variables=None):
        for slot, gradient in zip(self.seen, grads, strict=True):
            if gradient is None:
                slot.assign(keras.ops.zeros_like(slot))
            else:
                slot.assign(keras.ops.convert_to_tensor(gradient))
        return kind.apply(self, grads, trainable_variables)

    config = optimizer.get_config()
    # Of a schedule, the present value.
    config["learning_rate"] = float(to_numpy(optimizer.learning_rate))
    recording = type(f"Recording{kind.__name__}", (kind,), {"build": build, "apply": apply})
    return recording.from_config(config)
