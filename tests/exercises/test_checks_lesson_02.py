"""Checks of lesson 02 recognise what is wrong with an answer: one test a mistake."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.course import progress
from restorelib.exercises.checks import lesson_02_one_batch as one_batch
from restorelib.experiments import denoising
from restorelib.experiments.recipes import Recipe
from restorelib.models import rednet
from restorelib.training import loop
from restorelib.training.inside import forward

SHAPE = (26, 26, 16)


def counted(**arguments):
    """Weights of a RED-Net as Keras counts them."""
    given = {"depth": 6, "filters": 16, "channels": 1, "input_skip": False, **arguments}
    return rednet.red_net(**given).count_params()


def test_the_right_answer_is_what_keras_counts():
    net = rednet.red_net(6, 16, 1, padding="valid", skip_every=2, input_skip=False)
    third = keras.Model(net.input, net.get_layer("conv3").output)
    shape = third(np.zeros((1, 32, 32, 1), "float32")).shape[1:]
    feedback = exercises.check_shape_and_weights(tuple(shape), net.count_params())
    assert feedback.solved and f"{net.count_params():,} weights" in feedback.text


@pytest.mark.parametrize(
    ("shape", "weights", "words"),
    [
        (None, None, "so far they are None and None"),
        (SHAPE, None, "Fill in"),
        ("26, 26, 16", 1, "three whole numbers"),
        ((26.5, 26, 16), 1, "three whole numbers"),
        ((32, 32, 16), 1, '"same"'),
        ((29, 29, 16), 1, "*every* side"),
        ((26, 26, 1), 1, "How many feature maps"),
        ((26, 26, 3), 1, "not the number of layers"),
        ((16, 26, 26), 1, "channels last"),
        ((1, 30, 30, 16), 1, "after the first"),
        ((20, 20, 16), 1, "Only half of them"),
        ((8, 8, 8), 1, "takes 2 from height"),
        (SHAPE, "9,585", "whole number"),
        (SHAPE, lambda: counted(channels=3), "three colours"),
        (SHAPE, 9504, "biases are missing"),
        (SHAPE, lambda: counted() - 5 * 15, "for *each* of its filters"),
        (SHAPE, lambda: counted() - counted(depth=4), "too few"),
        (SHAPE, lambda: counted() - 145, "last layer is missing"),
        (SHAPE, 5 * 160 + 145, "through *all* maps"),
        (SHAPE, lambda: counted() - 145 + 2320, "it has one filter"),
        (SHAPE, 1137, "nine weights for each channel"),
        (SHAPE, 3249, "and not three"),
        (SHAPE, lambda: counted(depth=12), "Six layers in all"),
        (SHAPE, 10_000, "too many"),
    ],
)
def test_check_shape_and_weights_names_the_mistake(shape, weights, words):
    weights = weights() if callable(weights) else weights  # no net is built at collection
    feedback = exercises.check_shape_and_weights(shape, weights)
    assert not feedback.solved
    assert words in feedback.text


def net(joins, *, count=5, join="add", behind=True, again=True):
    """A RED-Net whose deconvolution k gets the features `joins[k]`: 0 is the image, 1 conv1, ..."""
    x = image = keras.Input((None, None, 3))
    features = [image]
    for _ in range(count):
        features.append(x := layers.Conv2D(3, 3, padding="same", activation="relu")(x))
    for k in range(1, 5):
        x = layers.Conv2DTranspose(3, 3, padding="same")(x)
        x = layers.ReLU()(x) if behind or k not in joins else x
        if k in joins:
            pair = [features[joins[k]], x]
            x = {"add": layers.Add(), "subtract": layers.Subtract()}[join](pair)
            x = layers.ReLU()(x) if again else x
    return keras.Model(image, layers.Conv2DTranspose(3, 3, padding="same")(x))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: None, "received None"),
        (lambda: net({1: 4, 3: 2}, count=4), "4 and 5"),
        (lambda: net({1: 1, 3: 3}), "deconv1 is joined with conv1, and its mirror image is conv4"),
        (lambda: net({1: 1, 3: 3}), "deconv3 is joined with conv3, and its mirror image is conv2"),
        (lambda: net({1: 5, 3: 2}), "deconv1 is joined with conv5"),
        (lambda: net({1: 4, 3: 0}), "deconv3 is joined with the input picture"),
        (lambda: net({3: 2}), "deconv1 has no skip: join it with conv4"),
        (lambda: net({1: 4}), "deconv3 has no skip: join it with conv2"),
        (lambda: net({1: 4, 2: 3, 3: 2}), "deconv2 should have no skip"),
        (lambda: net({1: 4, 3: 2}, join="subtract"), "other than the sum"),
        (lambda: net({1: 4, 3: 2}, behind=False), "Between deconv1 and its sum a ReLU"),
    ],
)
def test_check_skips_names_the_wrong_pair(build, words):
    feedback = exercises.check_skips(build())
    assert not feedback.solved
    assert words in feedback.text


def test_check_skips_speaks_of_wrong_pairs_only():
    assert "deconv3" not in exercises.check_skips(net({1: 1, 3: 2})).text


@pytest.mark.parametrize(
    "build",
    [
        lambda: net({1: 4, 3: 2}),
        lambda: net({1: 4, 3: 2}, again=False),  # the second ReLU has nothing to do
        lambda: rednet.red_net(10, 8, 3, skip_every=2, input_skip=False, seed=1),
    ],
)
def test_check_skips_takes_every_way_to_write_it(build):
    assert exercises.check_skips(build()).solved


@pytest.fixture(scope="module")
def batch():
    noisy, clean = denoising.train_patches(Recipe())
    return noisy[:4], clean[:4]


@pytest.fixture
def nets(monkeypatch):
    """The two nets, with few filters: their last layer is all that these tests need."""
    full = rednet.red_net
    monkeypatch.setattr(one_batch, "red_net", lambda depth, filters, *a, **k: full(4, 2, *a, **k))
    return exercises.nets_that_stand_still()


SOLVED = {"A": "its training", "B": "the network"}


def paint(model, x, picture, *, rate=1e-3, steps=200):
    """Make a trained net of this one: as if it had learned to put out `picture`."""
    model.compile(keras.optimizers.Adam(rate), loss="mse", jit_compile=False)
    model.optimizer.iterations.assign(steps)
    return picture


@pytest.fixture
def trained(nets, batch, monkeypatch):
    """Both nets as a learner leaves them: A overfits, B paints one flat colour."""
    x, y = batch
    outputs = {
        id(nets["A"]): paint(nets["A"], x, y + 0.01),
        id(nets["B"]): paint(nets["B"], x, np.broadcast_to(y.mean((0, 1, 2)), y.shape)),
    }
    monkeypatch.setattr(one_batch, "output_of", lambda model, _, shape: outputs[id(model)])
    return nets, outputs


def test_check_one_batch_is_solved_by_a_test_and_the_right_verdict(trained, batch):
    feedback = exercises.check_one_batch(trained[0], *batch, fault_of=SOLVED)
    assert feedback.solved and "A 40.00 dB" in feedback.text
    assert "02.3" in progress.read().exercises


@pytest.mark.parametrize(
    ("fault_of", "words"),
    [
        ({"A": None, "B": None}, "Say for A"),
        ({"A": "its training", "B": "the data"}, "so far it is 'the data'"),
        ({**SOLVED, "A": "the network"}, "once its training is changed"),
        ({**SOLVED, "B": "its training"}, "B no further than one flat colour"),
    ],
)
def test_check_one_batch_contradicts_the_wrong_verdict(trained, batch, fault_of, words):
    feedback = exercises.check_one_batch(trained[0], *batch, fault_of=fault_of)
    assert not feedback.solved and words in feedback.text


def test_check_one_batch_wants_a_test_of_both(trained, batch):
    nets, outputs = trained
    x, y = batch

    def says(name, words):
        feedback = exercises.check_one_batch(nets, x, y, fault_of=SOLVED)
        assert not feedback.solved and feedback.text.startswith(name) and words in feedback.text

    paint(nets["B"], x, y, steps=20)
    says("B", "has taken 20 steps")
    paint(nets["B"], x, y, rate=1e-6)
    says("B", "still learns at a rate of 1e-06")
    paint(nets["A"], x, y, rate=1e-6)
    says("A", "still learns")
    for name in nets:
        paint(nets[name], x, y)
    outputs[id(nets["A"])] = y + 0.2
    assert "A is still under way" in exercises.check_one_batch(nets, x, y, fault_of=SOLVED).text
    outputs[id(nets["A"])] = outputs[id(nets["B"])] = y + 0.01
    assert "did you rebuild it" in exercises.check_one_batch(nets, x, y, fault_of=SOLVED).text


def test_only_the_last_bias_of_net_b_learns(nets, batch):
    model = nets["B"]
    model.compile(keras.optimizers.Adam(1e-3), loss="mse", jit_compile=False)
    loop.fit(model, *batch, steps=3, batch_size=4, seed=0)
    moved = [w.path for w in model.weights if np.any(keras.ops.convert_to_numpy(w))]
    assert moved == ["deconv2/bias"]  # the last layer of a net of four


@pytest.mark.slow
def test_both_nets_stand_still_at_the_rate_they_come_with(nets, batch):
    for model in nets.values():
        before = forward(model, batch[0])
        loop.fit(model, *batch, steps=20, batch_size=4, seed=0)
        assert np.abs(forward(model, batch[0]) - before).max() < 1e-3
