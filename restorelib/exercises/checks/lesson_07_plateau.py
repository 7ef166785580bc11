"""Check of lesson 07's first exercise: the plateau of a net that learns only one number."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.answers import read_pair
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.exercises.slips import Slip, nearest_slip


@exercise("07.1")
def check_plateau(function: Callable[[np.ndarray, np.ndarray], tuple[float, float]]) -> Feedback:
    """Lesson 07, exercise 1: at which loss and score does a net stop that learns only one number?

    Args:
        function: (training pictures, test pictures), each `(N, height, width, 1)` in [0, 1], to
            (loss on the training pictures, PSNR in dB on the test pictures).
    """
    train, test = _pictures(40, 0.35, seed=1), _pictures(24, 0.55, seed=2)
    returned = called(function, train.copy(), test.copy())
    loss, score = read_pair(returned, "Return two numbers, the loss and the score; received")
    return (
        _fault("The loss", loss, _loss(train), _loss_slips(train, test))
        or _fault("The score", score, decibels(_error(train, test)), _score_slips(train, test))
        or Feedback(
            True,
            f"On the pictures of this check: a loss of {loss:.4f}, and {score:.2f} dB. You need "
            "no network to know where one stands that has learned nothing but the mean.",
        )
    )


def _pictures(count: int, mean: float, seed: int) -> np.ndarray:
    """Pictures on which every slip gives another number: each has its own mean and a ramp."""
    rng = np.random.default_rng(seed)
    offsets = rng.uniform(-0.2, 0.2, (count, 1, 1, 1))
    ramp = np.linspace(-0.1, 0.1, 8).reshape(1, 1, 8, 1)
    noise = rng.uniform(-0.1, 0.1, (count, 8, 8, 1))
    return (mean + offsets + ramp + noise).astype("float32")


def _loss(train: np.ndarray) -> float:
    return float(np.var(train, dtype="float64"))


def _loss_slips(train: np.ndarray, test: np.ndarray) -> list[Slip]:
    deviations = train - train.mean(dtype="float64")
    return [
        Slip(np.mean(train**2), "is that of a black picture: subtract the grey before you square."),
        Slip(np.std(deviations), "is a standard deviation: the loss is the mean of the squares."),
        Slip(np.mean(np.abs(deviations)), "is a mean of absolute errors: square them."),
        Slip(
            np.var(test),
            "is the variance of the test pictures. The log shows the loss on the training "
            "pictures.",
        ),
        Slip(
            np.mean(train.var(axis=0)),
            "allows a grey of its own for each place. The net has one number for all of them.",
        ),
        Slip(
            np.mean(train.var(axis=(1, 2, 3))),
            "allows a grey of its own for each picture. The net has one number for all of them.",
        ),
        Slip(
            decibels(np.var(train)),
            "is in decibels. The log shows the mean squared error itself.",
        ),
    ]


def _error(train: np.ndarray, test: np.ndarray) -> float:
    """Mean squared error of the training pictures' mean on the test pictures."""
    return float(np.mean((test - train.mean(dtype="float64")) ** 2))


def _score_slips(train: np.ndarray, test: np.ndarray) -> list[Slip]:
    error = _error(train, test)
    return [
        Slip(
            decibels(np.var(test)),
            "is that of the test pictures' own mean. The net has never seen them: which grey does "
            "it know?",
        ),
        Slip(
            decibels(np.var(train)),
            "is that of the training pictures. It is asked for on the test pictures.",
        ),
        Slip(decibels(np.mean(test**2)), "is that of a black picture."),
        Slip(
            -decibels(error),
            "has the wrong sign: the peak stands above the line, the error below it.",
        ),
        Slip(error, "is the mean squared error. Now 10 log10(1 / MSE)."),
        Slip(10 * np.log(1 / error), "takes the natural logarithm; decibels use log10."),
        Slip(decibels(np.sqrt(error)), "takes the root of the error: 10 log10 is for squares."),
    ]


def _fault(what: str, given: float, right: float, slips: list[Slip]) -> Feedback | None:
    """What is wrong with a number; None if it is right."""

    def reach(value: float) -> float:
        return 1e-3 * abs(value)

    if abs(given - right) < reach(right):
        return None
    slip = nearest_slip(given, slips, within=reach)
    if slip:
        return not_yet(f"{what}, {given:.4g}, {slip.words}")
    return not_yet(
        f"{what} should be {'higher' if given < right else 'lower'} than {given:.4g} on the "
        "pictures of this check. Paint every pixel in the mean of the training pictures, and "
        "count the squared errors of that."
    )


def decibels(error: float) -> float:
    """PSNR in dB from a mean squared error > 0 of pictures in [0, 1]."""
    return float(10 * np.log10(1 / error))
