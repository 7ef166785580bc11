"""Checks of lesson 10's last exercises: a score for your own photograph, and its damage."""

import io
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image

from restorelib.exercises.answers import read_choices, read_number
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import RETURNED, called
from restorelib.exercises.slips import Slip, nearest_slip
from restorelib.images import damage as degrade
from restorelib.images import embedded, metrics, predictors
from restorelib.photos import picture, restoring

Enlarge = Callable[[np.ndarray], np.ndarray]
# name -> which photograph it is, and its damage
PATIENTS = {"A": ("coffee", "zoom"), "B": ("astronaut", "JPEG"), "C": ("chelsea", "noise")}
DAMAGES = ("JPEG", "noise", "zoom")
SIDE = 240


@exercise("10.2")
def check_my_gain(function: Callable[[np.ndarray, Enlarge, int], float]) -> Feedback:
    """Lesson 10, exercise 2: by how much does a network beat bicubic on a given photograph?

    Args:
        function: (photograph `(height, width, 3)` in [0, 1], enlarge, scale) -> dB, where
            `enlarge` makes a small photograph `scale` times larger.
    """
    chelsea = embedded.photographs("test", channels=3)["chelsea"]
    for scale, image in ((3, chelsea[60:150, 60:180]), (2, chelsea[:71, :83]), (4, chelsea[:90])):
        for enlarge in (_nearest(scale), _bicubic(scale)):
            returned = called(function, image.copy(), enlarge, scale)
            gain = read_number(returned, f"One number of dB {RETURNED}")
            right, *slips = _right_and_slips(image, enlarge, scale)
            if abs(gain - right.value) < 0.02:
                continue
            told = f"{gain:+.2f} dB where {right.value:+.2f} dB is right"
            slip = nearest_slip(gain, slips, within=0.005)
            if slip:
                return not_yet(f"{told}: {slip.words}")
            return not_yet(
                f"{told}, on {image.shape} at x{scale}. In "
                "this order: cut it, make it small, enlarge it in both ways, score both, subtract."
            )
    return Feedback(
        True,
        "That is a number for your own photograph, made small. Whether the photograph itself is as "
        "sharp as that, it does not say.",
    )


def _nearest(scale: int) -> Enlarge:
    return lambda image: predictors.nearest(image, scale)


def _bicubic(scale: int) -> Enlarge:
    return lambda image: degrade.bicubic_upsample(np.asarray(image, "float32"), scale)


def _right_and_slips(image: np.ndarray, enlarge: Enlarge, scale: int) -> list[Slip]:
    """The gain: first the right one, then with one slip each."""
    whole = degrade.modcrop(image, scale)
    small = degrade.bicubic_downsample(whole, scale)
    thin = np.ascontiguousarray(whole[::scale, ::scale])
    ours, theirs = enlarge(small), degrade.bicubic_upsample(small, scale)

    def score(large, convention=metrics.SR):
        return metrics.sr_psnr(whole, large, scale=scale, convention=convention)

    def plain(large):
        return metrics.psnr(whole, large, data_range=1.0)

    rgb = "red, green and blue"
    of_thin = score(enlarge(thin)) - score(degrade.bicubic_upsample(thin, scale))
    return [
        Slip(score(ours) - score(theirs), ""),
        Slip(score(ours), "that is the score itself. How much more is it than bicubic's?"),
        Slip(score(theirs) - score(ours), "bicubic minus yours is a loss. Turn it round."),
        Slip(
            plain(ours) - plain(theirs),
            "the convention of the papers is images.sr_psnr: studio luma, rounded, no border.",
        ),
        Slip(
            score(ours, rgb) - score(theirs, rgb),
            "red, green and blue count here, and the papers compare luma.",
        ),
        Slip(
            of_thin,
            "taking every n-th pixel makes another small picture: use images.bicubic_downsample.",
        ),
    ]


def three_photographs() -> dict[str, np.ndarray]:
    """Lesson 10, exercise 3: three photographs with one damage each.

    Returns:
        name -> `(240, 240, 3)` float32 in [0, 1], rounded to 8 bits.
    """
    photographs = embedded.photographs("test", channels=3) | embedded.photographs(
        "train", channels=3
    )
    made = {}
    for name, (which, damage) in PATIENTS.items():
        whole = photographs[which]
        top, left = (whole.shape[0] - SIDE) // 2, (whole.shape[1] - SIDE) // 2
        made[name] = _damaged(whole[top : top + SIDE, left : left + SIDE], damage)
    return made


def _damaged(image: np.ndarray, damage: str) -> np.ndarray:
    if damage == "zoom":
        image = degrade.bicubic_upsample(degrade.bicubic_downsample(image, 2), 2)
    elif damage == "noise":
        image = degrade.add_gaussian_noise(image, sigma=6, seed=0)
    pixels = np.rint(255 * image.clip(0, 1)).astype("uint8")
    if damage == "JPEG":
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "JPEG", quality=40)
        pixels = np.asarray(Image.open(file))
    return pixels.astype("float32") / 255


@exercise("10.3")
def check_what_happened(answers: Mapping[str, str | None]) -> Feedback:
    """Lesson 10, exercise 3: which damage has each photograph?

    Args:
        answers: "A", "B" and "C" -> "JPEG", "noise" or "zoom".
    """
    hint = "Measure each of them first."
    answers = read_choices(answers, tuple(PATIENTS), DAMAGES, hint=hint)
    photographs = three_photographs()
    wrong = [name for name in PATIENTS if answers[name] != PATIENTS[name][1]]
    if wrong:
        told = " ".join(
            f"{name} is not {answers[name]}: {_evidence(photographs[name], answers[name])}."
            for name in wrong
        )
        return not_yet(f"{len(PATIENTS) - len(wrong)} of {len(PATIENTS)} are right. {told}")
    told = "; ".join(
        f"{name} {damage}: {_evidence(photographs[name], damage)}"
        for name, (_, damage) in PATIENTS.items()
    )
    return Feedback(True, f"{told}. Three numbers, and no original was needed.")


def _evidence(image: np.ndarray, damage: str) -> str:
    """State the measurement that shows whether a photograph has this damage."""
    if damage == "noise":
        sigma = restoring.estimate_sigma(picture.Photo(image, None, None, 8, "exercise"))
        return f"its estimated sigma is {sigma:.1f}"
    if damage == "zoom":
        return f"at half the size and back it scores {halved_psnr(image):.1f} dB"
    return f"at every eighth pixel, neighbours differ {grid_strength(image):.2f} times as much"


def halved_psnr(image: np.ndarray) -> float:
    """PSNR in dB, by the papers' convention, of a photograph halved and enlarged again."""
    again = degrade.bicubic_upsample(degrade.bicubic_downsample(image, 2), 2)
    return metrics.sr_psnr(image, again, scale=2)


def grid_strength(image: np.ndarray) -> float:
    """Mean difference of neighbours across the borders of 8 x 8 squares, over that elsewhere."""
    luma = embedded.luma(image)[..., 0]
    across, down = np.abs(np.diff(luma, axis=1)), np.abs(np.diff(luma, axis=0))
    on = np.concatenate([across[:, 7::8].ravel(), down[7::8].ravel()]).mean()
    off = [np.delete(across, np.s_[7::8], axis=1), np.delete(down, np.s_[7::8], axis=0)]
    return float(on / np.concatenate([part.ravel() for part in off]).mean())
