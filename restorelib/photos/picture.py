"""What a photograph is, once it has been read."""

import math
from dataclasses import dataclass

import numpy as np


class PhotoError(ValueError):
    """A file that cannot be read or written as a photograph; the message says why, and what to do.

    The message is made for the person whose file it is.
    """


@dataclass(frozen=True)
class Photo:
    """A photograph as numbers, the way up in which it is seen."""

    pixels: "np.ndarray | Levels"  # (height, width, 3) RGB or (h, w, 1) grey, float32 in [0, 1]
    alpha: np.ndarray | None  # (height, width, 1) float32: 0 transparent, 1 opaque; None: opaque
    icc_profile: bytes | None  # which colours the numbers mean; None: those of sRGB
    bits: int  # 8 or 16: of each number in the file
    source: str  # what came, in words: "JPEG, 4000 x 3000, 8 bit, turned upright"


class Levels:
    """Numbers that become floats in [0, 1] where they are read, and take no more memory until then.

    Whole numbers of 8 bits take a quarter of what floats do. Has a shape and can be sliced as an
    array; each slice is a new float32 array.
    """

    dtype = np.dtype("float32")

    def __init__(self, numbers: np.ndarray, full: float | None = None):
        """Read `numbers / full`; by default `full` is the largest number that the dtype holds."""
        self._numbers = numbers
        self._full = np.float32(np.iinfo(numbers.dtype).max if full is None else full)
        self.shape = numbers.shape
        self.size = math.prod(numbers.shape)

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place) -> np.ndarray:
        # One division, straight into float32: nothing is copied once more.
        return np.divide(self._numbers[place], self._full, dtype=np.float32)

    def channel(self, i: int) -> "Levels":
        """One channel alone, `(height, width, 1)`."""
        return Levels(self._numbers[..., i : i + 1], self._full)

    def times(self, factor: float) -> "Levels":
        """The same, each so many times as bright."""
        return Levels(self._numbers, self._full / factor)
