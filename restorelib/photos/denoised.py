"""Denoise a photograph band by band, with the trained network that fits best."""

import functools
import math
import threading
from collections.abc import Callable, Iterator

import keras
import numpy as np

from restorelib.models import tiles
from restorelib.models.catalogue import RECIPES
from restorelib.models.fast.convolutions import as_convolutions
from restorelib.models.reach import reach, receptive_radius
from restorelib.models.trained_nets import available, trained
from restorelib.photos.noise_level import estimate_sigma
from restorelib.photos.picture import Levels, Photo
from restorelib.photos.region import Region, cut, cut_bands, whole_region
from restorelib.storage.packing import RecordingError

BRIGHTEST = 3.0  # largest factor that brightens a picture with little noise for a denoiser


def denoised_bands(
    photo: Photo,
    sigma: float | None = None,
    *,
    region: Region | None = None,
    model: keras.Model | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[np.ndarray]:
    """As `restoring.denoise`, in bands from top to bottom, each computed on demand.

    Yields:
        `(rows, width, channels)` float32 in [0, 1]; alpha is the last channel.
    """
    if sigma is not None and not 0 <= sigma < np.inf:
        raise ValueError(f"sigma expects a number >= 0 on the 0..255 scale; received {sigma}.")
    channels, factor = photo.pixels.shape[2], 1.0
    if model is None:
        model, factor = _denoiser(channels, estimate_sigma(photo) if sigma is None else sigma)
    wide = whole_region(photo)
    if region:
        seen = receptive_radius(model), reach(model).grid
        wide = region.grown(seen[0], photo.pixels.shape, grid=seen[1])
    made = _bands(cut(photo, wide), factor, model, on_progress, stop)
    yield from cut_bands(made, region.seen_from(wide)) if region else made


def _bands(photo: Photo, factor: float, model, on_progress, stop) -> Iterator[np.ndarray]:
    pixels = photo.pixels if isinstance(photo.pixels, Levels) else Levels(photo.pixels, 1.0)
    channels = pixels.shape[2]
    run = _by_channel if channels > model.input.shape[-1] == 1 else tiles.bands
    top = 0
    for band in run(model, pixels.times(factor), on_tile=on_progress, stop=stop):
        if band.shape[1:] != photo.pixels.shape[1:]:
            raise ValueError(f"expected a denoiser of {channels} channels; got {model.name!r}.")
        band /= factor
        np.clip(band, 0, 1, out=band)
        if photo.alpha is not None:
            band = np.concatenate([band, photo.alpha[top : top + len(band)]], axis=2)
        yield band
        top += len(band)


def denoiser_name(channels: int, sigma: float) -> str:
    """Name of the trained network for noise of this strength, or of the nearest strength.

    Args:
        channels: 1 grey, 3 RGB; without a network for RGB, a grey one is named.
        sigma: standard deviation on the 0..255 scale.

    Raises:
        RecordingError: if there is no trained denoiser.
    """
    denoisers = [name for name in available() if RECIPES[name].task == "denoising"]
    fitting = [n for n in denoisers if RECIPES[n].arguments.get("channels", 1) == channels]
    grey = [n for n in denoisers if RECIPES[n].arguments.get("channels", 1) == 1]
    if not fitting + grey:
        raise RecordingError(f"expected a trained denoiser; there are only {available()}.")
    return min(fitting or grey, key=lambda name: abs(math.log(_factor(name, sigma))))


def _factor(name: str, sigma: float) -> float:
    """Factor on the picture that brings its noise into the sigma range of the network."""
    weakest, strongest = RECIPES[name].sigma
    sigma = max(sigma, 0.1)
    return min(max(sigma, weakest), strongest) / sigma


def _denoiser(channels: int, sigma: float) -> tuple[keras.Model, float]:
    name = denoiser_name(channels, sigma)
    return _by_name(name), min(_factor(name, sigma), BRIGHTEST)


@functools.cache
def _by_name(name: str) -> keras.Model:
    return as_convolutions(trained(name))


def _by_channel(model: keras.Model, pixels: Levels, *, on_tile, stop) -> Iterator[np.ndarray]:
    """As `tiles.bands`, with a grey network that restores each channel separately."""
    count, done = pixels.shape[2], 0

    def after_tile(_: int, total: int) -> None:
        nonlocal done
        done += 1
        if on_tile:
            on_tile(done, count * total)

    made = [
        tiles.bands(model, pixels.channel(i), on_tile=after_tile, stop=stop) for i in range(count)
    ]
    for bands in zip(*made, strict=True):
        yield np.concatenate(bands, axis=2)
