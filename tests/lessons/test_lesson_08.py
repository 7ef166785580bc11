"""Lesson 08: its formula is the library's, and what its prose says holds in the recorded runs."""

from dataclasses import replace

import keras
import nbformat
import numpy as np
import pytest

from restorelib import exercises
from restorelib.cases import case_b, comparisons
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import seeds
from restorelib.models.initializers import PReLUNormal
from restorelib.training import inside, loop
from restorelib.training.gradients import values
from tests.lessons.test_notebooks import definitions
from tests.place import ROOT
from tests.seeds import one_or_all

PATH = ROOT / "notebooks" / "08_why_small_weights_vanish.ipynb"


@pytest.fixture(scope="module")
def lesson():
    """Its functions, and what the cell of the formula defines."""
    space = definitions(PATH)
    space["low"] = super_resolution.test_patches(case_b.GREY)[0]
    (cell,) = (c for c in nbformat.read(PATH, as_version=4).cells if c.id == "step-3-try")
    exec(cell.source, space)
    return space


@pytest.fixture(scope="module")
def runs():
    return recordings.load("case_b") | recordings.load("case_b_compared")


def five(runs, recipe):
    return [runs[one] for one in seeds(recipe, case_b.SEEDS)]


# The formula


def test_its_numbers_of_products_are_those_of_the_network(lesson):
    model = super_resolution.build(case_b.GREY)
    for layer in inside.layers_with_kernel(model)[:-1]:
        *window, inputs, _ = layer.kernel.shape
        assert lesson["products"][layer.name] == np.prod(window) * inputs
    # Each weight of a deconv meets one output pixel in stride x stride: count it in a forward pass.
    deconv = model.get_layer("deconv")
    deconv.kernel.assign(np.ones(deconv.kernel.shape, "float32"))
    met = np.asarray(deconv(np.ones((1, 9, 9, 56), "float32")))[0, 9:18, 9:18]
    assert met.mean() == pytest.approx(lesson["products"]["deconv"])


@pytest.mark.parametrize("m", [1, 8])
def test_at_the_std_of_its_line_the_gains_of_all_convolutions_multiply_to_1(lesson, m):
    kernels = [(1, 1, 56, 12), *[(3, 3, 12, 12)] * m, (1, 1, 12, 56)]
    stds = [PReLUNormal(1).stddev((5, 5, 1, 56)), *map(PReLUNormal(0.25).stddev, kernels)]
    assert np.prod(lesson["std_of_gain_1"](m) / np.array(stds)) == pytest.approx(1)


@pytest.mark.parametrize(("n", "slope"), [(108, 0.25), (56, 0.0), (12, 1.0)])
def test_with_the_std_of_the_initializer_its_gain_is_1(lesson, n, slope):
    std = PReLUNormal(slope).stddev((1, 1, n, 7))
    assert lesson["gain"](std, n, slope) == pytest.approx(1)


@pytest.mark.parametrize(("weights", "std"), [("normal_1e-3", 1e-3), ("normal_1e-2", 1e-2)])
def test_the_formula_predicts_the_signals_that_were_recorded(lesson, runs, weights, std):
    expected = np.array(list(lesson["predict"](std).values()))[:-1]  # the last std is 0.001
    for run in five(runs, case_b.panel_recipe(weights, 4, "adam", 0.25)):
        factor = run.signal[0][:-1] / expected
        assert np.all((factor > 0.4) & (factor < 2.5)), factor


def test_the_exercises_start_as_code_that_runs_and_is_not_solved(lesson):
    feedback = exercises.check_std(lesson["my_std"])
    assert not feedback.solved and "How many products" in feedback.text


# Adam's epsilon


def test_the_table_of_steps_is_what_keras_does(lesson):
    gradients = np.array([1, 1e-4, 1e-6, 1e-9, 1e-18], "float32")
    weight = keras.Variable(np.zeros(5, "float32"))
    adam = keras.optimizers.Adam(1e-3)
    for t in range(1, 1001):
        before = values(weight)
        adam.apply([keras.ops.convert_to_tensor(gradients)], [weight])
        if t in (1, 10, 100, 1000):
            expected = lesson["adam_step"](gradients.astype("float64"), t)
            assert before - values(weight) == pytest.approx(expected, rel=1e-3), t


def test_two_biases_start_at_full_step_and_one_at_a_third(lesson, runs):
    for run in five(runs, case_b.panel_recipe("normal_1e-3", 4, "adam", 0.25)):
        *others, map4, expand, deconv = lesson["adam_step"](run.bias_gradient[0], 1)
        assert min(expand, deconv) > 9e-4 and 2e-4 < map4 < 4.5e-4 and max(others) < 1e-5


# What the prose reads from the recorded runs


@pytest.fixture(scope="module")
def waits(runs):
    """name -> steps until each seed is alive."""
    return {
        name: [comparisons.steps_until_alive(r) for r in five(runs, replace(recipe, steps=1024))]
        for name, recipe in comparisons.DELAYS.items()
    }


def test_adam_gets_eight_layers_off_the_plateau_and_hardly_ever_twelve(runs, waits):
    assert all(n and n < 200 for n in waits["Adam, as it is"])
    twelve = five(runs, case_b.panel_recipe("normal_1e-3", 8, "adam", 0.25))
    assert sum(comparisons.steps_until_alive(run) is not None for run in twelve) == 1


def test_the_kernels_wake_up_from_the_back_to_the_front(runs):
    for run in five(runs, case_b.panel_recipe("normal_1e-3", 4, "adam", 0.25)):
        changed = np.abs(run.weight / run.weight[0] - 1) > 0.1
        assert changed.any(axis=0).all()
        first = run.steps[changed.argmax(axis=0)]
        assert np.all(np.diff(first) <= 0) and first[-1] < first[0] <= 32, first


def test_the_escape_needs_biases_above_epsilon(runs, waits):
    for name in ("epsilon 1e-4", "epsilon 1e-2", "no biases"):
        assert waits[name] == [None] * case_b.SEEDS, name
    for name in ("slope 0", "epsilon 1e-12", "no biases, epsilon 1e-18", "Adam 1e-4"):
        assert None not in waits[name], name
    black = five(runs, replace(comparisons.DELAYS["no biases"], steps=1024))
    assert all(np.ptp(run.psnr) < 1e-3 for run in black)  # it stays where it starts


def test_how_much_longer_the_others_wait(waits):
    median = {name: np.median(found) for name, found in waits.items() if None not in found}
    usual = median["Adam, as it is"]
    assert 3 < median["Adam 1e-4"] / usual < 5
    assert abs(median["epsilon 1e-12"] / usual - 1) < 0.2
    assert sum(n > 2.5 * usual for n in waits["slope 0"]) == 1


def test_a_quiet_last_layer_scores_best_and_need_not_be_the_papers(runs):
    lasts = {n: five(runs, replace(r, steps=512)) for n, r in comparisons.DECONVS.items()}
    paper, right, he, glorot = (np.median([r.psnr[-1] for r in runs]) for runs in lasts.values())
    assert min(paper, glorot) > right + 0.5 > he + 1.5 and abs(paper - glorot) < 0.3
    grown = {
        n: np.median([r.weight[-1, -1] / r.weight[0, -1] for r in g]) for n, g in lasts.items()
    }
    assert 8 < grown["normal, std 0.001 (the paper's)"] < 15
    assert all(abs(grown[name] - 1) < 0.05 for name in ("the right fan", "Keras's He normal"))


def test_who_gets_past_which_reference_in_4096_steps(runs):
    def ends(weights, layers, optimizer):
        return five(runs, case_b.panel_recipe(weights, layers, optimizer, 0.25))

    def past_bicubic(group):
        return sum(run.first_above(run.bicubic_psnr) is not None for run in group)

    sgd = ends("prelu_normal", 4, "sgd")
    assert all(run.grey_psnr + 8 < run.psnr[-1] < run.nearest_psnr for run in sgd)
    assert past_bicubic(ends("prelu_normal", 4, "adam")) == 4
    late = ends("normal_1e-3", 4, "adam")
    assert past_bicubic(late) == 0
    assert all(0 < run.bicubic_psnr - run.psnr[-1] < 0.25 for run in late)
    assert past_bicubic(ends("prelu_normal", case_b.SHALLOW, "adam")) == 5


# Live: the two runs on which the story stands


@pytest.mark.slow
@pytest.mark.parametrize("chosen", one_or_all(range(2)))
@pytest.mark.parametrize(("epsilon", "moves"), [(1e-7, False), (1e-18, True)])
def test_without_biases_epsilon_decides_whether_any_kernel_moves(epsilon, moves, chosen):
    recipe = replace(case_b.ADAM, use_bias=False, epsilon=epsilon, patch_size=6, patches=200)
    low, high = super_resolution.train_patches(recipe)
    for seed in chosen:
        model = super_resolution.build(replace(recipe, seed=seed), jit_compile=False)
        kernels = [layer.kernel for layer in inside.layers_with_kernel(model)]
        before = [values(kernel) for kernel in kernels]
        loop.fit(model, low, high, steps=16, batch_size=8, seed=seed)
        growth = [
            np.linalg.norm(values(kernel)) / np.linalg.norm(old)
            for kernel, old in zip(kernels, before, strict=True)
        ]
        assert min(growth) > 3 if moves else max(growth) < 1.001, growth
