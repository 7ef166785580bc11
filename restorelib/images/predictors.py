"""The ladder: trivial predictors, which need no training, to compare a network's score with."""

import numpy as np

from restorelib.images import damage

WIDTHS = (3, 5, 7, 9)  # widths of the blurs in pixels; odd, so that a pixel lies in the middle


def box_blur(images: np.ndarray, width: int) -> np.ndarray:
    """Replace each value by the mean of the `width` times `width` values around it.

    The picture is padded with its edge values.

    Args:
        images: `(N, height, width, channels)` or `(height, width, channels)`, floating point.
        width: side of the square in pixels, odd.

    Returns:
        The same shape, range and dtype.

    Raises:
        ValueError: if `width` is even or below 1, or `images` is not of rank 3 or 4.
    """
    if images.ndim not in (3, 4):
        raise ValueError(
            "box_blur expects (height, width, channels) or a stack of such images; "
            f"received shape {images.shape}."
        )
    if width < 1 or width % 2 == 0:
        raise ValueError(f"width expects an odd number of pixels, 1 or more; received {width}.")
    margin = width // 2
    edges = [(0, 0)] * (images.ndim - 3) + [(margin, margin)] * 2 + [(0, 0)]
    padded = np.pad(images, edges, mode="edge")
    height, across = images.shape[-3:-1]
    total = np.zeros_like(images)
    for y in range(width):
        for x in range(width):
            total += padded[..., y : y + height, x : x + across, :]
    return total / width**2


def rungs(noisy: np.ndarray, *, mean: np.ndarray | float) -> dict[str, np.ndarray]:
    """The output of each trivial predictor for noisy pictures.

    Args:
        noisy: `(N, height, width, channels)`, floating point: pictures in [0, 1] plus noise.
        mean: `(channels,)` or a number: the mean of the clean pictures of a training set.

    Returns:
        name -> pictures of the shape of `noisy`; "the input" is `noisy` itself.
    """
    return {
        "the input": noisy,
        "zero": np.zeros_like(noisy),
        "the mean": np.broadcast_to(np.asarray(mean, noisy.dtype), noisy.shape),
        **{f"blur {width}x{width}": box_blur(noisy, width) for width in WIDTHS},
    }


def enlarge(low: np.ndarray, scale: int, *, method: str) -> np.ndarray:
    """Make a batch `scale` times larger without a network.

    Args:
        low: `(N, height, width, channels)` in [0, 1], floating point.
        scale: an integer >= 1.
        method: "nearest" repeats each pixel, "bicubic" interpolates.

    Returns:
        `(N, scale * height, scale * width, channels)`.

    Raises:
        ValueError: for another method; for "bicubic" also as `damage.bicubic_upsample`.
        TypeError: for "bicubic", if `low` holds integers.
    """
    if method == "nearest":
        return nearest(low, scale)
    if method == "bicubic":
        return np.stack([damage.bicubic_upsample(image, scale) for image in low])
    raise ValueError(f"method expects 'nearest' or 'bicubic'; received {method!r}.")


def nearest(image: np.ndarray, scale: int) -> np.ndarray:
    """Repeat each pixel `scale` times in height and in width.

    Args:
        image: `(height, width, channels)`, or a stack of such images.
        scale: an integer >= 1.

    Returns:
        `(..., scale * height, scale * width, channels)`, in the dtype of `image`.
    """
    return image.repeat(scale, axis=-3).repeat(scale, axis=-2)
