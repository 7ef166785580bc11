"""Check of lesson 03's first exercise: repair the net of case A."""

from contextlib import contextmanager

import keras
import numpy as np

from restorelib.exercises.arrays import read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.networks import output_of, read_network
from restorelib.experiments.verdicts import CLEAR
from restorelib.images.metrics import psnr
from restorelib.training.inside import layers_with_kernel, residual_signs


@exercise("03.1")
def check_repair(model: keras.Model | None, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    """Lesson 03, exercise 1: is the input added, can the net add both signs, has it learned?

    The check does not read how the net was built. It sets the weights of the last layer with a
    kernel so that it computes one value everywhere; the output then shows what follows that layer.
    Afterwards it restores the weights.

    Args:
        model: a trained denoiser, compiled or not.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
    """
    noisy = read_pictures(noisy, "noisy")
    clean = read_pictures(clean, "clean", shape=noisy.shape)
    model = read_network(model)
    channels = noisy.shape[-1]
    if model.input_shape[-1] != channels or model.output_shape[-1] != channels:
        return not_yet(
            f"The pictures have {channels} channels; your net takes {model.input_shape[-1]} and "
            f"gives {model.output_shape[-1]}. The last layer needs {channels} filters, so that "
            "the input can be added."
        )
    output = output_of(read_network(model, noisy), noisy, shape=clean.shape)
    return _wiring_fault(model, noisy, clean, output) or _learning(model, noisy, clean, output)


def _wiring_fault(
    model: keras.Model, noisy: np.ndarray, clean: np.ndarray, output: np.ndarray
) -> Feedback | None:
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
        return None  # without a bias, that layer cannot compute a given value everywhere
    grey = np.full_like(noisy[:1], 0.5)
    added = {
        value: float(np.mean(_answer(model, grey, value) - grey)) for value in (-9, -0.4, 0.4, 9)
    }
    one_sided = _one_sided(added, residual_signs(noisy, output))
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
    """What the net cannot do: "darken" or "brighten"; empty if it can do both."""
    if signs["darkened"] and signs["brightened"]:
        return ""
    if min(added.values()) > -1e-6:
        return "darken"
    return "brighten" if max(added.values()) < 1e-6 else ""


def _learning(
    model: keras.Model, noisy: np.ndarray, clean: np.ndarray, output: np.ndarray
) -> Feedback:
    nothing = psnr(clean, _answer(model, noisy, 0), data_range=1.0)
    gain = psnr(clean, output, data_range=1.0) - nothing
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
    if gain < CLEAR:
        return not_yet(f"On its way, at {stand}. Train for an epoch or two more: {CLEAR} asked.")
    signs = residual_signs(noisy, output)
    return Feedback(
        True,
        f"Your net stands at {stand}; it darkens {signs['darkened']:.0%} of the values and "
        f"brightens {signs['brightened']:.0%}. Say what you changed, and why tanh is not needed.",
    )


def _answer(model: keras.Model, images: np.ndarray, value: float) -> np.ndarray:
    """The output for `images` when the last layer with a kernel computes `value` everywhere."""
    with _constant_last_layer(model, value):
        return output_of(model, images)


@contextmanager
def _constant_last_layer(model: keras.Model, value: float):
    last = layers_with_kernel(model)[-1]
    weights = last.get_weights()
    last.set_weights([np.full_like(w, value if w.ndim == 1 else 0) for w in weights])
    try:
        yield
    finally:
        last.set_weights(weights)
