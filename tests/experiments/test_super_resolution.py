"""A run in super-resolution is decided by its recipe, and measures what the net does."""

import threading
from dataclasses import fields, replace

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from restorelib.cases import case_b, comparisons
from restorelib.experiments import super_resolution
from restorelib.experiments.recipes import SRRecipe
from restorelib.images import damage, predictors
from restorelib.training.inside import gradient_by_layer, signal_by_layer

pytestmark = pytest.mark.slow

# With Adam, whose memory a fresh run must not inherit.
TINY = replace(case_b.REPAIRED, d=3, s=2, m=1, patches=16, patch_size=5, steps=5)


def quick(recipe):
    # XLA would take seconds to compile what takes five steps.
    return super_resolution.Experiment(recipe, jit_compile=False)


@pytest.fixture(scope="module")
def bench():
    return quick(TINY)


def test_the_key_names_a_recipe_and_each_field_counts():
    changed = {
        int: lambda v: v + 1,
        float: lambda v: v + 0.5,
        bool: lambda v: not v,
        str: lambda v: v + "x",
    }
    for field in fields(SRRecipe):
        value = getattr(TINY, field.name)
        other = replace(TINY, **{field.name: changed[type(value)](value)})
        assert other.key != TINY.key, field.name


def test_low_resolution_patches_belong_to_the_high_ones():
    low, high = super_resolution.train_patches(TINY)
    assert low.shape == (16, 5, 5, 1) and high.shape == (16, 15, 15, 1)
    for small, large in zip(low, high, strict=True):
        assert np.array_equal(small, damage.bicubic_downsample(large, 3))
    assert not low.flags.writeable


def test_the_ladder_is_measured_on_the_validation_patches():
    low, high = super_resolution.test_patches(TINY)
    mean = super_resolution.train_patches(TINY)[1].mean()
    made = {
        "grey": np.full_like(high, mean),
        "nearest": np.kron(low[..., 0], np.ones((1, 3, 3)))[..., None],
        "bicubic": predictors.enlarge(low, 3, method="bicubic"),
    }
    ladder = super_resolution.ladder(TINY)
    assert list(ladder) == list(made)
    for name, image in made.items():
        score = peak_signal_noise_ratio(high, image.astype("float32"), data_range=1.0)
        assert ladder[name] == pytest.approx(score, abs=1e-3)
    with pytest.raises(ValueError, match="'nearest' or 'bicubic'.*'lanczos'"):
        predictors.enlarge(low, 3, method="lanczos")


def test_the_record_holds_what_the_run_did(bench):
    record = bench.run(0, keep_pictures=True)
    assert record.steps.tolist() == [0, 1, 2, 4, 5] and record.loss.shape == (5,)
    assert record.layers == ("feature", "shrink", "map1", "expand", "deconv")
    for name in ("signal", "gradient", "bias_gradient", "weight"):
        assert getattr(record, name).shape == (5, 5), name
    assert record.picture.shape == (5, 48, 48)
    low, high = super_resolution.test_patches(TINY)
    assert record.input_rms == pytest.approx(np.sqrt(np.mean(low**2)), rel=1e-5)
    painted = bench.model.predict_on_batch(low)  # it stands where the run ended
    score = peak_signal_noise_ratio(high, painted, data_range=1.0)
    assert record.psnr[-1] == pytest.approx(score, abs=1e-3)
    assert record.spread[-1] == pytest.approx(painted.std(), rel=1e-4)


def test_signals_and_gradients_are_those_of_the_untrained_net(bench):
    record = bench.run(2)
    model = super_resolution.build(replace(TINY, seed=2), jit_compile=False)
    low, high = super_resolution.train_patches(TINY)
    signals = signal_by_layer(model, super_resolution.test_patches(TINY)[0])
    gradients = gradient_by_layer(model, low[:8], high[:8])
    assert record.signal[0] == pytest.approx(list(signals.values()), rel=1e-3)
    assert record.gradient[0] == pytest.approx(list(gradients.values()), rel=1e-3)
    assert record.weight[0][-1] == pytest.approx(1e-3, rel=0.2)  # of the deconv


def test_a_bench_used_before_gives_the_bits_of_a_fresh_one(bench):
    bench.run(3)
    again, fresh = bench.run(1), quick(replace(TINY, seed=1)).run(1)
    assert np.array_equal(again.psnr, fresh.psnr) and np.array_equal(again.loss, fresh.loss)


def test_stop_keeps_what_was_done(bench):
    stop = threading.Event()
    record = bench.run(0, on_snapshot=lambda r: r.steps[-1] == 2 and stop.set(), stop=stop)
    assert record.steps.tolist() == [0, 1, 2] and len(record.loss) == 2


def test_srcnn_gets_what_bicubic_interpolation_enlarged():
    record = quick(replace(TINY, net="srcnn", steps=1, kernel_initializer="zeros")).run(0)
    assert record.layers == ("conv1", "conv2", "conv3")
    enlarged = predictors.enlarge(
        super_resolution.test_patches(TINY)[0], TINY.scale, method="bicubic"
    )
    assert record.input_rms == pytest.approx(np.sqrt(np.mean(enlarged**2)), rel=1e-5)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"optimizer": "rmsprop"}, "'adam' or 'sgd'.*'rmsprop'"),
        ({"net": "vdsr"}, "'fsrcnn' or 'srcnn'.*'vdsr'"),
        ({"kernel_initializer": "he"}, "he"),
    ],
)
def test_what_is_unknown_is_named(change, words):
    with pytest.raises(ValueError, match=words):
        super_resolution.build(replace(TINY, **change))


def test_steps_until_alive_are_those_of_the_averaged_loss():
    record = quick(replace(TINY, steps=1)).run(0)
    plateau = super_resolution.train_patches(TINY)[1].var()
    loss = np.full(100, plateau, "float16")
    assert comparisons.steps_until_alive(replace(record, loss=loss)) is None
    loss[60:] = plateau / 2
    # At 1 dB the mean of 32 steps has fallen by 1 - 10^-0.1 = 0.206: 13.2 of 32 are at a half.
    assert comparisons.steps_until_alive(replace(record, loss=loss)) == 60 + 14
