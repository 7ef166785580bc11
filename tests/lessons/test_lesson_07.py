"""Lesson 07 builds the networks of the library, and what it says holds over seeds."""

from dataclasses import replace

import nbformat
import numpy as np
import pytest

from restorelib import exercises
from restorelib.cases import case_b, comparisons
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import seeds
from restorelib.training import inside
from tests.lessons.test_notebooks import definitions, layers_of
from tests.place import ROOT

PATH = ROOT / "notebooks" / "07_the_grey_image.ipynb"
SMALL = replace(case_b.GREY, patch_size=6, patches=200)  # the same net on smaller patches


@pytest.fixture(scope="module")
def lesson():
    return definitions(PATH)


# Parity


@pytest.mark.parametrize(
    ("build", "arguments", "changes"),
    [
        ("asker_net", {}, {}),
        ("asker_net", {"use_bias": False}, {"use_bias": False}),
        ("repaired_net", {}, {"kernel_initializer": "prelu_normal"}),
    ],
)
def test_the_lesson_builds_the_networks_of_the_recipes(lesson, build, arguments, changes):
    shown = lesson[build](seed=3, **arguments)
    ours = super_resolution.build(replace(case_b.GREY, seed=3, **changes))
    assert layers_of(shown) == layers_of(ours)
    for mine, recorded in zip(shown.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, recorded)


def test_the_lesson_trains_as_the_recorded_runs_were_trained():
    text = "\n".join(cell.source for cell in nbformat.read(PATH, as_version=4).cells)
    assert f"keras.optimizers.SGD({case_b.GREY.learning_rate})" in text
    assert f"batch_size={case_b.GREY.batch_size}" in text
    assert (case_b.GREY.optimizer, case_b.GREY.momentum) == ("sgd", 0)


def test_the_exercises_start_as_code_that_runs_and_is_not_solved(lesson):
    feedback = exercises.check_plateau(lesson["plateau"])
    assert not feedback.solved and "two numbers" in feedback.text
    assert len(inside.layers_with_kernel(lesson["my_net"](0.01))) == 8


# Claims, live


@pytest.fixture(scope="module")
def trained():
    """(net before, net after 64 steps, its loss at each step), from five starts."""
    from restorelib.training import loop

    low, high = super_resolution.train_patches(SMALL)
    nets = []
    for seed in range(5):
        before, after = (
            super_resolution.build(replace(SMALL, seed=seed), jit_compile=False) for _ in range(2)
        )
        nets.append((before, after, loop.fit(after, low, high, steps=64, batch_size=8, seed=0)))
    return nets


@pytest.mark.slow
def test_other_initial_weights_write_the_same_log(trained):
    logs = [loss for _, _, loss in trained]
    assert logs[0][0] > 2 * logs[0][-8:].mean()
    np.testing.assert_allclose(logs[1:], [logs[0]] * 4, rtol=1e-4)


@pytest.mark.slow
def test_one_number_has_moved_and_it_is_the_last_bias(trained):
    for before, after, _ in trained:
        moved = {
            weight.path: np.abs(np.asarray(weight) - np.asarray(old))
            for weight, old in zip(
                after.trainable_variables, before.trainable_variables, strict=True
            )
        }
        assert sum(int(np.sum(change > 0.01)) for change in moved.values()) == 1
        assert moved["deconv/bias"][0] > 0.1
        for name in ("feature", "shrink", "map1", "map2", "map3", "map4"):
            assert not moved[f"{name}/kernel"].any(), name


@pytest.mark.slow
def test_that_number_is_all_that_was_learned(trained):
    low, _ = super_resolution.test_patches(SMALL)
    for before, after, _ in trained:
        before.get_layer("deconv").bias.assign(after.get_layer("deconv").bias)
        one, all_of_it = inside.forward(before, low), inside.forward(after, low)
        np.testing.assert_allclose(one, all_of_it, atol=1e-4)
        before.get_layer("deconv").bias.assign([0])


@pytest.mark.slow
def test_the_gradient_of_the_weights_is_lost_alike_in_all_layers(trained):
    from restorelib.training.gradients import GradientProbe

    low, high = super_resolution.train_patches(SMALL)
    for before, _, _ in trained:
        gradients = GradientProbe(before).read(low[:8], high[:8])
        layers = inside.layers_with_kernel(before)
        kernels, biases = (
            [np.sqrt(np.mean(gradients[weight.path] ** 2, dtype="float64")) for weight in weights]
            for weights in zip(*((layer.kernel, layer.bias) for layer in layers), strict=True)
        )
        assert max(kernels) < 30 * min(kernels) < 1e-15
        assert np.all(np.diff(biases) > 0) and biases[-1] > 0.1 > 100 * biases[-2]


# Claims, on the recorded runs


@pytest.fixture(scope="module")
def runs():
    return recordings.load("case_b") | recordings.load("case_b_compared")


@pytest.fixture(scope="module")
def left(runs):
    """Steps until five seeds of a recipe have left the plateau; infinity for never."""

    def steps(recipe):
        group = [runs[one] for one in seeds(recipe, case_b.SEEDS)]
        return [comparisons.steps_until_alive(run) or np.inf for run in group]

    return steps


def test_gradient_descent_leaves_with_two_layers_only(left):
    two, eight = (case_b.panel_recipe("normal_1e-3", m, "sgd", 0.25) for m in ("shallow", 4))
    assert two.steps == eight.steps == comparisons.depth_recipe(0, "sgd").steps == 4096
    assert all(1000 < steps < 2000 for steps in left(two))
    for never in (eight, comparisons.depth_recipe(0, "sgd")):
        assert set(left(never)) == {np.inf}


def test_the_repair_leaves_within_a_hundred_steps_and_stays_below_repeated_pixels(left, runs):
    repaired = case_b.panel_recipe("prelu_normal", 4, "sgd", 0.25)
    assert max(left(repaired)) < 128
    for one in seeds(repaired, case_b.SEEDS):
        assert runs[one].grey_psnr + 8 < runs[one].psnr[-1] < runs[one].nearest_psnr


def test_with_adam_ten_layers_take_twice_as_long_as_four_and_with_eleven_some_runs_stay(left):
    four, ten = (np.median(left(comparisons.depth_recipe(m))) for m in (0, 6))
    assert 70 < four < 90 and 1.7 < ten / four < 3
    assert all(np.isfinite(left(comparisons.depth_recipe(m))).all() for m in range(7))
    assert [sum(np.isfinite(left(comparisons.depth_recipe(m)))) for m in (7, 8)] == [4, 1]


def test_each_layer_more_costs_about_a_hundredfold_of_the_gradient(runs):
    for seed in range(case_b.SEEDS):
        start = [
            runs[replace(comparisons.depth_recipe(m), seed=seed)].gradient[0].max()
            for m in comparisons.DEPTHS
        ]
        factors = np.divide(start[:-1], start[1:])
        assert np.all((factors > 20) & (factors < 500)), factors
