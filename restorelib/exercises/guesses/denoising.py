"""Guesses of lessons 01 to 04, and of the panels for a lecture."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from restorelib.exercises.guesses.outcome import Outcome, nearest, outcome, up_to

SAME = 0.1  # dB; nearer than this is the same score


@outcome("01-score-of-nothing")
def score_of_nothing(dB: float) -> Outcome:
    """Args: PSNR of the noisy pictures."""
    choices = {"12 dB": 12, "22 dB": 22, "32 dB": 32, "42 dB": 42}
    return Outcome(nearest(dB, choices), f"{dB:.2f} dB")


@outcome("01-blur-or-nothing")
def blur_or_nothing(at_5: float, at_40: float) -> Outcome:
    """Args: gain of the blur over doing nothing in dB, at sigma 5 and at sigma 40."""
    answers = {
        (True, True): "yes, at sigma 5 and at sigma 40",
        (True, False): "only at sigma 5",
        (False, True): "only at sigma 40",
        (False, False): "at neither",
    }
    words = f"{at_5:+.2f} dB at sigma 5, {at_40:+.2f} dB at sigma 40"
    return Outcome(answers[at_5 > 0, at_40 > 0], words)


@outcome("01-largest-error")
def largest_error(errors: Mapping[str, Sequence[float]]) -> Outcome:
    """Args: slip -> change of the score in dB, picture by picture."""
    answers = {
        "clipped first": "clipping the noisy picture first",
        "rounded first": "rounding it to 8 bits",
        "8-bit squares wrap": "subtracting 8-bit numbers",
        "8-bit differences wrap": "subtracting 8-bit numbers",
        "luma for RGB": "scoring brightness instead of RGB",
        "range 255, values 0 to 1": "the wrong data range",
        "range: the largest value": "the wrong data range",
    }
    largest = {slip: max(dB, key=abs) for slip, dB in errors.items()}
    worst = max(largest, key=lambda slip: abs(largest[slip]))
    return Outcome(answers.get(worst, ""), f"{worst}: {largest[worst]:+.2f} dB")


@outcome("02-how-many-weights")
def how_many_weights(weights: int) -> Outcome:
    """Args: number of weights of the layer."""
    return Outcome(str(weights), f"{weights:,} weights")


@outcome("02-transposed-shape")
def transposed_shape(shape: Sequence[int]) -> Outcome:
    """Args: height and width of the output."""
    words = " x ".join(str(side) for side in shape)
    return Outcome(words, f"{words} values")


@outcome("02-one-batch")
def one_batch(dB: float, rungs: Mapping[str, float]) -> Outcome:
    """Args: score of the network; rung of the ladder -> its score."""
    if dB > max(rungs.values()):
        answer = "above every rung of the ladder"
    else:
        ladder = {
            "about one flat colour": rungs["the mean"],
            "about doing nothing": rungs["the input"],
        }
        answer = nearest(dB, ladder)
    return Outcome(answer, f"{dB:.2f} dB; the highest rung has {max(rungs.values()):.2f} dB")


@outcome("02-shuffled-pairs", "03-which-score", "lecture-which-score")
def which_rung(dB: float, rungs: Mapping[str, float]) -> Outcome:
    """Args: score of the network; choice -> the score of that predictor."""
    answer = nearest(dB, rungs)
    words = f"{dB:.2f} dB; {answer} has {rungs[answer]:.2f} dB"
    if abs(dB - rungs[answer]) >= 1:
        return Outcome("something in between, other in each run", words)
    return Outcome(answer, words)


@outcome("02-how-high")
def how_high(dB: float, rungs: Mapping[str, float]) -> Outcome:
    """Args: score of the network; rung of the ladder -> its score."""
    passed = sum(dB > rung for rung in rungs.values())
    if passed == len(rungs):
        answer = "above every rung"
    elif dB > rungs["the input"]:
        answer = "above doing nothing, below the best blur"
    else:
        answer = "below doing nothing"
    return Outcome(answer, f"{dB:.2f} dB, above {passed} of {len(rungs)} rungs")


@outcome("03-which-side")
def which_side(before: np.ndarray) -> Outcome:
    """Args: the pre-activations of the last layer."""
    return _side(float(np.mean(before > 0)), bool(np.any(before)), float(np.abs(before).max()))


@outcome("lecture-which-side")
def which_side_recorded(alive: Sequence[float]) -> Outcome:
    """Args: share of pre-activations above 0 at the end, run by run."""
    return _side(max(alive), True, 0)


def _side(above: float, any_other: bool, largest: float) -> Outcome:
    words = f"{above:.1%} are above 0"
    if not any_other:
        return Outcome("all exactly 0", words)
    if largest > 100:
        return Outcome("enormous, of either sign", f"{words}, and the largest is {largest:.2g}")
    return Outcome("all below 0" if above < 0.001 else "half above 0, half below", words)


@outcome("04-how-many-below-zero")
def how_many_below_zero(share: float) -> Outcome:
    """Args: share of the wanted values that are below 0."""
    edges = {"none": 0, "a few, in dark places": 0.25, "about half": 0.75, "nearly all": 1}
    return Outcome(up_to(share, edges), f"{share:.0%} of the values")


@outcome("04-how-early")
def how_early(steps: Sequence[int]) -> Outcome:
    """Args: step at which fewer than 1 in 100 values are alive, run by run."""
    edges = {"at most 16": 16, "17 to 256": 256, "more than 256": inf}
    words = f"step {min(steps)} to {max(steps)} in {len(steps)} runs"
    return Outcome(up_to(float(np.median(steps)), edges), words)


@outcome("04-quiet-start")
def quiet_start(alive: Sequence[float]) -> Outcome:
    """Args: share of values alive at step 16, seed by seed. It can't tell "later" from "never"."""
    dead = sum(share < 0.01 for share in alive)
    words = f"at step 16, dead in {dead} of {len(alive)} seeds"
    return Outcome("dies just as fast" if dead > len(alive) / 2 else "survives", words)


@outcome("04-transplant")
def transplant(dB: float, nothing: float, donor: float) -> Outcome:
    """Args: scores of the network with a ReLU, of doing nothing, and of the donor."""
    words = f"{dB:.2f} dB; doing nothing has {nothing:.2f} dB, the donor {donor:.2f} dB"
    if dB - nothing < SAME:
        return Outcome("the same as doing nothing", words)
    return Outcome("as much as the donor" if donor - dB < SAME else "in between", words)


@outcome("04-build-it-again")
def build_it_again(escaped: int, of: int) -> Outcome:
    """Args: number of runs that escaped, and of all runs."""
    edges = {"in none": 0, "in 1 to 3": 3, "in 4 to 7": 7, "in 8 or more": inf}
    return Outcome(up_to(escaped, edges), f"{escaped} of {of} escaped")


@outcome("04-two-relus")
def two_relus(lost: Sequence[int]) -> Outcome:
    """Args: how many of the two ReLUs are dead, seed by seed."""
    counts = [list(lost).count(n) for n in range(3)]
    edges = {"in none": 0, "in some": len(lost) - 1, "in all five": len(lost)}
    words = f"both dead in {counts[2]}, one in {counts[1]}, none in {counts[0]} of {len(lost)}"
    return Outcome(up_to(counts[2], edges), words)
