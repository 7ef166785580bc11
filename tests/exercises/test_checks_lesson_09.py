"""Checks of lesson 09 recognise what is wrong with an answer: one test a mistake."""

import re

import numpy as np
import pytest
from scipy import stats

from restorelib import exercises
from restorelib.course import progress
from restorelib.papers import image_sets

# Exercise 1: my_interval


def means(values, draws=2_000, seed=7):
    rng = np.random.default_rng(seed)
    return [rng.choice(values, len(values)).mean() for _ in range(draws)]


def middle(values):
    return np.percentile(values, [2.5, 97.5])


def student(ours, theirs, times=1.96):
    gains = ours - theirs
    reach = times * gains.std(ddof=1) / np.sqrt(len(gains))
    return gains.mean() - reach, gains.mean() + reach


def by_scipy(ours, theirs):
    return tuple(stats.bootstrap((ours - theirs,), np.mean, rng=0).confidence_interval)


@pytest.mark.parametrize(
    "function",
    [lambda a, b: middle(means(a - b)), student, by_scipy, lambda a, b: list(student(a, b))],
)
def test_check_interval_takes_any_right_way(function):
    feedback = exercises.check_interval(function)
    assert feedback.solved, feedback
    assert "09.1" in progress.read().exercises


def as_in_the_lesson(ours, theirs):
    (low, high), (other_low, other_high) = middle(means(ours)), middle(means(theirs))
    return low - other_high, high - other_low


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (as_in_the_lesson, "subtract picture by picture first"),
        (
            lambda a, b: middle(np.subtract(means(a), means(b, seed=8))),
            "subtract picture by picture first",
        ),
        (lambda a, b: middle(means(b - a)), "theirs minus ours"),
        (lambda a, b: middle(a - b), "spread of single pictures"),
        (lambda a, b: student(a, b, times=1), "one standard error.*68 %"),
        (lambda a, b: np.add(student(a, b), 0.5), "does not lie around the mean gain"),
        (lambda a, b: student(a, b, times=3.4), r"1\.[678]\d* times as wide"),
        (lambda a, b: student(a, b)[::-1], "low has to be a number below high"),
        (lambda a, b: (np.nan, 1.0), "with nan, which is not finite"),
        (lambda a, b: (a - b).mean(), "Two numbers are asked for"),
        (lambda a, b: "wide", "Two numbers are asked for"),
        (lambda a, b: None, "returns None"),
        (lambda a, b: 1 / 0, "stops with ZeroDivisionError"),
        ((0.1, 0.2), "the function itself"),
    ],
)
def test_check_interval_names_the_mistake(function, words):
    feedback = exercises.check_interval(function)
    assert not feedback.solved
    assert re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def test_an_answer_that_is_right_for_one_sign_only_is_found():
    feedback = exercises.check_interval(lambda a, b: np.sort(np.abs(student(a, b))))
    assert not feedback.solved


# Exercise 2: my_ensemble


def positions(restore, image, turns=range(4), flips=(False, True)):
    made = []
    for flip in flips:
        for k in turns:
            seen = np.rot90(np.fliplr(image) if flip else image, k)
            back = np.rot90(restore(seen), 4 - k)
            made.append(np.fliplr(back) if flip else back)
    return made


def flipped_down(restore, image):
    """The same eight positions, found the other way round."""
    made = []
    for k in range(4):
        seen = np.rot90(image, k)
        made.append(np.rot90(restore(seen), -k))
        made.append(np.rot90(np.flipud(restore(np.flipud(seen))), -k))
    return sum(made) / 8


@pytest.mark.parametrize("function", [lambda r, x: np.mean(positions(r, x), 0), flipped_down])
def test_check_self_ensemble_takes_any_way_to_eight_positions(function):
    feedback = exercises.check_self_ensemble(function)
    assert feedback.solved, feedback
    assert "09.2" in progress.read().exercises


def flipped_back_too_early(restore, image):
    made = positions(restore, image, flips=(False,))
    for k in range(4):
        back = restore(np.rot90(np.fliplr(image), k))
        made.append(np.rot90(np.fliplr(back), -k))
    return np.mean(made, axis=0)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda r, x: r(x), "one position only"),
        (lambda r, x: np.mean(positions(r, x, flips=(False,)), 0), "the four turns"),
        (lambda r, x: np.mean(positions(r, x, turns=(0,)), 0), "the picture and its flip"),
        (lambda r, x: np.sum(positions(r, x), 0), "the sum of eight"),
        (flipped_back_too_early, "in the opposite order"),
        (lambda r, x: np.rot90(r(x)), "turn back"),
        (lambda r, x: np.mean(positions(r, x), 0)[:10, :14], r"enlarges twice; yours is \(10, 14"),
        (lambda r, x: sum(r(np.rot90(x, k)) for k in range(4)), "stops with ValueError"),
        (lambda r, x: None, "returns None"),
    ],
)
def test_check_self_ensemble_names_the_mistake(function, words):
    feedback = exercises.check_self_ensemble(function)
    assert not feedback.solved
    assert re.search(words, feedback.text), feedback
    assert not progress.read().exercises


# Exercise 3: three claims

RIGHT = {"A": "not shown", "B": "shown", "C": "leak"}


def test_the_claims_are_what_they_are_meant_to_be():
    claims = exercises.claims()
    for name, claim in claims.items():
        test = stats.ttest_rel(claim.ours, claim.theirs, alternative="greater")
        assert (test.pvalue < 0.025) == (RIGHT[name] != "not shown")
        inside = image_sets.trained_on(claim.tested_on, claim.trained_on)
        assert inside == (len(claim.ours) if RIGHT[name] == "leak" else 0)
        assert len(claim.ours) == len(image_sets.digests(image_sets.SETS[claim.tested_on]))
        assert f"{np.mean(claim.ours - claim.theirs):+.2f} dB" in claim.text
    gains = {name: np.mean(claim.ours - claim.theirs) for name, claim in claims.items()}
    assert gains["B"] < gains["A"] < gains["C"]


def test_check_verdicts_takes_the_right_ones():
    feedback = exercises.check_verdicts(RIGHT)
    assert feedback.solved, feedback
    assert "09.3" in progress.read().exercises


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"A": "shown"}, r"2 of 3 are right\. A: .*between -0\.\d+ and \+0\.\d+ dB"),
        ({"B": "not shown"}, r"B: no test picture.*between \+0\.\d+ and"),
        ({"C": "shown"}, r"C: how many of the 68 pictures of BSD68"),
        ({"A": "leak"}, "A: no test picture was trained on"),
        ({"A": None, "B": "better"}, "Fill in A, B with one of 'shown'"),
    ],
)
def test_check_verdicts_says_what_to_look_at(changed, words):
    feedback = exercises.check_verdicts(RIGHT | changed)
    assert not feedback.solved
    assert re.search(words, feedback.text), feedback
    assert not progress.read().exercises


@pytest.mark.parametrize("answers", [None, {}, {"A": "shown"}, RIGHT | {"D": "shown"}])
def test_check_verdicts_wants_an_answer_for_each(answers):
    assert "Answer for each of A, B, C" in exercises.check_verdicts(answers).text
