"""Damage that a network learns to undo: Gaussian noise and a lower resolution."""

import numpy as np


def add_gaussian_noise(images: np.ndarray, *, sigma: float, seed: int) -> np.ndarray:
    """Add white Gaussian noise: `images + sigma / 255 * n`, with n from N(0, 1).

    The result is not clipped to [0, 1], as in the denoising literature (Mao et al. 2016,
    arXiv 1603.09056): clipping would change the noise in dark and in bright places.

    Args:
        images: any shape, floating point, in [0, 1].
        sigma: standard deviation on the 0..255 scale; sigma=10 leaves 28.13 dB.
        seed: of a new random generator; the same seed gives the same noise.

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
    # Some tolerance: values of an image that is already noisy may lie outside [0, 1].
    if images.size and (images.min() < -1 or images.max() > 2):
        raise ValueError(
            "add_gaussian_noise expects images in [0, 1]; received values in "
            f"[{images.min():.4g}, {images.max():.4g}]. Divide 0..255 images by 255."
        )
    if not 0 <= sigma < np.inf:
        raise ValueError(f"sigma expects a number >= 0 on the 0..255 scale; received {sigma}.")
    noise = np.random.default_rng(seed).standard_normal(images.shape, dtype="float32")
    return (images + sigma / 255 * noise).astype(images.dtype)


def modcrop(image: np.ndarray, scale: int) -> np.ndarray:
    """Remove rows at the bottom and columns at the right so that `scale` divides both sides.

    Args:
        image: `(height, width, channels)`.
        scale: an integer >= 1.

    Returns:
        A view of the image.

    Raises:
        TypeError: if the image holds integers.
        ValueError: if the image is smaller than `scale`, not of rank 3, or not finite.
    """
    _check_image(image, scale, "modcrop")
    height, width = image.shape[0] // scale * scale, image.shape[1] // scale * scale
    return image[:height, :width]


def bicubic_downsample(image: np.ndarray, scale: int) -> np.ndarray:
    """Make an image `scale` times smaller by Pillow's bicubic interpolation with anti-aliasing.

    The cubic kernel (a = -0.5) is `scale` times wider, so that every pixel counts and no fine
    pattern turns into a coarse one. Super-resolution papers make their low-resolution images in
    this way; MATLAB's imresize differs by rounding only.

    Args:
        image: `(height, width, channels)`, floating point; `modcrop` it first.
        scale: an integer >= 1 that divides height and width.

    Returns:
        `(height / scale, width / scale, channels)` float32. Values may lie slightly outside the
        range of the image, since the cubic has negative parts.

    Raises:
        TypeError: if the image holds integers.
        ValueError: if the image is not of rank 3, holds NaN or infinity, or `scale` does not
            divide its sides.
    """
    _check_image(image, scale, "bicubic_downsample")
    height, width = image.shape[:2]
    if height % scale or width % scale:
        raise ValueError(
            f"bicubic_downsample expects sides that {scale} divides; received {height} x {width}. "
            f"Cut it first: modcrop(image, {scale})."
        )
    return _bicubic(image, height // scale, width // scale)


def bicubic_upsample(image: np.ndarray, scale: int) -> np.ndarray:
    """Make an image `scale` times larger by Pillow's bicubic interpolation.

    Args:
        image: `(height, width, channels)`, floating point.
        scale: an integer >= 1.

    Returns:
        `(scale * height, scale * width, channels)` float32. Values may lie slightly outside the
        range of the image.

    Raises:
        TypeError: if the image holds integers.
        ValueError: if the image is smaller than `scale`, not of rank 3, or holds NaN or infinity.
    """
    _check_image(image, scale, "bicubic_upsample")
    return _bicubic(image, scale * image.shape[0], scale * image.shape[1])


def _bicubic(image: np.ndarray, height: int, width: int) -> np.ndarray:
    from PIL import Image  # here, since `make compat` adds noise without Pillow

    # Mode "F" holds one channel of float32, so Pillow rounds and clips nothing.
    channels = [
        Image.fromarray(channel).resize((width, height), Image.Resampling.BICUBIC)
        for channel in np.moveaxis(image.astype("float32"), -1, 0)
    ]
    return np.stack([np.asarray(channel) for channel in channels], axis=-1)


def _check_image(image: np.ndarray, scale: int, name: str) -> None:
    if np.ndim(image) != 3 or not isinstance(scale, int | np.integer) or scale < 1:
        raise ValueError(
            f"{name} expects an image (height, width, channels) and a whole scale >= 1; "
            f"received shape {np.shape(image)} and scale {scale!r}."
        )
    if not np.issubdtype(image.dtype, np.floating):
        raise TypeError(
            f"{name} expects floats in [0, 1]; received {image.dtype}. "
            "Convert first: image.astype('float32') / 255."
        )
    if min(image.shape[:2]) < scale or not image.shape[2]:
        raise ValueError(f"{name} expects sides >= {scale} and a channel; received {image.shape}.")
    if not np.isfinite(image).all():
        raise ValueError(f"{name} expects finite values; received NaN or infinity.")
