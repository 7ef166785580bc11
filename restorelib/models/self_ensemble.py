"""Self-ensemble: the mean of eight restorations of one picture, turned and flipped."""

from collections.abc import Callable

import numpy as np

TURNS = tuple((turns, flip) for flip in (False, True) for turns in range(4))


def self_ensemble(restore: Callable[[np.ndarray], np.ndarray], image: np.ndarray) -> np.ndarray:
    """Restore an image in all eight positions that a square has, turn back, and take the mean.

    RED-Net's released test script does so (Mao et al. 2016); later papers on super-resolution name
    it self-ensemble (Lim et al. 2017, arXiv 1707.02921, section 3.4). It costs eight times as much.

    Args:
        restore: `(height, width, channels)` -> the restored image, perhaps larger by a factor.
        image: `(height, width, channels)`.

    Returns:
        As `restore` returns it for `image`.
    """
    restored = [turn_back(restore(turn(image, *how)), *how) for how in TURNS]
    return np.mean(restored, axis=0, dtype="float32")


def turn(image: np.ndarray, turns: int, flip: bool) -> np.ndarray:
    """An image flipped left to right, if asked, then turned by so many right angles."""
    return np.ascontiguousarray(np.rot90(image[:, ::-1] if flip else image, turns))


def turn_back(image: np.ndarray, turns: int, flip: bool) -> np.ndarray:
    """What undoes `turn`."""
    image = np.rot90(image, -turns)
    return image[:, ::-1] if flip else image
