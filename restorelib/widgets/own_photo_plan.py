"""What a task on your own photograph will make, where it goes, or why it cannot be done."""

import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from restorelib.photos.picture import Photo
from restorelib.photos.region import Region, whole_region
from restorelib.widgets.own_photo_tasks import Task

IN_MEMORY = 150_000_000  # bytes of a result: 50 million pixels of 8 bits in red, green and blue
LONG = 2_000_000  # pixels of a photograph; above, a learner wants to know how long it takes
MB = 10**6


@dataclass(frozen=True)
class Plan:
    """What a task will make of a photograph."""

    words: str
    to_file: bool = False  # whether it is written to a file while it is computed
    refused: bool = False  # whether it cannot be done; the words say why, and what to do


def plan(
    photo: Photo,
    task: Task,
    *,
    region: Region | None = None,
    folder: str | Path,
    paces: Mapping[bool, float] = MappingProxyType({}),
    most: int | None = None,
) -> Plan:
    """Say what a task will make of a photograph, before it runs.

    Args:
        photo: the photograph.
        task: what to do to it.
        region: restore no more than this; None restores all.
        folder: where a result goes that is too large for memory.
        paces: seconds for each pixel of the photograph, as measured here: False for a result in
            memory, True for one that goes to a file.
        most: bytes of the largest result that is kept in memory; by default `IN_MEMORY`.
    """
    place = region or whole_region(photo)
    width, height = task.scale * place.width, task.scale * place.height
    numbers = width * height * (photo.pixels.shape[2] + (photo.alpha is not None))
    size = numbers * photo.bits // 8
    to_file = size > (IN_MEMORY if most is None else most)
    words, unknown = f"Result: {width:,} x {height:,} pixels", ""
    if paces:
        seconds = paces.get(to_file, min(paces.values())) * place.width * place.height
        # Writing a file takes time, too: the other pace is a bound.
        bound = "more than" if to_file else "less than"
        words += f", in {'about' if to_file in paces else bound} {duration(seconds)}"
    elif place.width * place.height > LONG:
        unknown = " How long this takes here is known once a region was restored."
    words += "."
    if not to_file:
        return Plan(words + unknown)
    # A PNG of pure noise is a little larger than its pixels; the other copy is that of `written`.
    needed = 2 * size + size // 50 + MB
    there = _existing(Path(folder))
    if not os.access(there, os.W_OK):
        return Plan(
            f"{words} That is too large for memory, and nothing can be written into {there}. "
            f"{_smaller(region)}, or name another folder: OwnPhoto(..., folder=...).",
            refused=True,
        )
    free = shutil.disk_usage(there).free
    if free < needed:
        return Plan(
            f"{words} That is too large for memory, and for a file it may need "
            f"{_in_mb(needed)} MB of disk; {free // MB:,} MB are free. Free "
            f"{_in_mb(needed - free)} MB, or {_smaller(region).lower()}.",
            refused=True,
        )
    return Plan(
        f"{words} That is too large for memory: it goes straight to a PNG file in "
        f"{Path(folder).as_posix()}, of at most {_in_mb(size)} MB.{unknown}",
        to_file=True,
    )


def duration(seconds: float) -> str:
    """A time for a reader: `8 s`, `3 min`."""
    return f"{max(1, round(seconds))} s" if seconds < 100 else f"{round(seconds / 60)} min"


def _smaller(region: Region | None) -> str:
    return "Choose a smaller region" if region else "Restore only a region"


def _in_mb(size: int) -> str:
    return f"{-(-size // MB):,}"


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(path for path in (folder, *folder.absolute().parents) if path.is_dir())


class Clock:
    """Seconds that each pixel takes, from all tiles but the first, which builds the network."""

    def __init__(self, pixels: int):
        self._pixels, self._total, self._first, self._last = pixels, 0, 0.0, 0.0

    def tick(self, done: int, total: int, now: float | None = None) -> None:
        """Take note that so many tiles are done, at a time of `time.perf_counter`."""
        self._last, self._total = time.perf_counter() if now is None else now, total
        if done == 1:
            self._first = self._last

    def pace(self) -> float | None:
        """Seconds for each pixel; None if there was one tile only."""
        if self._total < 2:
            return None
        return (self._last - self._first) * self._total / (self._total - 1) / self._pixels
