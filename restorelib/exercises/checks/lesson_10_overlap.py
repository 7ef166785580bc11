"""Check of lesson 10's first exercise: the receptive radius of any network."""

import functools
from collections.abc import Callable

import keras

from restorelib.exercises.answers import read_whole
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import RETURNED, called
from restorelib.models import rednet, sr_nets, tiles


@functools.cache
def _nets() -> tuple[tuple[str, keras.Model, int], ...]:
    """Names, small untrained networks, and their scales."""
    thin = {"d": 4, "s": 2, "seed": 0}
    return (
        ("FSRCNN at x3", sr_nets.fsrcnn(3, m=4, **thin), 3),
        ("FSRCNN at x3 with one mapping layer", sr_nets.fsrcnn(3, m=1, **thin), 3),
        ("FSRCNN at x2", sr_nets.fsrcnn(2, m=4, **thin), 2),
        ("FSRCNN at x4 with two mapping layers", sr_nets.fsrcnn(4, m=2, **thin), 4),
        ("RED-Net of six layers", rednet.red_net(6, 2, 1, seed=0), 1),
    )


@exercise("10.1")
def check_overlap(function: Callable[[keras.Model], int]) -> Feedback:
    """Lesson 10, exercise 1: how many pixels of overlap do the tiles of a network need?

    Args:
        function: network -> pixels of its input.
    """
    told = []
    for name, model, scale in _nets():
        answer = read_whole(called(function, model), f"A whole number of pixels {RETURNED}")
        right = tiles.receptive_radius(model)
        if answer != right:
            return not_yet(f"{name}: {_what_is_wrong(model, answer, right, scale)}")
        told.append(f"{name} {right}")
    return Feedback(True, f"{'; '.join(told)}. So no tile is larger than it has to be.")


def _what_is_wrong(model: keras.Model, answer: int, right: int, scale: int) -> str:
    windows = [max(layer.kernel_size) for layer in model.layers if hasattr(layer, "kernel_size")]
    inside = [window // 2 for window in windows]
    if answer == scale * right and scale > 1:
        return f"{answer} are pixels of the large picture. Of the small one it is fewer."
    if answer in (2 * right, 2 * right + 1):
        return f"{answer} is from one end to the other. A tile needs the half of it at each side."
    if answer == sum(inside) and scale > 1:
        return (
            f"{answer} takes all windows for windows on the small picture. The last one has "
            f"{windows[-1]} pixels of the large one, where {scale} are one of the small."
        )
    if answer == sum(inside[:-1]) and answer < right:
        return f"{answer} leaves out the last layer, which looks at neighbours, too."
    if answer < right:
        return (
            f"{answer} is too few: the seams stay. Change one pixel in the middle of a picture, "
            "and look how far from it the output changes."
        )
    return f"{answer} is enough, and more than enough: each tile works for nothing at its edges."
