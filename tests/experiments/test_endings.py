"""How a run ends: against a loop by hand, and on small nets that really train."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from restorelib.experiments import endings, tasks
from restorelib.experiments.recipes import Recipe, SRRecipe
from restorelib.training.loop import shuffled_batches
from tests.experiments.synthetic_runs import synthetic

TINY = Recipe(filters=2, depth=4, channels=1, patches=16, patch_size=8, steps=128)
TINY_SR = SRRecipe(d=4, s=2, m=1, patches=24, patch_size=6, steps=64)


@pytest.mark.parametrize("window", [1, 3, 32])
def test_steps_below_are_those_of_a_loop_by_hand(window):
    rng = np.random.default_rng(0)
    loss = np.linspace(2, 0, 90) + rng.normal(0, 0.3, 90)
    target = rng.uniform(0.5, 1, 90)
    by_hand = next(
        end
        for end in range(window, 91)
        if loss[end - window : end].mean() < target[end - window : end].mean()
    )
    assert endings.steps_below(loss, target, window) == by_hand
    assert endings.steps_below(loss, -1.0, window) is None
    assert endings.steps_below(loss[: window - 1], 9.0, window) is None


@pytest.mark.parametrize(
    "recipe", [replace(TINY, seed=3), replace(TINY_SR, seed=3)], ids=["A", "B"]
)
def test_the_target_of_a_step_is_what_the_trivial_predictor_scores_on_its_batch(recipe):
    inputs, wanted = tasks.train_patches(recipe)
    trivial = inputs if isinstance(recipe, Recipe) else wanted.mean()
    decibels = 0.3 if isinstance(recipe, Recipe) else 1.0
    batches = shuffled_batches(len(inputs), recipe.batch_size, seed=3)
    for target in endings.targets_by_step(recipe, 5):
        batch = next(batches)
        picked = trivial[batch] if isinstance(recipe, Recipe) else trivial
        doing_nothing = np.mean((picked - wanted[batch]) ** 2, dtype="float64")
        assert target == pytest.approx(doing_nothing / 10 ** (decibels / 10), rel=1e-5)


def test_a_run_ends_in_one_of_four_ways():
    trivial = endings.targets_by_step(TINY, 128)
    record = replace(synthetic(TINY), loss=(2 * trivial).astype("float32"))
    still = replace(record, alive=np.array([0.5, 0.1]), gradient=np.array([1.0, 0.1]))
    assert endings.ended(still) == endings.NOT_WITHIN
    dead = replace(record, alive=np.array([0.5, 0, 0]), gradient=np.array([1.0, 0, 0]))
    assert endings.ended(dead) == endings.DEAD
    once = replace(record, alive=np.array([0.5, 0]), gradient=np.array([1.0, 0]))
    assert endings.ended(once) == endings.NOT_WITHIN
    learned = np.where(np.arange(128) < 60, 2, 0.5) * trivial
    assert 60 < endings.ended(replace(dead, loss=learned.astype("float32"))) < 60 + endings.WINDOW
    loud = np.array([np.inf, *learned[1:]], "float16")  # its start is too large for float16
    assert endings.ended(replace(dead, loss=loud)) > 0
    assert endings.ended(replace(dead, loss=np.array([*learned, np.inf]))) == endings.DIVERGED


@pytest.mark.slow
def test_a_run_stops_once_its_end_is_known():
    from restorelib.experiments.denoising import Experiment

    bench = Experiment(TINY)

    def start_at(bias):
        last = next(each for each in reversed(bench.model.layers) if each.weights)
        kernel, old = last.get_weights()
        last.set_weights([kernel, old + bias])

    reset = bench._reset
    bench._reset = lambda recipe: (reset(recipe), start_at(-10.0))
    dead = endings.run_to_its_end(bench, TINY)
    assert endings.ended(dead) == endings.DEAD
    assert len(dead.loss) == 64  # the snapshots of steps 32 and 64 are two in a row

    bench._reset = reset
    stop = threading.Event()
    look = endings.stop_when_dead(bench, stop)
    bench.run(0, recipe=replace(TINY, learning_rate=1e-6), on_snapshot=look)
    assert bench.anything_alive() and not stop.is_set()


@pytest.mark.slow
def test_a_run_that_diverges_is_recorded_too():
    from restorelib.experiments.super_resolution import Experiment

    recipe = replace(TINY_SR, learning_rate=1e6, kernel_initializer="normal_0.5")
    record = endings.run_to_its_end(Experiment(recipe, jit_compile=False), recipe)
    assert endings.ended(record) == endings.DIVERGED
    assert len(record.loss) < recipe.steps
