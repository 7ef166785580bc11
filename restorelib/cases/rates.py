"""How often: states of cases A and B under a hundred seeds, and one of them under a thousand."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import numpy as np

from restorelib.cases.case_a import BROKEN, COMPARED_AT
from restorelib.cases.case_b import ADAM, GREY, REPAIRED, SHORT
from restorelib.experiments import endings
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe, seeds, snapshot_steps
from restorelib.experiments.verdicts import outcome
from restorelib.storage import checksums
from restorelib.storage.packing import pack, unpack

RECORDING = "rates"
SEEDS = 100
MANY = 1000  # seeds of the state in which only some runs escape
_A = replace(BROKEN, steps=COMPARED_AT)
GREY_IMAGES = replace(_A, channels=1)
# Each with the steps after which its verdict no longer changes.
STATES = {
    "ReLU": _A,
    "linear": replace(_A, residual_activation=None),
    "ReLU, grey images": GREY_IMAGES,
    "std 0.001, SGD": GREY,
    "std 0.001, Adam": ADAM,
    "He, SGD": replace(REPAIRED, optimizer="sgd", learning_rate=GREY.learning_rate, steps=SHORT),
    "He, Adam": replace(REPAIRED, steps=SHORT),
}


def state_recipes(name: str) -> list[AnyRecipe]:
    """Recipes of a state of STATES under all its seeds."""
    return seeds(STATES[name], MANY if STATES[name] == GREY_IMAGES else SEEDS)


def recipes() -> list[AnyRecipe]:
    """Recipes of all states under all seeds; the seed varies fastest."""
    return [recipe for name in STATES for recipe in state_recipes(name)]


def run(bench: Bench, recipe: AnyRecipe) -> AnyRecord:
    """Train a recipe until its verdict is settled: a run of case B ends once it is alive.

    Runs of case A are followed to their last step, but for the seeds from 100 on: those end once
    `stop_when_dead` says so. It would stop 87 of the first hundred, none of which came back.
    """
    if not isinstance(recipe, Recipe):
        return endings.run_to_its_end(bench, recipe)
    if recipe.seed < SEEDS:
        return bench.run(recipe.seed, recipe=recipe)
    stop = threading.Event()
    end = endings.stop_when_dead(bench, stop)
    return bench.run(recipe.seed, recipe=recipe, on_snapshot=end, stop=stop)


@dataclass(frozen=True)
class Rate:
    """In how many of its seeds a state learned."""

    recipe: AnyRecipe  # of seed 0
    learned: np.ndarray  # (seeds,) bool: better than doing nothing, or above one flat grey
    alive: np.ndarray  # (seeds, S) float32, share of residuals above 0 at each snapshot; or empty

    @property
    def seeds(self) -> int:
        return len(self.learned)

    @property
    def count(self) -> int:
        return int(self.learned.sum())

    @property
    def interval(self) -> tuple[float, float]:
        """The share of all seeds that learn, with 95 % confidence (Wilson 1927): `wilson`."""
        return wilson(self.count, self.seeds)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Between which shares a rate lies, with 95 % confidence, if it was seen `count` times.

    Args:
        count: 0 to `of`.
        of: number of independent trials, 1 or more.

    Returns:
        The lowest and the highest share, in [0, 1]: the score interval of E. B. Wilson (1927,
        doi 10.1080/01621459.1927.10502953), which also holds for 0 of 10 and for 10 of 10.

    Raises:
        ValueError: if `count` is not in 0 to `of`, or `of` is 0.
    """
    from scipy.stats import binomtest  # takes 0.3 s, and a panel of recorded runs needs none of it

    interval = binomtest(count, of).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def learned(record: AnyRecord) -> bool:
    """Whether a run of a state got anywhere."""
    if isinstance(record.recipe, Recipe):
        return outcome(record.measurement()) == "better"
    return endings.ended(record) > 0


def packed(records: Iterable[AnyRecord], provenance: dict) -> bytes:
    """Pack for each state in which of its seeds it learned, and how many values stayed alive."""
    known, arrays = {record.recipe: record for record in records}, {}
    for name in STATES:
        runs = [known[recipe] for recipe in state_recipes(name)]
        arrays[f"{name}/learned"] = np.array([learned(run) for run in runs], "uint8")
        if isinstance(STATES[name], Recipe):
            arrays[f"{name}/alive"] = np.array([_alive(run) for run in runs], "float32")
    seconds = sum(record.provenance["seconds"] for record in known.values())
    return pack({"provenance": provenance, "runs": len(known), "seconds": round(seconds)}, arrays)


def _alive(record: AnyRecord) -> np.ndarray:
    """Share alive at each snapshot; 0 at those that a dead run did not reach."""
    reached = len(record.alive)
    return np.pad(record.alive, (0, len(snapshot_steps(record.recipe.steps)) - reached))


@cache
def load() -> dict[str, Rate]:
    """How often the states learned, as recorded: a name of STATES -> `Rate`.

    Raises:
        RecordingError: if the file is damaged.
    """
    folder = resources.files("restorelib.experiments") / "runs"
    _, arrays = unpack(checksums.read(folder, f"{RECORDING}.bin"))
    nothing = np.empty((0, 0), "float32")
    return {
        name: Rate(
            recipe, arrays[f"{name}/learned"].astype(bool), arrays.get(f"{name}/alive", nothing)
        )
        for name, recipe in STATES.items()
    }
