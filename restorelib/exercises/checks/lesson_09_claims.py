"""Checks of lesson 09: an interval of a difference, and verdicts on three claims."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from restorelib.exercises.answers import read_choices, read_pair
from restorelib.exercises.card import Card
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.papers.bootstrap import interval

VERDICTS = ("shown", "not shown", "leak")


@exercise("09.1")
def check_interval(function: Callable[[np.ndarray, np.ndarray], tuple[float, float]]) -> Feedback:
    """Lesson 09, exercise 1: a 95 % interval of the mean gain of one method over another.

    Args:
        function: (ours, theirs), PSNR of two methods on the same N pictures, `(N,)` dB -> the ends
            (low, high) in dB.
    """
    for pictures, gain in ((40, 0.3), (68, -0.1)):
        ours, theirs = _scores(pictures, gain=gain, seed=pictures)
        answer = called(function, ours.copy(), theirs.copy())
        asked = "Two numbers are asked for, low and high; it returned"
        low, high = read_pair(answer, asked)
        if trouble := _misread(low, high, ours, theirs):
            return not_yet(trouble)
    return Feedback(
        True,
        "The difference is taken picture by picture, so what pictures have in common, hard or "
        "easy, is gone before the mean is drawn.",
    )


def _misread(low: float, high: float, ours: np.ndarray, theirs: np.ndarray) -> str | None:
    """What is wrong with an interval; None if it is right."""
    right = interval(ours - theirs)
    width = right[1] - right[0]
    if low > high:
        return f"From {low:.3g} to {high:.3g} dB: low has to be a number below high."
    ratio, off = (high - low) / width, (high + low) / 2 - np.mean(right)
    if abs(ratio - 1) < 0.2 and abs(off) < 0.2 * width:
        return None
    found = (
        f"It says {low:+.2f} to {high:+.2f} dB where {right[0]:+.2f} to {right[1]:+.2f} is right: "
    )
    unpaired = np.hypot(*(np.ptp(interval(one)) for one in (ours, theirs))) / width
    singles = np.ptp(np.percentile(ours - theirs, [2.5, 97.5])) / width
    if abs(off + 2 * np.mean(right)) < 0.2 * width and abs(ratio - 1) < 0.2:
        return found + "that is theirs minus ours."
    if 0.6 * unpaired < ratio:
        return (
            f"{found}that is how much pictures differ from each other. Both methods were scored "
            "on the same ones: subtract picture by picture first."
        )
    if abs(ratio / singles - 1) < 0.2:
        return (
            f"{found}that is the spread of single pictures. Draw *means* of many, and their range."
        )
    if abs(ratio - 0.51) < 0.12:
        return f"{found}that is one standard error to each side, 68 %. Asked is the middle 95 %."
    if abs(off) >= 0.2 * width:
        return f"{found}it does not lie around the mean gain, {np.mean(ours - theirs):+.2f} dB."
    return f"{found}{ratio:.2g} times as wide as it should be."


@dataclass(frozen=True, repr=False)
class Claim(Card):
    """A claim as a table prints it, and the scores that it comes from."""

    text: str
    ours: np.ndarray  # (N,) dB, one for each picture
    theirs: np.ndarray  # (N,) dB
    trained_on: tuple[str, ...]  # folders, as in a training recipe
    tested_on: str  # a name of `image_sets.SETS`

    def _words(self) -> tuple[str, ...]:
        return "Claim", self.text, f"trained on {' and '.join(self.trained_on)}"


def claims() -> dict[str, Claim]:
    """Lesson 09, exercise 3: three claims that one network is better than another."""
    made = {
        "A": (5, 0.12, 0.3, ("T91", "General100"), "Set5"),
        "B": (100, 0.04, 0.16, ("T91", "General100"), "BSD100"),
        "C": (68, 0.35, 0.2, ("BSDS500/train", "BSDS500/val"), "BSD68"),
    }
    found = {}
    for name, (pictures, gain, spread, trained_on, tested_on) in made.items():
        ours, theirs = _scores(pictures, gain=gain, seed=pictures, spread=spread)
        text = f"{ours.mean() - theirs.mean():+.2f} dB on {tested_on}, {pictures} pictures"
        found[name] = Claim(text, ours, theirs, trained_on, tested_on)
    return found


@exercise("09.3")
def check_verdicts(answers: Mapping[str, str | None]) -> Feedback:
    """Lesson 09, exercise 3: which claim is shown, which is not, and which one has a leak?

    Args:
        answers: "A", "B" and "C" -> "shown", "not shown" or "leak".
    """
    found = claims()
    hint = (
        "First ask whether the test pictures were trained on, then take the interval of the gain."
    )
    answers = read_choices(answers, tuple(found), VERDICTS, hint=hint)
    right = {name: _verdict(claim) for name, claim in found.items()}
    wrong = [
        f"{name}: {_reason(found[name], right[name])}"
        for name in found
        if answers[name] != right[name]
    ]
    if wrong:
        return not_yet(f"{len(found) - len(wrong)} of {len(found)} are right. {' '.join(wrong)}")
    return Feedback(
        True,
        "The smallest gain is the one that is shown: it comes from a hundred pictures. The "
        "larger one has five, and the largest was won on pictures that were trained on. (This is "
        "about these trainings only: the interval does not know how other seeds would end.)",
    )


def _verdict(claim: Claim) -> str:
    if _leaks(claim):
        return "leak"
    return "shown" if interval(claim.ours - claim.theirs)[0] > 0 else "not shown"


def _leaks(claim: Claim) -> int:
    from restorelib.papers import image_sets

    return image_sets.trained_on(claim.tested_on, claim.trained_on)


def _reason(claim: Claim, verdict: str) -> str:
    low, high = interval(claim.ours - claim.theirs)
    if verdict == "leak":
        return (
            f"how many of the {len(claim.ours)} pictures of {claim.tested_on} lie in what it was "
            "trained on?"
        )
    clean = "no test picture was trained on, and "
    between = f"the mean gain lies between {low:+.2f} and {high:+.2f} dB."
    return clean + between


def _scores(
    pictures: int, *, gain: float, seed: int, spread: float = 0.1
) -> tuple[np.ndarray, np.ndarray]:
    """PSNR of two methods: pictures differ much, methods little, and the mean gain is exact."""
    rng = np.random.default_rng(seed)
    theirs = 29 + 3 * rng.standard_normal(pictures)
    gains = spread * rng.standard_normal(pictures)
    return theirs + gains - gains.mean() + gain, theirs
