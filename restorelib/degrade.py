"""What was done to the picture: the damage that a network learns to undo."""

import numpy as np


def add_gaussian_noise(images: np.ndarray, *, sigma: float, seed: int) -> np.ndarray:
    """Add white Gaussian noise: `images + sigma / 255 * n`, with n from N(0, 1).

    The result is not clipped to [0, 1], as in the denoising literature (Mao et al. 2016,
    arXiv 1603.09056): clipping would bend the noise in dark and in bright places.

    Args:
        images: any shape, floating point, in [0, 1].
        sigma: standard deviation on the 0..255 scale; sigma=10 leaves 28.13 dB.
        seed: of a generator of its own; the same seed draws the same noise.

    Returns:
        An array of the same shape and dtype.

    Raises:
        TypeError: if `images` holds integers.
        ValueError: if it holds NaN or infinity, or values far outside [0, 1], or sigma < 0.
    """
    images = np.asarray(images)
    if not np.issubdtype(images.dtype, np.floating):
        raise TypeError(
            f"add_gaussian_noise expects floats in [0, 1]; received {images.dtype}. "
            "Convert first: images.astype('float32') / 255."
        )
    if not np.isfinite(images).all():
        raise ValueError("add_gaussian_noise expects finite values; received NaN or infinity.")
    # A little slack: an image that is noisy already may leave [0, 1].
    if images.size and (images.min() < -1 or images.max() > 2):
        raise ValueError(
            "add_gaussian_noise expects images in [0, 1]; received values in "
            f"[{images.min():.4g}, {images.max():.4g}]. Divide 0..255 images by 255."
        )
    if not 0 <= sigma < np.inf:
        raise ValueError(f"sigma expects a number >= 0 on the 0..255 scale; received {sigma}.")
    noise = np.random.default_rng(seed).standard_normal(images.shape, dtype="float32")
    return (images + sigma / 255 * noise).astype(images.dtype)
