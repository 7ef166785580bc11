"""Checks of lesson 03: the repaired net, the score of doing nothing, and dead or alive?"""

from contextlib import contextmanager

import keras
import numpy as np

from restorelib.checks.feedback import PASSES, Feedback, exercise, not_yet
from restorelib.diagnostics import forward, layers_with_kernel, residual_signs
from restorelib.gradients import largest_gradients
from restorelib.metrics import psnr
from restorelib.models import red_net


@exercise("03.1")
def check_repair(model: keras.Model | None, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    """Lesson 03, exercise 1: does the input come through, can both signs be added, did it learn?

    The net is asked, not read: its last layer with a kernel is made to compute one value
    everywhere, and what comes out tells what stands behind that layer. Its weights are restored.

    Args:
        model: a trained denoiser, compiled or not.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
    """
    if not isinstance(model, keras.Model):
        return not_yet(f"The check expects your trained keras.Model; it received {model!r}.")
    channels = noisy.shape[-1]
    if model.input_shape[-1] != channels or model.output_shape[-1] != channels:
        return not_yet(
            f"The pictures have {channels} channels; your net takes {model.input_shape[-1]} and "
            f"gives {model.output_shape[-1]}. The last layer needs {channels} filters, so that "
            "the input can be added."
        )
    return _wiring_fault(model, noisy, clean) or _learning(model, noisy, clean)


def _wiring_fault(model: keras.Model, noisy: np.ndarray, clean: np.ndarray) -> Feedback | None:
    bright, dark = (_answer(model, np.full_like(noisy[:1], grey), 0) for grey in (0.75, 0.25))
    passed = float(np.mean(bright - dark))
    if abs(passed) < 1e-3:
        return not_yet(
            "The input is not added: with your last layer silenced, a bright and a dark picture "
            "come out the same. Add the input after the last deconvolution; it is the idea of "
            "this network, and only what was done to the sum is at fault."
        )
    if abs(passed - 0.5) > 0.01:
        return not_yet(
            "Your output activation bends the picture: with the last layer silenced, greys of "
            f"0.25 and 0.75 should come out 0.5 apart, and they come out {passed:.3f} apart. "
            "Behind the sum put nothing, or at most a ReLU."
        )
    if len(layers_with_kernel(model)[-1].get_weights()) < 2:
        return None  # without a bias, that layer cannot be made to compute a value
    grey = np.full_like(noisy[:1], 0.5)
    added = {
        value: float(np.mean(_answer(model, grey, value) - grey)) for value in (-9, -0.4, 0.4, 9)
    }
    one_sided = _one_sided(added, residual_signs(noisy, forward(model, noisy)))
    if one_sided:
        return not_yet(
            "Your last layer has an activation with one sign, as a ReLU has: it cannot "
            f"{one_sided} a pixel. Noise went both ways, so the correction must go both ways. "
            "Look at what stands between the last deconvolution and the sum."
        )
    reach, noise = max(map(abs, added.values())), float(np.std(noisy - clean))
    if reach < 2 * noise:
        return not_yet(
            f"Your activation reaches no further than {reach:.3f}, and the noise has a standard "
            f"deviation of {noise:.3f}: most corrections are out of its reach."
        )
    if abs(abs(added[0.4]) - np.tanh(0.4)) < 1e-3:
        return not_yet(
            "A tanh does repair it, as the answer of 2017 said. Here a repair without tanh is "
            "asked for: what is the simplest thing that has both signs?"
        )
    return None


def _one_sided(added: dict[float, float], signs: dict[str, float]) -> str:
    """What the net cannot do, "darken" or "brighten"; empty if it can do both."""
    if signs["darkened"] and signs["brightened"]:
        return ""
    if min(added.values()) > -1e-6:
        return "darken"
    return "brighten" if max(added.values()) < 1e-6 else ""


def _learning(model: keras.Model, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    nothing = psnr(clean, _answer(model, noisy, 0), data_range=1.0)
    gain = psnr(clean, forward(model, noisy), data_range=1.0) - nothing
    stand = f"{gain:+.2f} dB against doing nothing ({nothing:.2f} dB)"
    if gain < -0.01:
        return not_yet(
            f"The wiring is right, and the net stands at {stand}: it is not trained, or not long "
            "enough. Train your repaired net before you check it."
        )
    if gain <= 0.01:
        return not_yet(
            "The wiring is right, but the net is still within 0.01 dB of doing nothing. Was it "
            "trained after you changed it, for three epochs and with a learning rate of 1e-3?"
        )
    if gain < PASSES:
        return not_yet(f"On its way, at {stand}. Train for an epoch or two more: {PASSES} asked.")
    signs = residual_signs(noisy, forward(model, noisy))
    return Feedback(
        True,
        f"Your net stands at {stand}; it darkens {signs['darkened']:.0%} of the values and "
        f"brightens {signs['brightened']:.0%}. Say what you changed, and why tanh is not needed.",
    )


@exercise("03.2")
def check_identity_score(number: float | None, *, sigma: float) -> Feedback:
    """Lesson 03, exercise 2: the score of doing nothing, predicted from sigma alone.

    Args:
        number: the learner's prediction in dB.
        sigma: of the noise, on the 0..255 scale.
    """
    if not isinstance(number, int | float | np.number) or isinstance(number, bool):
        return not_yet(f"Put a number of dB in; so far it is {number!r}.")
    share = sigma / 255
    truth = -20 * np.log10(share)
    if abs(number - truth) < 0.05:
        return Feedback(
            True,
            f"20 log10(255 / {sigma:g}) = {truth:.2f} dB. Behind a log that stands still there is "
            "a net that does nothing, or one that scores as if: the number says where to look.",
        )
    mistakes = {
        -truth: "Only the sign is wrong: the peak stands above the line, the error below it.",
        truth / 2: "That is the decibel of the standard deviation. PSNR is of the mean *squared* "
        "error: square sigma before you take the logarithm.",
        -20 * np.log10(sigma): "There sigma counts on 0..255 and the peak on 0..1. Put both on "
        "one scale: a peak of 255, or sigma / 255.",
        -10 * np.log10(sigma): "There sigma counts on 0..255 and the peak on 0..1, and it is not "
        "squared. Put both on one scale, and square.",
        -20 * np.log(share): "That is the natural logarithm; decibels use log10.",
        -10 * np.log(share): "That is the natural logarithm of sigma; take log10 of sigma squared.",
        share**2: "That is the mean squared error itself, and right. Now 10 log10(1 / MSE).",
        sigma**2: "That is the mean squared error on the 0..255 scale. Now 10 log10(255² / MSE).",
        20 * np.log10(255 / 10): "That is the score for sigma = 10, as in the lesson.",
    }
    for wrong, text in mistakes.items():
        if abs(number - wrong) < 0.05 * min(1, abs(wrong)):
            return not_yet(text)
    hint = "too high: strong noise, few decibels" if number > truth else "too low"
    return not_yet(
        f"{number:.4g} dB is {hint}. Write down the mean squared error of the noise alone, "
        "(sigma / 255)², and put it into the formula of PSNR."
    )


def suspect(seed: int = 0) -> keras.Model:
    """The network of lesson 03, exercise 3, compiled. (The solution stands below: try first.)"""
    model = red_net(10, 32, 3, seed=seed)
    # A silent last layer scores what the input scores, and is alive. Steps of 1e-7 hide it.
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
        largest_gradient: the learner's evidence, over any batches.
        values_changed: how many output values differ from the input, over `noisy`.
    """
    given = {
        "values_changed": values_changed,
        "largest_gradient": largest_gradient,
        "is_dead": is_dead,
    }
    missing = [name for name, value in given.items() if value is None]
    if missing:
        return not_yet(f"Fill in {', '.join(missing)}: measure first, then judge.")
    changed = int(np.count_nonzero(forward(model, noisy) != noisy))
    gradient = float(largest_gradients(model, noisy, clean, batch_size=min(8, len(noisy))).max())
    if values_changed != changed:
        return not_yet(
            f"values_changed: I count {changed:,} of {noisy.size:,} test values that differ from "
            f"the input, you say {values_changed:,}. Compare the whole output with the whole "
            "input, value by value, with !=."
        )
    if (largest_gradient == 0) != (gradient == 0):
        return not_yet(
            f"largest_gradient: I measure up to {gradient:.1e}, you say {largest_gradient!r}. "
            "Take the largest over the batches, and do not round it: 0.0000 in print may hide it."
        )
    if bool(is_dead) != (gradient == 0):
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
        f"mechanism: it takes steps of {rate:g}. The cure is the learning rate, no activation.",
    )


def _answer(model: keras.Model, images: np.ndarray, value: float) -> np.ndarray:
    """The output for `images` when the last layer with a kernel computes `value` everywhere."""
    with _constant_last_layer(model, value):
        return forward(model, images)


@contextmanager
def _constant_last_layer(model: keras.Model, value: float):
    last = layers_with_kernel(model)[-1]
    weights = last.get_weights()
    last.set_weights([np.full_like(w, value if w.ndim == 1 else 0) for w in weights])
    try:
        yield
    finally:
        last.set_weights(weights)
