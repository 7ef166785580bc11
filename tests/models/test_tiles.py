"""Tiles cannot be told from the whole; how far a network looks is read from its layers."""

import threading

import keras
import numpy as np
import pytest
from keras import layers

from restorelib.models import rednet, sr_nets, tiles
from restorelib.models.fast import phases
from restorelib.models.fast.convolutions import as_convolutions
from restorelib.models.reach import reach


def image_to_image(channels=1):
    return keras.Input((None, None, channels))


def strided(kernel=3, channels=1):
    """Half the size inside, and a dilated layer there."""
    inputs = image_to_image(channels)
    x = layers.Conv2D(3, kernel, strides=2, padding="same", activation="relu")(inputs)
    x = layers.Conv2D(3, 3, dilation_rate=2, padding="same")(x)
    x = layers.PReLU(shared_axes=[1, 2])(x)
    x = layers.Conv2DTranspose(channels, 4, strides=2, padding="same")(x)
    return keras.Model(inputs, layers.Add()([inputs, x]))


def merged():
    """Two branches that look unequally far."""
    inputs = image_to_image()
    near, far = layers.Conv2D(2, 1)(inputs), layers.Conv2D(2, 7, padding="same")(inputs)
    joined = layers.Concatenate()([near, far])
    return keras.Model(inputs, layers.Conv2D(1, 2, padding="same")(joined))


def lopsided(last):
    """An even kernel, on the large image: it looks to one side alone."""
    inputs = image_to_image()
    x = layers.Conv2DTranspose(1, 2, strides=2, padding="same")(inputs)
    return keras.Model(inputs, last(1, 2, padding="same")(x))


NETS = {
    "fsrcnn x2": lambda: sr_nets.fsrcnn(2, 4, 3, 1, seed=0),
    "fsrcnn x3": lambda: sr_nets.fsrcnn(3, 4, 3, 2, seed=0),
    "fsrcnn x4": lambda: sr_nets.fsrcnn(4, 4, 3, 0, seed=0),
    "in phases": lambda: phases.as_phases(sr_nets.fsrcnn(3, 4, 3, 2, seed=0)),
    "red-net": lambda: rednet.red_net(6, 3, 3, seed=0),
    "valid": lambda: rednet.red_net(6, 3, 1, padding="valid", seed=0),
    "red-net, strided": lambda: rednet.red_net(6, 3, 1, strides=2, seed=0),
    "red-net, strides inside": lambda: rednet.red_net(
        8, (2, 3, 3, 4), 1, strides=(1, 2, 1, 2), seed=0
    ),
    "strided": strided,
    "strided, 5x5": lambda: strided(5),
    "merged": merged,
    "looks left": lambda: lopsided(layers.Conv2DTranspose),
    "looks right": lambda: lopsided(layers.Conv2D),
}


def measured_radius(model, size=40):
    """How far from a pixel the output changes, when that pixel does."""
    rng = np.random.default_rng(0)
    weights = model.get_weights()
    # Positive, so that nothing cancels.
    model.set_weights([rng.uniform(0.1, 0.2, w.shape) for w in weights])
    spots = range(size // 2, size // 2 + 4)
    batch = np.zeros((5, size, size, model.input.shape[-1]), "float32")
    for i, spot in enumerate(spots, 1):
        batch[i, spot, spot] = 1
    output = np.asarray(model(batch))
    scale = output.shape[1] // size
    model.set_weights(weights)
    # A change at the edge is a thousandth of the output; rounding is a ten-millionth of it.
    changed = (np.abs(output - output[:1]) > 1e-5 * output.max()).any(axis=(2, 3))
    return max(
        np.abs(np.flatnonzero(changed[i]) // scale - spot).max() for i, spot in enumerate(spots, 1)
    )


@pytest.mark.parametrize("name", NETS)
def test_the_radius_is_that_of_an_experiment(name):
    model = NETS[name]()
    assert tiles.receptive_radius(model) == measured_radius(model)


def test_another_runner_than_keras_may_do_the_work():
    model = NETS["fsrcnn x2"]()
    image = np.random.default_rng(0).random((50, 40, 1), "float32")
    twice = tiles.bands(model, image, tile=32, run=lambda batch: 2 * np.asarray(model(batch)))
    whole = np.asarray(model(image[None]))[0]
    np.testing.assert_allclose(np.concatenate(list(twice)), 2 * whole, atol=1e-5)


def test_known_radii():
    # FSRCNN: 5x5, four 3x3, and one pixel for the 9x9 deconvolution of stride 3 (section 3.2).
    assert tiles.receptive_radius(sr_nets.fsrcnn(3, seed=0)) == 2 + 4 + 1
    assert tiles.receptive_radius(sr_nets.srcnn(seed=0)) == 4 + 0 + 2
    assert tiles.receptive_radius(rednet.red_net(10, 2, skip_every=2, seed=0)) == 10
    assert (reach(strided()).step, reach(strided()).grid) == (1, 2)


@pytest.mark.parametrize("name", ["fsrcnn x3", "in phases", "valid", "strided"])
def test_tiled_equals_whole(name):
    model = NETS[name]()
    rng = np.random.default_rng(1)
    for w in model.trainable_variables:  # biases, too: padding shows where there are some
        w.assign(rng.normal(0, 0.5, w.shape))
    for shape in ((50, 94), (36, 20)):
        image = rng.random((*shape, 1), dtype="float32")
        whole = np.asarray(model(image[None]))[0]
        tiled = tiles.restore_tiled(model, image, tile=40)
        assert tiled.dtype == "float32" and tiled.shape == whole.shape
        np.testing.assert_allclose(tiled, whole, atol=1e-5 * np.abs(whole).max())


def test_sides_that_the_stride_does_not_divide_are_continued_and_cut():
    rng = np.random.default_rng(0)
    image = rng.random((61, 33, 1), dtype="float32")
    model = strided()  # takes even sides alone
    whole = np.asarray(model(np.pad(image, ((0, 1), (0, 1), (0, 0)))[None]))[0, :61, :33]
    np.testing.assert_allclose(tiles.restore_tiled(model, image, tile=30), whole, atol=1e-5)
    model = NETS["red-net, strided"]()  # takes all, and cuts by itself
    for w in model.trainable_variables:
        w.assign(rng.normal(0, 0.3, w.shape))
    whole = np.asarray(model(image[None]))[0]
    tiled = tiles.restore_tiled(model, image, tile=44)
    np.testing.assert_allclose(tiled, whole, atol=1e-5 * np.abs(whole).max())


def test_the_parts_that_are_kept_join_and_have_seen_enough():
    rng = np.random.default_rng(0)
    for _ in range(500):
        radius, grid = rng.integers(0, 12), rng.integers(1, 5)
        tile = rng.integers((2 * radius + 2) // grid * grid + 2 * grid, 80)
        side = rng.integers(1, 300)
        cuts = tiles._cuts(side, tile, radius, grid)
        padded = -(-side // grid) * grid
        assert [cuts[0][2], *(cut[3] for cut in cuts)] == [*(cut[2] for cut in cuts), side]
        assert len({stop - start for start, stop, _, _ in cuts}) == 1
        for start, stop, begin, end in cuts:
            assert (
                start % grid == 0 and stop - start <= max(tile, 1) and 0 <= start < stop <= padded
            )
            assert begin < end
            assert start == 0 or begin - start >= radius
            assert stop == padded or stop - end >= radius
        # No more tiles than it takes: all but the last keep as much as they can.
        assert (
            len(cuts)
            <= 1
            + max(0, -(-(padded - tile // grid * grid) // grid * grid))
            / ((tile // grid * grid - 2 * radius) // grid * grid)
            + 1
        )


def test_progress_stop_and_memory():
    model, done, stop = rednet.red_net(4, 2, seed=0), [], threading.Event()
    image = np.zeros((70, 50, 1), "float32")
    tiles.restore_tiled(model, image, tile=32, on_tile=lambda *now: done.append(now))
    assert done == [(i, 6) for i in range(1, 7)]
    made = tiles.bands(model, image, tile=32, on_tile=lambda *now: done.append(now), stop=stop)
    del done[:]
    assert next(made).shape == (28, 50, 1)
    assert done == [(1, 6), (2, 6)]  # the other bands are not made before they are asked for
    stop.set()
    with pytest.raises(tiles.Stopped, match="2 of 6"):
        next(made)
    assert not model.compiled


def test_what_cannot_be_tiled_is_said():
    inputs = image_to_image()

    def of(*made):
        x = inputs
        for layer in made:
            x = layer(x)
        return keras.Model(inputs, x)

    for model, words in (
        (of(layers.GlobalAveragePooling2D(keepdims=True, name="mean")), "'mean' is a GlobalAv"),
        (of(layers.Conv2D(1, (3, 1), padding="same", name="flat")), r"'flat' has \(3, 1\)"),
        (of(layers.Conv2D(1, 3, strides=2, padding="same")), "0.5 output pixels"),
        (of(layers.Conv2D(1, 3)), r"expected \(9, 9\).*received \(7, 7"),
        (sr_nets.srcnn(seed=0), "at least 14 pixels.*looks 6 pixels.*received tile=12"),
    ):
        image = np.zeros((12, 40, 1) if model.name == "srcnn" else (9, 9, 1), "float32")
        with pytest.raises(ValueError, match=words):
            tiles.restore_tiled(model, image, tile=12)
    shared = layers.Conv2D(1, 3, padding="same")
    with pytest.raises(ValueError, match="each layer to be used once"):
        reach(keras.Model(inputs, shared(shared(inputs))))
    fixed = keras.Input((9, 9, 1))
    with pytest.raises(ValueError, match="is a PReLU"):
        reach(keras.Model(fixed, layers.PReLU()(fixed)))
    for wrong in (np.zeros((9, 9, 1), "u1"), np.zeros((9, 9), "f4"), np.zeros((0, 9, 1), "f4")):
        with pytest.raises(TypeError, match=r"expected an image.*received"):
            tiles.restore_tiled(merged(), wrong)


def test_deconvolutions_of_stride_one_are_convolutions():
    inputs = image_to_image(3)
    x = layers.Conv2DTranspose(4, 3, padding="same", activation="relu")(inputs)
    x = layers.Conv2DTranspose(3, 5, padding="same", use_bias=False)(x)
    model = keras.Model(inputs, layers.Add()([inputs, x]))
    for w in model.trainable_variables:
        w.assign(np.random.default_rng(0).normal(0, 0.3, w.shape))
    rewritten = as_convolutions(model)
    image = np.random.default_rng(1).random((1, 13, 17, 3), dtype="float32")
    np.testing.assert_allclose(rewritten(image), model(image), atol=1e-5)
    assert not any(isinstance(layer, layers.Conv2DTranspose) for layer in rewritten.layers)
    kept = as_convolutions(strided())
    assert sum(isinstance(layer, layers.Conv2DTranspose) for layer in kept.layers) == 1
