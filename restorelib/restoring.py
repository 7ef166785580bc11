"""Restore a photograph with a trained network: enlarge it, or take its noise away."""

import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import keras
import numpy as np
from PIL import Image

from restorelib import data, tiles
from restorelib.models import as_phases
from restorelib.models.convolutions import as_convolutions
from restorelib.photo import Photo, PhotoError
from restorelib.photo.picture import Levels
from restorelib.photo.reading import MAX_PIXELS
from restorelib.receptive import reach
from restorelib.recordings.packing import RecordingError
from restorelib.recordings.weights import available, trained
from restorelib.training_recipes import RECIPES

SCALES = (2, 3, 4)
# Denoisers have many maps, so their tiles take much memory, and a large photograph leaves little.
DENOISING_TILE, LARGE, TILE_FOR_LARGE = 256, 36e6, 128
ROWS = 32  # that get their colours at once: a band of a wide photograph is large itself
LOOKED_AT = 4e6  # pixels, to estimate noise
OnProgress = Callable[[int, int], None]


def enlarge(
    photo: Photo,
    scale: int,
    *,
    model: keras.Model | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Photo:
    """Enlarge a photograph: its luma by FSRCNN, its colours and its alpha by bicubic interpolation.

    The eye is less sharp for colour than for brightness, so the papers enlarge luma alone (Dong et
    al. 2016, arXiv 1608.00367, section 4.1).

    Args:
        photo: of any size.
        scale: 2, 3 or 4.
        model: to be used instead of "fsrcnn-x2", "-x3" or "-x4"; takes and gives studio luma.
        on_progress: called after each tile with the number of those done and of all.
        stop: once set, ends the work after the tile under way.

    Raises:
        tiles.Stopped: once `stop` was set.
        PhotoError: if the result would have more than 50 million pixels, which `python -m
            restorelib restore` can write piece by piece.
        ValueError: for another scale, or a model of another one.
        RecordingError: if there is no trained network for this.
    """
    _check_scale(scale)
    height, width = (scale * side for side in photo.pixels.shape[:2])
    if height * width > MAX_PIXELS:
        raise PhotoError(
            f"expected a result of at most {MAX_PIXELS // 10**6} million pixels; x{scale} would "
            f"make {height * width / 1e6:.0f}. Cut the photograph, choose a smaller scale, or use "
            "`python -m restorelib restore`, which writes it piece by piece."
        )
    made = enlarged_bands(photo, scale, model=model, on_progress=on_progress, stop=stop)
    return _collected(photo, made, scale)


def denoise(
    photo: Photo,
    sigma: float | None = None,
    *,
    model: keras.Model | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Photo:
    """Take white Gaussian noise away, with the trained network that fits best.

    In grey there is a network for each of some strengths, and that of the nearest is taken. Colour
    has one of its own, trained on many strengths; where there is none, or a grey one is handed in,
    the grey one takes red, green and blue one after the other.

    Args:
        photo: of any size; alpha stays as it is.
        sigma: standard deviation of the noise on the 0..255 scale; None estimates it.
        model: to be used instead; from grey or RGB in [0, 1] to the same.
        on_progress: called after each tile with the number of those done and of all.
        stop: once set, ends the work after the tile under way.

    Raises:
        tiles.Stopped: once `stop` was set.
        ValueError: if sigma is negative, or the model is none of a denoiser.
        RecordingError: if there is no trained network for this.
    """
    made = denoised_bands(photo, sigma, model=model, on_progress=on_progress, stop=stop)
    return _collected(photo, made, 1)


def estimate_sigma(photo: Photo) -> float:
    """How strong the noise of a photograph is, if it is white and Gaussian.

    What a difference of second differences leaves of an image is noise for the most part:
    Immerkaer 1996, "Fast noise variance estimation", doi:10.1006/cviu.1996.0060. Of its absolute
    values the median is taken where he takes the mean, so that edges count little (Donoho and
    Johnstone 1994, doi:10.1093/biomet/81.3.425). Fine texture counts as noise all the same: clean
    photographs come out at about 2, and noise that was clipped to 0..255 as less than it was.

    Args:
        photo: at least 3 x 3 pixels; of a large one some 4 million are looked at.

    Returns:
        The standard deviation on the 0..255 scale, mean of the channels; 0 for tiny photographs.
    """
    height, width, channels = photo.pixels.shape
    if min(height, width) < 3:
        return 0.0
    rows = 64
    every = rows * max(1, round(height * width / LOOKED_AT))
    found = []
    for channel in range(channels):
        strips = [photo.pixels[top : top + rows, :, channel] for top in range(0, height, every)]
        left = np.concatenate([_differences(strip) for strip in strips if len(strip) > 2])
        found.append(np.median(left))
    # 0.6745: the median of |n|, for n from N(0, 1).
    return float(255 * np.mean(found) / 0.6745)


def enlarged_bands(
    photo: Photo,
    scale: int,
    *,
    model: keras.Model | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Iterator[np.ndarray]:
    """As `enlarge`, in bands from top to bottom, each made when it is asked for.

    Yields:
        `(rows, scale * width, channels)` float32 in [0, 1]; alpha is the last channel.
    """
    _check_scale(scale)
    model = model or _enlarger(scale)
    if reach(model).step * scale != 1:
        raise ValueError(f"expected a model that enlarges by {scale}; received {model.name!r}.")
    studio = _studio_luma(photo.pixels)
    top = 0
    for studio_band in tiles.bands(model, studio, on_tile=on_progress, stop=stop):
        for start in range(0, len(studio_band), scale * ROWS):
            part = studio_band[start : start + scale * ROWS]
            bottom = top + len(part) // scale
            yield _coloured(part, photo, top, bottom, scale)
            top = bottom


def denoised_bands(
    photo: Photo,
    sigma: float | None = None,
    *,
    model: keras.Model | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Iterator[np.ndarray]:
    """As `denoise`, in bands from top to bottom, each made when it is asked for.

    Yields:
        `(rows, width, channels)` float32 in [0, 1]; alpha is the last channel.
    """
    if sigma is not None and not 0 <= sigma < np.inf:
        raise ValueError(f"sigma expects a number >= 0 on the 0..255 scale; received {sigma}.")
    channels = photo.pixels.shape[2]
    model = model or _denoiser(channels, estimate_sigma(photo) if sigma is None else sigma)
    top = 0
    tile = TILE_FOR_LARGE if photo.pixels.size > LARGE else DENOISING_TILE
    run = _by_channel if channels > model.input.shape[-1] == 1 else tiles.bands
    for band in run(model, photo.pixels, tile=tile, on_tile=on_progress, stop=stop):
        if band.shape[1:] != photo.pixels.shape[1:]:
            raise ValueError(f"expected a denoiser of {channels} channels; got {model.name!r}.")
        np.clip(band, 0, 1, out=band)
        if photo.alpha is not None:
            band = np.concatenate([band, photo.alpha[top : top + len(band)]], axis=2)
        yield band
        top += len(band)


def denoiser_name(channels: int, sigma: float) -> str:
    """The trained network for noise of this strength: that of the nearest one.

    Args:
        channels: 1 grey, 3 RGB; a grey one is named where there is none for RGB.
        sigma: standard deviation on the 0..255 scale.

    Raises:
        RecordingError: if there is no trained denoiser.
    """
    denoisers = [name for name in available() if RECIPES[name].task == "denoising"]
    fitting = [n for n in denoisers if RECIPES[n].arguments.get("channels", 1) == channels]
    grey = [n for n in denoisers if RECIPES[n].arguments.get("channels", 1) == 1]
    if not fitting + grey:
        raise RecordingError(f"expected a trained denoiser; there are only {available()}.")

    def distance(name: str) -> float:
        weakest, strongest = RECIPES[name].sigma
        return max(weakest - sigma, 0, sigma - strongest)

    return min(fitting or grey, key=distance)


def _check_scale(scale: int) -> None:
    if scale not in SCALES:
        raise ValueError(f"scale expects one of {SCALES}; received {scale!r}.")


@functools.cache  # a folder of photographs takes one
def _enlarger(scale: int) -> keras.Model:
    return as_phases(trained(f"fsrcnn-x{scale}"))


def _denoiser(channels: int, sigma: float) -> keras.Model:
    return _by_name(denoiser_name(channels, sigma))


@functools.cache
def _by_name(name: str) -> keras.Model:
    return as_convolutions(trained(name))


def _by_channel(model: keras.Model, pixels, *, tile: int, on_tile, stop) -> Iterator[np.ndarray]:
    """As `tiles.bands`, with a grey network that takes each channel as a picture of its own."""
    count, done = pixels.shape[2], 0

    def after_tile(_: int, total: int) -> None:
        nonlocal done
        done += 1
        if on_tile:
            on_tile(done, count * total)

    alone = [
        pixels.channel(i) if isinstance(pixels, Levels) else pixels[..., i : i + 1]
        for i in range(count)
    ]
    made = [tiles.bands(model, one, tile=tile, on_tile=after_tile, stop=stop) for one in alone]
    for bands in zip(*made, strict=True):
        yield np.concatenate(bands, axis=2)


def _studio_luma(pixels: np.ndarray) -> np.ndarray:
    """As `data.studio_luma`, and for grey, too; in parts, since large photographs need the room."""
    luma = np.empty((*pixels.shape[:2], 1), "float32")
    for top in range(0, len(luma), ROWS):
        part = pixels[top : top + ROWS]
        luma[top : top + ROWS] = data.luma(part) if part.shape[2] == 3 else part
    luma *= 219 / 255
    luma += 16 / 255
    return luma


def _coloured(studio: np.ndarray, photo: Photo, top: int, bottom: int, scale: int) -> np.ndarray:
    """Luma made by a network, with the colours and the alpha of these rows of the photograph."""
    band = (255 * studio - 16) / 219
    if photo.pixels.shape[2] == 3:
        colours = _bicubic_rows(photo.pixels, top, bottom, scale)
        # The same added to all three channels: luma becomes the network's, colour stays.
        band = colours + (band - data.luma(colours))
    if photo.alpha is not None:
        band = np.concatenate([band, _bicubic_rows(photo.alpha, top, bottom, scale)], axis=2)
    return np.clip(band, 0, 1, out=band)


def _bicubic_rows(image: np.ndarray, top: int, bottom: int, scale: int) -> np.ndarray:
    """Rows `top` to `bottom` of the image, enlarged as `degrade.bicubic_upsample` does the whole.

    The cubic reaches two pixels to each side; it sees them beyond the box.
    """
    above, below = max(0, top - 3), bottom + 3
    width = image.shape[1]
    box = (0, top - above, width, bottom - above)
    size = (scale * width, scale * (bottom - top))
    enlarged = np.empty((size[1], size[0], image.shape[2]), "float32")
    for channel in range(image.shape[2]):
        part = Image.fromarray(np.ascontiguousarray(image[above:below, :, channel]))
        enlarged[..., channel] = part.resize(size, Image.Resampling.BICUBIC, box=box)
    return enlarged


def _collected(photo: Photo, made: Iterator[np.ndarray], scale: int) -> Photo:
    height, width, channels = photo.pixels.shape
    pixels = np.empty((scale * height, scale * width, channels), "float32")
    alpha = None if photo.alpha is None else np.empty((*pixels.shape[:2], 1), "float32")
    top = 0
    for band in made:
        pixels[top : top + len(band)] = band[..., :channels]
        if alpha is not None:
            alpha[top : top + len(band)] = band[..., channels:]
        top += len(band)
    return replace(photo, pixels=pixels, alpha=alpha)


def _differences(strip: np.ndarray) -> np.ndarray:
    rows = strip[:-2] - 2 * strip[1:-1] + strip[2:]
    # 6: white noise comes out so many times as strong, the root of the kernel's squares' sum, 36.
    return np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]).ravel() / 6
