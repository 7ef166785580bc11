"""Read a network that a learner hands in, and run it."""

from typing import Any

import keras
import numpy as np

from restorelib.exercises.answers import AnswerError
from restorelib.exercises.functions import blaming
from restorelib.exercises.shown import shown
from restorelib.training.inside import forward, layers_with_kernel


def read_network(
    value: Any, pictures: np.ndarray | None = None, *, compiled: bool = False
) -> keras.Model:
    """Read a network from one picture to one picture that has a layer with a kernel.

    Args:
        value: the answer.
        pictures: what it should take, `(N, height, width, channels)`; None for any.
        compiled: whether it must be compiled.

    Raises:
        AnswerError: for anything else.
    """
    if not isinstance(value, keras.Model):
        kind = "keras.Model" if pictures is None else "trained keras.Model"
        raise AnswerError(f"The check expects your {kind}; it received {_no_network(value)}.")
    try:
        ends = [*value.inputs, *value.outputs]
        kernels = layers_with_kernel(value)
    except (AttributeError, TypeError, ValueError) as error:
        raise AnswerError(
            "Your network does not know its input yet. Begin it with keras.Input((None, None, "
            "channels)), and make keras.Model(input, output) of it."
        ) from error
    if len(ends) != 2:
        raise AnswerError(
            f"One picture goes in and one comes out; your model has {len(value.inputs)} inputs "
            f"and {len(value.outputs)} outputs."
        )
    if not kernels:
        raise AnswerError(
            "No layer of your network has a kernel. Are its convolutions inside another model? "
            "Then hand in that one."
        )
    if any(len(end.shape) != 4 for end in ends):
        raise AnswerError(
            "Pictures (height, width, channels) go in and come out; your network makes "
            f"{ends[1].shape[1:]} out of {ends[0].shape[1:]}."
        )
    if pictures is not None and not _fits(ends[0].shape, pictures.shape):
        raise AnswerError(
            f"The pictures are {pictures.shape[1:]}; your network takes {ends[0].shape[1:]}. With "
            "None for height and width it takes any size."
        )
    if compiled and not getattr(value, "compiled", False):
        raise AnswerError("Your network is not compiled: call its compile(optimizer, loss) first.")
    return value


def output_of(
    network: keras.Model, pictures: np.ndarray, *, shape: tuple[int, ...] | None = None
) -> np.ndarray:
    """The finite output of a learner's network for pictures `(N, height, width, channels)`.

    Args:
        network: from `read_network`.
        pictures: what it takes.
        shape: what the output must have; None for any.

    Raises:
        AnswerError: if the network raises an error, or its output is not finite or of another
            shape.
    """
    with blaming("Your network"):
        (output,) = keras.tree.flatten(forward(network, pictures))
    if shape and output.shape != shape:
        filters = f"the last layer needs {shape[-1]} filters, so that the input can be added"
        raise AnswerError(
            f"Your net makes {output.shape[1:]} out of {pictures.shape[1:]}; {shape[1:]} is wanted"
            f"{': ' + filters if output.shape[-1] != shape[-1] else ''}."
        )
    if not np.isfinite(output).all():
        raise AnswerError(
            "Your network gives values that are not finite: its training blew up. Build it again, "
            "and train it with a smaller learning rate."
        )
    return output


def ends(layer: keras.Layer) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    """Input and output of a layer.

    Raises:
        AnswerError: if the layer stands at several places of the network.
    """
    try:
        return layer.input, layer.output
    except (AttributeError, ValueError) as error:
        raise AnswerError(
            f"The layer {layer.name} stands at more than one place. Make one for each place."
        ) from error


def _fits(wanted: tuple[int | None, ...], shape: tuple[int, ...]) -> bool:
    return len(wanted) == len(shape) and all(
        size is None or size == given for size, given in zip(wanted[1:], shape[1:], strict=True)
    )


def _no_network(value: Any) -> str:
    if isinstance(value, keras.Layer):
        return f"one layer, {value.name}: make keras.Model(input, output) of all"
    if isinstance(value, type):
        return f"{shown(value)}: make a network of it first, with ()"
    if callable(value):
        return f"{shown(value)}: call it, with () behind its name"
    return shown(value)
