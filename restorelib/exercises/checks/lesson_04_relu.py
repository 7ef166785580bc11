"""Checks of lesson 04's exercises: a ReLU that does not die, and damage that a ReLU can undo."""

from collections.abc import Callable

import keras
import numpy as np

from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.experiments import denoising
from restorelib.experiments.verdicts import CLEAR
from restorelib.images.metrics import psnr
from restorelib.training import loop
from restorelib.training.inside import forward, layers_with_kernel, residual_signs


@exercise("04.1")
def check_relu_kept(model: keras.Model | None, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    """Lesson 04, exercise 1: does a net with a ReLU right before the sum learn?

    Args:
        model: the learner's trained net.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
    """
    if not isinstance(model, keras.Model):
        return not_yet(f"The check expects your trained keras.Model; it received {model!r}.")
    output = forward(model, noisy)
    if output.shape != clean.shape:
        return not_yet(
            f"Your net makes {output.shape[1:]} out of {noisy.shape[1:]}: the last layer needs "
            f"{clean.shape[-1]} filters, so that the input can be added."
        )
    if not _keeps_a_relu(model):
        return not_yet(
            "There is no ReLU between your last layer with a kernel and the sum. Without one it "
            "learns, that was lesson 03. Here the ReLU must stay: what can be done *behind* it, "
            "or with a second one beside it?"
        )
    signs = residual_signs(noisy, output)
    if signs["unchanged"] == 1:
        return not_yet(
            "Every value comes out as it went in: whatever ReLUs it has, all died. Each of them is "
            "a ratchet as long as nothing above zero is wanted of it. What could you do behind a "
            "ReLU so that something is?"
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
        if layer.output is not model.output  # a ReLU after the sum does not count
    )


@exercise("04.2")
def check_damage(damage: Callable[[np.ndarray, int], np.ndarray], *, steps: int = 192) -> Feedback:
    """Lesson 04, exercise 2: can the broken net of case A undo this damage? Takes seconds.

    Args:
        damage: (images, seed) -> damaged images, of the same shape and dtype.
        steps: training steps of the broken net.
    """
    recipe = denoising.Recipe()
    clean = denoising.train_patches(recipe)[1]
    test_clean = denoising.test_patches(recipe)[1]
    damaged, test_damaged = damage(clean.copy(), 1), damage(test_clean.copy(), 2)
    for images, given in ((damaged, clean), (test_damaged, test_clean)):
        if np.shape(images) != given.shape or not np.isfinite(images).all():
            return not_yet(
                f"damage should give finite images of the shape it was given, {given.shape}; it "
                f"gave {np.shape(images)}."
            )
    damaged, test_damaged = (np.asarray(a, "float32") for a in (damaged, test_damaged))
    below = float(np.mean(clean < damaged))
    if np.array_equal(damaged, clean):
        return not_yet("That is no damage: nothing is left to correct.")
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
