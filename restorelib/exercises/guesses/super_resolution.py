"""Guesses of lessons 05 to 08."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from restorelib.exercises.guesses.outcome import Outcome, nearest, outcome, up_to

SAME = 0.1  # dB; nearer than this is the same score


@outcome("05-which-mistake")
def which_mistake(not_stretched: float, shifted: float) -> Outcome:
    """Args: change of the score in dB by each mistake."""
    words = f"not stretched {not_stretched:+.2f} dB, shifted {shifted:+.2f} dB"
    if max(-not_stretched, -shifted) < SAME:
        return Outcome("neither costs 0.1 dB", words)
    if abs(not_stretched - shifted) < SAME:
        return Outcome("both cost the same", words)
    worse = "not stretching" if not_stretched < shifted else "shifting by one pixel"
    return Outcome(worse, words)


@outcome("05-which-rung")
def which_rung(dB: float, rungs: Mapping[str, float]) -> Outcome:
    """Args: score of the network; "black", "grey", "nearest" and "bicubic" -> their scores."""
    rung = nearest(dB, rungs)
    answer = "bicubic, its own input" if rung == "bicubic" else rung
    return Outcome(answer, f"{dB:.2f} dB; {rung} has {rungs[rung]:.2f} dB")


@outcome("05-who-leaves")
def who_leaves(srcnn: Sequence[int | None], fsrcnn: Sequence[int | None]) -> Outcome:
    """Args: step at which each run left grey, or None."""
    left = [sum(step is not None for step in runs) for runs in (srcnn, fsrcnn)]
    of = [len(srcnn), len(fsrcnn)]
    words = f"SRCNN left in {left[0]} of {of[0]} seeds, FSRCNN in {left[1]} of {of[1]}"
    if left == of:
        return Outcome("both, in all five seeds", words)
    if left == [of[0], 0]:
        return Outcome("only SRCNN, in all five seeds", words)
    return Outcome("each in some" if any(left) else "neither in any", words)


@outcome("06-how-many-meet")
def how_many_meet(counts: Sequence[int]) -> Outcome:
    """Args: the different numbers of weights that meet in one pixel."""
    answers = {
        (81,): "all 81",
        (9,): "9, each pixel",
        (20, 21): "20 or 21",
        (16, 20, 25): "16, 20 or 25",
    }
    found = tuple(sorted({int(count) for count in counts}))
    return Outcome(answers.get(found, ""), f"{', '.join(map(str, found))} weights")


@outcome("06-how-much-less")
def how_much_less(times: float) -> Outcome:
    """Args: multiplications of SRCNN, divided by those of FSRCNN."""
    choices = {
        "1.5 times as many multiplications": 1 / 1.5,
        "about as many": 1,
        "about a sixth of them": 6,
        "about a fortieth of them": 40,
    }
    return Outcome(nearest(times, choices, ratio=True), f"1/{times:.1f} of them")


@outcome("06-squares")
def squares(strengths: Mapping[str, Sequence[float]]) -> Outcome:
    """Args: "as it is", then each change -> std of the squares in 0..255, seed by seed."""
    medians = {change: float(np.median(seeds)) for change, seeds in strengths.items()}
    words = ", ".join(f"{change}: {std:.1f}" for change, std in medians.items())
    before = medians.pop("as it is")
    best = min(medians, key=lambda change: medians[change])
    return Outcome(best if medians[best] < before / 2 else "none: it is the stride", words)


@outcome("07-which-number")
def which_number(losses: Sequence[float]) -> Outcome:
    """Args: loss at the end, reset by reset."""
    words = f"{', '.join(f'{loss:.4f}' for loss in losses)} after {len(losses)} resets"
    if max(losses) > 1.5 * min(losses):
        return Outcome("something else after each reset", words)
    choices = {
        "0.22, as a black picture has it": 0.22,
        "0.04, as the best single grey has it": 0.04,
        "0.004, as repeated pixels have it": 0.004,
    }
    return Outcome(nearest(float(np.mean(losses)), choices, ratio=True), words)


@outcome("07-how-many-moved")
def how_many_moved(numbers: int) -> Outcome:
    """Args: how many numbers moved."""
    edges = {
        "none": 0,
        "one": 1,
        "some dozens": 999,
        "those of the last layer, about 4,500": inf,
    }
    return Outcome(up_to(numbers, edges), f"{numbers:,} moved")


@outcome("07-no-biases")
def without_biases(picture: np.ndarray) -> Outcome:
    """Args: what the network paints, values in [0, 1]."""
    low, high = float(picture.min()), float(picture.max())
    words = f"values from {low:.1e} to {high:.1e}"
    if high - low > 0.02:
        return Outcome("a picture: now it has to learn", words)
    return Outcome(nearest(high, {"black": 0, "white": 1, "the same grey": 0.42}), words)


@outcome("07-how-long")
def how_long(times: float) -> Outcome:
    """Args: steps with 10 layers, divided by the steps with 4; infinite if it never leaves."""
    if times == inf:
        return Outcome("never off", "it never left the plateau")
    choices = {
        "as quick: those layers are innocent": 1,
        "about twice as slow": 2,
        "ten times as slow": 10,
    }
    return Outcome(nearest(times, choices, ratio=True), f"{times:.1f} times as slow")


@outcome("08-gain")
def gain(mean: float) -> Outcome:
    """Args: mean gain of the mapping layers."""
    choices = {"1/10": 0.1, "1/100": 0.01, "1/1,000": 1e-3, "1/10,000": 1e-4}
    return Outcome(nearest(mean, choices, ratio=True), f"1/{1 / mean:.0f}, mean of four")


@outcome("08-no-biases")
def no_biases(ends: Sequence[float], black: float, grey: float) -> Outcome:
    """Args: score at the end, seed by seed; the scores of a black picture and of the best grey."""
    words = f"{min(ends):.2f} to {max(ends):.2f} dB; black has {black:.2f} dB"
    middle = float(np.median(ends))
    if middle > grey + 1:
        return Outcome("being learned", words)
    return Outcome(nearest(middle, {"black, still": black, "grey": grey}), words)


@outcome("08-last-layer")
def last_layer(scores: Mapping[str, Sequence[float]]) -> Outcome:
    """Args: last layer -> score at the end, seed by seed. One of the layers is no answer."""
    answers = {
        "normal, std 0.001 (the paper's)": "std 0.001, as in the paper",
        "the right fan": "gain 1, the right fan-in",
        "Keras's He normal": "Keras's HeNormal",
    }
    medians = {name: float(np.median(five)) for name, five in scores.items()}
    best = max(answers, key=lambda name: medians[name])
    words = ", ".join(f"{name}: {dB:.2f} dB" for name, dB in medians.items())
    return Outcome(answers[best], words)
