"""Run a network with LiteRT, TensorFlow's runtime for small devices.

It is fast for layers with few feature maps: FSRCNN in phases takes half the time that Keras needs.
`keras.Model.export(..., format="litert")` keeps the weights as variables, and preparing the network
then takes six times as long; here they become constants.
"""

import contextlib
import logging
import os
import sys
import threading
import warnings
from collections.abc import Iterator

import keras
import numpy as np

from restorelib.backend import intra_op_threads


class LiteRT:
    """A network converted to LiteRT: call it with a batch to run it on the CPU."""

    def __init__(self, model: keras.Model):
        """Convert a network with its current weights; this takes about a second.

        It will run on as many threads as TensorFlow.

        Args:
            model: functional, with one input `(N, height, width, channels)` and one output.

        Raises:
            RuntimeError: if Keras runs on another backend.
        """
        if keras.backend.backend() != "tensorflow":
            raise RuntimeError(
                f"LiteRT expects Keras on TensorFlow; received {keras.backend.backend()!r}. Set "
                "KERAS_BACKEND=tensorflow before Keras is imported, or call the model itself."
            )
        import tensorflow as tf

        weights = [
            [variable.numpy() for variable in variables]
            for variables in (model.trainable_variables, model.non_trainable_variables)
        ]
        traced = tf.function(
            lambda batch: model.stateless_call(*weights, batch, training=False)[0],
            input_signature=[tf.TensorSpec((None, *model.input.shape[1:]))],
        )
        with _quiet():
            converter = tf.lite.TFLiteConverter.from_concrete_functions(
                [traced.get_concrete_function()], tf.Module()
            )
            self._interpreter = tf.lite.Interpreter(
                model_content=converter.convert(), num_threads=intra_op_threads()
            )
        (self._input,), (self._output,) = (
            [one["index"] for one in ends]
            for ends in (
                self._interpreter.get_input_details(),
                self._interpreter.get_output_details(),
            )
        )
        self._shape = None
        self._one_at_a_time = threading.Lock()

    def __call__(self, batch: np.ndarray) -> np.ndarray:
        """Output of the network, float32, for a batch `(N, height, width, channels)`."""
        batch = np.ascontiguousarray(batch, "float32")
        with self._one_at_a_time:
            if batch.shape != self._shape:
                self._interpreter.resize_tensor_input(self._input, batch.shape)
                with _quiet():
                    self._interpreter.allocate_tensors()
                self._shape = batch.shape
            self._interpreter.set_tensor(self._input, batch)
            self._interpreter.invoke()
            return self._interpreter.get_tensor(self._output)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Hide TensorFlow's log messages, which a notebook would show below the cell.

    Some come from C++ and bypass `sys.stderr`, so this redirects file descriptor 2. No error is
    lost: errors are raised, not printed.
    """
    logger = logging.getLogger("tensorflow")
    level = logger.level
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        logger.setLevel(logging.ERROR)
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logger.setLevel(level)
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
