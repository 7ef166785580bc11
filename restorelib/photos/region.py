"""A rectangle of a photograph: to look at it, or to restore no more than it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from restorelib.photos.picture import Levels, Photo


@dataclass(frozen=True)
class Region:
    """A rectangle of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def rows(self) -> slice:
        """Its rows, to slice an array."""
        return slice(self.top, self.top + self.height)

    @property
    def columns(self) -> slice:
        """Its columns, to slice an array."""
        return slice(self.left, self.left + self.width)

    def holds(self, other: "Region") -> bool:
        """Whether the other region lies in this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )

    def within(self, shape: Sequence[int]) -> "Region":
        """The part of it that lies in a picture `(height, width, ...)`, at least one pixel."""
        left, width = _clipped(self.left, self.width, shape[1])
        top, height = _clipped(self.top, self.height, shape[0])
        return Region(left, top, width, height)

    def middle(self, height: int, width: int) -> "Region":
        """Its middle, at most so many pixels high and wide."""
        new_height, new_width = min(self.height, max(1, height)), min(self.width, max(1, width))
        left = self.left + (self.width - new_width) // 2
        return Region(left, self.top + (self.height - new_height) // 2, new_width, new_height)

    def grown(self, margin: int, shape: Sequence[int], *, grid: int = 1) -> "Region":
        """With at least `margin` pixels more to each side, where the picture has them.

        It then begins at multiples of `grid`, the shift by which a network's output stays the same.
        """
        left, top = (max(0, start - margin) // grid * grid for start in (self.left, self.top))
        right, bottom = self.left + self.width + margin, self.top + self.height + margin
        return Region(left, top, right - left, bottom - top).within(shape)

    def seen_from(self, other: "Region", scale: int = 1) -> "Region":
        """Where it lies in a picture of the other region that is `scale` times as large."""
        left, top = self.left - other.left, self.top - other.top
        return Region(scale * left, scale * top, scale * self.width, scale * self.height)


def whole_region(photo: Photo) -> Region:
    """The whole photograph."""
    height, width = photo.pixels.shape[:2]
    return Region(0, 0, width, height)


def cut(photo: Photo, region: Region) -> Photo:
    """A region as a photograph by itself; it shares the numbers of the whole."""

    def part(values):
        if isinstance(values, Levels):
            return values.part(region.rows, region.columns)
        return values[region.rows, region.columns]

    alpha = None if photo.alpha is None else part(photo.alpha)
    return replace(photo, pixels=part(photo.pixels), alpha=alpha)


def cut_bands(bands: Iterable[np.ndarray], region: Region) -> Iterator[np.ndarray]:
    """Cut a region out of a picture that arrives in bands, from top to bottom."""
    top = 0
    for band in bands:
        first, last = max(0, region.top - top), max(0, region.top + region.height - top)
        top += len(band)
        if len(kept := band[first:last, region.columns]):
            yield kept


def _clipped(start: int, length: int, side: int) -> tuple[int, int]:
    first = min(max(start, 0), side - 1)
    return first, max(1, min(start + length, side) - first)
