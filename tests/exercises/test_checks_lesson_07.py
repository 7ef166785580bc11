"""Checks recognise what is wrong with a learner's answer: one test a mistake."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.experiments import super_resolution
from restorelib.images import damage
from restorelib.images.metrics import psnr
from restorelib.models import sr_nets

# Exercise 1: the plateau known beforehand


def right(train, test):
    return np.var(train), 10 * np.log10(1 / np.mean((test - train.mean()) ** 2))


def answer(loss=None, score=None):
    """A learner's function with one slip in it."""

    def plateau(train, test):
        return tuple(
            own(train, test) if own else good
            for own, good in zip((loss, score), right(train, test), strict=True)
        )

    return plateau


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (None, "Hand in the function itself"),
        (lambda train, test: None, "returns None"),
        (lambda train, test: (None, None), "two numbers"),
        (lambda train, test: 0.04, "two numbers"),
        (lambda train, test: train.nothing, "AttributeError"),
        (answer(loss=lambda train, test: np.mean(train**2)), "black picture: subtract"),
        (answer(loss=lambda train, test: train.std()), "standard deviation"),
        (answer(loss=lambda train, test: np.abs(train - train.mean()).mean()), "square them"),
        (answer(loss=lambda train, test: test.var()), "variance of the test pictures"),
        (answer(loss=lambda train, test: train.var(axis=0).mean()), "each place"),
        (answer(loss=lambda train, test: train.var(axis=(1, 2, 3)).mean()), "each picture"),
        (answer(loss=lambda train, test: -10 * np.log10(train.var())), "in decibels"),
        (answer(loss=lambda train, test: 0.5), "should be lower than 0.5"),
        (answer(loss=lambda train, test: 0.0), "should be higher than 0"),
        (answer(score=lambda train, test: -10 * np.log10(test.var())), "test pictures' own mean"),
        (answer(score=lambda train, test: -10 * np.log10(train.var())), "of the training pictures"),
        (answer(score=lambda train, test: -10 * np.log10(np.mean(test**2))), "black picture."),
        (answer(score=lambda train, test: -right(train, test)[1]), "wrong sign"),
        (answer(score=lambda train, test: np.mean((test - train.mean()) ** 2)), "Now 10 log10"),
        (answer(score=lambda train, test: right(train, test)[1] * np.log(10)), "natural logarithm"),
        (answer(score=lambda train, test: right(train, test)[1] / 2), "takes the root"),
        (answer(score=lambda train, test: 40.0), "should be lower than 40"),
    ],
)
def test_check_plateau_names_the_mistake(function, words):
    feedback = exercises.check_plateau(function)
    assert not feedback.solved
    assert words in feedback.text


def test_check_plateau_takes_what_a_flat_picture_scores():
    """By the library's PSNR, and by the loss of Keras."""

    def plateau(train, test):
        flat = np.full_like(train, train.mean())
        loss = keras.losses.MeanSquaredError()(train, flat)
        return loss, psnr(test, np.full_like(test, train.mean()), data_range=1.0)

    assert exercises.check_plateau(plateau).solved


# Exercise 2: grey for another reason


@pytest.fixture(scope="module")
def patient():
    model, low, high = exercises.grey_again(seed=0)
    tiny = sr_nets.fsrcnn(3, 4, 2, 1, seed=0)  # the check asks any net that is compiled
    tiny.compile(model.optimizer.__class__(), loss="mse", jit_compile=False)
    return tiny, low[:128], high[:128]


@pytest.fixture(scope="module")
def evidence(patient):
    """Measured with other means than the check's: a finite difference, and the ladder's method."""
    model, low, high = patient
    kernel = model.get_layer("feature").kernel
    start = keras.ops.convert_to_numpy(kernel).astype("float64")
    gradient = np.zeros(start.shape)

    def loss(values):
        kernel.assign(values)
        return np.mean((np.asarray(model(low[:64])) - high[:64]) ** 2, dtype="float64")

    for place in np.ndindex(start.shape):
        shift = np.zeros(start.shape)
        shift[place] = 1e-2
        gradient[place] = (loss(start + shift) - loss(start - shift)) / 2e-2
    kernel.assign(start)
    enlarged = np.stack([damage.bicubic_upsample(image, 3) for image in low])
    return {
        "first_gradient": float(np.sqrt(np.mean(gradient**2))),
        "bicubic_score": psnr(high, enlarged, data_range=1.0),
        "cause": "the pairs",
    }


def test_grey_again_has_sound_weights_and_pairs_that_do_not_belong_together():
    model, low, high = exercises.grey_again(seed=3)
    assert [w.shape for w in model.get_weights()] == [
        w.shape for w in sr_nets.fsrcnn(3).get_weights()
    ]
    ours_low, ours = super_resolution.train_patches(super_resolution.SRRecipe())
    np.testing.assert_array_equal(low, ours_low)
    assert sorted(high.mean((1, 2, 3))) == sorted(ours.mean((1, 2, 3)))
    assert np.mean(np.all(high == ours, axis=(1, 2, 3))) < 0.01


@pytest.mark.slow
def test_check_same_grey_takes_the_right_cause(patient, evidence):
    feedback = exercises.check_same_grey(*patient, **evidence)
    assert feedback.solved, feedback


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cause": None, "bicubic_score": None}, "Fill in bicubic_score, cause"),
        ({"cause": "bad luck"}, "received 'bad luck'"),
        ({"first_gradient": 1e-18}, "first_gradient: on the first 64 patches I measure"),
        ({"first_gradient": 50.0}, "first_gradient: on the first 64 patches I measure"),
        ({"bicubic_score": 29.72}, "bicubic_score: on all the training patches I measure"),
        ({"cause": "the initial weights"}, "speaks against it"),
        ({"cause": "the learning rate"}, "no learning rate changes that"),
    ],
)
def test_check_same_grey_names_the_mistake(patient, evidence, changes, words):
    feedback = exercises.check_same_grey(*patient, **{**evidence, **changes})
    assert not feedback.solved
    assert words in feedback.text


# Exercise 3: one size for all


@pytest.fixture(scope="module")
def patches():
    low, high = super_resolution.test_patches(super_resolution.SRRecipe())
    return low[:16], high[:16]


def net(stddev=0.2, *, bias=0.42, optimizer="sgd", **arguments):
    """FSRCNN that has learned the mean, compiled."""
    initial = keras.initializers.RandomNormal(stddev=stddev)
    model = sr_nets.fsrcnn(3, kernel_initializer=initial, seed=0, **arguments)
    model.get_layer("deconv").bias.assign([bias])
    model.compile(optimizer, loss="mse", jit_compile=False)
    return model


def painter():
    """Repeats pixels: each layer hands on one map, the last one paints 3 x 3 squares."""
    model = net(bias=0)
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D) and not isinstance(layer, layers.Conv2DTranspose):
            height, width, *_ = layer.kernel.shape
            kernel = np.zeros(layer.kernel.shape)
            kernel[height // 2, width // 2, 0, 0] = 1
            layer.kernel.assign(kernel)
    last = np.zeros((9, 9, 1, 56))
    last[3:6, 3:6, 0, 0] = 1
    model.get_layer("deconv").kernel.assign(last)
    return model


def broken():
    model = net()
    model.get_layer("map2").kernel.assign(np.full((3, 3, 12, 12), np.nan))
    return model


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (lambda: None, "received None"),
        (lambda: net(shallow=True), "2 layers with a kernel"),
        (lambda: net(m=1), "5 layers with a kernel"),
        (lambda: net(optimizer="adam"), "keras.optimizers.SGD"),
        (broken, "blew up"),
        (lambda: sr_nets.fsrcnn(3), "Compile it with"),
        (lambda: net(0.001), "too quiet to paint"),
        (lambda: net(0.05), "too quiet to paint"),
        (lambda: net(0.2, bias=0), "not trained yet"),
        (lambda: net(0.2), "Train it for longer"),
    ],
)
def test_check_off_the_plateau_names_the_mistake(patches, model, words):
    feedback = exercises.check_off_the_plateau(model(), *patches)
    assert not feedback.solved
    assert words in feedback.text


def test_check_off_the_plateau_asks_for_one_size(patches):
    model = sr_nets.fsrcnn(3, seed=0)  # the sizes of the PReLU paper
    model.compile("sgd", loss="mse", jit_compile=False)
    feedback = exercises.check_off_the_plateau(model, *patches)
    assert not feedback.solved and "a single number" in feedback.text


def test_check_off_the_plateau_takes_a_net_that_paints(patches):
    feedback = exercises.check_off_the_plateau(painter(), *patches)
    assert feedback.solved, feedback
    low, high = patches
    flat = np.full_like(high, high.mean())
    nearest = low.repeat(3, axis=1).repeat(3, axis=2)
    gain = psnr(high, nearest, data_range=1.0) - psnr(high, flat, data_range=1.0)
    assert f"{gain:+.2f} dB" in feedback.text
