"""A deconvolution in phases and convolutions in pairs give what the layers themselves give."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib.models import rednet, sr_nets
from restorelib.models.fast import phases as models
from restorelib.models.fast.phases import (
    PairedConv2D,
    PointwiseConv2D,
    phase_kernel,
    rowwise_convolution,
)

RNG = np.random.default_rng(0)


def randomised(model):
    """Every weight random, biases and slopes too."""
    model.set_weights([RNG.normal(0, 0.3, w.shape) for w in model.get_weights()])
    return model


def painted(model, picture):
    return keras.ops.convert_to_numpy(model(picture))


def furthest_apart(model, height, width):
    """Between the net and its phases, as a share of what the net paints."""
    picture = RNG.random((2, height, width, 1), "float32")
    wanted = painted(model, picture)
    apart = []
    for pairs in (True, False):
        got = painted(models.as_phases(model, pairs=pairs), picture)
        assert got.shape == wanted.shape
        apart.append(np.abs(got - wanted).max() / np.abs(wanted).max())
    return max(apart)


@pytest.mark.parametrize("scale", range(1, 10))
def test_phases_are_the_same_numbers_at_every_scale(scale):
    model = randomised(sr_nets.fsrcnn(scale, 6, 3, 1))
    for height, width in ((7, 12), (8, 5), (1, 3)):
        assert furthest_apart(model, height, width) < 1e-6


@pytest.mark.parametrize(
    "arguments", [{"use_bias": False}, {"shallow": True}, {"m": 0}, {"d": 56, "s": 12, "m": 4}]
)
def test_phases_are_the_same_numbers_for_every_fsrcnn(arguments):
    model = randomised(sr_nets.fsrcnn(3, **{"d": 5, "s": 4, "m": 2, **arguments}))
    assert furthest_apart(model, 6, 7) < 1e-6


def test_a_kernel_is_sorted_as_counting_says():
    """Kernel 9, stride 3: the middle of pixel q + 0 is weight 3, of 3q + 1 weight 4, ..."""
    kernel = np.arange(81.0).reshape(9, 9, 1, 1)
    phases = phase_kernel(kernel, 3).reshape(3, 3, 3, 3)  # rows, columns, phase down, phase right
    for down, right in np.ndindex(3, 3):
        mine = kernel[down::3, right::3, 0, 0][::-1, ::-1]  # what lies left came with large weights
        assert np.array_equal(phases[:, :, down, right], mine)


@pytest.mark.parametrize(("scale", "size"), [(1, 9), (2, 5), (3, 3), (4, 3), (5, 3), (9, 1)])
def test_no_weight_is_lost_and_none_is_doubled(scale, size):
    phases = phase_kernel(np.arange(1.0, 82).reshape(9, 9, 1, 1), scale)
    assert phases.shape == (size, size, 1, scale**2)
    assert sorted(phases[phases != 0]) == list(range(1, 82))


def test_phases_are_a_copy_and_come_back_from_a_file(tmp_path):
    model = randomised(sr_nets.fsrcnn(2, 5, 4, 1))
    picture = RNG.random((1, 6, 7, 1), "float32")
    phases = models.as_phases(model)
    before = painted(phases, picture)
    randomised(model)
    assert np.array_equal(painted(phases, picture), before)
    phases.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    assert np.array_equal(painted(loaded, picture), before)
    loaded.compile(jit_compile=False)
    np.testing.assert_allclose(loaded.predict_on_batch(picture), before, rtol=1e-5, atol=1e-5)


def ending_in(*arguments, **options):
    last = layers.Conv2DTranspose(*arguments, **{"strides": 3, "padding": "same", **options})
    return keras.Sequential([keras.Input((None, None, 2)), last])


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sr_nets.srcnn(),
        lambda: rednet.red_net(4, 2),  # ends in a sum
        lambda: rednet.red_net(4, 2, 3, input_skip=False),  # in a deconvolution to three maps
        lambda: models.as_phases(sr_nets.fsrcnn(2, 2, 2, 0)),
        lambda: ending_in(1, 9, padding="valid"),
        lambda: ending_in(1, 9, activation="relu"),
        lambda: ending_in(1, 9, strides=(3, 2)),
        lambda: ending_in(1, (9, 7)),
        lambda: ending_in(1, 2),
        lambda: layers.Conv2DTranspose(1, 9, padding="same"),
        lambda: None,
    ],
)
def test_another_model_is_refused_in_words(wrong):
    with pytest.raises(ValueError, match="as_phases expects a model of models.fsrcnn"):
        models.as_phases(wrong())


@pytest.mark.parametrize(
    ("kind", "size"), [*((PairedConv2D, size) for size in (1, 3, (3, 5), 5)), (PointwiseConv2D, 1)]
)
def test_a_convolution_computed_otherwise_is_the_same_convolution(kind, size):
    arguments = {"padding": "same", "bias_initializer": "normal", "activation": "relu"}
    ours, keras_own = kind(3, size, **arguments), layers.Conv2D(3, size, **arguments)
    for height, width in ((6, 8), (5, 7), (1, 1)):
        picture = RNG.normal(size=(2, height, width, 4)).astype("float32")
        ours(picture), keras_own(picture)  # builds
        ours.set_weights(keras_own.get_weights())
        np.testing.assert_allclose(
            painted(ours, picture), painted(keras_own, picture), rtol=1e-5, atol=1e-6
        )


@pytest.mark.parametrize("size", [(1, 1), (3, 3), (3, 5), (5, 1)])
def test_a_convolution_by_rows_is_the_same_convolution(size):
    picture, kernel = RNG.normal(size=(2, 6, 5, 4)), RNG.normal(size=(*size, 4, 3))
    wanted = keras.ops.conv(picture, kernel, padding="same")
    np.testing.assert_allclose(rowwise_convolution(picture, kernel), wanted, rtol=1e-5, atol=1e-6)


@pytest.mark.slow
def test_phases_are_trained_as_the_net_itself_is():
    model = randomised(sr_nets.fsrcnn(3, 6, 3, 1))
    for layer in model.layers:
        if isinstance(layer, layers.PReLU):  # with slopes that let every layer learn
            layer.set_weights([RNG.choice([0.5, 1.0], layer.alpha.shape)])
    phases = models.as_phases(model)
    x, y = RNG.random((4, 7, 6, 1), "float32"), RNG.random((4, 21, 18, 1), "float32")
    before = model.get_weights()
    for each in (model, phases):
        each.compile(keras.optimizers.SGD(0.01), "mse", jit_compile=False)
        for _ in range(3):
            each.train_on_batch(x, y)
    for old, wanted, got in zip(before, model.get_weights(), phases.get_weights(), strict=True):
        learned = np.abs(wanted - old).max()
        assert learned > 0
        np.testing.assert_allclose(got, wanted, rtol=0, atol=learned / 100 + 1e-7)


def test_pairs_are_made_only_where_they_are_asked_for():
    model = sr_nets.fsrcnn(3, 5, 3, 2)  # 5x5, 1x1, two of 3x3, 1x1
    for pairs, wanted in ((True, [3, 2]), (False, [0, 0])):
        kinds = [type(layer) for layer in models.as_phases(model, pairs=pairs).layers]
        assert [kinds.count(kind) for kind in (PairedConv2D, PointwiseConv2D)] == wanted
