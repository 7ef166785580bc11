"""What there is to record: one `Recording` for each file of recorded runs."""

from dataclasses import dataclass, replace

from restorelib.cases import case_a, case_b, comparisons, depth, transplant
from restorelib.cases.recording import Recording
from restorelib.experiments.denoising import Experiment
from restorelib.experiments.recipes import Recipe, RunRecord
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
)
RECORDINGS = {recording.name: recording for recording in _ALL}
