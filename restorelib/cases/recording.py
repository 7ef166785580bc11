"""What `record` trains for one file of recorded runs, and what of it the file keeps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from restorelib.experiments import tasks
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.experiments.recordings import packed_from


def as_it_is(record: AnyRecord) -> AnyRecord:
    """The record with all that was measured."""
    return record


@dataclass(frozen=True)
class Recording:
    """The runs of one file in `experiments/runs`. What needs more than these fields is a subclass.

    It travels to other machines, so its functions have names that an import finds: no lambdas.

    Attributes:
        name: of the file, without its ending.
        recipes: function that returns the recipes to run, in the order of the file.
        pictures: whether the runs of seed 0 also keep pictures, which a panel shows.
        fitting: function that returns a record without what the file does not need.
    """

    name: str
    recipes: Callable[[], list[AnyRecipe]]
    pictures: bool = False
    fitting: Callable[[AnyRecord], AnyRecord] = as_it_is

    def shared(self, recipe: AnyRecipe) -> AnyRecipe:
        """Recipes with an equal one share a bench, since to build it takes seconds."""
        return replace(recipe, seed=0)

    def bench(self, recipe: AnyRecipe) -> Bench:
        """What runs this recipe, and all others with an equal `shared`."""
        return tasks.bench(recipe)

    def run(self, bench: Bench, recipe: AnyRecipe) -> list[AnyRecord]:
        """Train a recipe and measure it: a record for each recipe of `gives`."""
        return [bench.run(recipe.seed, keep_pictures=self.pictures and recipe.seed == 0)]

    def gives(self, recipe: AnyRecipe) -> list[AnyRecipe]:
        """Recipes of the records that `run` returns for this one."""
        return [recipe]

    def packed(self, records: Sequence[AnyRecord]) -> bytes:
        """The bytes of the file: `records` are those of all recipes, in their order."""
        shared = common_provenance(records)
        return packed_from([_apart(self.fitting(record), shared) for record in records], shared)


def common_provenance(records: Sequence[AnyRecord]) -> dict[str, str | int]:
    """What the provenance of all records has in common; the seconds are those of one run."""
    first, *others = (record.provenance for record in records)
    return {
        key: value
        for key, value in first.items()
        if key != "seconds" and all(other.get(key) == value for other in others)
    }


def _apart(record: AnyRecord, shared: dict[str, str | int]) -> AnyRecord:
    own = {key: value for key, value in record.provenance.items() if key not in shared}
    return replace(record, provenance=own)
