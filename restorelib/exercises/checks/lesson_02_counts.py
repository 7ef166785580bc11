"""Check of lesson 02's first exercise: predict a shape and a number of weights on paper."""

from restorelib.exercises.answers import read_shape, read_whole
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.shown import shown
from restorelib.exercises.slips import Slip, nearest_slip


@exercise("02.1")
def check_shape_and_weights(shape: tuple | None, weights: int | None) -> Feedback:
    """Lesson 02, exercise 1: predict a 6-layer RED-Net, 16 filters, "valid", on 32 x 32 grey.

    Args:
        shape: (height, width, channels) after the third convolution.
        weights: number of weights in the whole network, with biases.
    """
    if shape is None or weights is None:
        return not_yet(
            f"Fill in shape and weights; so far they are {shown(shape)} and {shown(weights)}. Work "
            "on paper, layer by layer."
        )
    given = read_shape(
        shape, "shape should be three whole numbers in brackets; so far it is", rank=3
    )
    return _shape_fault(given) or _weights_fault(weights) or _both_right()


def _shape_fault(given: tuple[int, ...]) -> Feedback | None:
    mistakes = {
        (32, 32, 16): 'That is the shape with padding "same". Here it is "valid": the window must '
        "lie wholly inside the picture.",
        (29, 29, 16): "Each layer loses one pixel on *every* side, left and right: two in width.",
        (26, 26, 1): "Height and width are right. How many feature maps does a layer write?",
        (26, 26, 3): "Height and width are right. The last number is not the number of layers, but "
        "of the feature maps that a layer writes.",
        (16, 26, 26): "The numbers are right, the order is not: Keras puts the channels last.",
        (30, 30, 16): "That is after the first convolution. The question is about the third.",
        (20, 20, 16): "That is after six layers that shrink. Only half of them are convolutions.",
    }
    if given == (26, 26, 16):
        return None
    return not_yet(
        mistakes.get(given)
        or f"shape: {shown(given)} is not it. Each 3x3 window that must lie inside takes 2 from "
        "height and width; the number of channels is the number of filters."
    )


def _weights_fault(weights: object) -> Feedback | None:
    weights = read_whole(
        weights, "The shape is right. weights should be a whole number; so far it is"
    )
    right = _weights()
    if weights == right:
        return None
    slip = nearest_slip(weights, _weights_slips(right), within=0)
    hint = "too many" if weights > right else "too few"
    return not_yet(
        "The shape is right. "
        + (
            slip.words
            if slip
            else f"{weights:,} weights are {hint}. Write down 9 × (channels in) × (filters) + "
            "(filters) for each of the six layers, and add. Skips and ReLUs have none."
        )
    )


def _weights_slips(right: int) -> list[Slip]:
    return [
        Slip(_weights(bias=0), "The biases are missing: one for each filter, 16 a hidden layer."),
        Slip(_weights(channels=3), "You counted with three colours. These pictures are grey."),
        Slip(right - 5 * 16 + 5, "A layer has one bias for *each* of its filters."),
        Slip(
            sum([160] * 5) + 145,
            "A filter looks through *all* maps that come in: the hidden layers have 9 × 16 weights "
            "in each filter, and only the first has 9 × 1.",
        ),
        Slip(
            right - 145,
            "The last layer is missing. It has one filter, for the one channel it paints.",
        ),
        Slip(right - 145 + 2320, "The last layer paints one channel, so it has one filter."),
        Slip(
            _weights(window=1), "The kernels are 3×3: nine weights for each channel that comes in."
        ),
        Slip(_weights(window=3), "The kernels are 3×3: nine weights, and not three."),
        Slip(right + 6 * 2320, "Six layers in all: three of each kind."),
    ]


def _weights(*, channels: int = 1, filters: int = 16, window: int = 9, bias: int = 1) -> int:
    first = window * channels * filters + bias * filters
    hidden = window * filters * filters + bias * filters
    return first + 4 * hidden + window * filters * channels + bias * channels


def _both_right() -> Feedback:
    return Feedback(
        True,
        f"(26, 26, 16) and {_weights():,} weights. The three transposed convolutions bring the "
        "picture back to 32 × 32, and the number of weights does not depend on its size at all.",
    )
