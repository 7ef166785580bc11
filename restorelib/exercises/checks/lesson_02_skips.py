"""Check of lesson 02's second exercise: which layers does a skip connect?"""

import keras
import numpy as np

from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import blaming
from restorelib.exercises.networks import ends, read_network
from restorelib.training.inside import layers_with_kernel


@exercise("02.2")
def check_skips(model: keras.Model | None) -> Feedback:
    """Lesson 02, exercise 2: has every second deconvolution a skip from its mirror image?

    The check does not read how the net was built. It runs the net on random values, and finds which
    features were added to the output of each deconvolution.

    Args:
        model: a RED-Net of 10 layers from RGB to RGB, trained or not.
    """
    model = read_network(model)
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
    """What was added to the output of deconvolutions 1 to 4.

    The number of a convolution, 0 for the image, "none", "bare" (added, but without a ReLU after
    the deconvolution), or "other".
    """
    size = (side or 20 for side in model.input_shape[1:])
    images = np.random.default_rng(0).random((2, *size), dtype="float32")
    features = [ends(layer)[0] for layer in (*convs, deconvs[0])]  # the image, conv1, ... conv5
    after = [ends(layer)[0] for layer in deconvs[1:]]
    before = [ends(layer)[1] for layer in deconvs[:-1]]
    looked_at = keras.Model(model.input, [*features, *before, *after])
    with blaming("Your network"):
        values = [np.asarray(keras.ops.convert_to_numpy(v), "float64") for v in looked_at(images)]
    features, before, after = values[:6], values[6:10], values[10:]
    return [_joined_with(features, b, a) for b, a in zip(before, after, strict=True)]


def _joined_with(features: list[np.ndarray], before: np.ndarray, after: np.ndarray) -> int | str:
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
        f"{'s' * (k > 1)} after the middle, {k} before it."
    )
