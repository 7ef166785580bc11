"""Lesson 06 builds what the library trains; it counts right, and what it says of training holds."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.cases import case_b
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import seeds
from restorelib.images import metrics, predictors
from restorelib.models import sr_nets
from restorelib.training import inside, loop
from tests.lessons.test_notebooks import definitions, layers_of
from tests.place import ROOT
from tests.seeds import first_and_rest

PATH = ROOT / "notebooks" / "06_fsrcnn_step_by_step.ipynb"


@pytest.fixture(scope="module")
def lesson():
    return definitions(PATH)


# Parity: the net that is built part by part


@pytest.mark.parametrize("numbers", [(3,), (1,), (2, 32, 5, 1)])
def test_the_lesson_builds_the_network_of_the_library(lesson, numbers):
    shown, ours = lesson["fsrcnn"](*numbers), sr_nets.fsrcnn(*numbers)
    assert layers_of(shown) == layers_of(ours)
    assert [layer.name for layer in shown.layers] == [layer.name for layer in ours.layers]
    ours.set_weights(shown.get_weights())
    pictures = np.random.default_rng(0).random((2, 7, 11, 1), dtype="float32")
    np.testing.assert_array_equal(np.asarray(shown(pictures)), np.asarray(ours(pictures)))


def test_each_layer_and_each_seed_starts_with_weights_of_its_own(lesson):
    kernels = [w for s in (0, 1) for w in lesson["fsrcnn"](3, seed=s).get_weights() if w.ndim == 4]
    assert len({kernel.tobytes() for kernel in kernels}) == len(kernels) == 16


# What it counts, against sums of ones and a loop


@pytest.mark.parametrize(
    ("kind", "window", "maps", "strides", "border"),
    [
        (layers.Conv2D, 5, (1, 56), 1, 2),
        (layers.Conv2D, 3, (12, 12), 1, 1),
        (layers.Conv2D, 1, (56, 12), 1, 0),
        (layers.Conv2DTranspose, 9, (56, 1), 3, 0),
    ],
)
def test_the_counted_multiplications_are_the_products_of_a_kernel_of_ones(
    lesson, capsys, kind, window, maps, strides, border
):
    ones = kind(maps[1], window, strides=strides, kernel_initializer="ones")
    # The border stands for the zeros of "same", whose products are counted too.
    picture = np.ones((1, 6 + 2 * border, 8 + 2 * border, maps[0]), "float32")
    products = int(np.sum(ones(picture), dtype="float64"))
    shown = kind(maps[1], window, strides=strides, padding="same")
    lesson["count"](shown, picture[:, :6, :8])
    assert capsys.readouterr().out.endswith(f"x 48 = {products:,}\n")


@pytest.mark.parametrize(("kernel", "stride"), [*itertools.product((8, 9, 3), (2, 3, 4))])
def test_the_meetings_are_those_of_a_loop(lesson, kernel, stride):
    met = np.zeros(40, int)
    for start in range(-40, 40, stride):
        met[max(start, 0) : max(start + kernel, 0)] += 1
    period = sorted(np.outer(met[:stride], met[:stride]).ravel())
    shown = lesson["meetings"](kernel, stride)[:stride, :stride]
    assert sorted(shown.ravel()) == period


def test_the_choices_of_the_guess_are_measured(lesson):
    assert set(lesson["meetings"](9, 2).ravel()) == {16, 20, 25}
    assert set(lesson["meetings"](9, 3).ravel()) == {9}


def test_a_prelu_of_the_lesson_has_one_slope_a_map_and_starts_at_a_quarter(lesson):
    prelu = lesson["prelu"]("p")
    values = np.full((1, 4, 5, 7), -2, "float32")
    np.testing.assert_array_equal(prelu(values), values / 4)
    assert prelu.count_params() == 7


def test_the_seconds_are_those_of_the_processor_for_all_repeats(lesson, monkeypatch):
    calls, ticks = [], iter([2.0, 5.0])
    monkeypatch.setattr(lesson["time"], "process_time", lambda: next(ticks))
    assert lesson["seconds"](SimpleNamespace(predict_on_batch=calls.append), 7, repeats=4) == 3.0
    assert calls == [7] * 4


def test_the_exercises_start_as_code_that_runs_and_is_not_solved_yet(lesson):
    net = lesson["my_net"]()
    assert net(np.zeros((1, 12, 12, 1), "float32")).shape == (1, 31, 31, 1)
    assert not exercises.check_fsrcnn_s(net).solved
    assert not exercises.check_deconv(
        layers.Conv2DTranspose(1, 9, strides=4, padding="same")
    ).solved


# Claims


@pytest.mark.slow
@pytest.mark.parametrize("seed", first_and_rest(range(2)))
def test_the_network_overfits_two_patches_and_still_paints_a_pattern(lesson, seed):
    import keras

    low, high = super_resolution.train_patches(super_resolution.SRRecipe())
    x, y = low[:2], high[:2]
    rungs = [predictors.enlarge(x, 3, method=method) for method in ("nearest", "bicubic")]
    best = max(metrics.psnr(y, rung, data_range=1.0) for rung in rungs)
    net = lesson["fsrcnn"](3, seed=seed)
    net.compile(keras.optimizers.Adam(1e-3), loss="mse")
    loop.fit(net, x, y, steps=250, batch_size=2, seed=0)
    assert metrics.psnr(y, inside.forward(net, x), data_range=1.0) > best + 1
    # Nine weights meet each pixel, and their sums differ all the same.
    flat = np.full((1, 12, 12, 1), 0.5, "float32")
    square = inside.forward(net, flat)[0, 15:18, 15:18]
    assert 255 * np.ptp(square) > 1


# What the recorded runs say, in the lesson's words


@pytest.fixture(scope="module")
def recorded():
    runs = recordings.load("case_b")
    recipe = case_b.panel_recipe("prelu_normal", m=4, optimizer="adam", prelu_slope=0.25)
    return [runs[one] for one in seeds(recipe, 5)]


def test_after_256_steps_every_seed_stands_between_grey_and_nearest(recorded):
    for run in recorded:
        assert list(run.steps[-5:]) == [256, 512, 1024, 2048, 4096]
        assert run.grey_psnr < run.psnr[-5] < run.nearest_psnr


def test_after_4096_steps_four_of_five_have_passed_bicubic_by_a_little(recorded):
    gains = sorted(run.psnr[-1] - run.bicubic_psnr for run in recorded)
    assert gains[0] < 0 < gains[1] and gains[-1] < 0.5
    assert any(np.any(np.diff(run.psnr[-5:]) < -1) for run in recorded)  # no smooth way
