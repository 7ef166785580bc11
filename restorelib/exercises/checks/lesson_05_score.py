"""Check of lesson 05's second exercise: the score of super-resolution papers, for two files."""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from restorelib.exercises.answers import read_number
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import RETURNED, called
from restorelib.exercises.slips import Slip, nearest_slip
from restorelib.images import embedded, metrics


@exercise("05.2")
def check_sr_psnr(function: Callable[[np.ndarray, np.ndarray, int], float]) -> Feedback:
    """Lesson 05, exercise 2: does a function score two 8-bit pictures by the papers' convention?

    Args:
        function: (reference, image, scale), both `(height, width, 3)` uint8 in 0..255 -> dB.
    """
    for spread, scale in ((24, 2), (24, 3), (0.6, 3)):
        reference, image = _files(spread)
        returned = called(function, reference.copy(), image.copy(), scale)
        score = read_number(returned, f"One number of dB {RETURNED}")
        right, *slips = _right_and_slips(reference, image, scale)
        if not abs(score - right.value) < 0.002:
            slip = nearest_slip(score, slips, within=0.002)
            if slip:
                return not_yet(f"{score:.2f} dB where {right.value:.2f} dB is right: {slip.words}")
            return not_yet(
                f"{score:.4g} dB where {right.value:.2f} dB is right, at x{scale}. In this order: "
                "studio luma, rounded, the border off, floats, mean of the squares, 255² over it."
            )
    return Feedback(
        True,
        "Studio luma, rounded, without the border: your numbers can stand beside those of the "
        "papers, if the small pictures were made like theirs.",
    )


def _files(spread: float) -> tuple[np.ndarray, np.ndarray]:
    """Two uint8 pictures whose errors grow from red to blue, and towards the border."""
    rng = np.random.default_rng(0)
    reference = rng.integers(30, 226, (40, 52, 3))
    error = spread * rng.standard_normal(reference.shape) * [0.5, 1, 2]
    error[:3], error[-3:] = 1.4 * error[:3], 1.4 * error[-3:]
    error[:, :3], error[:, -3:] = 1.8 * error[:, :3], 1.8 * error[:, -3:]
    image = (reference + error).round().clip(0, 255)
    return reference.astype("uint8"), image.astype("uint8")


def _right_and_slips(reference: np.ndarray, image: np.ndarray, scale: int) -> Iterator[Slip]:
    """Score in dB for each combination of slips: first without any, then with one, then more."""
    channels = {
        "": embedded.studio_luma,
        "luma goes from 16 to 235 here, not from 0 to 255": embedded.luma,
        "take luma first: it is not RGB that is compared": lambda rgb: rgb,
    }
    borders = {
        "": scale,
        "the border is still there: leave out `scale` pixels at each side": 0,
        "the border is twice `scale` wide": 2 * scale,
    }
    rounding = {"": True, "luma is not rounded to whole numbers": False}
    ranges = {
        "": 0.0,
        "a range of 255 goes with values of 0 to 255, and 1 with 0 to 1": 20 * np.log10(255),
        "a range of 1 goes with values of 0 to 1, and 255 with 0 to 255": -20 * np.log10(255),
    }
    for parts in sorted(product(channels, borders, rounding, ranges), key=_slips_in):
        of_channels, of_border, of_rounding, of_range = parts
        both = [channels[of_channels](file / 255) for file in (reference, image)]
        if rounding[of_rounding]:
            both = [np.rint(255 * one) / 255 for one in both]
        both = [metrics.crop_border(one, borders[of_border]) for one in both]
        score = metrics.psnr(*both, data_range=1) + ranges[of_range]
        yield Slip(score, "; ".join(filter(None, parts)) + ".")
    yield from _wrapped(reference, image)
    yield from _wrapped(*(metrics.crop_border(file, scale) for file in (reference, image)))


def _slips_in(parts: tuple[str, ...]) -> int:
    return sum(map(bool, parts))


def _wrapped(reference: np.ndarray, image: np.ndarray) -> Iterator[Slip]:
    """Scores from uint8 values that wrap around after 255: in RGB, and in rounded luma."""
    words = "8 bits begin again at 0 after 255. Convert to floats before you subtract."
    rounded = [np.rint(255 * embedded.studio_luma(file / 255)) for file in (reference, image)]
    for one, other in ((reference, image), rounded):
        difference = one.astype("uint8") - other.astype("uint8")
        for square in (difference**2, difference.astype("float64") ** 2):
            yield Slip(float(10 * np.log10(255**2 / np.mean(square))), words)
