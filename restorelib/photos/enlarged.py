"""Enlarge a photograph band by band: its luma by FSRCNN, its colours by bicubic interpolation."""

import functools
import threading
from collections.abc import Callable, Iterator

import keras
import numpy as np
from PIL import Image

from restorelib.images import embedded
from restorelib.models import tiles
from restorelib.models.fast.litert import LiteRT
from restorelib.models.fast.phases import as_phases
from restorelib.models.reach import reach, receptive_radius
from restorelib.models.trained_nets import trained
from restorelib.photos.picture import Levels, Photo
from restorelib.photos.region import Region, cut, cut_bands, whole_region

SCALES = (2, 3, 4)
TILE = 160  # pixels: from 128 to 256, the fastest at x2 and x4, and within 2 % of it at x3
CUBIC = 3  # pixels to each side that are given to bicubic interpolation; it uses two
ROWS = 32  # coloured at a time: a whole band of a wide photograph needs much memory


def enlarged_bands(
    photo: Photo,
    scale: int,
    *,
    region: Region | None = None,
    model: keras.Model | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[np.ndarray]:
    """As `restoring.enlarge`, in bands from top to bottom, each computed on demand.

    Yields:
        `(rows, scale * width, channels)` float32 in [0, 1]; alpha is the last channel.
    """
    check_scale(scale)
    model, run = (model, None) if model else _enlarger(scale)
    if reach(model).step * scale != 1:
        raise ValueError(f"expected a model that enlarges by {scale}; received {model.name!r}.")
    wide = whole_region(photo)
    if region:
        wide = region.grown(max(receptive_radius(model), CUBIC), photo.pixels.shape)
    made = _bands(cut(photo, wide), scale, model, run, on_progress, stop)
    yield from cut_bands(made, region.seen_from(wide, scale)) if region else made


def _bands(photo: Photo, scale: int, model, run, on_progress, stop) -> Iterator[np.ndarray]:
    studio, top = StudioLuma(photo.pixels), 0
    made = tiles.bands(model, studio, tile=TILE, run=run, on_tile=on_progress, stop=stop)
    for studio_band in made:
        for start in range(0, len(studio_band), scale * ROWS):
            part = studio_band[start : start + scale * ROWS]
            bottom = top + len(part) // scale
            yield _coloured(part, photo, top, bottom, scale)
            top = bottom


def check_scale(scale: int) -> None:
    """Raise a ValueError unless there are networks for this scale."""
    if scale not in SCALES:
        raise ValueError(f"scale expects one of {SCALES}; received {scale!r}.")


@functools.cache  # one for a whole folder of photographs
def _enlarger(scale: int) -> tuple[keras.Model, LiteRT | None]:
    """The trained network, and its LiteRT runner; None if Keras runs it."""
    model = trained(f"fsrcnn-x{scale}")
    if keras.backend.backend() == "tensorflow":
        model = as_phases(model, pairs=False)
        return model, LiteRT(model)
    return as_phases(model), None


class StudioLuma:
    """As `images.studio_luma`, for grey too; computed where it is read, to save memory."""

    dtype = np.dtype("float32")

    def __init__(self, pixels: np.ndarray | Levels):
        self._pixels = pixels
        self.shape = (*pixels.shape[:2], 1)
        self.size = pixels.shape[0] * pixels.shape[1]

    def __getitem__(self, place) -> np.ndarray:
        part = self._pixels[place]
        luma = embedded.luma(part) if part.shape[2] == 3 else part
        return luma * np.float32(219 / 255) + np.float32(16 / 255)


def _coloured(studio: np.ndarray, photo: Photo, top: int, bottom: int, scale: int) -> np.ndarray:
    """A network's luma with the colours and the alpha of these rows of the photograph."""
    band = (255 * studio - 16) / 219
    if photo.pixels.shape[2] == 3:
        colours = _bicubic_rows(photo.pixels, top, bottom, scale)
        # Adding the same to all three channels sets the network's luma and keeps the colour.
        band = colours + (band - embedded.luma(colours))
    if photo.alpha is not None:
        band = np.concatenate([band, _bicubic_rows(photo.alpha, top, bottom, scale)], axis=2)
    return np.clip(band, 0, 1, out=band)


def _bicubic_rows(image: np.ndarray, top: int, bottom: int, scale: int) -> np.ndarray:
    """Rows `top` to `bottom` of the image, enlarged as by `images.bicubic_upsample`.

    Cubic interpolation uses two pixels to each side, so it also gets rows outside the box.
    """
    above, below = max(0, top - CUBIC), bottom + CUBIC
    width = image.shape[1]
    box = (0, top - above, width, bottom - above)
    size = (scale * width, scale * (bottom - top))
    enlarged = np.empty((size[1], size[0], image.shape[2]), "float32")
    for channel in range(image.shape[2]):
        part = Image.fromarray(np.ascontiguousarray(image[above:below, :, channel]))
        enlarged[..., channel] = part.resize(size, Image.Resampling.BICUBIC, box=box)
    return enlarged
