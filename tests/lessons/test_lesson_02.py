"""Lesson 02 builds what the library trains, and what it says holds over seeds."""

from dataclasses import replace
from functools import cache

import nbformat
import numpy as np
import pytest

from restorelib import exercises
from restorelib.cases import depth
from restorelib.experiments import denoising, recordings
from restorelib.experiments.recipes import seeds
from restorelib.images import metrics, predictors
from restorelib.models import rednet
from restorelib.training import inside
from tests.lessons.test_notebooks import definitions, layers_of
from tests.place import ROOT

PATH = ROOT / "notebooks" / "02_rednet_step_by_step.ipynb"
ARGUMENTS = {"skip_every": 2, "input_skip": False, "residual_activation": None}


@pytest.fixture(scope="module")
def lesson():
    return definitions(PATH)


# Parity: the net that is built cell by cell, and the convolution by hand


def test_the_lesson_builds_the_network_of_the_library(lesson):
    shown, ours = lesson["rednet"](seed=0), rednet.red_net(10, 32, 3, **ARGUMENTS)
    assert layers_of(shown) == layers_of(ours)
    ours.set_weights(shown.get_weights())
    images = np.random.default_rng(0).random((2, 12, 16, 3), dtype="float32")
    np.testing.assert_array_equal(np.asarray(shown(images)), np.asarray(ours(images)))


def test_each_layer_and_each_seed_starts_with_weights_of_its_own(lesson):
    kernels = [w for s in (0, 1) for w in lesson["rednet"](seed=s).get_weights() if w.ndim == 4]
    assert len({kernel.tobytes() for kernel in kernels}) == len(kernels) == 20


def test_the_convolution_by_hand_is_that_of_scipy(lesson):
    from scipy.ndimage import correlate

    rng = np.random.default_rng(0)
    picture, kernel = rng.random((6, 9)), rng.random((3, 3))
    by_hand = lesson["convolve"](picture, kernel)
    np.testing.assert_allclose(by_hand, correlate(picture, kernel)[1:-1, 1:-1], rtol=1e-6)


def test_the_exercise_starts_as_a_net_that_works_and_is_joined_wrongly(lesson):
    feedback = exercises.check_skips(lesson["my_net"]())
    assert not feedback.solved and feedback.text.count("mirror image") == 2


def test_the_lesson_does_not_tell_lesson_03():
    text = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells)
    for spoiler in ("input_skip", "residual", "output_activation", "[image, x]", "+ image"):
        assert spoiler not in text, spoiler


# Claims


SEEDS = range(2)


@pytest.fixture(scope="module")
def batch():
    noisy, clean = denoising.train_patches(depth.SHALLOW)
    return noisy[:4], clean[:4]


@cache
def bench():
    return denoising.Experiment(depth.SHALLOW)


def fresh(**changes):
    """The net of the lesson with new weights; its graph is traced once for all tests."""
    bench()._reset(replace(depth.SHALLOW, **changes))
    return bench().model


def overfitted(x, y, *, steps, seed, **changes):
    """The score on one batch after so many steps on nothing else."""
    from restorelib.training import loop

    model = fresh(seed=seed, **changes)
    loop.fit(model, x, y, steps=steps, batch_size=4, seed=seed)
    return metrics.psnr(y, inside.forward(model, x), data_range=1.0)


def best_rung(x, y):
    rungs = predictors.rungs(x, mean=y.mean((0, 1, 2))).values()
    return max(metrics.psnr(y, image, data_range=1.0) for image in rungs)


@pytest.mark.slow
def test_the_network_overfits_one_batch(batch):
    # The lesson trains seed 0.
    assert overfitted(*batch, steps=128, seed=1) > best_rung(*batch) + 3


@pytest.mark.slow
def test_it_overfits_wrong_partners_too(batch):
    x, y = batch[0], np.roll(batch[1], 1, axis=0)
    assert overfitted(x, y, steps=128, seed=1) > best_rung(x, y) + 3


@pytest.mark.slow
def test_all_weights_zero_cannot_overfit_and_paint_one_flat_colour(batch):
    score = overfitted(*batch, steps=100, seed=0, kernel_initializer="zeros")
    assert (
        score
        < metrics.psnr(
            batch[1], np.broadcast_to(batch[1].mean((0, 1, 2)), batch[1].shape), data_range=1.0
        )
        + 0.1
    )


@pytest.mark.slow
def test_partners_drawn_anew_leave_the_average_of_the_four(batch):
    x, y = batch
    average = metrics.psnr(y, np.broadcast_to(y.mean(0), y.shape), data_range=1.0)
    model = fresh(seed=1)  # the lesson trains seed 0
    rng = np.random.default_rng(1)
    loss = [float(model.train_on_batch(x, y[rng.permutation(4)])) for _ in range(100)]
    assert -10 * np.log10(np.mean(loss[-50:])) == pytest.approx(average, abs=1)


@pytest.mark.slow
def test_skips_keep_the_signal_of_thirty_layers_alive():
    noisy, _ = denoising.train_patches(depth.SHALLOW)
    for seed in SEEDS:
        left = {}
        for skips in (True, False):
            model = denoising.build(replace(depth.panel_recipe(30, skips), seed=seed))
            signal = inside.signal_by_layer(model, noisy[:8])
            left[skips] = signal["deconv15"] / signal["conv1"]
        assert left[False] < 1e-3 < 0.1 < left[True]


@pytest.mark.slow
def test_live_training_passes_doing_nothing_with_skips_and_not_without():
    # At step 128 eight of the ten recorded runs with skips are past doing nothing, by 0.3 dB or
    # more, and none without is: trained again under one of their seeds.
    ends = {}
    for skips in (True, False):
        bench = denoising.Experiment(replace(depth.panel_recipe(10, skips), steps=128))
        record = bench.run(1, at=[128])
        ends[skips] = record.psnr[-1] - record.identity_psnr
    assert ends[True] > 0.3 > ends[False]


# What the recorded runs say, in the lesson's words


@pytest.fixture(scope="module")
def recorded():
    runs = recordings.load("depth")
    return {
        (n, skips): [runs[r] for r in seeds(depth.panel_recipe(n, skips), depth.SEEDS)]
        for n in depth.DEPTHS
        for skips in (True, False)
    }


def medians(recorded, skips, measure=lambda run: run.psnr[-1]):
    return [np.median([measure(run) for run in recorded[n, skips]]) for n in depth.DEPTHS]


def test_with_skips_depth_changes_less_than_the_seed_and_all_runs_beat_doing_nothing(recorded):
    ends = {n: [run.psnr[-1] for run in recorded[n, True]] for n in depth.DEPTHS}
    for n in depth.DEPTHS:
        assert all(depth.outcome(run) == "better" for run in recorded[n, True])
    between = medians(recorded, True)
    assert max(between) - min(between) < min(max(scores) - min(scores) for scores in ends.values())


@pytest.mark.parametrize("measure", [lambda run: run.psnr[-1], depth.training_score])
def test_without_skips_deeper_is_worse_on_test_and_on_training_patches(recorded, measure):
    ten, twenty, thirty = medians(recorded, False, measure)
    assert ten > twenty + 3 and twenty > thirty + 3
    assert min(medians(recorded, True, measure)) > ten + 3


def test_without_skips_ten_layers_end_on_both_sides_and_twenty_below(recorded):
    assert {depth.outcome(run) for run in recorded[10, False]} == {"better", "between"}
    assert not any(depth.outcome(run) == "better" for run in recorded[20, False])


def test_thirty_layers_without_skips_paint_one_flat_colour_in_all_seeds(recorded):
    clean = denoising.test_patches(depth.SHALLOW)[1]
    for run in recorded[30, False]:
        assert depth.outcome(run) == "flat"
        assert depth.spread(run) < clean.std() / 4


def test_without_skips_ten_layers_still_rise_and_deeper_ones_do_not(recorded):
    late = {n: np.median([run.psnr[-3:] for run in recorded[n, False]], 0) for n in depth.DEPTHS}
    assert np.all(np.diff(late[10]) > 0.5)
    assert abs(late[20][-1] - late[20][0]) < 1 and abs(late[30][-1] - late[30][0]) < 0.3
