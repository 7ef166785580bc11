"""The training loop against Keras's own, and its stop."""

import gc
import threading

import keras
import numpy as np
import pytest

from restorelib.training import loop
from restorelib.training.gradients import GradientProbe

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)
X = RNG.random((12, 3), "float32")
Y = X.sum(1, keepdims=True)


def linear_model():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(0.1), "mse", jit_compile=False)
    return model


def test_one_batch_of_everything_is_gradient_descent():
    losses = loop.fit(linear_model(), X, Y, steps=3, batch_size=12, seed=0)
    weights, bias = np.zeros((3, 1)), 0.0
    for loss in losses:  # the formula: d/dw mean((Xw + b - y)^2)
        error = X @ weights + bias - Y
        assert loss == pytest.approx(np.mean(error**2), rel=1e-4)
        weights -= 0.1 * 2 * X.T @ error / len(X)
        bias -= 0.1 * 2 * error.mean()


def test_each_pass_visits_every_example_once_in_a_new_order():
    batches = loop.shuffled_batches(12, 4, seed=0)
    first, second = (np.concatenate([next(batches) for _ in range(3)]) for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(12))
    assert list(first) != list(second)


def test_the_loss_is_of_each_step_and_not_a_running_mean():
    model = linear_model()
    model.optimizer.learning_rate = 0.0
    losses = loop.fit(model, X, Y, steps=3, batch_size=4, seed=0)
    batches = loop.shuffled_batches(12, 4, seed=0)
    assert losses == pytest.approx([np.mean(Y[next(batches)] ** 2) for _ in range(3)], rel=1e-5)


def test_stop_is_heard_after_the_step_under_way():
    stop = threading.Event()
    seen = []

    def on_step(progress):
        seen.append(progress)
        if progress.step == 5:
            stop.set()

    losses = loop.fit(
        linear_model(), X, Y, steps=50, batch_size=4, seed=0, on_step=on_step, stop=stop
    )
    assert len(losses) == len(seen) == 5
    assert seen[-1].loss == losses[-1]
    assert seen[-1].seconds_left == pytest.approx(seen[-1].seconds / 5 * 45)


def test_a_loss_that_explodes_stops_with_words():
    model = linear_model()
    model.optimizer.learning_rate = 1e20
    with pytest.raises(FloatingPointError, match="Lower the learning rate"):
        loop.fit(model, X, Y, steps=50, batch_size=4, seed=0)


@pytest.mark.parametrize(
    ("x", "arguments"),
    [(X[:5], {}), (X, {"batch_size": 0}), (X, {"batch_size": 13}), (X, {"steps": -1})],
)
def test_sizes_that_do_not_fit(x, arguments):
    with pytest.raises(ValueError, match="fit expects as many targets"):
        loop.fit(linear_model(), x, Y, **{"steps": 1, "batch_size": 4, "seed": 0, **arguments})


def test_a_net_that_is_gone_leaves_no_graphs_of_its_optimizer():
    # TensorFlow's name for a graph's parts; where the optimizer's variables are made while the
    # first step is traced, it keeps two of them for each, for good.
    def parts():
        gc.collect()
        return sum(type(thing).__name__ == "AtomicFunction" for thing in gc.get_objects())

    before = parts()
    model = linear_model()
    model.compile(keras.optimizers.Adam(), "mse", jit_compile=False)
    loop.fit(model, X, Y, steps=1, batch_size=4, seed=0)
    GradientProbe(model).read(X, Y)
    del model
    assert parts() <= before


def test_a_model_without_a_loss_is_refused():
    with pytest.raises(ValueError, match="compiled"):
        loop.fit(keras.Sequential([keras.Input((3,))]), X, Y, steps=1, batch_size=1, seed=0)
