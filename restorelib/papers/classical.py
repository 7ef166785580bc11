"""What restores pictures without a network: the methods that a network has to beat.

Parameters are fixed here, once for all images and noise levels, and none was tuned on a test set.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

import numpy as np

Denoiser = Callable[[np.ndarray, float], np.ndarray]


class NotInstalled(ImportError):
    """A method's library is not here; the message says how to get it."""


@dataclass(frozen=True)
class Method:
    """A denoiser, and what it needs."""

    denoise: Denoiser  # ((height, width) float, sigma in its units) -> (height, width)
    needs: str  # the distribution that holds it
    module: str  # what has to be importable
    install: str  # in words
    source: str


def _non_local_means(noisy: np.ndarray, sigma: float) -> np.ndarray:
    from skimage.restoration import denoise_nl_means

    # Patch and distance as in scikit-image's example; 0.6 sigma for its fast mode.
    return denoise_nl_means(noisy, patch_size=5, patch_distance=6, h=0.6 * sigma, sigma=sigma)


def _wavelets(noisy: np.ndarray, sigma: float) -> np.ndarray:
    from skimage.restoration import cycle_spin, denoise_wavelet

    # Haar wavelets on a grid that is shifted 16 times: a single grid leaves blocks.
    keywords = {"sigma": sigma, "wavelet": "db1"}
    spun = cycle_spin(noisy, func=denoise_wavelet, max_shifts=3, func_kw=keywords, workers=1)
    return np.asarray(spun)


def _bm3d(noisy: np.ndarray, sigma: float) -> np.ndarray:
    import bm3d

    return np.squeeze(bm3d.bm3d(noisy, sigma))


DENOISERS = {
    "wavelets": Method(
        _wavelets,
        "PyWavelets",
        "pywt",
        "pip install 'restorelib[evaluate]'",
        "BayesShrink, Chang, Yu, Vetterli 2000 (doi 10.1109/83.862633); cycle spinning, Coifman "
        "and Donoho 1995; scikit-image and PyWavelets",
    ),
    "non-local means": Method(
        _non_local_means,
        "scikit-image",
        "skimage",
        "it comes with the course",
        "Buades, Coll, Morel 2005 (doi 10.1109/CVPR.2005.38); scikit-image",
    ),
    "BM3D": Method(
        _bm3d,
        "bm3d",
        "bm3d",
        "pip install 'restorelib[bm3d]', for use that is not commercial only",
        "Dabov and others 2007 (doi 10.1109/TIP.2007.901238), in its revision of 2020 by Makinen, "
        "Azzari and Foi (doi 10.1109/TIP.2020.3014721), Tampere University",
    ),
}


def denoise(name: str, noisy: np.ndarray, *, sigma: float) -> np.ndarray:
    """Denoise an image by one of the classical methods.

    Args:
        name: a key of `DENOISERS`.
        noisy: `(height, width, channels)`, floating point, nominally in [0, 1]; each channel is
            treated by itself.
        sigma: of the noise, on the 0..255 scale; the methods are told it.

    Returns:
        The same shape, float32; not clipped.

    Raises:
        ValueError: for an unknown method.
        NotInstalled: if its library is not here.
    """
    method = _method(name)
    if trouble := missing(name):
        raise NotInstalled(trouble)
    channels = [
        method.denoise(channel.astype("float64"), sigma / 255)
        for channel in np.moveaxis(noisy, -1, 0)
    ]
    return np.stack(channels, axis=-1).astype("float32")


def missing(name: str) -> str:
    """Why a method cannot be used here, and what to do; "" if it can."""
    method = _method(name)
    if importlib.util.find_spec(method.module):
        return ""
    return f"{name} needs {method.needs}: {method.install}."


def version(name: str) -> str:
    """The library of a method and its version, as "bm3d 4.0.3"."""
    needs = _method(name).needs
    return f"{needs} {metadata.version(needs)}"


def _method(name: str) -> Method:
    if name not in DENOISERS:
        raise ValueError(f"method expects one of {list(DENOISERS)}; received {name!r}.")
    return DENOISERS[name]
