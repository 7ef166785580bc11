"""Restore a photograph with a trained network: enlarge it, or remove its noise."""

import threading
from collections.abc import Callable

import keras

from restorelib.photos.denoised import denoised_bands
from restorelib.photos.enlarged import check_scale, enlarged_bands
from restorelib.photos.joined import joined
from restorelib.photos.noise_level import estimate_sigma
from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.reading import MAX_PIXELS
from restorelib.photos.region import Region, cut, whole_region

__all__ = ["denoise", "denoised_bands", "enlarge", "enlarged_bands", "estimate_sigma"]

OnProgress = Callable[[int, int], None]


def enlarge(
    photo: Photo,
    scale: int,
    *,
    region: Region | None = None,
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
        region: enlarge no more than this region, to the same pixels as in the whole; None: all.
        model: replaces "fsrcnn-x2", "-x3" or "-x4"; its input and output are studio luma.
        on_progress: called after each tile with (tiles done, all tiles).
        stop: once set, ends the work after the current tile.

    Raises:
        tiles.Stopped: once `stop` is set.
        PhotoError: if the result would have more than 50 million pixels, which `OwnPhoto` and
            `python -m restorelib restore` can write piece by piece.
        ValueError: for any other scale, or a model of another scale.
        RecordingError: if there is no trained network for this scale.
    """
    check_scale(scale)
    part = cut(photo, region or whole_region(photo))
    height, width = (scale * side for side in part.pixels.shape[:2])
    if height * width > MAX_PIXELS:
        raise PhotoError(
            f"expected a result of at most {MAX_PIXELS // 10**6} million pixels; x{scale} would "
            f"make {height * width / 1e6:.0f}. Enlarge a region of the photograph, or use "
            "OwnPhoto or `python -m restorelib restore`, which write it piece by piece."
        )
    made = enlarged_bands(
        photo, scale, region=region, model=model, on_progress=on_progress, stop=stop
    )
    return joined(made, part, scale)


def denoise(
    photo: Photo,
    sigma: float | None = None,
    *,
    region: Region | None = None,
    model: keras.Model | None = None,
    on_progress: OnProgress | None = None,
    stop: threading.Event | None = None,
) -> Photo:
    """Remove white Gaussian noise with the trained network that fits best.

    For grey there are networks for several sigmas; the one with the nearest sigma is used. Its
    input is made darker or brighter, so that the noise is as strong as in training; at sigma 20,
    between 10 and 30, this gains 1 dB (measured on crops of three photographs). For colour there
    is one network, trained on many sigmas. Without it, or with a grey `model`, the grey network
    restores red, green and blue separately.

    Args:
        photo: of any size; alpha stays as it is.
        sigma: standard deviation of the noise on the 0..255 scale; None estimates it, from the
            whole photograph.
        region: denoise no more than this region, to the same pixels as in the whole; None: all.
        model: replaces the trained network for any sigma; grey or RGB in [0, 1] to the same.
        on_progress: called after each tile with (tiles done, all tiles).
        stop: once set, ends the work after the current tile.

    Raises:
        tiles.Stopped: once `stop` is set.
        ValueError: if sigma is negative, or the model is not a denoiser.
        RecordingError: if there is no trained denoiser.
    """
    made = denoised_bands(
        photo, sigma, region=region, model=model, on_progress=on_progress, stop=stop
    )
    return joined(made, cut(photo, region or whole_region(photo)))
