"""How good a restored image is, in decibels."""

import numpy as np


def psnr(reference: np.ndarray, image: np.ndarray, *, data_range: float) -> float:
    """Peak signal-to-noise ratio, 10 log10(data_range^2 / MSE), over all values at once.

    Args:
        reference: the clean image or batch, any shape, floating point.
        image: what is compared with it, same shape, floating point; it is not clipped.
        data_range: largest possible value minus smallest: 1.0 for images in [0, 1].

    Returns:
        Decibels; infinity where both are equal.

    Raises:
        TypeError: if one of them holds integers (differences of uint8 wrap around).
        ValueError: if the shapes differ, values are missing or not finite, or
            `data_range` is not above 0.
    """
    reference, image = np.asarray(reference), np.asarray(image)
    for name, array in (("reference", reference), ("image", image)):
        if not np.issubdtype(array.dtype, np.floating):
            raise TypeError(
                f"psnr expects floats, since differences of integers can wrap around; "
                f"received {name} of {array.dtype}. Convert first: {name}.astype('float32') / 255."
            )
        if not np.isfinite(array).all():
            raise ValueError(f"psnr expects finite values; {name} holds NaN or infinity.")
    if reference.shape != image.shape or not reference.size:
        raise ValueError(
            "psnr expects two arrays of one shape, with at least one value; "
            f"received {reference.shape} and {image.shape}."
        )
    if not data_range > 0:
        raise ValueError(f"data_range expects a number above 0; received {data_range}.")
    mse = np.mean(np.square(reference.astype("float64") - image.astype("float64")))
    return float("inf") if mse == 0 else float(10 * np.log10(data_range**2 / mse))
