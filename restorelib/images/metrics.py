"""How good a restored image is: PSNR in decibels, SSIM, and the conventions of the papers."""

from dataclasses import dataclass

import numpy as np

from restorelib.images import embedded

_WINDOW = 11  # pixels: a Gaussian of sigma 1.5 cut off after 3.5 sigma, as scikit-image does


def psnr(reference: np.ndarray, image: np.ndarray, *, data_range: float) -> float:
    """Peak signal-to-noise ratio, 10 log10(data_range^2 / MSE), over all values at once.

    Args:
        reference: the clean image or batch, any shape, floating point.
        image: what is compared with it, same shape, floating point; it is not clipped.
        data_range: largest possible value minus smallest: 1.0 for images in [0, 1].

    Returns:
        PSNR in dB; infinity if both are equal.

    Raises:
        TypeError: if one of them holds integers (differences of uint8 wrap around).
        ValueError: if the shapes differ, the arrays are empty or not finite, or `data_range` is
            not above 0.
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


def rms(values: np.ndarray) -> float:
    """Root mean square of an array of any shape: the size of a signal, a gradient or a kernel."""
    return float(np.sqrt(np.mean(np.square(np.asarray(values), dtype="float64"))))


def ssim(reference: np.ndarray, image: np.ndarray, *, data_range: float) -> float:
    """Structural similarity, mean over all pixels (Wang et al. 2004, doi 10.1109/TIP.2003.819861).

    The settings are those of its authors' code: means, variances and covariance under a Gaussian
    window of 11x11 pixels with sigma 1.5, K1 = 0.01, K2 = 0.03. A pixel counts only if its whole
    window lies inside the image.

    Args:
        reference: the clean image, `(height, width, channels)`, floating point.
        image: what is compared with it, the same shape; it is not clipped.
        data_range: largest possible value minus smallest: 1.0 for images in [0, 1].

    Returns:
        Mean over the channels: 1 for equal images, near 0 for unrelated ones.

    Raises:
        TypeError: if one of them holds integers.
        ValueError: as `psnr`, and if the image is smaller than 11x11 pixels or not of rank 3.
    """
    psnr(reference, image, data_range=data_range)  # checks types, shapes and values
    if np.ndim(reference) != 3 or min(np.shape(reference)[:2]) < _WINDOW:
        raise ValueError(
            f"ssim expects images (height, width, channels) of at least {_WINDOW} x "
            f"{_WINDOW} pixels; received {np.shape(reference)}."
        )
    # This imports SciPy, which takes time: only calls of SSIM wait for it.
    from skimage.metrics import structural_similarity

    mean = structural_similarity(
        np.asarray(reference, "float64"),
        np.asarray(image, "float64"),
        data_range=data_range,
        channel_axis=-1,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )
    return float(mean)


@dataclass(frozen=True)
class Convention:
    """How two RGB images are prepared before their PSNR is computed."""

    channels: str  # "studio luma" (16/255 to 235/255), "luma" (0 to 1) or "rgb"
    crop: bool  # leave out `scale` pixels of border
    rounded: bool  # to the 256 levels of an 8-bit file, which also clips to them


SR = "luma, as in super-resolution papers"
# The papers use the first one; each of the others differs from it in one respect.
CONVENTIONS = {
    SR: Convention("studio luma", crop=True, rounded=True),
    "luma from 0 to 255": Convention("luma", crop=True, rounded=True),
    "red, green and blue": Convention("rgb", crop=True, rounded=True),
    "with the border": Convention("studio luma", crop=False, rounded=True),
    "not rounded": Convention("studio luma", crop=True, rounded=False),
}


def crop_border(image: np.ndarray, border: int) -> np.ndarray:
    """Remove `border` pixels at each of the four sides of an image.

    Args:
        image: `(height, width, channels)`.
        border: width in pixels, >= 0.

    Returns:
        A view, `(height - 2 border, width - 2 border, channels)`.

    Raises:
        ValueError: if `border` is negative, or nothing would be left.
    """
    if border < 0 or min(image.shape[:2]) <= 2 * border:
        raise ValueError(
            f"crop_border expects a border >= 0 and sides above {2 * border} pixels; "
            f"received border={border} and an image of {image.shape}."
        )
    return image[border : image.shape[0] - border, border : image.shape[1] - border]


def sr_psnr(reference: np.ndarray, image: np.ndarray, *, scale: int, convention: str = SR) -> float:
    """PSNR by one of the conventions for super-resolution; their scores differ by more than 1 dB.

    The papers' convention (Dong et al. 2016): studio luma by BT.601, rounded to 8 bits, `scale`
    pixels of border left out, data range 255.

    Args:
        reference: the original, `(height, width, channels)` in [0, 1], floating point: RGB, or
            one channel, which is taken as the luma of the convention.
        image: what is compared with it, same shape.
        scale: factor of the enlargement; also the width of the border in pixels.
        convention: a key of `CONVENTIONS`.

    Returns:
        PSNR in dB; infinity if both are equal.

    Raises:
        TypeError: if one of them holds integers.
        ValueError: for an unknown convention or number of channels, and as `psnr`.
    """
    both = _counted(reference, image, scale, convention)
    return psnr(*both, data_range=1.0)


def sr_ssim(reference: np.ndarray, image: np.ndarray, *, scale: int, convention: str = SR) -> float:
    """SSIM by one of the conventions for super-resolution.

    Arguments as `sr_psnr`; result as `ssim`; errors as both.
    """
    both = _counted(reference, image, scale, convention)
    return ssim(*both, data_range=1.0)


def _counted(
    reference: np.ndarray, image: np.ndarray, scale: int, name: str
) -> tuple[np.ndarray, np.ndarray]:
    """Two images, prepared by the convention `name` for a comparison."""
    if name not in CONVENTIONS:
        raise ValueError(f"convention expects one of {list(CONVENTIONS)}; received {name!r}.")
    if reference.shape[-1:] not in ((1,), (3,)) or reference.shape != image.shape:
        raise ValueError(
            "sr_psnr expects two images (height, width, 1 or 3) of one shape; "
            f"received {reference.shape} and {image.shape}."
        )
    convention = CONVENTIONS[name]
    return _by(convention, reference, scale), _by(convention, image, scale)


def _by(convention: Convention, image: np.ndarray, scale: int) -> np.ndarray:
    if image.shape[-1] == 3 and convention.channels != "rgb":
        image = (
            embedded.luma(image) if convention.channels == "luma" else embedded.studio_luma(image)
        )
    if convention.rounded and np.issubdtype(image.dtype, np.floating):
        image = np.clip(np.rint(255 * image), 0, 255) / 255
    return crop_border(image, scale) if convention.crop else image
