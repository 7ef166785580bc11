"""Credit for a diagnosis in the clinic: for the number, the evidence, the fix and the seeds."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from restorelib.exercises.answers import AnswerError, read_choice, read_number, read_whole
from restorelib.exercises.clinic.clinics import open_clinic
from restorelib.exercises.clinic.ward import SEEDS, Case, Patient, Trial
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.shown import shown

NONE = "none of them"
PARTS = ("number", "evidence", "fix", "seeds")


@dataclass(frozen=True, repr=False)
class Credits(Feedback):
    """The four parts of a diagnosis: for each, what is wrong with it, or an empty string."""

    number: str = ""
    evidence: str = ""
    fix: str = ""
    seeds: str = ""

    def _words(self) -> tuple[str, ...]:
        faults = {part: getattr(self, part) for part in PARTS}
        lines = [f"✘ {part}: {fault}" if fault else f"✔ {part}" for part, fault in faults.items()]
        return (super()._words()[0], *lines, *([self.text] if self.solved else []))

    def __repr__(self) -> str:
        return "\n".join(self._words()[1:])


@exercise(lambda patient, **answers: f"{patient.lesson}.{patient.name}")
def check_case(
    patient: Patient,
    *,
    number: str | None,
    evidence: tuple[str, float] | None,
    fix: Trial | None,
    recovered: int | None,
) -> Credits:
    """Check the diagnosis of a blind case: which of its four parts is missing or wrong, and why.

    `open_clinic` gives the patients of lesson 04 and of lesson 08.

    Args:
        patient: from the clinic's `admit`.
        number: the trivial predictor that has the same score as the net: a name from the clinic's
            `PREDICTORS`, or "none of them".
        evidence: a name from the clinic's `EVIDENCE`, and the value that the learner measured.
        fix: the trial that the clinic's `treat` returned.
        recovered: how many of its seeds recovered, as the learner counts them.

    Returns:
        Credits, which show one line for each part.
    """
    if not isinstance(patient, Patient):
        return not_yet(f"patient should come from the clinic's admit; it is {shown(patient)}.")
    case = open_clinic(patient.lesson).diagnosis(patient.name)
    faults = {
        "number": _fault(_number_fault, number, case, patient),
        "evidence": _fault(_evidence_fault, evidence, case, patient),
        "fix": _fix_fault(fix, patient),
        "seeds": _fault(_seeds_fault, fix, recovered),
    }
    solved = not any(faults.values())
    return Credits(solved, f"{patient.name}: {case.why}." if solved else "", **faults)


def _fault(find: Callable[..., str], *given) -> str:
    """What is wrong with one part, also where it cannot be read."""
    try:
        return find(*given)
    except AnswerError as error:
        return str(error)


def _number_fault(number: str | None, case: Case, patient: Patient) -> str:
    predictors = open_clinic(patient.lesson).PREDICTORS
    numbers = (*predictors, NONE)
    asked = f"say one of {', '.join(map(repr, numbers))}; so far it is"
    number = read_choice(number, asked, numbers)
    if number == case.number:
        return ""
    quarter = len(patient.loss) // 4
    late = f"the last {quarter} steps' loss"
    loss = patient.loss[-quarter:].mean()
    if number == NONE:
        return f"one of them does fit {late} of {loss:.4g}. Compute all three."
    return f"{number} would score {predictors[number](patient):.4g}; {late} is {loss:.4g}."


def _evidence_fault(evidence: tuple[str, float] | None, case: Case, patient: Patient) -> str:
    offered = open_clinic(patient.lesson).EVIDENCE
    asked = f"give (name, value), the name one of {', '.join(map(repr, offered))}; so far it is"
    if not isinstance(evidence, tuple | list) or len(evidence) != 2:
        return f"{asked} {shown(evidence)}."
    name, value = read_choice(evidence[0], asked, tuple(offered)), evidence[1]
    measured = offered[name](patient)
    said = f"I measure {measured:.4g} for {name}, you say"
    if not np.isclose(read_number(value, said), measured, rtol=0.05, atol=0):
        return f"{said} {shown(value)}."
    if name not in case.telling:
        return f"{name} is measured correctly, but a net with another fault could show the same."
    return ""


def _fix_fault(fix: Trial | None, patient: Patient) -> str:
    if not isinstance(fix, Trial):
        return "try one change with clinic.treat, and hand in what it returns."
    if fix.name != patient.name:
        return f"that is a trial of {fix.name}, not of {patient.name}."
    if not fix.change:
        return "nothing was changed in this trial."
    if 2 * fix.recovered <= len(fix.losses):
        return f"it recovers {fix.recovered} of {len(fix.losses)} seeds. Look for another cause."
    return ""


def _seeds_fault(fix: Trial | None, recovered: int | None) -> str:
    if not isinstance(fix, Trial):
        return "no trial yet, so nothing to count."
    if (tried := len(fix.losses)) < SEEDS:
        return f"{tried} tried; so few may be luck. Try {SEEDS} or more, as the card says."
    counted = read_whole(recovered, "count the seeds that recovered; so far it is")
    if counted != fix.recovered:
        return f"you count {counted} recovered, the trial shows {fix.recovered}."
    return ""
