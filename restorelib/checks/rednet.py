"""Checks of lesson 02: shapes and weights, who is joined with whom, and overfit one batch."""

import keras
import numpy as np

from restorelib import ladder
from restorelib.checks.feedback import Feedback, exercise, not_yet
from restorelib.diagnostics import forward, layers_with_kernel
from restorelib.metrics import psnr
from restorelib.models import red_net

ANSWERS = ("the network", "its training")
SMALL_RATE = 1e-6  # of the nets that stand still
ENOUGH = 100  # steps, after which a sound net has left the trivial predictors behind


@exercise("02.1")
def check_shape_and_weights(shape: tuple | None, weights: int | None) -> Feedback:
    """Lesson 02, exercise 1: predict a 6-layer RED-Net, 16 filters, "valid", on 32 x 32 grey.

    Args:
        shape: (height, width, channels) behind the third convolution.
        weights: of the whole network, biases included.
    """
    if shape is None or weights is None:
        return not_yet(
            f"Fill in shape and weights; so far they are {shape!r} and {weights!r}. Work on paper, "
            "layer by layer."
        )
    return _shape_fault(shape) or _weights_fault(weights) or _both_right()


def _shape_fault(shape: tuple) -> Feedback | None:
    if not isinstance(shape, tuple | list) or not all(isinstance(n, int) for n in shape):
        return not_yet(f"shape should be three whole numbers in brackets; it is {shape!r}.")
    mistakes = {
        (32, 32, 16): 'That is the shape with padding "same". Here it is "valid": the window must '
        "lie wholly inside the picture.",
        (29, 29, 16): "Each layer loses one pixel on *every* side, left and right: two in width.",
        (26, 26, 1): "Height and width are right. How many feature maps does a layer write?",
        (26, 26, 3): "Height and width are right. The last number is not the number of layers, but "
        "of the feature maps that a layer writes.",
        (16, 26, 26): "The numbers are right, the order is not: Keras puts the channels last.",
        (30, 30, 16): "That is behind the first convolution. The question is about the third.",
        (20, 20, 16): "That is behind six layers that shrink. Only half of them are convolutions.",
    }
    given = tuple(shape[1:]) if len(shape) == 4 else tuple(shape)
    if given == (26, 26, 16):
        return None
    return not_yet(
        mistakes.get(given)
        or f"shape: {given} is not it. Each 3x3 window that must lie inside takes 2 from height "
        "and width; the number of channels is the number of filters."
    )


def _weights_fault(weights: int) -> Feedback | None:
    if isinstance(weights, bool) or not isinstance(weights, int | np.integer):
        return not_yet(f"The shape is right. weights should be a whole number, not {weights!r}.")
    right = _weights()
    if weights == right:
        return None
    mistakes = {
        _weights(bias=0): "The biases are missing: one for each filter, 16 a hidden layer.",
        _weights(channels=3): "You counted with three colours. These pictures are grey.",
        _weights() - 5 * 16 + 5: "A layer has one bias for *each* of its filters.",
        sum([160] * 5) + 145: "A filter looks through *all* maps that come in: the hidden layers "
        "have 9 × 16 weights in each filter, and only the first has 9 × 1.",
        right - 145: "The last layer is missing. It has one filter, for the one channel it paints.",
        right - 145 + 2320: "The last layer paints one channel, so it has one filter.",
        _weights(window=1): "The kernels are 3×3: nine weights for each channel that comes in.",
        _weights(window=3): "The kernels are 3×3: nine weights, and not three.",
        right + 6 * 2320: "Six layers in all: three of each kind.",
    }
    hint = "too many" if weights > right else "too few"
    return not_yet(
        "The shape is right. "
        + (
            mistakes.get(int(weights))
            or f"{weights:,} weights are {hint}. Write down 9 × (channels in) × (filters) + "
            "(filters) for each of the six layers, and add. Skips and ReLUs have none."
        )
    )


def _weights(*, channels: int = 1, filters: int = 16, window: int = 9, bias: int = 1) -> int:
    first = window * channels * filters + bias * filters
    hidden = window * filters * filters + bias * filters
    return first + 4 * hidden + window * filters * channels + bias * channels


def _both_right() -> Feedback:
    return Feedback(
        True,
        f"(26, 26, 16) and {_weights():,} weights. The three transposed convolutions bring the "
        "picture back to 32 × 32, and the number of weights does not depend on its size at all.",
    )


@exercise("02.2")
def check_skips(model: keras.Model | None) -> Feedback:
    """Lesson 02, exercise 2: is every second deconvolution joined with its mirror image?

    The net is asked, not read: on a picture of random values, which features were added to what
    comes out of each deconvolution?

    Args:
        model: a RED-Net of 10 layers from RGB to RGB, trained or not.
    """
    if not isinstance(model, keras.Model):
        return not_yet(f"The check expects your keras.Model; it received {model!r}.")
    with_kernel = layers_with_kernel(model)
    deconvs = [layer for layer in with_kernel if isinstance(layer, keras.layers.Conv2DTranspose)]
    convs = [layer for layer in with_kernel if layer not in deconvs]
    if len(convs) != 5 or len(deconvs) != 5:
        return not_yet(
            "The check expects 5 convolutions and 5 transposed convolutions; your network has "
            f"{len(convs)} and {len(deconvs)}."
        )
    faults = [_pair_fault(k, joined) for k, joined in enumerate(_joined(model, convs, deconvs), 1)]
    faults = [fault for fault in faults if fault]
    if faults:
        return not_yet(" ".join(faults))
    return Feedback(
        True,
        "deconv1 is joined with conv4 and deconv3 with conv2, each with its mirror image. Note "
        'that the wrong pairs raised no error: with padding "same" all shapes are equal, so '
        "everything fits everywhere. Only a look inside shows it.",
    )


def _joined(model: keras.Model, convs: list, deconvs: list) -> list[int | str]:
    """For deconvolutions 1 to 4: the number of the convolution that was added, 0 for the image,
    "none", "bare" (added, with no ReLU behind the deconvolution), or "other"."""
    images = np.random.default_rng(0).random((2, 20, 20, model.input_shape[-1]), dtype="float32")
    features = [layer.input for layer in (*convs, deconvs[0])]  # the image, conv1, ... conv5
    after = [layer.input for layer in deconvs[1:]]
    before = [layer.output for layer in deconvs[:-1]]
    looked_at = keras.Model(model.input, [*features, *before, *after])
    values = [np.asarray(keras.ops.convert_to_numpy(v), "float64") for v in looked_at(images)]
    features, before, after = values[:6], values[6:10], values[10:]
    return [_who(features, b, a) for b, a in zip(before, after, strict=True)]


def _who(features: list[np.ndarray], before: np.ndarray, after: np.ndarray) -> int | str:
    lit = np.maximum(before, 0)

    def is_after(guess: np.ndarray) -> bool:
        return guess.shape == after.shape and np.allclose(after, guess, rtol=1e-3, atol=1e-6)

    if is_after(lit) or is_after(before):
        return "none"
    for i, feature in enumerate(features):
        if feature.shape == lit.shape and is_after(lit + feature):
            return i
        if feature.shape == lit.shape and (
            is_after(before + feature) or is_after(np.maximum(before + feature, 0))
        ):
            return "bare"
    return "other"


def _pair_fault(k: int, joined: int | str) -> str:
    mirror = 5 - k
    wanted = mirror if k % 2 else "none"
    if joined == wanted:
        return ""
    if joined == "other":
        return (
            f"Behind deconv{k} stands something other than the sum of its ReLU and one earlier "
            "layer: add, do not join or multiply."
        )
    if joined == "bare":
        return f"Between deconv{k} and its sum a ReLU is missing."
    if wanted == "none":
        return f"deconv{k} should have no skip: here every second pair is joined, 1 and 3."
    if joined == "none":
        return f"deconv{k} has no skip: join it with conv{mirror}."
    whom = "the input picture" if joined == 0 else f"conv{joined}"
    return (
        f"deconv{k} is joined with {whom}, and its mirror image is conv{mirror}: {k} layer"
        f"{'s' * (k > 1)} behind the middle, {k} before it."
    )


def nets_that_stand_still() -> dict[str, keras.Model]:
    """The two nets of lesson 02, exercise 3, compiled. (What is wrong stands below: try first.)"""
    nets = {
        "A": red_net(10, 32, 3, skip_every=2, input_skip=False, seed=0),
        # All kernels 0: no layer passes anything on, so only the last bias can learn.
        "B": red_net(10, 32, 3, skip_every=2, input_skip=False, kernel_initializer="zeros"),
    }
    for net in nets.values():
        net.compile(keras.optimizers.Adam(SMALL_RATE), loss="mse", jit_compile=False)
    return nets


@exercise("02.3")
def check_one_batch(
    nets: dict[str, keras.Model],
    x: np.ndarray,
    y: np.ndarray,
    *,
    fault_of: dict[str, str | None],
) -> Feedback:
    """Lesson 02, exercise 3: is it the network or its training, and was that put to the test?

    Args:
        nets: what `nets_that_stand_still` gave, trained by the learner since.
        x: the noisy patches of the batch, `(N, height, width, channels)` float32.
        y: the clean ones.
        fault_of: name -> one of `ANSWERS`.
    """
    for name in ("A", "B"):
        if fault_of.get(name) not in ANSWERS:
            return not_yet(
                f"Say for {name} whether it is {ANSWERS[0]!r} or {ANSWERS[1]!r} that is at fault; "
                f"so far it is {fault_of.get(name)!r}."
            )
    trivial = max(
        psnr(y, image, data_range=1.0) for image in ladder.rungs(x, mean=y.mean((0, 1, 2))).values()
    )
    flat = psnr(y, np.broadcast_to(y.mean((0, 1, 2)), y.shape), data_range=1.0)
    scores = {name: psnr(y, forward(nets[name], x), data_range=1.0) for name in ("A", "B")}
    for name in ("A", "B"):
        rate = float(keras.ops.convert_to_numpy(nets[name].optimizer.learning_rate))
        steps = int(keras.ops.convert_to_numpy(nets[name].optimizer.iterations))
        if rate <= 10 * SMALL_RATE:
            return not_yet(
                f"{name} still learns at a rate of {rate:g}: a thousandth of the lesson's. So the "
                "network was not put to the test yet. Compile it again with Adam(1e-3)."
            )
        if steps < ENOUGH and scores[name] < trivial:
            return not_yet(
                f"{name} has taken {steps} steps since it was compiled with a rate of {rate:g}, "
                f"and stands at {scores[name]:.2f} dB. Give it {2 * ENOUGH} before you judge."
            )
    measured = f"Measured on this batch: A {scores['A']:.2f} dB, B {scores['B']:.2f} dB, the best "
    measured += f"trivial predictor {trivial:.2f} dB, one flat colour {flat:.2f} dB."
    if scores["A"] < trivial:
        return not_yet(f"{measured} A is still under way: train it for more steps.")
    if fault_of["A"] != ANSWERS[1]:
        return not_yet(
            f"{measured} The very network A overfits the batch once its training is changed. So "
            "what was at fault?"
        )
    if scores["B"] > flat + 1:
        return not_yet(f"{measured} B left the flat colour: did you rebuild it? Take it as it is.")
    if fault_of["B"] != ANSWERS[0]:
        return not_yet(
            f"{measured} The training that A learns with takes B no further than one flat colour. "
            "So what is at fault in B?"
        )
    return Feedback(
        True,
        f"{measured} A took steps too small to see. B cannot: look at its kernels, "
        "nets['B'].get_layer('conv1').kernel. All are 0, so nothing passes through any layer, and "
        "only the last bias learns: one number for each colour.",
    )
