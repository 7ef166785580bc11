"""Numbers known in advance, as a table: what a prediction scores that needs no learning.

The page "Name your number" reads the same table; `known_numbers` compares numbers with it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

# A number, the name of a fact, or an operation with its arguments: ("ln", "classes").
Formula = float | str | tuple
MEASURES = {  # what a number may be -> in words
    "categorical": "cross-entropy over classes",
    "binary": "binary cross-entropy",
    "squared": "mean squared error",
    "absolute": "mean absolute error",
    "hinge": "hinge",
    "accuracy": "accuracy",
    "psnr": "PSNR",
}
# Facts that are guessed where they are not given; the usual ones first. The names of the others:
# "shares" (of the classes), "accuracy", "mean" and "std" of y, and its "deviation" from its median.
GUESSED = {
    "classes": (
        *(10, *range(2, 10), *range(11, 103), 120, 128, 200, 256, 365, 400, 500, 512),
        *(1000, 10_000, 30_522, 32_000, 50_257),
    ),
    "sigma": (10, 15, 20, 25, 30, 50, 5, 40, 70, 75),  # of the noise, on a scale of 0 to 255
    "span": (1, 255, 2),  # highest value of y less the lowest
}
SAMPLED = {"mean", "std", "deviation", "sigma"}  # other samples have them a little different
PREDICTORS = {  # trivial predictor -> what a network has learned that scores the same
    "all classes alike": "Such a network gives every class the same probability: it knows nothing "
    "of x or y.",
    "class frequencies": "Such a network knows how frequent each class is, and nothing that "
    "depends on x.",
    "the most frequent class": "Such a network names one class for all samples, the most frequent.",
    "any class": "Such a network is right as often as guessing is.",
    "certain": "All answers of such a network have the probability 0 or 1. Each wrong one costs "
    "the most that Keras charges: it cuts probabilities off at 1e−7, and −ln(1e−7) = 16.118.",
    "no everywhere": "Such a network answers no to all questions, and is nearly always right.",
    "the mean": "Such a network returns one value for every sample, the mean of y.",
    "the median": "Such a network returns one value for every sample, the median of y.",
    "zero": "Such a network returns 0 for every sample, whatever goes in.",
    "the input": "Such a network returns its input, and does nothing about the noise.",
}
INPUT = "the input"
BLIND = ("zero", "all classes alike")  # predictors that need no targets
# Those that return the same for every sample.
CONSTANTS = (*BLIND, "the mean", "the median", "class frequencies")


@dataclass(frozen=True)
class Known:
    """What a trivial predictor scores.

    Attributes:
        predictor: among PREDICTORS.
        of: the measure, among MEASURES.
        formula: of the score.
        symptom: the page about it: its file name, without the ending.
        when: what has to be so of the data, with {gaps} for facts; "" if nothing.
    """

    predictor: str
    of: str
    formula: Formula
    symptom: str
    when: str = ""


# Keras cuts probabilities at 1e-7 and 1 - 1e-7; float32 stores the latter as 1 - 2 ** -23.
_CUT, _CUT_YES = -math.log(1e-7), 23 * math.log(2)
_VARIANCE = ("square", "std")
_POWER = ("+", _VARIANCE, ("square", "mean"))
_NOISE = ("*", ("/", "sigma", 255), "span")  # in the units of y
_BELL = math.sqrt(2 / math.pi)  # mean absolute value of a normal number, as a share of its std
_WRONG = ("-", 1, "accuracy")
_EACH = ("/", 1, "classes")
_OTHERS = ("-", 1, _EACH)
_MOST = ("largest", "shares")

_EVEN = "if y is spread evenly over its range"
_BITS = "if y is 0 or 1: one class of {classes}"
_SIGMA = "with noise of sigma {sigma} on a scale of 0 to 255"
_BELL_SHAPED = "if y is standardised and bell-shaped"
_MEAN, _ZERO, _INPUT = "predicts-the-mean", "output-is-black", "output-is-input"
_GREY, _SURE, _MAJORITY = "output-is-grey", "loss-is-16-118", "accuracy-stuck"
_LN_C, _LN_2, _QUARTER = "loss-is-2-3026", "loss-is-0-6931", "loss-is-0-25"
_SIGMOIDS = "loss-is-0-3251"

KNOWN = tuple(
    Known(*row)
    for row in (
        ("all classes alike", "categorical", ("ln", "classes"), _LN_C),
        ("class frequencies", "categorical", ("entropy", "shares"), _MAJORITY),
        (
            "certain",
            "categorical",
            ("*", _CUT, _OTHERS),
            _SURE,
            "of one of {classes} equal classes",
        ),
        (
            "certain",
            "categorical",
            ("*", _CUT, _WRONG),
            _SURE,
            "and right as often as the accuracy says",
        ),
        ("all classes alike", "binary", ("ln", 2), _LN_2),
        ("class frequencies", "binary", ("entropy", "shares"), _MAJORITY),
        (
            "class frequencies",
            "binary",
            ("entropy", ("pair", _EACH)),
            _SIGMOIDS,
            "on {classes} outputs",
        ),
        ("certain", "binary", ("*", _CUT, _WRONG), _SURE, "where it says no and is wrong"),
        ("certain", "binary", ("*", _CUT_YES, _WRONG), _SURE, "where it says yes and is wrong"),
        ("the mean", "squared", _VARIANCE, _MEAN),
        ("the mean", "squared", ("/", ("square", "span"), 12), _MEAN, _EVEN),
        ("the mean", "squared", 1.0, _MEAN, "if y is standardised"),
        ("the mean", "squared", ("*", _EACH, _OTHERS), _QUARTER, _BITS),
        ("the mean", "squared", ("*", _MOST, ("-", 1, _MOST)), _QUARTER, "if y is 0 or 1"),
        ("zero", "squared", _POWER, _ZERO),
        ("zero", "squared", ("/", ("square", "span"), 3), _ZERO, _EVEN + ", from 0 on"),
        ("the input", "squared", ("square", _NOISE), _INPUT, _SIGMA),
        ("the median", "absolute", "deviation", _MEAN),
        ("the median", "absolute", ("*", _BELL, "std"), _MEAN, "if y is bell-shaped"),
        ("the median", "absolute", _BELL, _MEAN, _BELL_SHAPED),
        ("the median", "absolute", ("/", "span", 4), _MEAN, _EVEN),
        ("zero", "absolute", _EACH, _ZERO, _BITS),
        ("the input", "absolute", ("*", _BELL, _NOISE), _INPUT, _SIGMA),
        ("zero", "hinge", 1.0, _MEAN),
        ("the most frequent class", "hinge", ("*", 2, ("-", 1, _MOST)), _MAJORITY),
        ("any class", "accuracy", _EACH, _MAJORITY, "of {classes} that are alike"),
        ("the most frequent class", "accuracy", _MOST, _MAJORITY),
        (
            "no everywhere",
            "accuracy",
            _OTHERS,
            _SIGMOIDS,
            "by binary accuracy on {classes} outputs",
        ),
        ("the input", "psnr", ("decibels", ("/", 255, "sigma")), _INPUT, _SIGMA),
        ("the mean", "psnr", ("decibels", ("/", "span", "std")), _GREY),
        ("zero", "psnr", ("decibels", ("/", "span", ("sqrt", _POWER))), _ZERO),
    )
)
