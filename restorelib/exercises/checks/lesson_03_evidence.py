"""Checks of lesson 03: the score of doing nothing, and is a net with a frozen log dead or alive?"""

import keras
import numpy as np

from restorelib.exercises.answers import read_number, read_sigma, read_truth, read_whole, require
from restorelib.exercises.arrays import read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.networks import output_of, read_network
from restorelib.exercises.slips import Slip, nearest_slip
from restorelib.models.rednet import red_net
from restorelib.training.gradients import largest_gradients
from restorelib.training.inside import layers_with_kernel


@exercise("03.2")
def check_identity_score(number: float | None, *, sigma: float) -> Feedback:
    """Lesson 03, exercise 2: the score of doing nothing, predicted from sigma alone.

    Args:
        number: the learner's prediction in dB.
        sigma: of the noise, on the 0..255 scale.
    """
    number = read_number(number, "Put a number of dB in; so far it is")
    sigma = read_sigma(sigma)
    truth = -20 * np.log10(sigma / 255)
    if abs(number - truth) < 0.05:
        return Feedback(
            True,
            f"20 log10(255 / {sigma:g}) = {truth:.2f} dB. Behind a log that stands still there is "
            "a net that does nothing, or one that scores as if: the number says where to look.",
        )
    slip = nearest_slip(
        number, _identity_slips(sigma), within=lambda value: 0.05 * min(1, abs(value))
    )
    if slip:
        return not_yet(slip.words)
    hint = "too high: strong noise, few decibels" if number > truth else "too low"
    return not_yet(
        f"{number:.4g} dB is {hint}. Write down the mean squared error of the noise alone, "
        "(sigma / 255)², and put it into the formula of PSNR."
    )


def _identity_slips(sigma: float) -> list[Slip]:
    share = sigma / 255
    truth = -20 * np.log10(share)
    return [
        Slip(-truth, "Only the sign is wrong: the peak stands above the line, the error below it."),
        Slip(
            truth / 2,
            "That is the decibel of the standard deviation. PSNR is of the mean *squared* "
            "error: square sigma before you take the logarithm.",
        ),
        Slip(
            -20 * np.log10(sigma),
            "There sigma counts on 0..255 and the peak on 0..1. Put both on "
            "one scale: a peak of 255, or sigma / 255.",
        ),
        Slip(
            -10 * np.log10(sigma),
            "There sigma counts on 0..255 and the peak on 0..1, and it is not "
            "squared. Put both on one scale, and square.",
        ),
        Slip(-20 * np.log(share), "That is the natural logarithm; decibels use log10."),
        Slip(
            -10 * np.log(share),
            "That is the natural logarithm of sigma; take log10 of sigma squared.",
        ),
        Slip(share**2, "That is the mean squared error itself, and right. Now 10 log10(1 / MSE)."),
        Slip(
            sigma**2,
            "That is the mean squared error on the 0..255 scale. Now 10 log10(255² / MSE).",
        ),
        Slip(20 * np.log10(255 / 10), "That is the score for sigma = 10, as in the lesson."),
    ]


def suspect(seed: int = 0) -> keras.Model:
    """The network of lesson 03, exercise 3, compiled. (The solution is below: try first.)"""
    model = red_net(10, 32, 3, seed=seed)
    # With zeros in the last layer, the net scores like its input, but it can still learn. A
    # learning rate of 1e-7 hides that.
    last = layers_with_kernel(model)[-1]
    last.set_weights([np.zeros_like(w) for w in last.get_weights()])
    model.compile(keras.optimizers.Adam(1e-7), loss="mse", jit_compile=False)
    return model


@exercise("03.3")
def check_evidence(
    model: keras.Model,
    noisy: np.ndarray,
    clean: np.ndarray,
    *,
    is_dead: bool | None,
    largest_gradient: float | None,
    values_changed: int | None,
) -> Feedback:
    """Lesson 03, exercise 3: is a net with a frozen log dead, and does the evidence say so?

    Args:
        model: the suspect, compiled.
        noisy: the test patches, `(N, height, width, channels)` float32.
        clean: the same shape.
        is_dead: the learner's verdict.
        largest_gradient: the learner's measurement, on any batches.
        values_changed: the learner's count of output values for `noisy` that differ from the input.
    """
    require(values_changed=values_changed, largest_gradient=largest_gradient, is_dead=is_dead)
    values_changed = read_whole(
        values_changed,
        "values_changed should be a whole number; so far it is",
        many="count with np.count_nonzero(output != input)",
    )
    largest_gradient = read_number(
        largest_gradient,
        "largest_gradient should be one number; so far it is",
        many="take the largest of all batches, with .max()",
    )
    is_dead = read_truth(is_dead, "is_dead")
    noisy = read_pictures(noisy, "noisy")
    clean = read_pictures(clean, "clean", shape=noisy.shape)
    model = read_network(model, noisy, compiled=True)
    changed = int(np.count_nonzero(output_of(model, noisy, shape=clean.shape) != noisy))
    gradient = float(largest_gradients(model, noisy, clean, batch_size=min(8, len(noisy))).max())
    if values_changed != changed:
        return not_yet(
            f"values_changed: I count {changed:,} of {noisy.size:,} test values that differ from "
            f"the input, you say {values_changed:,}. Compare the whole output with the whole "
            "input, value by value, with !=."
        )
    if (largest_gradient == 0) != (gradient == 0):
        return not_yet(
            f"largest_gradient: I measure up to {gradient:.1e}, you say {largest_gradient:.4g}. "
            "Take the largest over the batches, and do not round it: 0.0000 in print may hide it."
        )
    if is_dead != (gradient == 0):
        return not_yet(
            f"Your evidence contradicts your verdict: with a gradient of {gradient:.1e} "
            + ("every weight stays where it is." if gradient == 0 else "the weights still move.")
            + " The score alone proves nothing; the gradient decides."
        )
    rate = float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    return Feedback(
        True,
        "Dead: no gradient on any batch, so no number of epochs can change it."
        if is_dead
        else f"Alive: its gradient is {gradient:.1e} and the output moves. Same score, another "
        f"mechanism: it takes steps of {rate:g}. Change the learning rate, not the activation.",
    )
