"""The claims of lessons 03 and 04, trained live: mechanism and score.

`make test` trains one seed of each and reads the recorded ones; `make claims` trains them all.
"""

import os
import random
from dataclasses import replace

import numpy as np
import pytest

from restorelib.cases import case_a
from restorelib.cases.case_a import BROKEN
from restorelib.experiments import denoising, recipes, recordings
from restorelib.experiments import verdicts as diagnostics
from restorelib.training import inside
from tests.seeds import first_and_rest, one_or_all

pytestmark = pytest.mark.slow
SEEDS = range(5)


# Seed 1 comes first, for it dies to the last value; under seed 0 one of 76,800 values is left.
@pytest.fixture(scope="module", params=one_or_all((1, 0, 2, 3, 4)))
def dead(request):
    """Case A at the width of lesson 03, after 64 steps."""
    bench = denoising.Experiment(replace(BROKEN, steps=64))
    return [bench.run(seed, at=[64]) for seed in request.param]


@pytest.fixture(scope="module", params=[None, "tanh"], ids=["linear", "tanh"])
def repaired_bench(request):
    return denoising.Experiment(replace(BROKEN, residual_activation=request.param, steps=160))


@pytest.fixture(scope="module", params=one_or_all(range(3)))
def repaired(request, repaired_bench):
    return [repaired_bench.run(seed, at=[160]) for seed in request.param]


def verdicts(records):
    return [diagnostics.verdict(record.measurement()) for record in records]


def test_a_relu_residual_gets_stuck_at_the_identity_in_four_of_five_seeds(dead):
    stuck = [diagnostics.is_stuck(record.measurement()) for record in dead]
    assert sum(stuck) >= 0.8 * len(dead), verdicts(dead)


def test_most_dead_nets_return_their_input_bit_for_bit_and_have_no_gradient(dead):
    bit_for_bit = [
        record.darkened[-1] == record.brightened[-1] == record.alive[-1] == 0
        and record.gradient[-1] == 0
        for record in dead
    ]
    assert sum(bit_for_bit) >= 0.6 * len(dead), verdicts(dead)


def test_the_net_was_alive_at_the_start_and_died_within_the_first_steps(dead):
    for record in dead:
        assert record.alive[0] > 0.1
        assert record.alive[-1] < 0.01


def test_linear_and_tanh_pass_the_identity_with_residuals_of_both_signs(repaired):
    for record in repaired:
        measured = record.measurement()
        assert measured.psnr > measured.identity_psnr + 0.3, diagnostics.verdict(measured)
        assert min(measured.darkened, measured.brightened) > 0.2
        assert measured.gradient > 0


def test_the_same_relu_trains_without_the_input_skip():
    record = denoising.run(replace(BROKEN, input_skip=False, steps=64), at=[64])
    assert record.psnr[-1] > record.psnr[0] + 3 and record.alive[-1] > 0.9


class QuietStart(denoising.Experiment):
    def _build(self, recipe):
        model = super()._build(recipe)
        last = model.get_layer("deconv5")
        last.set_weights([0.01 * w for w in last.get_weights()])
        return model


@pytest.mark.parametrize("seeds", one_or_all(range(3)))
def test_a_quiet_start_does_not_save_the_relu(seeds):
    # Lesson 04: it is not the bright start that kills, or this net would live.
    bench = QuietStart(replace(BROKEN, steps=16))
    alive = [bench.run(seed, at=[16]).alive[-1] for seed in seeds]
    assert sum(share < 0.01 for share in alive) >= 2 / 3 * len(seeds), alive


@pytest.mark.parametrize("seed", first_and_rest(SEEDS))
def test_values_that_can_hear_are_pushed_down_with_the_skip_and_up_without_it(seed):
    # Lesson 04, the ratchet: the gradient's sign where the ReLU passes it, before any training.
    noisy, clean = denoising.train_patches(BROKEN)
    model = denoising.build(replace(BROKEN, seed=seed))
    before = inside.residual_preactivation(model, noisy[:64])
    alive = before > 0
    assert (before - (clean - noisy)[:64])[alive].mean() > 0
    painter = denoising.build(replace(BROKEN, seed=seed, input_skip=False))
    painted = inside.residual_preactivation(painter, noisy[:64])
    assert np.array_equal(painted, before)
    assert (painted - clean[:64])[alive].mean() < 0


def test_a_recorded_run_trained_again_agrees():
    runs = [r for r in recordings.load("case_a").values() if r.recipe.learning_rate == 1e-3]
    chosen = random.Random(os.environ.get("RESTORELIB_CLAIM")).choice(runs)
    steps = 32  # the mechanism's part; beyond it rounding of another processor may take over
    again = denoising.run(replace(chosen.recipe, steps=steps))
    recorded = chosen.steps <= steps
    print(f"trained again: {chosen.recipe}")
    assert np.array_equal(again.steps, chosen.steps[recorded])
    assert again.psnr == pytest.approx(chosen.psnr[recorded], abs=0.1), chosen.recipe
    assert again.alive == pytest.approx(chosen.alive[recorded], abs=0.02), chosen.recipe


def test_the_recorded_relu_was_stuck_after_64_steps_too():
    runs = recordings.load("case_a")
    state = case_a.panel_recipe(True, "relu", 1e-3)
    group = [runs[recipe] for recipe in recipes.seeds(state, case_a.SEEDS)]
    stuck = [diagnostics.is_stuck(run.measurement(list(run.steps).index(64))) for run in group]
    assert sum(stuck) >= 0.8 * len(group)


def test_the_recorded_numbers_that_the_lessons_rest_on():
    runs = recordings.load("case_a")
    for activation, passes in (("relu", 0), ("tanh", 10), (None, 10)):
        state = case_a.panel_recipe(True, activation, 1e-3)
        better = [
            diagnostics.outcome(runs[recipe].measurement()) == "better"
            for recipe in recipes.seeds(state, case_a.SEEDS)
        ]
        assert sum(better) == passes, activation
