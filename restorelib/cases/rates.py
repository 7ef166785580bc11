"""How often: states of cases A and B under a hundred seeds, and one of them under a thousand."""

import threading
from dataclasses import replace

from restorelib.cases import training_maps
from restorelib.cases.case_a import BROKEN, COMPARED_AT
from restorelib.cases.case_b import ADAM, GREY, REPAIRED, SHORT
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe, seeds

SEEDS = 100
MANY = 1000  # seeds of the state that nobody could explain
_A = replace(BROKEN, steps=COMPARED_AT)
GREY_IMAGES = replace(_A, channels=1)
# Each with the steps after which its verdict no longer changes.
STATES = {
    "ReLU": _A,
    "tanh": replace(_A, residual_activation="tanh"),
    "linear": replace(_A, residual_activation=None),
    "leaky ReLU": replace(_A, residual_activation="leaky_relu"),
    "ReLU, no input skip": replace(_A, input_skip=False),
    "ReLU, grey images": GREY_IMAGES,
    "linear, grey images": replace(GREY_IMAGES, residual_activation=None),
    "std 0.001, SGD": GREY,
    "std 0.001, Adam": ADAM,
    "He, SGD": replace(REPAIRED, optimizer="sgd", learning_rate=GREY.learning_rate, steps=SHORT),
    "He, Adam": replace(REPAIRED, steps=SHORT),
    "two layers, SGD": replace(GREY, shallow=True, steps=SHORT),
}


def recipes() -> list[AnyRecipe]:
    """Recipes of all states under all seeds; the seed varies fastest."""
    counts = {GREY_IMAGES: MANY}
    return [r for state in STATES.values() for r in seeds(state, counts.get(state, SEEDS))]


def run(bench: Bench, recipe: AnyRecipe) -> AnyRecord:
    """Train a recipe until its verdict is settled: a run of case B ends once it is alive.

    Runs of case A are followed to their last step, but for the seeds from 100 on: those end once
    nothing is alive. The first hundred show that such a run does not come back.
    """
    if not isinstance(recipe, Recipe):
        return training_maps.run(bench, recipe)
    stop = threading.Event()

    def after_snapshot(record: AnyRecord) -> None:
        if recipe.seed >= SEEDS and training_maps.is_dead(record):
            stop.set()

    return bench.run(recipe.seed, recipe=recipe, on_snapshot=after_snapshot, stop=stop)
