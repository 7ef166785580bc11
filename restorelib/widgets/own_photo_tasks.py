"""Tasks on your own photograph: what they do, and where their results go; no widget."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from restorelib.photos.joined import joined, written
from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.region import Region, cut, whole_region


@dataclass(frozen=True)
class Task:
    """One thing that can be done to a photograph."""

    label: str
    suffix: str  # added to the saved file's name
    scale: int
    # (photo, sigma or None, region=, on_progress=, stop=) -> the restored region, in bands
    bands: Callable[..., Iterator[np.ndarray]]
    takes_sigma: bool = False


@dataclass(frozen=True)
class Result:
    """A restored photograph, or a restored region of it."""

    task: Task
    region: Region  # of the photograph: what was restored
    part: bool  # whether it is less than the whole photograph
    photo: Photo  # the restored region, `task.scale` times as large
    path: Path | None  # where it was written while it was computed; None: it is in memory only

    @property
    def suffix(self) -> str:
        """For the name of its file."""
        return f"{self.task.suffix}-region" if self.part else self.task.suffix

    @property
    def words(self) -> str:
        """What it is."""
        height, width = self.photo.pixels.shape[:2]
        what = f"{self.task.label}{', the region' * self.part}: {width:,} x {height:,} pixels"
        return f"{what}, saved as {in_words(self.path)}." if self.path else f"{what}."


def possible_tasks() -> list[Task]:
    """Tasks that the available trained networks can do."""
    from restorelib.models import trained_nets  # loads no network yet

    there = trained_nets.available()
    made = [
        Task(f"Enlarge x{scale}", f"x{scale}", scale, _enlarge(scale))
        for scale in (2, 3, 4)
        if f"fsrcnn-x{scale}" in there
    ]
    if any(name.startswith("red") for name in there):
        made.append(Task("Remove noise", "denoised", 1, _denoise, takes_sigma=True))
    return made


def _enlarge(scale: int) -> Callable[..., Iterator[np.ndarray]]:
    def bands(photo, sigma, **how):
        from restorelib.photos import restoring

        return restoring.enlarged_bands(photo, scale, **how)

    return bands


def _denoise(photo, sigma, **how):
    from restorelib.photos import restoring

    return restoring.denoised_bands(photo, sigma, **how)


def restored(
    photo: Photo,
    task: Task,
    *,
    sigma: float | None = None,
    region: Region | None = None,
    path: Path | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Result:
    """Restore a photograph, in memory or straight to a file.

    Args:
        photo: the photograph.
        task: what to do to it.
        sigma: of the noise on the 0..255 scale, for a task that takes it; None estimates it.
        region: restore no more than this; None restores all.
        path: write it to this new PNG file band by band, with memory for one band; None keeps it
            in memory.
        on_progress: called after each tile with (tiles done, all tiles).
        stop: once set, ends the work after the current tile.

    Raises:
        tiles.Stopped: once `stop` is set; no file is left.
        PhotoError: if the file cannot be written; no partial file is left.
    """
    bands = task.bands(photo, sigma, region=region, on_progress=on_progress, stop=stop)
    place = region or whole_region(photo)
    like = cut(photo, place)
    if path is None:
        made = joined(bands, like, task.scale)
    else:
        made = written(bands, like, path, task.scale)
    return Result(task, place, place != whole_region(photo), made, path)


def in_words(path: Path) -> str:
    """Where a file was saved."""
    return f"{path.as_posix()}, beside this notebook"


def new_path(folder: str | Path, name: str, suffix: str) -> Path:
    """A path that no file has yet, in a folder that is created if it is missing.

    Args:
        folder: target folder.
        name: name of the original file; its ending is dropped.
        suffix: names the task; appended to the name.

    Returns:
        For instance `restored/cat-x3.png`, or `restored/cat-x3-2.png`.

    Raises:
        PhotoError: if the folder cannot be created.
    """
    # The browser sends the name: drop folders, and characters that file systems may refuse.
    stem = re.sub(r"[^\w.-]+", "_", Path(re.split(r"[\\/]", name)[-1]).stem).strip("._") or "photo"
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = (
            folder / f"{stem}-{suffix}{f'-{number}' * (number > 1)}.png" for number in count(1)
        )
        return next(path for path in paths if not path.exists())
    except OSError as error:
        raise PhotoError(
            f"Nothing can be written into {folder} ({error.strerror}). Name another folder: "
            "OwnPhoto(..., folder=...)."
        ) from error
