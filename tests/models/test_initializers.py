"""PReLUNormal: the formula of He et al. 2015, fans that are counted, and signals that keep."""

import itertools

import keras
import numpy as np
import pytest
from keras import layers

from restorelib.images import embedded
from restorelib.models.initializers import PReLUNormal

WALL = embedded.photographs("train")["brick"][None, 160:224, 180:244]  # (1, 64, 64, 1)


def rms(values):
    return float(np.sqrt(np.mean(np.square(values, dtype="float64"))))


# The fan, counted with nothing but ones


def ones_layer(kind, window, strides, maps):
    return kind(
        maps, window, strides=strides, padding="same", use_bias=False, kernel_initializer="ones"
    )


def products_in_an_output_value(layer, maps):
    """The mean over a region far from the edge, as long as a whole number of periods."""
    made = keras.ops.convert_to_numpy(layer(np.ones((1, 60, 60, maps), "float32")))
    i, j = made.shape[1] // 2, made.shape[2] // 2
    return made[0, i - 6 : i + 6, j - 6 : j + 6].mean()


def products_in_an_input_gradient(layer, maps):
    """A single one at each place of a period: the sum of what it touches."""
    dots = np.zeros((36, 36, 36, maps), "float32")
    for k in range(36):
        dots[k, 15 + k // 6, 15 + k % 6, 0] = 1
    return float(keras.ops.sum(layer(dots))) / 36


@pytest.mark.parametrize(
    ("kind", "window", "strides"),
    [
        (layers.Conv2D, 3, 1),
        (layers.Conv2D, (5, 3), 1),
        (layers.Conv2D, 3, 2),
        (layers.Conv2D, 5, (1, 3)),
        (layers.Conv2DTranspose, 3, 1),
        (layers.Conv2DTranspose, 9, 3),
        (layers.Conv2DTranspose, 9, 2),  # 25, 20 or 16 weights: the mean counts
        (layers.Conv2DTranspose, (4, 6), (2, 3)),
    ],
)
def test_the_std_is_that_of_the_formula_with_a_counted_fan(kind, window, strides):
    layer = ones_layer(kind, window, strides, maps=4)
    fans = {"fan_in": products_in_an_output_value(layer, maps=3)}
    fans["fan_out"] = products_in_an_input_gradient(layer, maps=3)
    for (mode, n), slope in itertools.product(fans.items(), (0.0, 0.25, 1.0)):
        initializer = PReLUNormal(
            slope, mode, transposed=kind is layers.Conv2DTranspose, strides=strides
        )
        wanted = np.sqrt(2 / ((1 + slope**2) * n))  # He et al. 2015, equations 10, 14 and 15
        assert initializer.stddev(tuple(layer.kernel.shape)) == pytest.approx(wanted, rel=1e-6)


def test_a_dense_kernel_has_no_window():
    assert PReLUNormal(0).stddev((50, 8)) == pytest.approx(np.sqrt(2 / 50))
    assert PReLUNormal(0, "fan_out").stddev((50, 8)) == pytest.approx(np.sqrt(2 / 8))


def test_with_slope_0_the_fan_of_a_convolution_is_kerass():
    shape = (3, 3, 12, 56)
    for mode in ("fan_in", "fan_out"):
        keras_own = keras.initializers.VarianceScaling(2, mode, "untruncated_normal", seed=0)
        ours = PReLUNormal(0, mode, seed=0)
        assert np.std(keras_own(shape)) == pytest.approx(np.std(ours(shape)), rel=1e-5)


def test_drawn_weights_are_normal_and_have_the_std():
    weights = keras.ops.convert_to_numpy(PReLUNormal(0.25, seed=0)((3, 3, 64, 64))).ravel()
    std = PReLUNormal(0.25).stddev((3, 3, 64, 64))
    assert weights.dtype == "float32"
    assert weights.std() == pytest.approx(std, rel=0.02)
    assert abs(weights.mean()) < 0.02 * std
    # Keras's HeNormal is cut off at two standard deviations; a normal has 4.55 % outside.
    assert np.mean(np.abs(weights) > 2 * std) == pytest.approx(0.0455, rel=0.1)


# Real signals


def through_convolutions(initializer, *, maps, seed):
    """Gain up to each of 30 layers, before its PReLU; no padding, so no edges."""
    x, gains = WALL, []
    for i in range(1, 31):
        config = {**initializer.get_config(), "seed": 100 * seed + i}
        x = layers.Conv2D(
            maps, 3, use_bias=False, kernel_initializer=type(initializer).from_config(config)
        )(x)
        gains.append(rms(x) / rms(WALL[:, i:-i, i:-i]))
        x = prelu(x)
    return np.array(gains)


def prelu(x):
    return keras.ops.maximum(x, 0) + 0.25 * keras.ops.minimum(x, 0)


@pytest.mark.parametrize("seed", range(2))
def test_thirty_convolutions_keep_the_signal_within_a_factor_of_2(seed):
    # In wide layers. The formula keeps the mean over all draws; one draw of few maps wanders.
    gains = through_convolutions(PReLUNormal(0.25), maps=256, seed=seed)
    assert gains.min() > 0.5 and gains.max() < 2


def test_with_the_slope_of_a_linear_net_they_do_not():
    # Each layer loses a factor of sqrt(1.0625 / 2).
    gains = through_convolutions(PReLUNormal(1.0), maps=64, seed=0)
    assert gains[-1] < 1e-3


@pytest.mark.parametrize("stride", [2, 3])
def test_a_strided_deconvolution_keeps_the_signal_and_kerass_own_blows_it_up(stride):
    before = layers.Conv2D(56, 5, use_bias=False, kernel_initializer=PReLUNormal(seed=0))(
        WALL[:, :24, :24]
    )

    def gain(initializer, **config):
        """Over 16 deconvolutions of one map each: a single one is a matter of luck."""
        squares = []
        for seed in range(16):
            deconv = layers.Conv2DTranspose(
                1,
                9,
                strides=stride,
                use_bias=False,
                kernel_initializer=initializer(seed=seed, **config),
            )
            squares.append(rms(deconv(prelu(before))[:, 9:-9, 9:-9]) ** 2)
        return np.sqrt(np.mean(squares)) / rms(before)

    right = gain(PReLUNormal, transposed=True, strides=stride)
    assert 0.5 < right < 2
    assert gain(PReLUNormal, transposed=True) == pytest.approx(right / stride, rel=1e-4)
    # It takes the one map that goes out for the number of maps that come in.
    assert gain(keras.initializers.HeNormal) > 2


@pytest.mark.parametrize(
    ("kind", "strides"),
    [(layers.Conv2D, 1), (layers.Conv2D, 2), (layers.Conv2DTranspose, 3)],
)
def test_fan_out_keeps_the_gradient(kind, strides):
    import tensorflow as tf

    initializer = PReLUNormal(
        0.25, "fan_out", transposed=kind is layers.Conv2DTranspose, strides=strides, seed=0
    )
    layer = kind(64, 6, strides=strides, use_bias=False, kernel_initializer=initializer)
    rng = np.random.default_rng(0)
    x = tf.constant(rng.normal(size=(1, 40, 40, 16)).astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = layers.PReLU(keras.initializers.Constant(0.25), shared_axes=[1, 2])(layer(x))
    error = rng.normal(size=y.shape).astype("float32")
    gradient = tape.gradient(y, x, error)[:, 6:-6, 6:-6]
    assert rms(gradient) / rms(error) == pytest.approx(1, abs=0.1)


# Being an initializer of Keras


def test_the_seed_decides():
    draw = [np.asarray(PReLUNormal(seed=seed)((3, 3, 4, 4))) for seed in (0, 0, 1, None, None)]
    assert np.array_equal(draw[0], draw[1])
    assert not np.array_equal(draw[0], draw[2]) and not np.array_equal(draw[3], draw[4])


def test_the_config_goes_round_and_the_name_is_known():
    given = {"slope": 0.1, "mode": "fan_out", "transposed": True, "strides": (2, 3), "seed": 7}
    one = PReLUNormal(**given)
    assert one.get_config() == given
    again = keras.initializers.deserialize(keras.initializers.serialize(one))
    assert type(again) is PReLUNormal
    assert np.array_equal(again((4, 4, 2, 3)), one((4, 4, 2, 3)))
    named = keras.initializers.get({"class_name": "restorelib>PReLUNormal", "config": given})
    assert np.array_equal(named((4, 4, 2, 3)), one((4, 4, 2, 3)))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"mode": "fan_avg"}, "'fan_in' or 'fan_out'; received 'fan_avg'"),
        ({"strides": 0}, "numbers >= 1; received 0"),
        ({"strides": (2, 0)}, r"numbers >= 1; received \(2, 0\)"),
        ({"slope": np.inf}, "finite number; received inf"),
    ],
)
def test_errors_say_what_was_expected(arguments, words):
    with pytest.raises(ValueError, match=words):
        PReLUNormal(**arguments)


def test_a_bias_has_no_fan():
    with pytest.raises(ValueError, match=r"two axes or more; received \(56,\)"):
        PReLUNormal()((56,))
