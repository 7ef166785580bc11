"""Credit for a diagnosis in the clinic: for the number, the evidence, the fix and the seeds."""

from dataclasses import dataclass

import numpy as np

from restorelib.exercises.clinic.clinics import open_clinic
from restorelib.exercises.clinic.ward import Case, Patient, Trial
from restorelib.exercises.feedback import exercise

NONE = "none of them"


@dataclass(frozen=True)
class Credits:
    """The four parts of a diagnosis: for each, what is wrong with it, or an empty string."""

    number: str
    evidence: str
    fix: str
    seeds: str
    why: str = ""

    @property
    def solved(self) -> bool:
        """Whether all four are right."""
        return not (self.number or self.evidence or self.fix or self.seeds)

    def __repr__(self) -> str:
        rows = [
            f"{'✘' if wrong else '✔'} {name}{': ' + wrong if wrong else ''}"
            for name, wrong in (
                ("number", self.number),
                ("evidence", self.evidence),
                ("fix", self.fix),
                ("seeds", self.seeds),
            )
        ]
        return "\n".join([*rows, self.why] if self.solved else rows)


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
        number: the trivial predictor whose score the loss equals: a name from the clinic's
            `PREDICTORS`, or "none of them".
        evidence: a name from the clinic's `EVIDENCE`, and the value that the learner measured.
        fix: the trial that the clinic's `treat` returned.
        recovered: how many of its seeds recovered, as the learner counts them.

    Returns:
        Credits, which show one line for each part.
    """
    case = open_clinic(patient.lesson).diagnosis(patient.name)
    wrong_fix = _fix_fault(fix, patient)
    credits = {
        "number": _number_fault(number, case, patient),
        "evidence": _evidence_fault(evidence, case, patient),
        "fix": wrong_fix,
        "seeds": _seeds_fault(fix, recovered) if fix else "no trial yet, so nothing to count.",
    }
    return Credits(**credits, why=f"{patient.name}: {case.why}.")


def _number_fault(number: str | None, case: Case, patient: Patient) -> str:
    predictors = open_clinic(patient.lesson).PREDICTORS
    numbers = (*predictors, NONE)
    if number not in numbers:
        return f"say one of {', '.join(map(repr, numbers))}; so far it is {number!r}."
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
    if not isinstance(evidence, tuple) or len(evidence) != 2 or evidence[0] not in offered:
        names = ", ".join(map(repr, offered))
        return f"give (name, value), the name one of {names}."
    name, value = evidence
    measured = offered[name](patient)
    if value is None or not np.isclose(value, measured, rtol=0.05, atol=0):
        return f"I measure {measured:.4g} for {name}, you say {value!r}."
    if name not in case.telling:
        return f"{name} is measured rightly, but a net with another fault could show the same."
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


def _seeds_fault(fix: Trial, recovered: int | None) -> str:
    if len(fix.losses) < 3:
        return f"{len(fix.losses)} tried; one success may be luck. Try 3 or more."
    if recovered != fix.recovered:
        return f"you count {recovered} recovered, the trial shows {fix.recovered}."
    return ""
