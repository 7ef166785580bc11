"""What a check-up says, and what a rule is that may say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from restorelib.checkup.evidence import Evidence
    from restorelib.checkup.trial import Trial

# Strength of evidence: what orders the findings.
CONTRADICTION = 3  # data, loss and layers cannot fit together, whatever the weights are
REPAIRED = 2  # one thing was changed, and the same batch was learned
MEASURED = 1  # a quantity that no healthy net of ours has; the cause may lie elsewhere

SYMPTOMS = {
    "identical digits": "The loss is the same in every epoch, to the last digit",
    "flat": "The loss moves a little and stays where it is",
    "black": "The output is 0, or lies at the edge of its range",
    "grey": "The output is one flat value, the mean",
    "NaN": "The loss is not a number",
    "jumping": "The loss starts enormous, jumps or grows",
    "crawling": "The loss falls, but by next to nothing",
    "checkerboard": "The output has a regular pattern, finer than the picture",
    "poor": "It trains, and the result is poor",
}
LESSONS = {
    "00": "notebooks/00_start_here.ipynb",
    "01": "notebooks/01_images_noise_and_psnr.ipynb",
    "02": "notebooks/02_rednet_step_by_step.ipynb",
    "03": "notebooks/03_the_loss_that_never_moves.ipynb",
    "04": "notebooks/04_why_the_relu_died.ipynb",
    "05": "notebooks/05_super_resolution_and_srcnn.ipynb",
    "06": "notebooks/06_fsrcnn_step_by_step.ipynb",
    "07": "notebooks/07_the_grey_image.ipynb",
    "08": "notebooks/08_why_small_weights_vanish.ipynb",
}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: measured quantities in words, and what they leave open."""

    kind: str
    what: str
    strength: int
    not_tested: str
    lesson: str = ""  # of LESSONS


@dataclass(frozen=True)
class Rule:
    """A kind of finding: how it shows, what to test first, and where one reads about it."""

    kind: str
    shows: tuple[str, ...]  # among SYMPTOMS
    symptom: str  # as somebody says it who does not know the cause yet
    first_test: str
    lesson: str
    not_tested: str
    look: Callable[[Evidence], tuple[str, int] | str | None] = field(repr=False)
    stops: bool = False  # with this, nothing can be trained on: no other rule is asked
    last: bool = False  # asked only where no other rule has found anything

    def __call__(self, evidence: Evidence) -> Finding | None:
        """The finding, if there is one."""
        said = self.look(evidence)
        if not said:
            return None
        what, strength = (said, CONTRADICTION) if isinstance(said, str) else said
        return Finding(self.kind, what, strength, self.not_tested, self.lesson)


def rule(kind: str, **described) -> Callable[[Callable], Rule]:
    """Make a rule of a function that looks at the evidence; its docstring is the symptom."""
    return lambda look: Rule(kind, symptom=look.__doc__, look=look, **described)


def better(evidence: Evidence, change: str, trial: Trial) -> str:
    """How the failed test ends with one thing changed, beside how it ends without."""
    own = evidence.fresh_start
    return (
        f"From fresh weights, {change} and nothing else changed, {evidence.failed} end"
        f"{'s' if evidence.failed == 'one batch' else ''} at a loss of {trial.end:.3g} after "
        f"{len(trial.losses)} steps (best constant prediction: {trial.constant:.3g}); without the "
        f"change at {own.end:.3g} after {len(own.losses)} ({own.constant:.3g})."
    )
