"""What there is to record: one `Recording` for each file of recorded runs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from restorelib.cases import case_a, case_b, comparisons, depth, rates, training_maps, transplant
from restorelib.cases.recording import Recording, common_provenance
from restorelib.experiments import endings
from restorelib.experiments.bench import Bench
from restorelib.experiments.denoising import Experiment
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe, RunRecord
from restorelib.experiments.recordings import MAPS, NOTHING


@dataclass(frozen=True)
class Transplants(Recording):
    """Lesson 04: donors, and networks that start from their weights."""

    def shared(self, recipe: Recipe) -> Recipe:
        """Each donor its own: it takes as long as many other runs."""
        return recipe

    def run(self, bench: Experiment, recipe: Recipe) -> list[RunRecord]:
        """The donor's record, then those of the networks with its weights."""
        return transplant.run(bench, recipe)

    def gives(self, recipe: Recipe) -> list[Recipe]:
        """The donor, then the networks with its weights."""
        return [recipe, *transplant.host_recipes(recipe)]


@dataclass(frozen=True)
class TrainingMaps(Recording):
    """Maps of where training dies: a run ends once its end is known, and only this is kept."""

    def shared(self, recipe: AnyRecipe) -> AnyRecipe:
        """One net for all cells that differ in initial weights or learning rate."""
        return training_maps.shared(recipe)

    def run(self, bench: Bench, recipe: AnyRecipe) -> list[AnyRecord]:
        return [endings.run_to_its_end(bench, recipe)]

    def packed(self, records: Sequence[AnyRecord]) -> bytes:
        return training_maps.packed(records, common_provenance(records))


@dataclass(frozen=True)
class Rates(Recording):
    """States under a hundred seeds and more: in which of them it learned is all that is kept."""

    def run(self, bench: Bench, recipe: AnyRecipe) -> list[AnyRecord]:
        return [rates.run(bench, recipe)]

    def packed(self, records: Sequence[AnyRecord]) -> bytes:
        return rates.packed(records, common_provenance(records))


def discussed_maps(record: RunRecord) -> RunRecord:
    """Maps of the states that lessons discuss alone: then 3 MB hold all of case A."""
    if record.recipe.steps >= case_a.LONG:
        return record
    return replace(record, **dict.fromkeys(MAPS, NOTHING))


def scores_alone(record: RunRecord) -> RunRecord:
    """Nothing of single layers: the suspects are shown by their scores."""
    one_by_one = dict.fromkeys(("signal", "kernel_gradient", "dead", *MAPS), NOTHING)
    return replace(record, layers=(), units=(), **one_by_one)


_ALL = (
    Recording("case_a", case_a.panel_recipes, pictures=True, fitting=discussed_maps),
    Recording("case_a_suspects", case_a.suspect_recipes, fitting=scores_alone),
    Recording("depth", depth.panel_recipes, pictures=True, fitting=discussed_maps),
    Recording("case_b", case_b.panel_recipes, pictures=True),
    Recording("case_b_compared", comparisons.comparison_recipes),
    Transplants("case_a_transplant", transplant.donor_recipes, fitting=discussed_maps),
    TrainingMaps(training_maps.RECORDING, training_maps.recipes),
    Rates(rates.RECORDING, rates.recipes),
)
RECORDINGS = {recording.name: recording for recording in _ALL}
