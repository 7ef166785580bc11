"""Checks recognise what is wrong with a learner's answer: one test a mistake."""

import numpy as np
import pytest

from restorelib import exercises


def shares(y):
    counts = np.bincount(y)
    return counts[counts > 0] / len(y)


def entropy(y):
    return -np.sum(shares(y) * np.log(shares(y)))


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda y: None, "returns None"),
        (lambda y: "0.5", "should give a number"),
        (lambda y: np.log(y.max() + 1), "is ln C"),
        (lambda y: entropy(y) / np.log(2), "in bits"),
        (lambda y: -entropy(y), "wrong sign"),
        (lambda y: -np.mean(np.log(shares(y))), "a mean over classes"),
        (lambda y: -np.log(shares(y).max()), "the commonest class alone"),
        (lambda y: 1 - shares(y).max(), "share of wrong answers"),
        (lambda y: np.sum(shares(y) * (1 - shares(y))), "a mean squared error"),
        (lambda y: 5.0, "it is less"),
        (lambda y: 0.01, "it is more"),
        (lambda y: entropy(y) if 4 not in y else np.log(4), "counts the classes that occur"),
        (lambda y: np.nan, "not finite"),
    ],
)
def test_check_floor_names_the_mistake(function, words):
    reply = exercises.check_floor(function)
    assert not reply.solved and words in reply.text


def test_check_floor_accepts_the_entropy():
    assert exercises.check_floor(entropy).solved


def scaled(x, new, *, mean=None, std=None, other=None):
    """Right, or with one slip."""
    mean = x.mean(axis=0) if mean is None else mean
    std = x.std(axis=0) if std is None else std
    std = np.where(std > 0, std, 1)
    return (x - mean) / std, (new - mean) / std if other is None else other


def in_place(x, new):
    x -= x.mean(axis=0)
    return x, new


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, new: x, "Return two tables"),
        (lambda x, new: (x, new[:2]), "the shape that it had"),
        (lambda x, new: (x / x.std(axis=0),) * 2, "the shape that it had"),
        (in_place, "changes the tables"),
        (lambda x, new: (x / x.std(), new / x.std()), "Subtract the mean"),
        (lambda x, new: ((x - x.mean()) / x.std(), new), "one mean and one std"),
        (lambda x, new: scaled(x, new, std=x.var(axis=0)), "not by its square"),
        (lambda x, new: scaled(x, new, other=new), "come back as they were"),
        (lambda x, new: scaled(x, new, other=scaled(new, new)[0]), "by their own mean"),
        (lambda x, new: scaled(x, new, other=0 * new + 9), "with the mean and the std of x"),
    ],
)
def test_check_scaled_names_the_mistake(function, words):
    reply = exercises.check_scaled(function)
    assert not reply.solved and words in reply.text


@pytest.mark.filterwarnings("ignore:invalid value", "ignore:divide by zero")
def test_check_scaled_finds_a_division_by_zero():
    def bare(x, new):
        mean, std = x.mean(axis=0, dtype="float64"), x.std(axis=0, dtype="float64")
        std[3] = 0
        return (x - mean) / std, (new - mean) / std

    assert "a std of 0" in exercises.check_scaled(bare).text


def test_check_scaled_accepts_it():
    assert exercises.check_scaled(scaled).solved
