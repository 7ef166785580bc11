"""Gradients of any compiled Keras model, on every backend, with nothing trained by the way."""

import keras
import numpy as np

from restorelib import backend


def values(variable: keras.Variable) -> np.ndarray:
    """A copy of a variable's values, which later training does not change."""
    return np.array(keras.ops.convert_to_numpy(variable))


def one_or_all(tensors: list) -> keras.KerasTensor | list:
    """A list of one tensor as that tensor: a model that is built of a list warns of an array."""
    return tensors[0] if len(tensors) == 1 else tensors


class GradientRecorder(keras.optimizers.Optimizer):
    """An optimizer that keeps each gradient and changes no weight.

    `keras.ops` has no gradient call; what every backend does have is an optimizer that is
    handed the gradients.
    """

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.gradients = [self.add_variable_from_reference(v, "gradient") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        self.assign(self.gradients[self._get_variable_index(variable)], gradient)


class GradientProbe:
    """Reads the gradient of a model's loss, batch by batch.

    Args:
        model: compiled with a loss. It shares its layers with the probe: its weights, its
            BatchNorm statistics and its optimizer are after a reading what they were before.

    Raises:
        ValueError: if the model is not compiled.
    """

    def __init__(self, model: keras.Model):
        if not getattr(model, "compiled", False):
            raise ValueError("A gradient needs a loss: call model.compile(optimizer, loss) before.")
        self._model = model
        self._recorder = GradientRecorder(learning_rate=0.0)
        if model.built:
            self._recorder.build(model.trainable_variables)  # before any tracing: training.fit
        self._probe = keras.Model(one_or_all(model.inputs), one_or_all(model.outputs))
        self._probe.compile(self._recorder, loss=model.loss, jit_compile=backend.needs_jit())

    def read(self, x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
        """Gradients on one batch: path of the weight -> array of its shape."""
        state = [values(v) for v in self._model.non_trainable_variables]
        self._probe.train_on_batch(x, y)
        for variable, value in zip(self._model.non_trainable_variables, state, strict=True):
            variable.assign(value)
        return {
            weight.path: values(gradient)
            for weight, gradient in zip(
                self._model.trainable_variables, self._recorder.gradients, strict=True
            )
        }


def largest_gradients(
    model: keras.Model, x: np.ndarray, y: np.ndarray, *, batch_size: int
) -> np.ndarray:
    """The largest absolute gradient over all weights, for every batch of the data in order.

    Args:
        model: compiled with a loss.
        x: inputs, `(N, ...)`.
        y: targets, `(N, ...)`.
        batch_size: an incomplete last batch is left out.

    Returns:
        `(N // batch_size,)` float64; 0.0 means that no weight has anything to follow.

    Raises:
        ValueError: if the model is not compiled, or there is no full batch.
    """
    count = len(x) // batch_size if batch_size >= 1 else 0
    if not count:
        raise ValueError(
            f"largest_gradients expects 1 <= batch_size <= inputs; received batch_size="
            f"{batch_size} for {len(x)} inputs."
        )
    probe = GradientProbe(model)
    largest = np.empty(count)
    for i in range(count):
        batch = slice(i * batch_size, (i + 1) * batch_size)
        gradients = probe.read(x[batch], y[batch])
        largest[i] = max(np.abs(g).max() for g in gradients.values())
    return largest
