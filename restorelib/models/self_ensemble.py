"""Self-ensemble: the mean of eight restorations of one picture, turned and flipped."""

from collections.abc import Callable

import numpy as np

TURNS = tuple((turns, flip) for flip in (False, True) for turns in range(4))


def self_ensemble(restore: Callable[[np.ndarray], np.ndarray], image: np.ndarray) -> np.ndarray:
    """Restore an image in all eight positions of a square, turn the results back, take their mean.

    RED-Net's released test script does this (Mao et al. 2016). Later papers on super-resolution
    call it self-ensemble (Lim et al. 2017, arXiv 1707.02921, section 3.4). It takes eight times as
    long.

    Args:
        restore: `(height, width, channels)` -> the restored image, which may be larger by a factor.
        image: `(height, width, channels)`.

    Returns:
        Float32, with the shape of `restore(image)`.
    """
    restored = [turn_back(restore(turn(image, *how)), *how) for how in TURNS]
    return np.mean(restored, axis=0, dtype="float32")


def turn(image: np.ndarray, turns: int, flip: bool) -> np.ndarray:
    """Flip an image left to right if `flip`, then turn it by `turns` right angles."""
    return np.ascontiguousarray(np.rot90(image[:, ::-1] if flip else image, turns))


def turn_back(image: np.ndarray, turns: int, flip: bool) -> np.ndarray:
    """Undo `turn`: turn back first, then flip back."""
    image = np.rot90(image, -turns)
    return image[:, ::-1] if flip else image
