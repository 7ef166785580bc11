"""A photograph in memory, and the error for a file that is not one."""

import math
from dataclasses import dataclass

import numpy as np


class PhotoError(ValueError):
    """A file cannot be read or written as a photograph; the message says why, and what to do.

    The message is written for the owner of the file.
    """


@dataclass(frozen=True)
class Photo:
    """A photograph as numbers, turned upright."""

    pixels: "np.ndarray | Levels"  # (height, width, 3) RGB or (h, w, 1) grey, float32 in [0, 1]
    alpha: "np.ndarray | Levels | None"  # (h, w, 1): 0 transparent, 1 opaque; None: opaque
    icc_profile: bytes | None  # the colour space of the numbers; None: sRGB
    bits: int  # 8 or 16 for each number in the file
    source: str  # a description: "JPEG, 4000 x 3000, 8 bit, turned upright"


class Levels:
    """Integers that become floats in [0, 1] only where they are read, to save memory.

    8-bit integers take a quarter of the memory of float32. `Levels` has a shape and can be sliced
    like an array; each slice is a new float32 array.
    """

    dtype = np.dtype("float32")

    def __init__(self, numbers: np.ndarray, full: float | None = None):
        """Represent `numbers / full`; `full` is the largest number of the dtype by default."""
        self._numbers = numbers
        self._full = np.float32(np.iinfo(numbers.dtype).max if full is None else full)
        self.shape = numbers.shape
        self.size = math.prod(numbers.shape)

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, place) -> np.ndarray:
        # One division straight into float32, without a further copy.
        return np.divide(self._numbers[place], self._full, dtype=np.float32)

    def part(self, *place) -> "Levels":
        """A part that is still integers: `part(rows, columns)` takes slices; it copies nothing."""
        return Levels(self._numbers[place], self._full)

    def channel(self, i: int) -> "Levels":
        """One channel alone, `(height, width, 1)`."""
        return self.part(..., slice(i, i + 1))

    def times(self, factor: float) -> "Levels":
        """The same picture, `factor` times as bright."""
        return Levels(self._numbers, self._full / factor)
