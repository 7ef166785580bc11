"""Tasks on your own photograph, the part that is shown, and where it is saved; no widget."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np

from restorelib.images.damage import bicubic_upsample
from restorelib.photos import writing
from restorelib.photos.picture import Photo, PhotoError

SHOWN = (1350, 1800)  # largest height and width of a result in the browser
MARGIN = 2  # pixels beyond a part that bicubic interpolation uses


@dataclass(frozen=True)
class Task:
    """One thing that can be done to a photograph."""

    label: str
    suffix: str  # added to the saved file's name
    scale: int
    # (photo, sigma or None, on_progress, stop) -> the restored photograph
    run: Callable[..., Photo]
    takes_sigma: bool = False


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


def _enlarge(scale: int) -> Callable[..., Photo]:
    def run(photo, sigma, on_progress, stop):
        from restorelib.photos import restoring

        return restoring.enlarge(photo, scale, on_progress=on_progress, stop=stop)

    return run


def _denoise(photo, sigma, on_progress, stop):
    from restorelib.photos import restoring

    return restoring.denoise(photo, sigma, on_progress=on_progress, stop=stop)


def shown_pair(
    before: Photo, after: Photo, scale: int, most: tuple[int, int] = SHOWN
) -> tuple[np.ndarray, np.ndarray, str]:
    """The two pictures for the browser: the whole photograph, or its centre.

    Args:
        before: the original.
        after: the restored one, `scale` times as high and as wide.
        scale: 1 or more; above 1, `before` is enlarged by bicubic interpolation.
        most: largest height and width of `after` to show, in pixels.

    Returns:
        Both pictures, `(height, width, channels)`, and a text on what is left out, or "".
    """
    height, width = before.pixels.shape[:2]
    rows, columns = (
        _middle(side, max(1, limit // scale))
        for side, limit in zip((height, width), most, strict=True)
    )
    part = after.pixels[
        scale * rows.start : scale * rows.stop, scale * columns.start : scale * columns.stop
    ]
    if part.shape[:2] == after.pixels.shape[:2]:
        words = ""
    else:
        words = (
            f"Shown is the middle, {part.shape[1]:,} x {part.shape[0]:,} of "
            f"{after.pixels.shape[1]:,} x {after.pixels.shape[0]:,} pixels."
        )
    return _enlarged(before.pixels, rows, columns, scale), part, words


def _middle(side: int, most: int) -> slice:
    start = max(0, (side - most) // 2)
    return slice(start, start + min(side, most))


def _enlarged(pixels: np.ndarray, rows: slice, columns: slice, scale: int) -> np.ndarray:
    """A part of a picture, enlarged by bicubic interpolation of no more than it needs."""
    if scale == 1:
        return pixels[rows, columns]
    top, left = max(0, rows.start - MARGIN), max(0, columns.start - MARGIN)
    large = bicubic_upsample(pixels[top : rows.stop + MARGIN, left : columns.stop + MARGIN], scale)
    large = large[scale * (rows.start - top) :, scale * (columns.start - left) :]
    return large[: scale * (rows.stop - rows.start), : scale * (columns.stop - columns.start)]


def save_new(photo: Photo, folder: str | Path, name: str, suffix: str) -> Path:
    """Write a photograph as PNG under a new name; never overwrite a file.

    Args:
        photo: the photograph to write.
        folder: target folder; created if it is missing.
        name: name of the original file; its ending is dropped.
        suffix: names the task; appended to the name.

    Returns:
        The path of the new file, for instance `restored/cat-x3.png`, or `restored/cat-x3-2.png`.

    Raises:
        PhotoError: if the folder cannot be written to.
    """
    # The browser sends the name: drop folders, and characters that file systems may refuse.
    stem = re.sub(r"[^\w.-]+", "_", Path(re.split(r"[\\/]", name)[-1]).stem).strip("._") or "photo"
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            path = folder / f"{stem}-{suffix}{f'-{number}' * (number > 1)}.png"
            if not path.exists():
                writing.write(photo, path, overwrite=False)
                return path
    except OSError as error:
        raise PhotoError(
            f"Nothing can be written into {folder} ({error.strerror}). Name another folder: "
            "OwnPhoto(..., folder=...)."
        ) from error
