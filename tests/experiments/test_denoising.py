"""A run is decided by its recipe and by nothing else."""

import threading
from dataclasses import fields, replace

import numpy as np
import pytest

from restorelib.experiments import denoising, recipes, recordings
from restorelib.experiments.recipes import Recipe
from restorelib.images import metrics

pytestmark = pytest.mark.slow

TINY = Recipe(depth=4, filters=4, patches=16, patch_size=12, steps=5)


@pytest.fixture(scope="module")
def bench():
    """One for all tests: its graph is traced once."""
    return denoising.Experiment(TINY)


def test_the_key_names_a_recipe_and_each_field_counts():
    assert TINY.key == replace(TINY).key
    changed = {
        int: lambda v: v + 1,
        float: lambda v: v + 0.5,
        bool: lambda v: not v,
        str: lambda v: v + "x",
        type(None): lambda v: "relu",
    }
    for field in fields(Recipe):
        value = getattr(TINY, field.name)
        other = replace(TINY, **{field.name: changed[type(value)](value)})
        assert other.key != TINY.key, field.name


def test_snapshots_are_log_spaced_and_end_with_the_last_step():
    assert recipes.snapshot_steps(0) == [0]
    assert recipes.snapshot_steps(8) == [0, 1, 2, 4, 8]
    assert recipes.snapshot_steps(300) == [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]


def test_the_record_holds_what_the_run_did(bench):
    record = bench.run(TINY.seed, keep_pictures=True)
    noisy, clean = denoising.test_patches(TINY)
    assert record.steps.tolist() == [0, 1, 2, 4, 5]
    assert record.loss.shape == (5,)
    assert record.histogram.sum(1).tolist() == [clean.size] * 5
    assert record.identity_psnr == metrics.psnr(clean, noisy, data_range=1.0)
    assert record.added.shape == (5, 48, 48, 3)
    assert (record.added >= 0).all() and record.added.any()  # a ReLU only brightens
    above_zero = record.histogram[:, recipes.HISTOGRAM_BINS // 2 :].sum(1) / record.values
    assert above_zero == pytest.approx(record.alive, abs=1e-3)


def test_the_untrained_net_is_measured_as_it_is(bench):
    record = bench.run(TINY.seed)
    noisy, clean = denoising.test_patches(TINY)
    output = denoising.build(TINY).predict_on_batch(noisy)
    assert record.psnr[0] == pytest.approx(metrics.psnr(clean, output, data_range=1.0), abs=1e-4)


def test_a_bench_used_before_gives_the_bits_of_a_fresh_one(bench):
    bench.run(3)
    again, fresh = bench.run(1), denoising.run(replace(TINY, seed=1))
    assert np.array_equal(again.psnr, fresh.psnr) and np.array_equal(again.loss, fresh.loss)


def test_the_beginning_of_a_recorded_run_is_the_run_of_fewer_steps(bench):
    shorter = replace(TINY, steps=4)
    records = recordings.Records({TINY: bench.run(TINY.seed, keep_pictures=True)})
    begun, trained = records[shorter], denoising.Experiment(shorter).run(0, keep_pictures=True)
    assert begun.recipe == shorter and begun.steps.tolist() == [0, 1, 2, 4]
    for name in ("loss", "psnr", "histogram", "added", "signal", "dead"):
        assert np.array_equal(getattr(begun, name), getattr(trained, name)), name
    assert len(begun.maps) == len(begun.map_steps) == 1  # that of step 0
    assert "seconds" not in begun.provenance  # those are of the whole run
    for steps in (3, 6):  # no snapshot there; not trained so long
        with pytest.raises(KeyError):
            records[replace(TINY, steps=steps)]


def test_where_it_is_measured_changes_nothing_of_what_is(bench):
    often, once = bench.run(0), bench.run(0, at=[4])
    assert once.steps.tolist() == [0, 4] and np.array_equal(once.loss, often.loss)
    assert np.array_equal(once.psnr, often.psnr[np.isin(often.steps, [0, 4])])


def test_the_askers_last_relu_changes_what_doing_nothing_scores():
    recipe = replace(TINY, output_activation="relu", steps=0)
    noisy, clean = denoising.test_patches(recipe)
    expected = metrics.psnr(clean, np.maximum(noisy, 0), data_range=1.0)
    assert denoising.run(recipe).identity_psnr == pytest.approx(expected, abs=1e-6)


def test_stop_keeps_what_was_done(bench):
    stop = threading.Event()
    seen = []

    def on_snapshot(record):
        seen.append(int(record.steps[-1]))
        if seen[-1] == 2:
            stop.set()

    record = bench.run(TINY.seed, on_snapshot=on_snapshot, stop=stop)
    assert seen == record.steps.tolist() == [0, 1, 2] and len(record.loss) == 2


def test_an_unknown_optimizer_is_named():
    with pytest.raises(ValueError, match="'adam' or 'sgd'.*'rmsprop'"):
        denoising.build(replace(TINY, optimizer="rmsprop"))
