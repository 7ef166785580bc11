"""Checks of lesson 07: a net that is grey for another reason, and a net off the plateau."""

import keras
import numpy as np

from restorelib.exercises.answers import read_choice, read_number, require
from restorelib.exercises.arrays import read_pictures
from restorelib.exercises.checks.lesson_07_plateau import decibels
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.networks import output_of, read_network
from restorelib.experiments import super_resolution
from restorelib.images import predictors
from restorelib.images.metrics import psnr
from restorelib.models.sr_nets import fsrcnn
from restorelib.training.inside import (
    gradient_by_layer,
    layers_with_kernel,
    signal_by_layer,
)

LEFT = 1.0  # dB above the best flat grey; a net with more has left the plateau
CAUSES = ("the initial weights", "the learning rate", "the pairs")


def grey_again(seed: int = 0) -> tuple[keras.Model, np.ndarray, np.ndarray]:
    """The net of exercise 2, compiled, and the patches that its owner trains it on.

    Args:
        seed: of the initial weights. (The solution is below: try first.)

    Returns:
        (model, small patches `(2600, 12, 12, 1)`, large patches `(2600, 36, 36, 1)`).
    """
    low, high = super_resolution.train_patches(super_resolution.SRRecipe())
    model = fsrcnn(3, seed=seed)
    model.compile(keras.optimizers.Adam(1e-3), loss="mse", jit_compile=False)
    # The net is healthy: its large patches are in another order than the small ones.
    return model, low, high[np.random.default_rng(seed).permutation(len(high))]


@exercise("07.2")
def check_same_grey(
    model: keras.Model,
    low: np.ndarray,
    high: np.ndarray,
    *,
    first_gradient: float | None,
    bicubic_score: float | None,
    cause: str | None,
) -> Feedback:
    """Lesson 07, exercise 2: does a net that scores like grey have the same fault as case B?

    Args:
        model: the patient, compiled.
        low: the small patches it is trained on, `(N, height, width, 1)`.
        high: its targets, larger by a whole number.
        first_gradient: as measured: rms of the first kernel's gradient, on any of these patches.
        bicubic_score: as measured: PSNR of bicubic interpolation of `low` against `high`, in dB.
        cause: one of `CAUSES`.
    """
    require(first_gradient=first_gradient, bicubic_score=bicubic_score, cause=cause)
    asked = f"cause: one of {', '.join(map(repr, CAUSES))}; received"
    cause = read_choice(cause, asked, CAUSES)
    first_gradient = read_number(
        first_gradient,
        "first_gradient should be one number; so far it is",
        many="take the first value, of the first layer",
    )
    bicubic_score = read_number(
        bicubic_score, "bicubic_score should be a number of dB; so far it is"
    )
    low, high = _pairs(low, high)
    model = read_network(model, low, compiled=True)
    enlarged = predictors.enlarge(low, high.shape[1] // low.shape[1], method="bicubic")
    score = psnr(high, enlarged, data_range=1.0)
    if abs(bicubic_score - score) > 0.5:
        return not_yet(
            f"bicubic_score: on all the training patches I measure {score:.2f} dB, you say "
            f"{bicubic_score:.2f}. Enlarge the owner's small patches, and compare them with the "
            "owner's large ones."
        )
    output_of(model, low[:64], shape=high[:64].shape)
    gradient = next(iter(gradient_by_layer(model, low[:64], high[:64]).values()))
    if not gradient / 100 < first_gradient < gradient * 100:
        return not_yet(
            f"first_gradient: on the first 64 patches I measure {gradient:.1e}, you say "
            f"{first_gradient:.1e}. Take the first value of training.gradient_by_layer."
        )
    if cause == CAUSES[0]:
        return not_yet(
            f"Your evidence speaks against it: the first kernel has a gradient of {gradient:.1e}. "
            "With all weights at 0.001 it was about 1e-18. These weights do move."
        )
    if cause == CAUSES[1]:
        return not_yet(
            f"The score of bicubic on the owner's own patches is {score:.2f} dB, and no learning "
            "rate changes that: there is no network in it. What does it say of these patches?"
        )
    return Feedback(
        True,
        f"The gradient is alive, and bicubic, which needs no training, scores {score:.2f} dB: the "
        "large patches do not belong to the small ones. If it cannot know which picture is wanted, "
        "the best answer is the mean. The same number, another cause.",
    )


def _pairs(low: object, high: object) -> tuple[np.ndarray, np.ndarray]:
    """Small pictures, and large ones whose sides are the same whole number of times longer."""
    low, high = read_pictures(low, "low"), read_pictures(high, "high")
    scale = max(1, high.shape[1] // low.shape[1])
    n, height, width, channels = low.shape
    return low, read_pictures(high, "high", shape=(n, scale * height, scale * width, channels))


@exercise("07.3")
def check_off_the_plateau(model: keras.Model | None, low: np.ndarray, high: np.ndarray) -> Feedback:
    """Lesson 07, exercise 3: eight layers, one standard deviation, SGD; did it leave the plateau?

    Args:
        model: FSRCNN, trained.
        low: test patches, `(N, height, width, 1)` in [0, 1].
        high: its targets, larger by the net's scale.
    """
    low, high = _pairs(low, high)
    model = read_network(model, low)
    kernels = layers_with_kernel(model)
    if len(kernels) != 8:
        return not_yet(
            f"Your net has {len(kernels)} layers with a kernel. A shallower one trains, we know "
            "that already: keep all eight."
        )
    if not isinstance(getattr(model, "optimizer", None), keras.optimizers.SGD):
        return not_yet(
            "Compile it with keras.optimizers.SGD. What another optimizer does to this net is "
            "lesson 08; here only the size of the weights may change."
        )
    values = [keras.ops.convert_to_numpy(layer.kernel) for layer in kernels]
    if not all(np.isfinite(kernel).all() for kernel in values):
        return not_yet("Its weights are no longer finite: it blew up. They were too large.")
    sizes = [float(np.std(kernel)) for kernel in values[:-1]]
    if max(sizes) > 2 * min(sizes):
        return not_yet(
            f"The standard deviations of your convolutions go from {min(sizes):.2g} to "
            f"{max(sizes):.2g}. That may work very well; this exercise asks for a single number "
            "for all seven."
        )
    return _learned(model, low, high, size=float(np.median(sizes)))


def _learned(model: keras.Model, low: np.ndarray, high: np.ndarray, *, size: float) -> Feedback:
    output = output_of(model, low, shape=high.shape)
    grey = decibels(np.var(high, dtype="float64"))  # the best score of one flat grey on these
    gain = psnr(high, output, data_range=1.0) - grey
    stand = f"{gain:+.2f} dB against the best flat grey ({grey:.2f} dB)"
    if gain > LEFT:
        return Feedback(
            True,
            f"With {size:.2g} in the seven convolutions it stands at {stand}. Try twice as much "
            "and half as much: how wide is the window in which it learns?",
        )
    if abs(float(np.mean(output))) < 0.1 * float(np.mean(high)):
        return not_yet(f"It stands at {stand}, and paints black: it is not trained yet.")
    *_, expanded, _ = signal_by_layer(model, low).values()
    told = f"It stands at {stand}. Its convolutions have a standard deviation of {size:.2g}"
    if expanded < 0.1:
        return not_yet(
            f"{told}, and after the seventh the signal is {expanded:.1e}: too quiet to paint a "
            "picture from. Larger."
        )
    return not_yet(f"{told}, and the signal gets through. Train it for longer, 128 steps or so.")
