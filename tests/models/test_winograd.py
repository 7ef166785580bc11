"""Winograd's convolution gives what Keras's own gives, and so do its gradients."""

import keras
import numpy as np
import pytest
from keras import layers, ops

from restorelib.models import rednet
from restorelib.models.fast import winograd
from restorelib.models.fast.winograd import (
    INPUTS,
    OUTPUTS,
    WEIGHTS,
    WinogradConv2D,
    WinogradConv2DTranspose,
    winograd_convolution,
)

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)


def test_six_products_make_four_outputs():
    inputs, weights = RNG.random(6), RNG.random(3)
    outputs = OUTPUTS @ ((WEIGHTS @ weights) * (INPUTS @ inputs))
    assert outputs == pytest.approx(np.correlate(inputs, weights, "valid"))


@pytest.mark.parametrize("size", [(1, 1), (4, 4), (5, 7), (8, 12), (11, 2)])
def test_it_is_the_convolution_at_every_size(size):
    x = RNG.standard_normal((2, *size, 5)).astype("float32")
    kernel = RNG.standard_normal((3, 3, 5, 6)).astype("float32")
    wanted = ops.convert_to_numpy(ops.conv(x, kernel, padding="same"))
    got = ops.convert_to_numpy(winograd_convolution(x, kernel))
    assert got.shape == wanted.shape
    assert np.abs(got - wanted).max() < 1e-5 * np.abs(wanted).max()


def test_it_is_trained_as_the_net_itself_is():
    model = rednet.red_net(4, 16, 1, seed=0)
    ours = winograd.as_winograd(model)
    x, y = (RNG.random((3, 10, 9, 1), "float32") for _ in range(2))
    before = model.get_weights()
    for each in (model, ours):
        each.compile(keras.optimizers.SGD(0.05), "mse", jit_compile=each is ours)
        for _ in range(3):
            each.train_on_batch(x, y)
    for old, wanted, got in zip(before, model.get_weights(), ours.get_weights(), strict=True):
        moved = np.abs(wanted - old).max()
        assert moved > 0
        assert np.abs(got - wanted).max() < 1e-4 * moved + 1e-7


def test_only_wide_layers_of_3x3_are_replaced():
    kinds = [type(layer) for layer in winograd.as_winograd(rednet.red_net(6, 16, 3)).layers]
    assert kinds.count(WinogradConv2D) == 2 and kinds.count(WinogradConv2DTranspose) == 2
    assert kinds.count(layers.Conv2D) == 1 and kinds.count(layers.Conv2DTranspose) == 1
    larger = [keras.Input((None, None, 16)), layers.Conv2D(16, 5, padding="same")]
    for other in (rednet.red_net(6, 8), keras.Sequential(larger)):
        assert not {WinogradConv2D, WinogradConv2DTranspose} & {
            type(layer) for layer in winograd.as_winograd(other).layers
        }


def test_strides_and_borders_stay_what_they_were():
    for options in ({"strides": 2}, {"strides": (1, 2, 1, 2)}, {"padding": "valid"}):
        model = rednet.red_net(8, 16, 1, seed=0, **options)
        picture = RNG.random((2, 24, 20, 1), "float32")
        wanted = ops.convert_to_numpy(model(picture))
        got = ops.convert_to_numpy(winograd.as_winograd(model)(picture))
        np.testing.assert_allclose(got, wanted, rtol=1e-4, atol=1e-5)


def test_it_comes_back_from_a_file_and_is_a_copy(tmp_path):
    model = rednet.red_net(6, 16, 1, seed=0)
    ours = winograd.as_winograd(model)
    picture = RNG.random((1, 7, 6, 1), "float32")
    before = ops.convert_to_numpy(ours(picture))
    model.set_weights([0 * w for w in model.get_weights()])
    ours.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    assert np.array_equal(ops.convert_to_numpy(loaded(picture)), before)
