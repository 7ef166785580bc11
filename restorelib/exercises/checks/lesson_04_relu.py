"""Checks of lesson 04's exercises: a ReLU that does not die, and damage that a ReLU can undo."""

from collections.abc import Callable

import keras
import numpy as np

from restorelib.exercises.answers import AnswerError, read_whole
from restorelib.exercises.arrays import read_array, read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.exercises.networks import ends, output_of, read_network
from restorelib.experiments import denoising
from restorelib.experiments.verdicts import CLEAR
from restorelib.images.metrics import psnr
from restorelib.training import loop
from restorelib.training.inside import forward, layers_with_kernel, residual_signs

Damage = Callable[[np.ndarray, int], np.ndarray]


@exercise("04.1")
def check_relu_kept(model: keras.Model | None, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    """Lesson 04, exercise 1: does a net with a ReLU right before the sum learn?

    Args:
        model: the learner's trained net.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
    """
    noisy = read_pictures(noisy, "noisy")
    clean = read_pictures(clean, "clean", shape=noisy.shape)
    model = read_network(model, noisy)
    output = output_of(model, noisy, shape=clean.shape)
    if not _keeps_a_relu(model):
        return not_yet(
            "There is no ReLU between your last layer with a kernel and the sum. Without one it "
            "learns: that was lesson 03. Here the ReLU must stay. What can be done *after* it, or "
            "with a second one beside it?"
        )
    signs = residual_signs(noisy, output)
    if signs["unchanged"] == 1:
        return not_yet(
            "Every value comes out as it went in: its ReLUs have all died. Each is a ratchet "
            "as long as nothing above zero is wanted of it. What could you do after a ReLU, so "
            "that something above zero is wanted of it?"
        )
    if not signs["darkened"] or not signs["brightened"]:
        can, cannot = ("brighten", "darken") if signs["brightened"] else ("darken", "brighten")
        return not_yet(
            f"Your net can {can} and never {cannot}s: still one sign. What could be taken away "
            "from what the ReLU gives, so that both signs come out?"
        )
    nothing = psnr(clean, noisy, data_range=1.0)
    gain = psnr(clean, output, data_range=1.0) - nothing
    stand = f"{gain:+.2f} dB against doing nothing ({nothing:.2f} dB)"
    if gain < CLEAR:
        return not_yet(f"Both signs come out, but it stands at {stand}. Train it for longer.")
    return Feedback(
        True,
        f"A ReLU right before the sum, and it stands at {stand}; {signs['darkened']:.0%} of the "
        f"values darker, {signs['brightened']:.0%} brighter. So a ReLU there is no death sentence; "
        "it depends on what is asked of it. Try other seeds: does it live in all of them?",
    )


def _keeps_a_relu(model: keras.Model) -> bool:
    last = layers_with_kernel(model)[-1]
    behind = model.layers[model.layers.index(last) :]
    return any(
        isinstance(layer, keras.layers.ReLU)
        or getattr(layer, "activation", None) is keras.activations.relu
        for layer in behind
        if ends(layer)[1] is not model.output  # a ReLU after the sum does not count
    )


def _damaged(damage: Damage, clean: np.ndarray, seed: int) -> np.ndarray:
    asked = f"damage should give finite images of the shape it was given, {clean.shape}; it gave"
    images = read_array(called(damage, clean.copy(), seed), asked)
    if images.shape != clean.shape:
        raise AnswerError(f"{asked} {images.shape}.")
    return images.astype("float32")


@exercise("04.2")
def check_damage(damage: Damage, *, steps: int = 192) -> Feedback:
    """Lesson 04, exercise 2: can the broken net of case A undo this damage? Takes seconds.

    Args:
        damage: (images, seed) -> damaged images, of the same shape and dtype.
        steps: training steps of the broken net.
    """
    steps = read_whole(steps, "steps should be a whole number; it is", above=0)
    recipe = denoising.Recipe()
    clean = denoising.train_patches(recipe)[1]
    test_clean = denoising.test_patches(recipe)[1]
    damaged, test_damaged = _damaged(damage, clean, 1), _damaged(damage, test_clean, 2)
    below = float(np.mean(clean < damaged))
    if np.array_equal(damaged, clean):
        return not_yet("That is no damage: nothing is left to correct.")
    if np.ptp(damaged) == 0:
        return not_yet(f"No picture is left: all damaged values are {damaged.flat[0]:.3g}.")
    if below > 0.01:
        return not_yet(
            f"{below:.0%} of your damaged values are brighter than the truth: there the correction "
            "must be negative, and a ReLU has none. Damage the pictures so that it never is."
        )
    model = denoising.build(recipe)
    loop.fit(model, damaged, clean, steps=steps, batch_size=recipe.batch_size, seed=0)
    nothing = psnr(test_clean, test_damaged, data_range=1.0)
    gain = psnr(test_clean, forward(model, test_damaged), data_range=1.0) - nothing
    if gain < CLEAR:
        return not_yet(
            f"No correction is negative, good. But after {steps} steps it stands {gain:+.2f} dB "
            "against doing nothing. Make the damage stronger: this one is hard to see."
        )
    return Feedback(
        True,
        f"The very net that died on Gaussian noise stands {gain:+.2f} dB above doing nothing after "
        f"{steps} steps. Where corrections go up, a ReLU that starts too low is pushed up.",
    )
