"""Maps of where training dies: one setting varies from left to right, another from top to bottom.

Case B: standard deviation of the initial weights against depth, with gradient descent and with
Adam. Case A: learning rate against width, with a ReLU on the residual and without. `make record`
trains every cell of a map, and keeps no more of a run than how it ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import numpy as np

from restorelib.cases.case_a import BROKEN, COMPARED_AT
from restorelib.cases.case_b import ADAM, GREY
from restorelib.experiments.endings import ended
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.storage import checksums
from restorelib.storage.packing import pack, unpack

SEEDS = 3
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
WIDTHS = Axis("filters", (4, 8, 16, 32))


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
        Name of a map -> `(y, x, SEEDS)` int16, as `endings.ended`; and the provenance of the runs.

    Raises:
        RecordingError: if the file is damaged.
    """
    folder = resources.files("restorelib.experiments") / "runs"
    meta, arrays = unpack(checksums.read(folder, f"{RECORDING}.bin"))
    return arrays, meta
