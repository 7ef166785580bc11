"""Receptive field of a network, computed from its layers: the inputs that an output depends on."""

import math
from dataclasses import dataclass
from fractions import Fraction

import keras
from keras import layers

from restorelib.models.rednet import CropLike

# Each output value depends only on the values at the same place.
POINTWISE = (
    layers.Activation,
    layers.BatchNormalization,
    layers.Dropout,
    layers.ELU,
    layers.Identity,
    layers.LeakyReLU,
    layers.PReLU,
    layers.ReLU,
    layers.Rescaling,
)
MERGING = (
    layers.Add,
    layers.Average,
    layers.Concatenate,
    layers.Maximum,
    layers.Subtract,
    CropLike,
)


@dataclass(frozen=True)
class Reach:
    """Receptive field of a layer: place `i` depends on inputs `step i + left` to `step i + right`.

    Both ends are included. The numbers hold for height and for width.
    """

    step: Fraction  # input pixels from one place to the next: 2 after a stride of 2, 1/3 at x3
    left: Fraction
    right: Fraction
    grid: int  # shifting the input by a multiple of this shifts each layer by whole places


def reach(model) -> Reach:
    """Receptive field of the output of a model.

    Args:
        model: functional, with one input and one output `(N, height, width, channels)`, made of
            convolutions and of layers in `POINTWISE` and `MERGING`.

    Raises:
        ValueError: for another layer, or one that treats height and width differently; the message
            names it.
    """
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ValueError(
            "expected a model with one input and one output; "
            f"received {len(model.inputs)} and {len(model.outputs)}."
        )
    known = {id(model.inputs[0]): Reach(Fraction(1), Fraction(0), Fraction(0), 1)}
    for operation in model.operations:  # in the order of their depth
        if not isinstance(operation, layers.InputLayer):
            before = operation.input if isinstance(operation.input, list) else [operation.input]
            if all(id(x) in known for x in before):
                known[id(operation.output)] = _after(operation, [known[id(x)] for x in before])
    if id(model.outputs[0]) not in known:
        raise ValueError("expected each layer to be used once, and in this model alone.")
    return known[id(model.outputs[0])]


def receptive_radius(model: keras.Model) -> int:
    """Receptive radius: how many input pixels an output pixel sees to each side, at most.

    The layers determine it. With several strides it may be one pixel too large.

    Args:
        model: as for `reach`.

    Returns:
        Pixels of the input, >= 0.

    Raises:
        ValueError: as `reach`.
    """
    found = reach(model)
    # One input pixel becomes several output pixels; the last of them sees farthest to the right.
    return max(math.floor(-found.left), math.floor(found.right + max(0, 1 - found.step)))


def _after(layer: keras.Layer, before: list[Reach]) -> Reach:
    first = before[0]
    if isinstance(layer, MERGING):
        if len({b.step for b in before}) > 1:
            raise ValueError(
                f"expected maps of one size to be joined; {layer.name!r} joins others."
            )
        left, right = min(b.left for b in before), max(b.right for b in before)
        return Reach(first.step, left, right, math.lcm(*(b.grid for b in before)))
    if isinstance(layer, POINTWISE) and not _knows_its_place(layer):
        return first
    if isinstance(layer, layers.Conv2D | layers.Conv2DTranspose):
        size, stride, dilation = (
            _square(layer, sides)
            for sides in (layer.kernel_size, layer.strides, layer.dilation_rate)
        )
        size = (size - 1) * dilation + 1
        # This is how much "same" pads in front, if the stride divides the side of the image.
        padding = max(size - stride, 0) // 2 if layer.padding == "same" else 0
        if isinstance(layer, layers.Conv2D):
            return _moved(first, stride, first.step * -padding, first.step * (size - 1 - padding))
        step = first.step / stride
        return _moved(first, Fraction(1, stride), step * (padding - size + 1), step * padding)
    raise ValueError(
        f"expected convolutions and layers that act on each pixel by itself; layer {layer.name!r} "
        f"is a {type(layer).__name__}. Restore the image as a whole: model(image[None])."
    )


def _moved(before: Reach, stride, left, right) -> Reach:
    step = before.step * stride
    grid = math.lcm(before.grid, step.numerator)
    return Reach(step, before.left + left, before.right + right, grid)


def _knows_its_place(layer: keras.Layer) -> bool:
    return isinstance(layer, layers.PReLU) and list(layer.shared_axes or []) != [1, 2]


def _square(layer: keras.Layer, sides: tuple[int, int]) -> int:
    if sides[0] != sides[1]:
        raise ValueError(f"expected the same in height and width; {layer.name!r} has {sides}.")
    return sides[0]
