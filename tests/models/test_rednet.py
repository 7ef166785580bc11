"""RED-Net: its shapes, its wiring and its weights."""

import keras
import numpy as np
import pytest

from restorelib.models import rednet

IMAGES = np.random.default_rng(0).random((2, 24, 31, 3), "float32")


def names(model, prefix):
    return [layer.name for layer in model.layers if layer.name.startswith(prefix)]


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize("depth", [4, 10])
def test_images_of_any_size_come_out_as_they_went_in(padding, depth):
    model = rednet.red_net(depth, 4, 3, padding=padding, seed=0)
    for height, width in ((24, 31), (11, 40)):
        assert model(IMAGES[:, :height, :width]).shape == IMAGES[:, :height, :width].shape


def test_a_strided_net_keeps_any_size_and_its_crop_moves_nothing():
    model = rednet.red_net(4, 4, 3, strides=2, seed=0)
    for height, width in ((24, 31), (11, 40)):
        assert model(IMAGES[:, :height, :width]).shape == IMAGES[:, :height, :width].shape
    # Far from the end, an odd size gives what an even size gives.
    odd, even = model(IMAGES[:, :23, :29]), model(IMAGES)
    assert np.allclose(odd[:, :8, :12], even[:, :8, :12], atol=1e-6)
    with pytest.raises(ValueError, match="same"):
        rednet.red_net(strides=2, padding="valid")
    again = keras.Model.from_config(model.get_config())
    again.set_weights(model.get_weights())
    assert np.array_equal(again(IMAGES), model(IMAGES))


DEEPER = {"depth": 10, "filters": (2, 3, 3, 5, 5), "strides": (1, 2, 1, 2, 1), "skip_every": 2}


def test_a_net_with_strides_inside_keeps_any_size_and_joins_maps_of_one_size():
    model = rednet.red_net(**DEEPER, channels=3, seed=0)
    for height, width in ((24, 31), (11, 40), (13, 18)):
        assert model(IMAGES[:, :height, :width]).shape == IMAGES[:, :height, :width].shape
    odd, even = model(IMAGES[:, :23, :29]), model(IMAGES[:, :, :28])
    assert np.allclose(odd[:, :4, :4], even[:, :4, :4], atol=1e-6)
    kinds = {f"conv{i}": n for i, n in enumerate(DEEPER["filters"], 1)}
    kinds |= {"deconv1": 5, "deconv2": 3, "deconv3": 3, "deconv4": 2, "deconv5": 3}
    for name, filters in kinds.items():
        i = int(name[-1]) if name.startswith("conv") else 6 - int(name[-1])
        stride = DEEPER["strides"][i - 1]
        made = model.get_layer(name)
        assert (made.filters, made.strides) == (filters, (stride, stride)), name
        assert made.kernel_size == ((3, 3) if stride == 1 else (2, 2)), name


@pytest.mark.parametrize("wrong", [{"filters": (4, 4)}, {"strides": (1,) * 6}, {"strides": ()}])
def test_it_says_how_many_convs_there_are(wrong):
    with pytest.raises(ValueError, match="one number, or 5"):
        rednet.red_net(10, **wrong)
    with pytest.raises(ValueError, match="numbers >= 1"):
        rednet.red_net(4, (4, 0))
    with pytest.raises(ValueError, match="same"):
        rednet.red_net(4, strides=(1, 2), padding="valid")


def test_the_number_of_weights_follows_the_formula():
    depth, filters, channels = 10, 8, 3
    ends = 2 * 9 * channels * filters + filters + channels
    middle = (depth - 2) * (9 * filters**2 + filters)
    assert rednet.red_net(depth, filters, channels).count_params() == ends + middle


@pytest.mark.parametrize(
    ("depth", "skip_every", "pairs"),
    [
        (10, 1, {1: 4, 2: 3, 3: 2, 4: 1}),  # the asker joins every pair
        (30, 2, {1: 14, 3: 12, 5: 10, 7: 8, 9: 6, 11: 4, 13: 2}),  # the released RED30
    ],
)
def test_each_skip_joins_a_deconv_to_its_mirror_image(depth, skip_every, pairs):
    model = rednet.red_net(depth, 2, skip_every=skip_every)
    skips = [name for name in names(model, "skip") if "activation" not in name]
    assert skips == [f"skip{k}" for k in pairs]
    for k, conv in pairs.items():
        sources = {t._keras_history.operation.name for t in model.get_layer(f"skip{k}").input}
        assert sources == {f"conv{conv}_activation", f"deconv{k}_activation"}


def test_red10_has_no_skip_at_all():
    model = rednet.red_net(10, 2, symmetric_skips=False, input_skip=False)
    assert not [layer for layer in model.layers if isinstance(layer, keras.layers.Add)]


def test_with_zero_weights_the_input_skip_is_the_identity():
    noisy = IMAGES - 0.5  # below zero too, for the last ReLU
    with_skip = rednet.red_net(4, 2, 3, kernel_initializer="zeros")
    asker = rednet.red_net(4, 2, 3, kernel_initializer="zeros", output_activation="relu")
    without = rednet.red_net(4, 2, 3, kernel_initializer="zeros", input_skip=False)
    assert np.array_equal(with_skip(noisy), noisy)
    assert np.array_equal(asker(noisy), np.maximum(noisy, 0))
    assert not np.any(without(noisy))


@pytest.mark.parametrize(
    ("activation", "low", "high"), [("relu", 0, np.inf), ("tanh", -1, 1), (None, -np.inf, np.inf)]
)
def test_the_residual_activation_bounds_what_is_added(activation, low, high):
    model = rednet.red_net(4, 8, 3, residual_activation=activation, seed=1)
    added = np.asarray(model(IMAGES)) - IMAGES
    assert added.min() >= low - 1e-6 and added.max() <= high
    assert (added.min() < 0) == (activation != "relu")


def test_the_seed_decides_the_weights_and_every_layer_has_its_own():
    first, again, other = (rednet.red_net(10, 4, seed=seed).get_weights() for seed in (0, 0, 1))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[0], other[0])
    same_shape = [w for w in first if w.shape == (3, 3, 4, 4)]
    assert not any(np.array_equal(same_shape[0], w) for w in same_shape[1:])
    unseeded = rednet.red_net(10, 4).get_weights()
    assert not np.array_equal(unseeded[0], rednet.red_net(10, 4).get_weights()[0])


def test_an_initializer_instance_is_cloned_for_each_layer():
    instance = keras.initializers.HeNormal(seed=3)
    kernels = rednet.red_net(10, 4, kernel_initializer=instance).get_weights()
    same_shape = [w for w in kernels if w.shape == (3, 3, 4, 4)]
    assert not np.array_equal(same_shape[0], same_shape[1])


def test_a_saved_model_comes_back(tmp_path):
    model = rednet.red_net(4, 2, 3, residual_activation="tanh", seed=0)
    model.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    assert np.array_equal(model(IMAGES), loaded(IMAGES))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"depth": 9}, "even number >= 4.*received 9"),
        ({"depth": 2}, "even number >= 4"),
        ({"filters": 0}, "numbers >= 1"),
        ({"skip_every": 0}, "numbers >= 1"),
        ({"padding": "full"}, "padding"),
        ({"kernel_initializer": "he"}, "he"),
    ],
)
def test_errors_say_what_was_expected(arguments, words):
    with pytest.raises(ValueError, match=words):
        rednet.red_net(**arguments)
