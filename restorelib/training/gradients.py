"""Read gradients of any compiled Keras model, on every backend, without training it."""

import keras
import numpy as np

from restorelib import backend


def values(variable: keras.Variable) -> np.ndarray:
    """Copy of the values of a variable, as an array that later training does not change."""
    return np.array(keras.ops.convert_to_numpy(variable))


def one_or_all(tensors: list) -> keras.KerasTensor | list:
    """Unpack a list of one tensor: a model built from such a list warns when it gets an array."""
    return tensors[0] if len(tensors) == 1 else tensors


class GradientRecorder(keras.optimizers.Optimizer):
    """Optimizer that stores each gradient and changes no weight.

    `keras.ops` has no function for gradients, but on every backend Keras passes the gradients to
    the optimizer.
    """

    def build(self, variables):
        if self.built:
            return
        super().build(variables)
        self.gradients = [self.add_variable_from_reference(v, "gradient") for v in variables]

    def update_step(self, gradient, variable, learning_rate):
        self.assign(self.gradients[self._get_variable_index(variable)], gradient)


class GradientProbe:
    """Read the gradient of a model's loss, batch by batch.

    Args:
        model: compiled with a loss. The probe shares its layers, but changes neither its weights
            nor its BatchNorm statistics nor its optimizer.

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
        """Gradient of the loss on one batch.

        Args:
            x: inputs, `(N, ...)`.
            y: targets, `(N, ...)`.

        Returns:
            Path of each trainable weight -> array of its shape.
        """
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
    """The largest absolute gradient of any weight, for each batch of the data in order.

    Args:
        model: compiled with a loss.
        x: inputs, `(N, ...)`.
        y: targets, `(N, ...)`.
        batch_size: an incomplete last batch is left out.

    Returns:
        `(N // batch_size,)` float64; 0.0 means that no weight has a gradient.

    Raises:
        ValueError: if the model is not compiled, or there is no complete batch.
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
