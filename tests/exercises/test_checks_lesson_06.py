"""Checks of lesson 06 recognise what is wrong with an answer: one test a mistake."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.course import progress
from restorelib.models import sr_nets

RIGHT, PIXELS = 3_937, 60 * 90


def kernel_weights(*numbers):
    """As Keras counts them."""
    weights = sr_nets.fsrcnn(4, *numbers).weights
    return sum(int(np.prod(w.shape)) for w in weights if w.name == "kernel")


def test_the_right_counts_are_what_keras_counts():
    assert kernel_weights(32, 5, 1) == RIGHT
    feedback = exercises.check_counts(RIGHT, RIGHT * PIXELS)
    assert feedback.solved and "21,259,800" in feedback.text
    assert "06.1" in progress.read().exercises


@pytest.mark.parametrize(
    ("weights", "products", "words"),
    [
        (None, None, "so far they are None and None"),
        (RIGHT, None, "Fill in"),
        ("3937", 1, "weights should be a whole number"),
        (RIGHT, 2.5, "products should be a whole number"),
        (True, 1, "weights should be"),
        (RIGHT + 32 + 5 + 5 + 32 + 1, 1, "The biases are in it"),
        (lambda: sr_nets.fsrcnn(4, 32, 5, 1).count_params(), 1, "Biases and slopes"),
        (RIGHT - 81 * 32, 1, "deconvolution is missing"),
        (lambda: kernel_weights(32, 5, 4), 1, "four mapping layers"),
        (lambda: kernel_weights(32, 5, 0), 1, "mapping layer is missing"),
        (lambda: kernel_weights(56, 12, 4), 1, "the full FSRCNN"),
        (RIGHT - 81 * 32 + 81, 1, "(9, 9, 1, 32)"),
        (RIGHT - 81 * 32 + 81 * 5, 1, "32 maps, not 5"),
        (RIGHT - 225 + 45, 1, "5 maps in *and* 5 out"),
        (RIGHT - 160, 1, "1×1 layers is missing"),
        (10_000, 1, "too many"),
        (10, 1, "too few"),
        (RIGHT, RIGHT, "for one small pixel"),
        (RIGHT, RIGHT * PIXELS * 16, "pixels of the large picture"),
        (RIGHT, (1345 + 2592 * 16) * PIXELS, "stands on the small picture, too"),
        (RIGHT, RIGHT * PIXELS * 4, "Where does the 4 come from"),
        (RIGHT, RIGHT * 150, "not 60 + 90"),
        (RIGHT, 12, "How many places"),
    ],
)
def test_check_counts_names_the_mistake(weights, products, words):
    weights = weights() if callable(weights) else weights  # no net is built at collection
    feedback = exercises.check_counts(weights, products)
    assert not feedback.solved and words in feedback.text


SMALL = ((32, 5), (5, 1), (5, 3), (32, 1))


def net(
    parts=SMALL,
    *,
    size=None,
    shared=(1, 2),
    slope=0.25,
    prelus=4,
    stride=2,
    padding="same",
    first=None,
    end=None,
    inside=None,
):
    image = x = keras.Input((size, size, 1))
    for i, (maps, window) in enumerate(parts):
        given = (first or {}) if i == 0 else {}
        x = layers.Conv2D(maps, window, **{"padding": "same", "name": f"c{i}", **given})(x)
        if i < prelus:
            start = keras.initializers.Constant(slope)
            x = layers.PReLU(start, shared_axes=shared and list(shared))(x)
    x = layers.Conv2DTranspose(1, 9, strides=stride, padding=padding, activation=inside, name="d")(
        x
    )
    return keras.Model(image, end(x) if end else x)


def two_inputs():
    pair = [keras.Input((None, None, 1)) for _ in range(2)]
    return keras.Model(pair, layers.Add()(pair))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: None, "received None"),
        (two_inputs, "2 inputs"),
        (lambda: net((*SMALL[:3], (5, 3), SMALL[3])), "Yours has 6"),
        (lambda: net(end=layers.ReLU()), "it is a ReLU"),
        (lambda: net(((56, 5), *SMALL[1:])), "in (32, 5, 1) it is (5, 5, 1, 32): height"),
        (lambda: net((*SMALL[:2], (5, 1), SMALL[3])), "c2 is (1, 1, 5, 5)"),
        (lambda: net((*SMALL[:3], (40, 1))), "it is (1, 1, 5, 32)"),
        (lambda: net(inside="relu"), "Nothing follows the deconvolution"),
        (lambda: net(first={"activation": "relu"}), "Let a PReLU do that"),
        (lambda: net(prelus=3), "none after c3"),
        (lambda: net(size=12, shared=None), "4,608 slopes, of shape (12, 12, 32)"),
        (lambda: net(size=12), "pictures of 12 x 12 only"),
        (lambda: net(first={"strides": 2}), "c0 has strides (2, 2)"),
        (lambda: net(stride=3), "21 x 33, not as 14 x 22: look at the stride"),
        (lambda: net(padding="valid"), "21 x 29, not as 14 x 22: look at the padding"),
        (lambda: net(first={"padding": "valid"}), "6 x 14, not as 14 x 22: look at the padding"),
        (lambda: net(slope=0.0), "slopes start at 0"),
    ],
)
def test_check_fsrcnn_s_names_the_fault(build, words):
    feedback = exercises.check_fsrcnn_s(build())
    assert not feedback.solved and words in feedback.text


@pytest.mark.parametrize("scale", [2, 3])
def test_check_fsrcnn_s_takes_the_librarys_own_and_one_written_by_hand(scale):
    for model in (sr_nets.fsrcnn(scale, 32, 5, 1), net(stride=scale)):
        feedback = exercises.check_fsrcnn_s(model, scale=scale)
        assert feedback.solved and "3,937 weights" in feedback.text and "74 slopes" in feedback.text
    assert "06.2" in progress.read().exercises


def deconv(window, *, maps=1, stride=4, padding="same"):
    return layers.Conv2DTranspose(maps, window, strides=stride, padding=padding)


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (None, "received None"),
        (layers.Conv2D(1, 8), "expects a layers.Conv2DTranspose"),
        (deconv(8, maps=2), "filters=2"),
        (deconv(8, stride=2), "strides=(2, 2)"),
        (deconv(8, padding="valid"), "84 x 84, and not as 80 x 80"),
        (deconv(9), "meets 4, 6 or 9 weights"),
        (deconv((8, 9)), "8 x 9 at stride 4: a pixel meets 4 or 6 weights"),
        (deconv(3), "44% of the pixels meet no weight"),
    ],
)
def test_check_deconv_names_the_mistake(layer, words):
    feedback = exercises.check_deconv(layer)
    assert not feedback.solved and words in feedback.text


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (deconv(8), "4 of the 64 weights"),
        (deconv(12), "9 of the 144 weights"),
        (deconv((8, 4)), "2 of the 32 weights"),
        (deconv(4), "side by side"),
        (deconv(4, padding="valid"), "side by side"),
    ],
)
def test_check_deconv_takes_every_even_window(layer, words):
    layer.build((None, None, None, 3))  # what it has learned, and from how many maps, is no matter
    feedback = exercises.check_deconv(layer)
    assert feedback.solved and words in feedback.text
    assert "06.3" in progress.read().exercises
