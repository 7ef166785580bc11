"""Check of lesson 05's first exercise: make a picture smaller without shifting it."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.answers import AnswerError
from restorelib.exercises.arrays import read_array
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.images import damage, embedded, metrics


@exercise("05.1")
def check_downsample(function: Callable[[np.ndarray, int], np.ndarray]) -> Feedback:
    """Lesson 05, exercise 1: is a picture made smaller without a shift and without aliasing?

    Args:
        function: (image `(height, width, channels)` float32 in [0, 1], scale) -> the small image
            `(height / scale, width / scale, channels)`.
    """
    for scale in (3, 2):
        fault = _flat_fault(function, scale) or _moved(function, scale)
        if fault:
            return not_yet(fault)
    strength = _stripes_left(function)
    if strength > 0.5:
        return not_yet(
            f"It stands in the right place, but stripes of 2.5 pixels, far too fine for the small "
            f"picture, come out as coarse ones with {strength:.0%} of their strength: that is "
            "aliasing. Let all pixels of a square count, not only some of them."
        )
    photo = damage.modcrop(embedded.photographs("test")["chelsea"], 3)
    small, library = _smaller(function, photo, 3), damage.bicubic_downsample(photo, 3)
    score, bicubic = (
        metrics.sr_psnr(photo, damage.bicubic_upsample(np.float32(made), 3), scale=3)
        for made in (small, library)
    )
    stand = f"enlarged again, Chelsea scores {score:.2f} dB, and {bicubic:.2f} dB by the library's"
    if score < bicubic - 0.3:
        return not_yet(f"No shift and no aliasing, but too soft: {stand}. Blur less.")
    same = np.abs(small - library).max() < 1e-3
    kind = "It is the library's bicubic" if same else "It is not the library's, and it will do"
    return Feedback(True, f"Not shifted, and no aliasing. {kind}: {stand}.")


def _smaller(function: Callable, image: np.ndarray, scale: int) -> np.ndarray:
    """What the learner's function makes of an image, of the right shape."""
    returned = called(function, image.copy(), scale)
    small = read_array(returned, "Finite floats are asked for; it returned")
    right = (image.shape[0] // scale, image.shape[1] // scale, image.shape[2])
    if small.shape != right:
        raise AnswerError(
            f"An image {image.shape} made {scale} times smaller is {right}; yours is {small.shape}."
        )
    return small


def _flat_fault(function: Callable, scale: int) -> str:
    """What is wrong with the values of a flat picture made small."""
    small = _smaller(function, np.full((12 * scale, 16 * scale, 3), 0.5, "float32"), scale)
    if np.abs(small - 0.5).max() <= 1e-3:
        return ""
    return (
        f"A flat picture of 0.5 comes out with values from {small.min():.3g} to "
        f"{small.max():.3g}: the weights of a new pixel have to sum to 1."
    )


def _moved(function: Callable, scale: int) -> str:
    """What is wrong with the positions of the pixels: on a ramp, brightness shows the position."""
    for axis, name in enumerate(("down", "across")):
        places = np.arange(40 * scale, dtype="float32")
        ramp = places / len(places)
        image = np.broadcast_to(ramp[:, None, None], (40 * scale, 40 * scale, 1))
        image = np.ascontiguousarray(image if axis == 0 else image.swapaxes(0, 1))
        found = _smaller(function, image, scale).mean(axis=(1 - axis, 2)) * len(places)
        centres = (np.arange(40) + 0.5) * scale - 0.5
        off = (found - centres)[12:-12]  # at the edges, a wide window reaches outside the image
        if np.abs(off).max() < 0.02:
            continue
        if np.ptp(off) > 0.1:
            return (
                f"At x{scale}, {name} the picture, the new pixels are not {scale} old ones apart: "
                f"they lie {off[0]:+.2f} pixels off at one side and {off[-1]:+.2f} at the other. "
                f"New pixel i stands for old pixels {scale} i to {scale} i + {scale - 1}."
            )
        return (
            f"Shifted by {off.mean():+.2f} pixels of the large picture, {name}, at x{scale}: new "
            f"pixel 0 stands for old pixels 0 to {scale - 1}, so its centre lies at "
            f"{(scale - 1) / 2:g}, and yours is at {round((scale - 1) / 2 + off.mean(), 2) + 0:g}."
        )
    return ""


def _stripes_left(function: Callable) -> float:
    """Strength of stripes of 2.5 pixels in a picture 3 times smaller; 1 is their full strength."""
    stripes = 0.5 + 0.5 * np.cos(2 * np.pi * np.arange(90) / 2.5)
    image = np.broadcast_to(stripes[:, None, None], (90, 90, 1)).astype("float32")
    both = (image, image.swapaxes(0, 1))
    left = [np.std(_smaller(function, its, 3)[4:-4, 4:-4]) for its in both]
    return float(max(left) / np.std(stripes))
