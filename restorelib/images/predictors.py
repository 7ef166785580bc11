"""The ladder: predictors that have learned nothing. Whose score is this?"""

import numpy as np

from restorelib.images import damage

WIDTHS = (3, 5, 7, 9)  # of the blurs, in pixels; each has a pixel in its middle


def box_blur(images: np.ndarray, width: int) -> np.ndarray:
    """Replace each value by the mean of the `width` times `width` values around it.

    Beyond the edge the picture goes on with its outermost values.

    Args:
        images: `(N, height, width, channels)` or `(height, width, channels)`, floating point.
        width: of the square in pixels, odd.

    Returns:
        The same shape, range and dtype.

    Raises:
        ValueError: if `width` is even or below 1, or `images` has another rank.
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
    """What each trivial predictor makes of noisy pictures.

    Args:
        noisy: `(N, height, width, channels)`, floating point, in [0, 1] but for the noise.
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
    """A batch made `scale` times larger without a network.

    Args:
        low: `(N, height, width, channels)` in [0, 1].
        scale: whole number >= 1.
        method: "nearest" repeats each pixel, "bicubic" interpolates.

    Raises:
        ValueError: for another method.
    """
    if method == "nearest":
        return nearest(low, scale)
    if method == "bicubic":
        return np.stack([damage.bicubic_upsample(image, scale) for image in low])
    raise ValueError(f"method expects 'nearest' or 'bicubic'; received {method!r}.")


def nearest(image: np.ndarray, scale: int) -> np.ndarray:
    """Each pixel repeated, `scale` times as high and as wide.

    Args:
        image: `(height, width, channels)`, or a stack of such images.
        scale: whole number >= 1.
    """
    return image.repeat(scale, axis=-3).repeat(scale, axis=-2)
