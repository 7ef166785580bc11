"""The part of your own photograph that a browser shows, before and after; no widget."""

import numpy as np

from restorelib.images.damage import bicubic_upsample
from restorelib.photos.picture import Levels, Photo
from restorelib.photos.region import Region, whole_region
from restorelib.widgets.own_photo_tasks import Result

SHOWN = (1350, 1800)  # largest height and width that is shown, in pixels of the result
OVERVIEW = 480  # pixels of the longer side
MARGIN = 2  # pixels beyond a region that bicubic interpolation uses


def first_region(photo: Photo) -> Region:
    """Region of a photograph that nobody has looked at: all of it, or its middle.

    At x2 the middle is as large as the browser shows it.
    """
    return whole_region(photo).middle(SHOWN[0] // 2, SHOWN[1] // 2)


def shown_pair(
    photo: Photo, region: Region, result: Result | None, most: tuple[int, int] = SHOWN
) -> tuple[np.ndarray, np.ndarray, tuple[str, str], str]:
    """The two pictures for the browser: a region before and after.

    Args:
        photo: the original.
        region: of the photograph. If it is too large to show, its middle is shown.
        result: what was restored; if the region is not in it, the original is shown twice.
        most: largest height and width to show, in pixels of the result.

    Returns:
        Both pictures, `(height, width, channels)`, their names, and a text on what is shown, or ""
        if it is all of the photograph.
    """
    missed = result is not None and not result.region.holds(region)
    if missed:
        result = None
    scale = result.task.scale if result else 1
    part = region.middle(most[0] // scale, most[1] // scale)
    before = enlarged_part(photo.pixels, part, scale)
    after, names = before, ("as it is", "as it is")
    if result:
        place = part.seen_from(result.region, scale)
        after = result.photo.pixels[place.rows, place.columns]
        names = ("bicubic" if scale > 1 else "as it is", "network")
    words = [_shown(photo, region, part, scale), "It was not restored." * missed]
    return before, after, names, " ".join(filter(None, words))


def _shown(photo: Photo, region: Region, part: Region, scale: int) -> str:
    if part == whole_region(photo):
        return ""
    what = "Shown is the region" if part == region else "Shown is the middle of the region"
    return (
        f"{what}: {part.width:,} x {part.height:,} pixels of the photograph, at column "
        f"{part.left:,} and row {part.top:,}{f', enlarged x{scale}' * (scale > 1)}."
    )


def enlarged_part(pixels: np.ndarray | Levels, part: Region, scale: int) -> np.ndarray:
    """A part of a picture, enlarged by bicubic interpolation of no more than it needs."""
    if scale == 1:
        return pixels[part.rows, part.columns]
    wide = part.grown(MARGIN, pixels.shape)
    place = part.seen_from(wide, scale)
    return bicubic_upsample(pixels[wide.rows, wide.columns], scale)[place.rows, place.columns]


def small_picture(photo: Photo, side: int = OVERVIEW) -> np.ndarray:
    """A small picture of the whole photograph, each pixel the mean of a square of it.

    Returns:
        `(height, width, channels)`, at most `side` high and wide.
    """
    height, width, channels = photo.pixels.shape
    every = -(-max(height, width) // side)
    rows, columns = max(1, height // every), max(1, width // every)
    small = np.empty((rows, columns, channels), "float32")
    for row in range(rows):
        strip = photo.pixels[row * every : (row + 1) * every, : columns * every]
        small[row] = strip.reshape(len(strip), columns, -1, channels).mean(axis=(0, 2))
    return small
