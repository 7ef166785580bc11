"""Gradients against TensorFlow's tape, and nothing trained by the way."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from restorelib.models import rednet
from restorelib.training import gradients

RNG = np.random.default_rng(0)
X = RNG.random((6, 8, 8, 1), "float32")
Y = RNG.random((6, 8, 8, 1), "float32")


def compiled(model):
    model.compile(keras.optimizers.Adam(1e-3), "mse", jit_compile=False)
    return model


def test_gradients_agree_with_tensorflows_tape():
    model = compiled(rednet.red_net(4, 3, seed=0))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(X) - Y))
    expected = tape.gradient(loss, [v.value for v in model.trainable_variables])
    measured = gradients.GradientProbe(model).read(X, Y)
    for variable, gradient in zip(model.trainable_variables, expected, strict=True):
        assert measured[variable.path] == pytest.approx(gradient.numpy(), rel=1e-3, abs=1e-7)


def test_a_reading_changes_neither_weights_nor_statistics_nor_the_optimizer():
    model = compiled(
        keras.Sequential(
            [
                keras.Input((8, 8, 1)),
                keras.layers.Conv2D(2, 3, padding="same"),
                keras.layers.BatchNormalization(),
                keras.layers.Conv2D(1, 3, padding="same"),
            ]
        )
    )
    model.train_on_batch(X, Y)
    before = [gradients.values(v) for v in (*model.variables, *model.optimizer.variables)]
    gradients.GradientProbe(model).read(X, Y)
    after = [gradients.values(v) for v in (*model.variables, *model.optimizer.variables)]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("brighter", [-10, 10])  # what is largest is of either sign
def test_the_largest_gradient_of_every_batch(brighter):
    model = compiled(rednet.red_net(4, 3, seed=0))
    probe, y = gradients.GradientProbe(model), Y + brighter
    expected = [
        max(np.abs(g).max() for g in probe.read(X[i : i + 2], y[i : i + 2]).values())
        for i in (0, 2, 4)
    ]
    assert gradients.largest_gradients(model, X, y, batch_size=2) == pytest.approx(expected)


def test_a_dead_net_has_gradients_of_exactly_zero():
    model = compiled(rednet.red_net(4, 3, residual_activation="relu", seed=0))
    model.get_layer("deconv2").bias.assign([-100.0])
    assert not gradients.largest_gradients(model, X, Y, batch_size=3).any()


def test_errors_say_what_to_call():
    with pytest.raises(ValueError, match=r"model\.compile"):
        gradients.GradientProbe(rednet.red_net(4, 3))
    with pytest.raises(ValueError, match="batch_size <= inputs"):
        gradients.largest_gradients(compiled(rednet.red_net(4, 3)), X, Y, batch_size=7)
