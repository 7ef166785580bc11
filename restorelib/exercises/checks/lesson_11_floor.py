"""Check of lesson 11's first exercise: the loss of a classifier that learned nothing but counts."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.answers import read_number
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.exercises.slips import Slip, nearest_slip

# Labels in which every slip gives another number: the classes are not equally common, and the
# second list lacks class 3 of five.
LABELS = (np.repeat([0, 1, 2, 3], (50, 30, 15, 5)), np.repeat([0, 1, 2, 4], (10, 20, 30, 40)))


@exercise("11.1")
def check_floor(function: Callable[[np.ndarray], float]) -> Feedback:
    """Lesson 11, exercise 1: the best cross-entropy of a net that does not look at its input.

    Args:
        function: (N,) whole numbers, the class of each sample -> cross-entropy in nats.
    """
    for labels in LABELS:
        order = np.random.default_rng(0).permutation(labels)
        returned = called(function, order)
        given = read_number(returned, "my_floor(y) should give a number; it returned")
        shares = np.bincount(labels) / len(labels)
        right = float(-np.sum(shares[shares > 0] * np.log(shares[shares > 0])))
        if abs(given - right) < 1e-3:
            continue
        told = f"For classes of {np.bincount(labels).tolist()} samples you give {given:.4g}"
        slip = nearest_slip(given, _slips(shares), within=lambda value: 1e-3 * abs(value))
        if slip:
            return not_yet(f"{told}, which {slip.words}")
        side = "less" if given > right else "more"
        return not_yet(
            f"{told}; it is {side}. The net says the same shares for each sample: how large is "
            "-log of the share that it gives to the right class, on average?"
        )
    return Feedback(
        True,
        "That is the loss at which a classifier stands that has learned only how common each class "
        "is. Where all classes are equally common it is ln C.",
    )


def _slips(shares: np.ndarray) -> list[Slip]:
    present = shares[shares > 0]
    entropy = -np.sum(present * np.log(present))
    return [
        Slip(
            np.log(len(shares)),
            "is ln C, the loss of one share for all classes. These are not equally common, and a "
            "net learns that in its last biases.",
        ),
        Slip(np.log(len(present)), "counts the classes that occur, and takes each for as common."),
        Slip(entropy / np.log(2), "is in bits. Keras takes the natural logarithm."),
        Slip(-entropy, "has the wrong sign: a loss of this kind is never below 0."),
        Slip(
            -np.mean(np.log(present)),
            "is a mean over classes. The loss is one over samples: common classes count more.",
        ),
        Slip(
            -np.log(present.max()),
            "is the loss on the commonest class alone. What is it on the others?",
        ),
        Slip(
            1 - present.max(),
            "is the share of wrong answers of a net that always says the commonest class.",
        ),
        Slip(
            float(np.sum(present * (1 - present))),
            "is a mean squared error. The lesson's classifiers have a cross-entropy.",
        ),
    ]
