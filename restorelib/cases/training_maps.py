"""Maps of where training dies: one setting varies from left to right, another from top to bottom.

Case B: standard deviation of the initial weights against depth, with gradient descent and with
Adam. Case A: learning rate against width, with a ReLU on the residual and without. `make record`
trains every cell of a map, and keeps no more of a run than how it ended.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import numpy as np

from restorelib.cases.case_a import BROKEN, COMPARED_AT
from restorelib.cases.case_b import ADAM, GREY
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe, RunRecord, SomeRecipe
from restorelib.experiments.tasks import train_patches
from restorelib.experiments.verdicts import CLEAR, OFF_THE_PLATEAU
from restorelib.storage import checksums
from restorelib.storage.packing import pack, unpack

SEEDS = 3
WINDOW = 32  # steps over which the loss is averaged; one step has too few patches to tell
# What a cell holds in place of the number of steps that a run needed.
NOT_WITHIN, DIVERGED, DEAD = 0, -1, -2
RECORDING = "training_maps"


@dataclass(frozen=True)
class Axis:
    """A field of the recipes, and its values from left to right or from top to bottom."""

    field: str
    values: tuple[float | int | str, ...]


def _rounded(exponents: np.ndarray) -> list[float]:
    return [float(f"{10**exponent:.3g}") for exponent in exponents]


# Eight standard deviations a factor of ten, two learning rates; 0.001 and 0.01 are among both.
STDS = Axis("kernel_initializer", tuple(f"normal_{s:g}" for s in _rounded(np.arange(-25, -1) / 8)))
MAPPING_LAYERS = Axis("m", tuple(range(1, 9)))
RATES = Axis("learning_rate", tuple(_rounded(np.arange(-10, -2) / 2)))
WIDTHS = Axis("filters", (4, 8, 16, 32, 64))


@dataclass(frozen=True)
class TrainingMap:
    """A grid of recipes: `base` with one value of each axis."""

    base: AnyRecipe
    x: Axis
    y: Axis

    def recipe(self, x: Any, y: Any) -> AnyRecipe:
        """Recipe of a cell, for seed 0."""
        return replace(self.base, **{self.x.field: x, self.y.field: y})

    def recipes(self) -> list[AnyRecipe]:
        """Recipes of all cells under all seeds; the seed varies fastest, then `x`."""
        cells = product(self.y.values, self.x.values, range(SEEDS))
        return [replace(self.recipe(x, y), seed=seed) for y, x, seed in cells]


_A = replace(BROKEN, steps=COMPARED_AT)
MAPS = {
    "case_b_sgd": TrainingMap(GREY, STDS, MAPPING_LAYERS),
    "case_b_adam": TrainingMap(ADAM, STDS, MAPPING_LAYERS),
    "case_a_relu": TrainingMap(_A, RATES, WIDTHS),
    "case_a_linear": TrainingMap(replace(_A, residual_activation=None), RATES, WIDTHS),
}


def recipes() -> list[AnyRecipe]:
    """Recipes of all maps, one map after the other."""
    return [recipe for grid in MAPS.values() for recipe in grid.recipes()]


def shared(recipe: AnyRecipe) -> AnyRecipe:
    """A recipe with which all cells agree that one bench can run."""
    start = {"kernel_initializer": "glorot_uniform", "learning_rate": 1e-3, "seed": 0}
    return replace(recipe, **start)


@cache
def target_loss(recipe: AnyRecipe) -> float:
    """Loss below which a net has left its plateau, on the training patches.

    Case A: 0.3 dB better than the input as it is. Case B: 1 dB better than one flat grey.
    """
    inputs, targets = train_patches(recipe)
    if isinstance(recipe, Recipe):
        return float(np.mean(np.square(inputs - targets), dtype="float64")) / 10 ** (CLEAR / 10)
    return float(np.var(targets, dtype="float64")) / 10 ** (OFF_THE_PLATEAU / 10)


def run(bench: Bench, recipe: SomeRecipe) -> AnyRecord:
    """Train the recipe of a cell until its end is known, at most for the steps of the recipe.

    It is known once the loss has passed `target_loss` or is infinite, or once the net is dead.

    Args:
        bench: of a recipe that differs at most in initial weights, learning rate and seed.
        recipe: of the cell.

    Returns:
        The record. Its loss is as long as the run was, and ends with infinity if it diverged.
    """
    stop, losses, records = threading.Event(), [], []
    target = target_loss(replace(bench.recipe, seed=0))
    dead = stop_when_dead(bench, stop)

    def after_step(progress) -> None:
        losses.append(progress.loss)
        if len(losses) >= WINDOW and np.mean(losses[-WINDOW:]) < target:
            stop.set()

    def after_snapshot(record: AnyRecord) -> None:
        records.append(record)
        dead(record)

    # Only a ReLU at the end can die, so only then is it worth its time to look.
    looks = None if getattr(recipe, "residual_activation", None) == "relu" else ()
    try:
        return bench.run(
            recipe.seed,
            recipe=recipe,
            at=looks,
            on_step=after_step,
            on_snapshot=after_snapshot,
            stop=stop,
        )
    except FloatingPointError:
        return replace(records[-1], loss=np.array([*losses, np.inf], "float16"))


def stop_when_dead(bench: Bench, stop: threading.Event) -> Callable[[AnyRecord], None]:
    """A callback for each snapshot that ends a run once its net cannot come back to life.

    It looks at all training patches, at the snapshots from step 32 on, and wants two in a row:
    by the second, hardly anything is left of Adam's mean of the gradients before. Fewer patches
    or earlier steps are not enough. Of 89 nets that had no living value on the 64 test patches at
    two snapshots in a row, one came back and beat doing nothing.
    """
    found = []

    def look(record: AnyRecord) -> None:
        if isinstance(record, RunRecord) and record.steps[-1] >= 32:
            found.append(not record.alive[-1] and not bench.anything_alive())
            if all(found[-2:]) and len(found) > 1:
                stop.set()

    return look


def is_dead(record: AnyRecord) -> bool:
    """Whether its last two snapshots find no residual above 0 and no gradient at all."""
    if not isinstance(record, RunRecord) or len(record.steps) < 2:
        return False
    return not record.alive[-2:].any() and not record.gradient[-2:].any()


def ended(record: AnyRecord) -> int:
    """How a run of a map ended: steps until it left the plateau, or one of the three constants."""
    loss = record.loss.astype("float64")
    if not np.isfinite(loss[-1]):  # float16 takes an early loss above 65,504 for infinite, too
        return DIVERGED
    means = np.convolve(loss, np.ones(WINDOW) / WINDOW, "valid") if len(loss) >= WINDOW else []
    left = np.flatnonzero(np.asarray(means) < target_loss(replace(record.recipe, seed=0)))
    if len(left):
        return int(left[0]) + WINDOW
    return DEAD if is_dead(record) else NOT_WITHIN


def packed(records: Iterable[AnyRecord], provenance: dict) -> bytes:
    """Pack how each run of all maps ended: for each map an array `(y, x, SEEDS)` of int16."""
    known = {record.recipe: record for record in records}
    arrays = {}
    for name, grid in MAPS.items():
        ends = [ended(known[recipe]) for recipe in grid.recipes()]
        shape = (len(grid.y.values), len(grid.x.values), SEEDS)
        arrays[name] = np.array(ends, "int16").reshape(shape)
    seconds = sum(record.provenance["seconds"] for record in known.values())
    return pack({"provenance": provenance, "runs": len(known), "seconds": round(seconds)}, arrays)


@cache
def load() -> tuple[dict[str, np.ndarray], dict]:
    """How each run of the maps ended, as recorded.

    Returns:
        Name of a map -> `(y, x, SEEDS)` int16: steps until a run left its plateau, or `NOT_WITHIN`,
        `DIVERGED` or `DEAD`; and the provenance of the runs.

    Raises:
        RecordingError: if the file is damaged.
    """
    folder = resources.files("restorelib.experiments") / "runs"
    meta, arrays = unpack(checksums.read(folder, f"{RECORDING}.bin"))
    return arrays, meta
