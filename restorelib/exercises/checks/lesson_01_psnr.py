"""Checks of lesson 01: the learner's own PSNR, and one score for eight pictures."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.answers import read_number, read_sigma, read_whole
from restorelib.exercises.arrays import read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import RETURNED, called
from restorelib.exercises.slips import Slip, nearest_slip
from restorelib.images.damage import add_gaussian_noise
from restorelib.images.embedded import luma
from restorelib.images.metrics import psnr
from restorelib.images.predictors import WIDTHS, box_blur


@exercise("01.1")
def check_psnr(function: Callable[[np.ndarray, np.ndarray], float]) -> Feedback:
    """Lesson 01, exercise 1: does the learner's function score 8-bit pictures correctly?

    Args:
        function: (reference, image), both `(height, width, 3)` uint8 in 0..255 -> dB.
    """
    large, small = _eight_bit_pair(25), _eight_bit_pair(2)
    for reference, image in (large, large[::-1], small):
        returned = called(function, reference.copy(), image.copy())
        score = read_number(returned, f"One number of dB {RETURNED}")
        right = psnr(reference.astype("float64"), image.astype("float64"), data_range=255)
        if not abs(score - right) < 0.01:
            return not_yet(_mistake(score, right, _eight_bit_slips(reference, image)))
    return Feedback(
        True,
        "Right for large errors and for small ones, whichever picture comes first. It converts "
        "before it subtracts, and it knows its range: those are the two that cost most.",
    )


@exercise("01.2")
def check_ladder_score(
    number: float | None, clean: np.ndarray, *, sigma: float, width: int
) -> Feedback:
    """Lesson 01, exercise 2: the PSNR of a blur, over all values of all pictures.

    Args:
        number: the learner's answer in dB.
        clean: `(N, height, width, 3)`, floating point, in [0, 1].
        sigma: of the noise, on the 0..255 scale.
        width: of the blur in pixels, odd.
    """
    many = "take the mean of all squares, not a PSNR for each"
    number = read_number(number, "Put a number of dB in; so far it is", many=many)
    clean = read_pictures(clean, "clean", channels=3)
    sigma = read_sigma(sigma)
    width = read_whole(width, "width should be a number of pixels; it is", above=0)
    if width % 2 == 0 or width > min(clean.shape[1:3]):
        return not_yet(f"width should be odd, and no wider than the pictures; it is {width}.")
    noisy = add_gaussian_noise(clean, sigma=sigma, seed=0)
    blurred = box_blur(noisy, width)
    right = psnr(clean, blurred, data_range=1)
    if abs(number - right) < 0.02:  # seeds differ by some thousandths of a dB
        return Feedback(
            True,
            f"{right:.2f} dB, and doing nothing scores {psnr(clean, noisy, data_range=1):.2f}: "
            f"a network that cannot beat {right:.2f} dB here has learned less than a blur knows.",
        )
    return not_yet(_mistake(number, right, _ladder_slips(clean, noisy, sigma, width)))


def _eight_bit_pair(spread: int) -> tuple[np.ndarray, np.ndarray]:
    """Two uint8 pictures, both below 255; their errors are small in red and large in blue."""
    rng = np.random.default_rng(0)
    reference = rng.integers(20, 180, (48, 64, 3))
    image = reference + spread * rng.standard_normal(reference.shape) * [0.5, 1, 1.5]
    return reference.astype("uint8"), image.round().clip(0, 250).astype("uint8")


def _decibels(mse: float, peak: float) -> float:
    return float(10 * np.log10(peak**2 / mse))


def _mistake(number: float, right: float, slips: list[Slip]) -> str:
    """Text about the slip that gives this number; if there is none, about the right number."""
    slip = nearest_slip(number, slips, within=lambda value: min(0.02, 0.01 * abs(value)))
    if slip:
        return f"{number:.4g}: {slip.words}"
    return (
        f"{number:.4g} dB where {right:.2f} dB is right. Go through it in steps: the error of each "
        "value, its square, the mean of all, the range's square over it, ten times the log10."
    )


def _formula_slips(mse: float, peak: float) -> list[Slip]:
    """Slips in the formula of PSNR."""
    right = _decibels(mse, peak)
    one_scale = "a range of 255 goes with values of 0 to 255, and 1 with 0 to 1: use one scale."
    return [
        Slip(_decibels(mse, peak / 255), one_scale),
        Slip(_decibels(mse, peak * 255), one_scale),
        Slip(-right, "the sign is wrong: the range stands above the line, the error below it."),
        Slip(right / 2, "it is half. 10 log10 goes with *squares*, 20 log10 with their roots."),
        Slip(2 * right, "it is twice as much. With squares it is 10 log10, with roots 20 log10."),
        Slip(right * np.log(10), "that is the natural logarithm; decibels use log10."),
        Slip(right * np.log(10) / 2, "that is the natural logarithm, and it lacks a square."),
        Slip(10 * np.log10(255 / mse), "the range is not squared: 10 log10(range² / MSE)."),
        Slip(mse, "that is the mean squared error itself. Now 10 log10(range² / MSE)."),
        Slip(mse / peak**2, "that is the mean squared error on 0 to 1. Now 10 log10(1 / MSE)."),
        Slip(
            np.sqrt(mse),
            "that is the root of the mean squared error. Now 20 log10(range / root).",
        ),
        Slip(
            np.sqrt(mse) / peak, "that is the root of the error on 0 to 1. Now 20 log10(1 / root)."
        ),
    ]


def _eight_bit_slips(reference: np.ndarray, image: np.ndarray) -> list[Slip]:
    """Slips in the channels, the range, the errors, the formula, or errors and formula at once."""
    error = reference.astype("float64") - image
    mse = float(np.mean(error**2))
    each = [_decibels(np.mean(channel**2), 255) for channel in np.moveaxis(error, -1, 0)]
    peaks = [float(it.max()) for it in (reference, image)]
    peaks += [float(np.ptp(it)) for it in (reference, image)]
    found = "the range is the largest *possible* value, 255, whatever the pictures hold."
    of_errors = _error_slips(reference, image)
    return [
        Slip(
            np.mean(each),
            "that is the mean of three channels' PSNRs. Take one mean of all squares.",
        ),
        *(Slip(_decibels(mse, peak), found) for peak in peaks),
        *_formula_slips(mse, 255),
        *(Slip(_decibels(slip.value, 255), slip.words) for slip in of_errors),
        *(
            Slip(second.value, f"{first.words} Besides: {second.words}")
            for first in of_errors
            for second in _formula_slips(first.value, 255)
        ),
    ]


def _error_slips(reference: np.ndarray, image: np.ndarray) -> list[Slip]:
    """Slips in the errors; their values take the place of the mean squared error."""
    error = reference.astype("float64") - image
    wrapped = reference - image
    convert = "8 bits begin again at 0 after 255. Convert both pictures *before* you subtract."
    return [
        Slip(np.mean(wrapped**2), f"the squares wrapped: {convert}"),
        Slip(np.mean(wrapped.astype("float64") ** 2), f"the differences wrapped: {convert}"),
        Slip(np.mean(np.abs(error)) ** 2, "those are absolute errors; PSNR takes their squares."),
        Slip(np.mean(luma(error) ** 2), "that is luma; here RGB is asked for."),
    ]


def _ladder_slips(clean: np.ndarray, noisy: np.ndarray, sigma: float, width: int) -> list[Slip]:
    """Slips in the formula, the choice of pictures, the noise, or the blur."""

    def score(image, reference=clean):
        return psnr(reference, image, data_range=1)

    blurred = box_blur(noisy, width)
    each = [score(its, one) for one, its in zip(clean, blurred, strict=True)]
    undivided = box_blur(clean + 255 * (noisy - clean), width)
    clipped = box_blur(noisy.clip(0, 1), width)
    return [
        *_formula_slips(10 ** (-score(blurred) / 10), 1),
        Slip(
            np.mean(each), "that is the mean of the pictures' PSNRs. Asked for is the PSNR of all."
        ),
        Slip(
            score(undivided), "sigma counts on 0 to 255, your pictures on 0 to 1. Divide it by 255."
        ),
        Slip(score(clipped), "you clipped the noisy pictures. Leave them."),
        Slip(
            score(noisy), "that is doing nothing. Score the blurred pictures, not the noisy ones."
        ),
        Slip(score(box_blur(clean, width)), "you blurred the clean pictures. Blur the noisy ones."),
        Slip(
            score(blurred, noisy), "you compared with the noisy pictures. Compare with the clean."
        ),
        Slip(score(luma(blurred), luma(clean)), "that is luma; here RGB is asked for."),
        *(Slip(e, f"that is picture {i} alone; asked for are all.") for i, e in enumerate(each)),
        *(
            Slip(score(box_blur(noisy, other)), f"that is a blur of {other}x{other}.")
            for other in WIDTHS
            if other != width
        ),
        *(
            Slip(
                score(box_blur(clean + other / sigma * (noisy - clean), width)),
                f"that is sigma {other}; here it is {sigma:g}.",
            )
            for other in (5, 10, 20, 40, 80)
        ),
    ]
