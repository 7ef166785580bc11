"""Check of lesson 05's third exercise: which rung of the ladder does each of three logs equal?"""

from collections.abc import Mapping

import numpy as np

from restorelib.exercises.answers import read_choices
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.images import damage, embedded, metrics, predictors

RUNGS = ("grey", "nearest", "bicubic")
SCALE = 2  # of the logs
SIDE = 240  # pixels of the lesson's squares
# log -> its rung, how the small picture was made, the convention of the score
LOGS = {
    "A": ("nearest", "centred", "red, green and blue"),
    "B": ("bicubic", "centred", "luma from 0 to 255"),
    "C": ("bicubic", "not stretched", metrics.SR),
}


def standing_logs() -> dict[str, float]:
    """Lesson 05, exercise 3: final scores of three logs at x2, on the photograph of Chelsea.

    Returns:
        name -> dB, rounded to two decimals.
    """
    photo = _chelsea()
    small = {
        "centred": damage.bicubic_downsample(photo, SCALE),
        "not stretched": _not_stretched(photo),
    }
    return {
        name: round(metrics.sr_psnr(photo, _rungs(small[how])[rung], scale=SCALE, convention=by), 2)
        for name, (rung, how, by) in LOGS.items()
    }


@exercise("05.3")
def check_rungs(answers: Mapping[str, str | None]) -> Feedback:
    """Lesson 05, exercise 3: which rung of the ladder does each log equal?

    Args:
        answers: "A", "B" and "C" -> "grey", "nearest", "bicubic" or "no rung".
    """
    known = (*RUNGS, "no rung")
    hint = "Compute the ladder of this photograph at x2 first."
    answers = read_choices(answers, tuple(LOGS), known, hint=hint)
    photo = _chelsea()
    scores = {
        rung: [
            metrics.sr_psnr(photo, image, scale=SCALE, convention=convention)
            for convention in metrics.CONVENTIONS
        ]
        for rung, image in _rungs(damage.bicubic_downsample(photo, SCALE)).items()
    }
    logs = standing_logs()
    wrong = [words for name in LOGS if (words := _misread(name, answers[name], logs, scores))]
    if wrong:
        return not_yet(f"{len(LOGS) - len(wrong)} of {len(LOGS)} are right. {' '.join(wrong)}")
    return Feedback(
        True,
        "A is nearest, in red, green and blue. B is bicubic, in luma from 0 to 255. C stands "
        "above every rung, and yet has learned nothing: it is bicubic again, of a small picture "
        "made without the stretch. A score belongs to its small picture and to its way of "
        "counting.",
    )


def _misread(
    name: str, answer: str, logs: dict[str, float], scores: dict[str, list[float]]
) -> str | None:
    """What is wrong with the answer to one log; None if it is right."""
    score = logs[name]
    rung = next((r for r, found in scores.items() if _among(score, found)), "no rung")
    if answer == rung:
        return None
    if answer == "no rung":
        return (
            f"{name}: {score:.2f} dB is a rung's score, by one of the five conventions. Did you "
            "try each of them on each rung?"
        )
    closest = min(scores[answer], key=lambda other: abs(other - score))
    return (
        f"{name}: by no convention does {answer} score {score:.2f} dB; the closest is "
        f"{closest:.2f}. Near is not equal."
    )


def _among(score: float, found: list[float]) -> bool:
    return any(abs(score - other) < 0.006 for other in found)


def _chelsea() -> np.ndarray:
    """The square of the lesson, `(240, 240, 3)`."""
    return embedded.middle(embedded.photographs("test", channels=3)["chelsea"], SIDE)


def _not_stretched(photo: np.ndarray) -> np.ndarray:
    """Half as large, by a cubic that is not stretched: its weights are -1, 9, 9, -1, over 16."""
    for axis in (0, 1):
        rows = np.moveaxis(photo, axis, 0)
        padded = np.concatenate([rows[:1], rows, rows[-1:]])
        outer, inner = padded[:-3:2] + padded[3::2], padded[1:-2:2] + padded[2:-1:2]
        photo = np.moveaxis((9 * inner - outer) / 16, 0, axis)
    return photo


def _rungs(low: np.ndarray) -> dict[str, np.ndarray]:
    train = embedded.photographs("train", channels=3).values()
    nearest = predictors.nearest(low, SCALE)
    return {
        "grey": np.full_like(nearest, np.mean([embedded.middle(photo, SIDE) for photo in train])),
        "nearest": nearest,
        "bicubic": damage.bicubic_upsample(low, SCALE),
    }
