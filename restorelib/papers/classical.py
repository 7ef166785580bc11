"""Classical denoisers, which need no network: a network has to beat them.

Their parameters are the same for all images and noise levels. None was tuned on a test set.
"""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

import numpy as np

Denoiser = Callable[[np.ndarray, float], np.ndarray]


class NotInstalled(ImportError):
    """The library of a method is not installed; the message says how to install it."""


@dataclass(frozen=True)
class Method:
    """A denoiser and the library that it needs."""

    denoise: Denoiser  # ((height, width) float, sigma in its units) -> (height, width)
    needs: str  # distribution to install
    module: str  # module to import
    install: str  # how to install it, as a text
    source: str


def _non_local_means(noisy: np.ndarray, sigma: float) -> np.ndarray:
    from skimage.restoration import denoise_nl_means

    # Patch size and distance are those of scikit-image's example; 0.6 sigma is for fast mode.
    return denoise_nl_means(noisy, patch_size=5, patch_distance=6, h=0.6 * sigma, sigma=sigma)


def _wavelets(noisy: np.ndarray, sigma: float) -> np.ndarray:
    from skimage.restoration import cycle_spin, denoise_wavelet

    # Average of Haar wavelets over 16 shifts of the grid: a single grid leaves visible blocks.
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
    """Denoise an image with a classical method.

    Args:
        name: a key of `DENOISERS`.
        noisy: `(height, width, channels)`, floating point, nominally in [0, 1]; each channel is
            denoised separately.
        sigma: standard deviation of the noise on the 0..255 scale, which the methods are given.

    Returns:
        The same shape, float32; not clipped.

    Raises:
        ValueError: for an unknown method.
        NotInstalled: if the method's library is not installed.
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
    """Why a method cannot run here, and how to install it; "" if it can run."""
    method = _method(name)
    if importlib.util.find_spec(method.module):
        return ""
    return f"{name} needs {method.needs}: {method.install}."


def version(name: str) -> str:
    """Library of a method and its version, such as "bm3d 4.0.3"."""
    needs = _method(name).needs
    return f"{needs} {metadata.version(needs)}"


def _method(name: str) -> Method:
    if name not in DENOISERS:
        raise ValueError(f"method expects one of {list(DENOISERS)}; received {name!r}.")
    return DENOISERS[name]
