"""Check of lesson 09's second exercise: the mean of eight positions, turned back."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.arrays import read_array
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import RETURNED, called
from restorelib.images.predictors import nearest
from restorelib.models.self_ensemble import TURNS, self_ensemble, turn, turn_back

Restore = Callable[[np.ndarray], np.ndarray]


@exercise("09.2")
def check_self_ensemble(function: Callable[[Restore, np.ndarray], np.ndarray]) -> Feedback:
    """Lesson 09, exercise 2: is the result the mean of all eight positions, turned back?

    Args:
        function: (restore, image `(height, width, channels)`) -> the restored image. `restore`
            takes and returns one image, which it may enlarge.
    """
    image = np.random.default_rng(0).random((10, 14, 2), dtype="float32")
    for restore, words in ((_leaning, ""), (_enlarging, ", where restore enlarges twice")):
        right = self_ensemble(restore, image)
        returned = called(function, restore, image.copy())
        answer = read_array(returned, f"An image of finite floats {RETURNED}")
        if answer.shape != right.shape:
            return not_yet(
                f"An image {image.shape} comes out as {right.shape}{words}; yours is "
                f"{answer.shape}. A quarter turn swaps height and width: turn back."
            )
        if not np.allclose(answer, right, rtol=0, atol=1e-4):
            return not_yet(_slip(answer, restore, image) + words + ".")
    return Feedback(
        True, "All eight positions, each turned back, and their mean. It costs eight times as much."
    )


def _leaning(image: np.ndarray) -> np.ndarray:
    """Mix each pixel with the one 1 row and 2 columns away: all eight positions then differ.

    With a direct neighbour, the mean of the four turns would equal the mean of all eight.
    """
    return 0.6 * image + 0.4 * np.roll(image, (-1, -2), axis=(0, 1))


def _enlarging(image: np.ndarray) -> np.ndarray:
    return _leaning(nearest(image, 2))


def _slip(answer: np.ndarray, restore: Restore, image: np.ndarray) -> str:
    """Say which other computation gives the learner's answer."""
    back = [turn_back(restore(turn(image, *how)), *how) for how in TURNS]
    instead = {
        "That is `restore` in one position only": back[0],
        "Those are the four turns; the flipped picture has four more": np.mean(back[:4], axis=0),
        "That is the picture and its flip; each of the two has four turns": np.mean(
            [back[0], back[4]], axis=0
        ),
        "That is the sum of eight; their mean is asked for": np.sum(back, axis=0),
    }
    for words, other in instead.items():
        if np.allclose(answer, other, rtol=0, atol=1e-4):
            return words
    return (
        "Another picture than the mean of eight. Turn back what was turned, in the opposite order: "
        "flipped and then turned is turned back first and flipped back then"
    )
