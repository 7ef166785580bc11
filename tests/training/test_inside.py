"""What is measured in a net, against nets whose answer is known by construction."""

import keras
import numpy as np
import pytest

from restorelib.experiments import verdicts
from restorelib.experiments.verdicts import Measurement
from restorelib.models import rednet
from restorelib.training import inside as diagnostics
from restorelib.training.gradients import largest_gradients

X = np.random.default_rng(0).random((4, 8, 8, 1), "float32")


def compiled(**arguments):
    model = rednet.red_net(4, 3, **{"seed": 0, **arguments})
    model.compile("adam", "mse", jit_compile=False)
    return model


def with_constant_residual(value, activation):
    model = compiled(kernel_initializer="zeros", residual_activation=activation)
    model.get_layer("deconv2").bias.assign([value])
    return model


@pytest.mark.parametrize(
    ("value", "activation", "signs"),
    [
        (-1.0, "relu", (0, 1, 0)),
        (1.0, "relu", (0, 0, 1)),
        (-1.0, "tanh", (1, 0, 0)),
        (-1.0, None, (1, 0, 0)),
    ],
)
def test_signs_and_survivors_of_a_constant_residual(value, activation, signs):
    model = with_constant_residual(value, activation)
    assert tuple(diagnostics.residual_signs(X, diagnostics.forward(model, X)).values()) == signs
    assert diagnostics.alive_share(diagnostics.residual_preactivation(model, X)) == (value > 0)
    (largest,) = largest_gradients(model, X, X * 0.9, batch_size=len(X))
    assert (largest == 0) == (value < 0 and activation == "relu")


def test_the_preactivation_is_read_where_the_activation_sits_inside_the_layer():
    outside = with_constant_residual(-0.25, "relu")
    inside = keras.Sequential(
        [
            keras.Input((None, None, 1)),
            keras.layers.Conv2DTranspose(1, 3, padding="same", activation="relu"),
        ]
    )
    inside.layers[-1].bias.assign([-0.5])
    kernel = np.zeros((3, 3, 1, 1), "float32")
    inside.layers[-1].kernel.assign(kernel)
    assert (diagnostics.residual_preactivation(outside, X) == -0.25).all()
    assert (diagnostics.residual_preactivation(inside, X) == -0.5).all()


def test_the_signal_is_the_root_mean_square_of_each_layer():
    model = compiled()
    signal = diagnostics.signal_by_layer(model, X)
    assert list(signal) == ["conv1", "conv2", "deconv1", "deconv2"]
    conv1 = np.asarray(keras.ops.conv(X, model.get_layer("conv1").kernel, padding="same"))
    assert signal["conv1"] == pytest.approx(np.sqrt((conv1**2).mean()), rel=1e-4)


def test_the_gradient_by_layer_grows_with_the_error():
    model = compiled()
    small = diagnostics.gradient_by_layer(model, X, np.asarray(model(X)) + 0.01)
    large = diagnostics.gradient_by_layer(model, X, np.asarray(model(X)) + 0.02)
    for name in small:
        assert large[name] == pytest.approx(2 * small[name], rel=1e-2)


def test_the_update_ratio_of_a_known_step():
    before = {"a": np.array([3.0, 4.0]), "b": np.zeros(2), "c": np.zeros(2)}
    after = {"a": np.array([3.3, 4.4]), "b": np.ones(2), "c": np.zeros(2)}
    ratios = diagnostics.update_to_weight_ratio(before, after)
    assert ratios["a"] == pytest.approx(0.1)
    assert ratios["b"] == float("inf") and ratios["c"] == 0
    with pytest.raises(ValueError, match="same weights"):
        diagnostics.update_to_weight_ratio(before, {"a": after["a"]})


DEAD = Measurement(16, 28.1299, 28.13, 0.0, 0.0, 0.0, 76800, 0.0)
ALIVE = Measurement(1, 31.0, 28.13, 0.5, 0.48, 0.52, 76800, 3e-3)


def test_the_verdict_states_what_was_measured_and_no_cause():
    dead, alive = verdicts.verdict(DEAD), verdicts.verdict(ALIVE)
    assert "After 16 steps" in dead and "+0.00 dB" in dead
    assert "0 of 76,800" in dead and "exactly 0" in dead
    assert "After 1 step " in alive and "+2.87 dB" in alive and "38,400 of 76,800" in alive
    assert "because" not in dead + alive


@pytest.mark.parametrize(
    ("gain", "alive", "outcome", "stuck"),
    [
        (0.0, 0.0, "same", True),
        (0.0, 0.5, "same", False),  # the score alone proves nothing
        (0.02, 0.0, "same", False),
        (0.31, 0.5, "better", False),
        (-0.31, 0.0, "worse", False),
    ],
)
def test_outcomes(gain, alive, outcome, stuck):
    m = Measurement(1, 28.13 + gain, 28.13, alive, 0.0, 0.0, 100, 0.0)
    assert verdicts.outcome(m) == outcome
    assert verdicts.is_stuck(m) == stuck


def test_errors_say_what_was_expected():
    with pytest.raises(ValueError, match="at least one value"):
        diagnostics.alive_share(np.array([]))
    with pytest.raises(ValueError, match="finite"):
        diagnostics.alive_share(np.array([np.nan]))
    with pytest.raises(ValueError, match="one shape"):
        diagnostics.residual_signs(X, X[:1])
    plain = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.ReLU()])
    with pytest.raises(ValueError, match="convolution or dense"):
        diagnostics.residual_preactivation(plain, X)
