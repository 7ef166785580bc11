"""SRCNN and FSRCNN: the papers' counts, sizes, seeds, and what their arguments change."""

import keras
import numpy as np
import pytest

from restorelib.models import sr_nets
from restorelib.models.initializers import PReLUNormal

PICTURE = np.random.default_rng(0).random((2, 7, 11, 1), "float32")
PAPER = {  # (d, s, m) -> weights of the kernels: Dong, Loy and Tang 2016, arXiv 1608.00367
    (56, 12, 4): 12_464,
    (32, 5, 1): 3_937,
}


def kernels(model):
    return [w for w in model.weights if w.name == "kernel"]


def size(weights):
    return sum(int(np.prod(w.shape)) for w in weights)


def named(model, *names):
    return [w for w in model.weights if w.name in names]


# What the papers count


@pytest.mark.parametrize(("numbers", "count"), PAPER.items())
@pytest.mark.parametrize("scale", [2, 4])
def test_fsrcnn_has_the_papers_weights_at_every_scale(numbers, count, scale):
    assert size(kernels(sr_nets.fsrcnn(scale, *numbers))) == count


@pytest.mark.parametrize(("d", "s", "m"), [*PAPER, (8, 3, 0), (5, 7, 6)])
def test_fsrcnn_has_the_weights_of_the_papers_formula(d, s, m):
    formula = 25 * d + s * d + 9 * m * s**2 + d * s + 81 * d  # its section 3.3
    model = sr_nets.fsrcnn(3, d, s, m)
    maps = d + s + m * s + d
    assert size(kernels(model)) == formula
    assert size(named(model, "bias")) == maps + 1
    assert size(named(model, "alpha")) == maps  # one slope a map, whatever the size of the picture
    assert model.count_params() == formula + 2 * maps + 1


def test_srcnn_has_the_papers_weights():
    model = sr_nets.srcnn()
    assert size(kernels(model)) == 81 * 64 + 64 * 32 + 25 * 32 == 8_032
    assert model.count_params() == 8_032 + 64 + 32 + 1


def test_the_parts_stand_in_the_order_of_the_paper():
    model = sr_nets.fsrcnn(3)
    parts = [layer.name for layer in model.layers if hasattr(layer, "kernel")]
    assert parts == ["feature", "shrink", "map1", "map2", "map3", "map4", "expand", "deconv"]
    order = [layer.name for layer in model.layers[1:]]
    assert order[:-1] == [name for part in parts[:-1] for name in (part, f"{part}_prelu")]


# Sizes


@pytest.mark.parametrize("scale", [1, 2, 3, 4, 9])
def test_what_comes_out_is_exactly_scale_times_what_went_in(scale):
    model = sr_nets.fsrcnn(scale, 4, 2, 1)
    for height, width in ((7, 11), (6, 4), (1, 5)):
        out = model(PICTURE[:, :height, :width])
        assert tuple(out.shape) == (2, scale * height, scale * width, 1)


def test_srcnn_keeps_the_size():
    model = sr_nets.srcnn()
    for picture in (PICTURE, PICTURE[:, :1, :6]):
        assert model(picture).shape == picture.shape


def test_each_small_pixel_is_painted_around_its_own_place():
    model = sr_nets.fsrcnn(3, kernel_initializer="ones", deconv_initializer="ones", m=0)
    dot = np.zeros((1, 9, 9, 1), "float32")
    dot[0, 4, 4, 0] = 1
    painted = keras.ops.convert_to_numpy(model(dot))[0, :, :, 0]
    rows, columns = np.nonzero(painted)
    # Seen by 5x5 small pixels, each of which paints 9x9, three apart: 21, about the middle.
    assert {rows.min(), columns.min()} == {13 - 10} and {rows.max(), columns.max()} == {13 + 10}


# Weights at the start


def test_the_seed_decides_the_weights_and_every_layer_has_its_own():
    for build in (
        lambda seed=None: sr_nets.fsrcnn(3, seed=seed),
        lambda seed=None: sr_nets.srcnn(seed=seed),
    ):
        first, again, other = (build(seed).get_weights() for seed in (0, 0, 1))
        assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
        assert not np.array_equal(first[0], other[0])
        assert not np.array_equal(build().get_weights()[0], build().get_weights()[0])


@pytest.mark.parametrize("seed", [0, None])
def test_an_initializer_instance_is_cloned_for_each_layer(seed):
    for instance in (keras.initializers.HeNormal(seed=3), PReLUNormal(seed=3), None):
        model = sr_nets.fsrcnn(3, 4, 2, m=3, kernel_initializer=instance, seed=seed)
        same_shape = [w.numpy().tobytes() for w in kernels(model) if w.shape == (3, 3, 2, 2)]
        assert len(set(same_shape)) == len(same_shape) == 3
    one = keras.initializers.RandomNormal(seed=3)
    both = sr_nets.fsrcnn(1, d=1, s=1, kernel_initializer=one, deconv_initializer=one, seed=seed)
    first = kernels(both)[0].numpy().ravel()  # (5, 5, 1, 1), and the deconv's (9, 9, 1, 1)
    assert not np.array_equal(first, kernels(both)[-1].numpy().ravel()[:25])


def test_by_default_the_weights_are_those_of_the_papers():
    *convs, deconv = kernels(sr_nets.fsrcnn(3, seed=0))
    assert deconv.numpy().std() == pytest.approx(1e-3, rel=0.05)
    for kernel in (convs[0], convs[3]):
        *window, inputs, _ = kernel.shape
        wanted = np.sqrt(2 / (1.0625 * np.prod(window) * inputs))  # He et al. 2015, slope 0.25
        assert kernel.numpy().std() == pytest.approx(wanted, rel=0.08)
    for kernel in kernels(sr_nets.srcnn(seed=0)):
        assert kernel.numpy().std() == pytest.approx(1e-3, rel=0.1)


def test_the_slopes_start_where_they_are_told_and_the_weights_follow():
    for slope in (0.0, 0.25, 1.0):
        model = sr_nets.fsrcnn(3, m=1, prelu_slope=slope, seed=0)
        assert {float(s) for alpha in named(model, "alpha") for s in alpha.numpy().ravel()} == {
            slope
        }
        std = kernels(model)[2].numpy().std()  # 3x3, 12 -> 12
        assert std == pytest.approx(np.sqrt(2 / ((1 + slope**2) * 108)), rel=0.08)


# Its failures are arguments


def test_shallow_joins_the_first_layer_to_the_last():
    model = sr_nets.fsrcnn(3, shallow=True)
    names = [layer.name for layer in model.layers]
    assert names[1:] == ["feature", "feature_prelu", "deconv"]
    assert size(kernels(model)) == 25 * 56 + 81 * 56
    assert model(PICTURE).shape == (2, 21, 33, 1)


def randomised(model):
    """Every weight random, biases and slopes too."""
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(0, 0.3, w.shape) for w in model.get_weights()])
    return model


@pytest.mark.parametrize("shallow", [False, True])
def test_without_biases_black_stays_black_and_brightness_only_scales(shallow):
    with_bias, without = (
        randomised(sr_nets.fsrcnn(3, shallow=shallow, use_bias=use_bias))
        for use_bias in (True, False)
    )
    assert not named(without, "bias") and named(with_bias, "bias")
    black = np.zeros_like(PICTURE)
    assert not np.any(without(black)) and np.any(with_bias(black))
    # A PReLU keeps the sign, so the whole net is positively homogeneous.
    np.testing.assert_allclose(without(2 * PICTURE), 2 * np.asarray(without(PICTURE)), rtol=1e-4)


def test_all_weights_1e_3_put_out_next_to_nothing_without_biases():
    tiny = keras.initializers.RandomNormal(stddev=1e-3)
    deep, shallow = (
        sr_nets.fsrcnn(
            3,
            kernel_initializer=tiny,
            deconv_initializer=tiny,
            use_bias=False,
            shallow=shallow,
            seed=0,
        )
        for shallow in (False, True)
    )
    assert 0 < np.abs(deep(PICTURE)).max() < 1e-15 < 1e-8 < np.abs(shallow(PICTURE)).max()


# Saving, and errors


@pytest.mark.parametrize("build", [lambda: sr_nets.fsrcnn(2, 8, 3, 1, seed=0), sr_nets.srcnn])
def test_a_saved_model_comes_back(tmp_path, build):
    model = build()
    model.save(tmp_path / "net.keras")
    loaded = keras.saving.load_model(tmp_path / "net.keras")
    assert np.array_equal(model(PICTURE), loaded(PICTURE))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"scale": 0}, "scale from 1 to 9.*received scale=0"),
        ({"scale": 10}, "scale from 1 to 9"),
        ({"d": 0}, "d and s >= 1.*d=0"),
        ({"s": 0}, "d and s >= 1"),
        ({"m": -1}, "m >= 0.*m=-1"),
        ({"kernel_initializer": "he"}, "he"),
        ({"deconv_initializer": "he"}, "he"),
        ({"prelu_slope": np.nan}, "finite number"),
    ],
)
def test_errors_say_what_was_expected(arguments, words):
    with pytest.raises(ValueError, match=words):
        sr_nets.fsrcnn(**{"scale": 3, **arguments})
