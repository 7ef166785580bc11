"""The browser's training engine against Keras: the same weights and batches, the same losses."""

from dataclasses import asdict

import numpy as np
import pytest

from tests.browser.conftest import watched_page
from tests.browser.engine_page import NO_WASM, POLICIES, EnginePage

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STEPS = 20
TOLERANCE = 1e-3  # relative; Keras differs from itself by 1.2e-4, with XLA and without
ADAM = {"optimizer": "adam", "learning_rate": 1e-2}
SGD = {"optimizer": "sgd", "learning_rate": 0.1}
MOMENTUM = SGD | {"momentum": 0.9}


def red(**spec):
    return {"net": "red_net", "depth": 6, "filters": 6, "channels": 3} | spec


def fsrcnn(scale, **spec):
    return {"net": "fsrcnn", "scale": scale, "d": 8, "s": 5, "m": 2} | spec


def layers(*specs):
    return {"net": "sequential", "layers": [{"layer": kind} | rest for kind, rest in specs]}


def conv(filters, size, **rest):
    return "conv", {"filters": filters, "size": size} | rest


def deconv(filters, size, **rest):
    return "deconv", {"filters": filters, "size": size} | rest


def activation(name):
    return "activation", {"activation": name}


FLAT = "flatten", {}
# name -> net, optimizer, shape of an image, loss
PARITY = {
    "case A": (
        red(depth=10, filters=8, residual_activation="relu"),
        ADAM | {"learning_rate": 1e-3},  # at 1e-2 it is dead after ten steps
        (8, 8, 3),
    ),
    "tanh residual, every second skip, SGD with momentum": (
        red(depth=8, skip_every=2, residual_activation="tanh", output_activation="relu"),
        MOMENTUM,
        (7, 9, 3),
    ),
    "no skips, He": (
        red(symmetric_skips=False, input_skip=False, kernel_initializer="he_normal"),
        ADAM,
        (8, 8, 3),
    ),
    "leaky ReLU, valid": (
        red(residual_activation="leaky_relu", hidden_activation="leaky_relu", padding="valid"),
        ADAM,
        (8, 9, 3),
    ),
    "softplus inside, sigmoid at the end, grey, SGD": (
        red(
            channels=1,
            input_skip=False,
            hidden_activation="softplus",
            output_activation="sigmoid",
        ),
        SGD,
        (6, 6, 1),
    ),
    "a U-Net: strides 2 and 3, odd sides": (
        red(filters=[4, 6, 9], strides=[2, 1, 3]),
        ADAM,
        (13, 11, 3),
    ),
    "FSRCNN x3, PReLU paper": (fsrcnn(3, deconv_initializer="prelu_normal"), ADAM, (6, 6, 1)),
    "FSRCNN x2, small weights, no bias, slope 0, SGD": (
        fsrcnn(2, kernel_initializer="normal_1e-1", use_bias=False, prelu_slope=0.0),
        MOMENTUM,
        (5, 7, 1),
    ),
    "FSRCNN x4, shallow, epsilon 1e-4": (
        fsrcnn(4, shallow=True, kernel_initializer="glorot_uniform"),
        ADAM | {"epsilon": 1e-4},
        (6, 5, 1),
    ),
    "case B: FSRCNN x3 at 1e-3, SGD": (
        fsrcnn(3, kernel_initializer="normal_1e-3"),
        SGD,
        (6, 6, 1),
    ),
    "FSRCNN x1, Keras's He on the deconv": (
        fsrcnn(1, m=0, deconv_initializer="he_normal"),
        ADAM,
        (6, 6, 1),
    ),
    "SRCNN": ({"net": "srcnn"}, ADAM | {"learning_rate": 1e-3}, (9, 10, 1)),
    "a classifier": (
        layers(
            conv(6, 3, strides=2, padding="valid"),
            activation("relu"),
            conv(5, 5, strides=3),
            activation("tanh"),
            FLAT,
            ("dense", {"units": 7, "use_bias": False}),
            activation("sigmoid"),
            ("dense", {"units": 4}),
        ),
        ADAM,
        (13, 12, 2),
    ),
    "strides 4, an even kernel and PReLU": (
        layers(
            conv(5, 4, strides=4),
            ("prelu", {"slope": 0.25}),
            deconv(3, 3, padding="valid"),
            activation("softplus"),
            deconv(2, 8, strides=4),
            activation("linear"),
        ),
        MOMENTUM,
        (8, 8, 2),
    ),
}


@pytest.mark.parametrize("name", PARITY)
def test_the_first_losses_are_those_of_keras(engine, name):
    import keras

    from tests.browser.keras_nets import keras_net, keras_optimizer

    spec, optimizer, shape = PARITY[name]
    net = keras_net(spec, shape)
    classes = net.output_shape[-1] if len(net.output_shape) == 2 else None
    rng = np.random.default_rng(0)
    x = rng.random((12, *shape), "float32")
    if classes:
        y = np.eye(classes, dtype="float32")[rng.integers(classes, size=len(x))]
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    else:
        y = rng.random(net(x).shape, "float32")
        loss = "mse"
    weights = np.concatenate([w.ravel() for w in net.get_weights()])
    batches = [rng.choice(len(x), 3, replace=False) for _ in range(STEPS)]
    net.compile(keras_optimizer(**optimizer), loss=loss)
    expected = [float(net.train_on_batch(x[i], y[i])) for i in batches]

    job = {"net": spec, "optimizer": optimizer, "loss": "cross_entropy" if classes else "mse"}
    job |= {"x": x, "y": y, "batch_size": 3, "steps": STEPS, "seed": 0}
    found = engine.train(job | {"weights": weights, "batches": [i.tolist() for i in batches]})
    assert found["losses"] == pytest.approx(expected, rel=TOLERANCE)
    assert expected[-1] < 0.99 * expected[0], "the losses say little: it hardly trains"


def small_job(**rest):
    """Forty numbers a step: it trains in a moment."""
    rng = np.random.default_rng(1)
    net = fsrcnn(2, kernel_initializer="normal_1e-1") | {"deconv_initializer": "glorot_uniform"}
    job = {"net": net, "optimizer": ADAM, "loss": "mse", "batch_size": 4, "steps": 8, "seed": 3}
    x, y = rng.random((10, 5, 5, 1), "float32"), rng.random((10, 10, 10, 1), "float32")
    return job | {"x": x, "y": y} | rest


def test_numpy_draws_the_same_weights_and_the_same_order_of_images(engine):
    rng = np.random.RandomState(3)
    shapes = [((5, 5, 1, 8), 8), ((1, 1, 8, 5), 5), *[((3, 3, 5, 5), 5)] * 2, ((1, 1, 5, 8), 8)]
    expected = []
    for shape, maps in shapes:
        expected += [0.1 * rng.standard_normal(shape), np.zeros(maps), np.full(maps, 0.25)]
    limit = np.sqrt(6 / (9 * 9 * (1 + 8)))  # Keras reads (size, size, out, in) as (..., in, out)
    expected += [rng.uniform(-limit, limit, (9, 9, 1, 8)), np.zeros(1)]
    drawn = engine.train(small_job(steps=0))["weights"]
    flat = np.concatenate([values.ravel() for values in expected]).astype("float32")
    np.testing.assert_allclose(drawn, flat, rtol=1e-6, atol=1e-9)

    orders = [rng.permutation(10) for _ in range(4)]
    batches = [order[first : first + 4].tolist() for order in orders for first in (0, 4)]
    own = engine.train(small_job())["losses"]
    assert engine.train(small_job(weights=drawn, batches=batches))["losses"] == own


@pytest.fixture(scope="module")
def losses(engine):
    assert engine.started == {"place": "blob worker", "kernels": "wasm", "workers": 1}
    return engine.train(small_job())["losses"]


@pytest.mark.parametrize("place", POLICIES)
def test_it_trains_where_a_page_may_have_no_worker_of_the_better_kind(browser, place, losses):
    with watched_page(browser) as page:
        engine = EnginePage(page, POLICIES[place])
        assert engine.started == {"place": place, "kernels": "wasm", "workers": 1}
        assert engine.train(small_job())["losses"] == losses


def test_it_trains_where_a_page_may_have_no_webassembly(browser, losses):
    with watched_page(browser) as page:
        engine = EnginePage(page, NO_WASM)
        assert engine.started["kernels"] == "plain"
        assert engine.train(small_job())["losses"] == pytest.approx(losses, rel=TOLERANCE)


def test_two_workers_share_a_batch(browser, losses):
    with watched_page(browser) as page:
        engine = EnginePage(page, workers=2)
        assert engine.started["workers"] == 2
        assert engine.train(small_job())["losses"] == pytest.approx(losses, rel=TOLERANCE)


def test_stop_ends_it_soon_and_a_wrong_net_is_said_in_words(engine):
    engine.page.evaluate("setTimeout(() => engine.stop(), 300)")
    end = engine.train(small_job(steps=10**9))
    assert end["stopped"] and 0 < end["step"] == len(end["losses"])
    with pytest.raises(RuntimeError, match="initializer expects glorot_uniform.*received he"):
        engine.train(small_job(net=fsrcnn(2, kernel_initializer="he")))


def test_layers_are_summed_up_and_mapped_as_in_keras(engine):
    from restorelib.experiments import denoising, layers
    from restorelib.experiments.recipes import Recipe
    from restorelib.images.metrics import rms
    from restorelib.training.gradients import GradientProbe

    recipe = Recipe(patches=16)
    model = denoising.build(recipe)
    conv3 = model.get_layer("conv3")
    conv3.bias.assign([-9.0] * 5 + [0.0] * 27)  # five dead units
    probe = layers.LayerProbe(model)
    x, y = denoising.train_patches(recipe)
    noisy, crop = denoising.test_patches(recipe)[0], denoising.crop(recipe)[0][None]
    before, after, _ = probe.read(noisy)
    gradients = GradientProbe(model).read(x[:8], y[:8])
    maps, scale = layers.maps(probe.read(crop)[1])

    names = [layer.name for layer in probe.layers]
    activated = [f"{name}_activation" for name in names[:-1]] + ["residual"]
    job = {"net": {"net": "red_net"} | asdict(recipe), "optimizer": ADAM, "loss": "mse"}
    job |= {"x": x, "y": y, "batch_size": 4, "steps": 0, "seed": 0}
    job["weights"] = np.concatenate([w.ravel() for w in model.get_weights()])
    job["looks"] = [
        {"name": "test", "at": [0], "x": noisy, "layers": [], "summed": names + activated},
        {"name": "train", "at": [0], "x": x[:8], "y": y[:8], "layers": []},
        {"name": "crop", "at": [0], "x": crop, "layers": [], "mapped": activated},
    ]
    test, train, painted = engine.train(job)["seen"]

    signal = [test["summaries"][name]["rms"] for name in names]
    assert signal == pytest.approx([rms(layer) for layer in before], rel=TOLERANCE)
    dead = np.concatenate([test["summaries"][name]["dead"] for name in activated])
    assert dead.sum() >= 5
    np.testing.assert_array_equal(dead, layers.dead_units(after))
    kernels = [rms(train["gradients"][f"{name}/kernel"]) for name in names]
    expected = [rms(gradients[layer.kernel.path]) for layer in probe.layers]
    assert kernels == pytest.approx(expected, rel=TOLERANCE)
    # A record keeps maps half as wide and high, in few levels.
    ours = [painted["maps"][name] for name in activated]
    values = np.concatenate(
        [(m["pixels"].reshape(-1, 48, 48) - 128) / 120 * m["largest"] for m in ours]
    )
    halved = values.reshape(-1, 24, 2, 24, 2).mean((2, 4))
    scales = np.repeat(scale, probe.units)[:, None, None]
    np.testing.assert_allclose(
        halved / scales, (maps - 128.0) / 120, atol=0.5 / layers.MAP_LEVELS + 0.01
    )
