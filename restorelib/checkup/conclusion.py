"""What it means that no rule has found anything: all is well only where a net learns."""

from __future__ import annotations

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.trial import NO_BETTER

CLEAN = "No finding: nothing that was measured is wrong."


def conclusion(evidence: Evidence) -> str:
    """One sentence or two, for a model without a finding."""
    scores, trial = evidence.scores, evidence.overfit
    if scores.has_learned:
        return CLEAN
    if evidence.goes_on or (trial.status == "learned" and not evidence.failed):
        best, score = next(iter(scores.trivial.items()), ("", float("nan")))
        if evidence.subject.iterations and (evidence.goes_on or scores.loss >= NO_BETTER * score):
            return (
                f"No finding, and yet it has learned little: after "
                f"{evidence.subject.iterations:,} steps it scores {scores.loss:.4g}, and {best} "
                f"scores {score:.4g}. Trained on from here with nothing changed, it learns: "
                "train it for longer."
            )
        return CLEAN
    constant = f"the best constant prediction scores {trial.constant:.4g} there"
    if trial.status == "cut":
        return (
            f"No finding, and no verdict: in the time allowed one batch was trained on for "
            f"{len(trial.losses)} of {trial.planned} steps, too few to judge it."
        )
    test = f"one batch ends at {trial.end:.4g} after {len(trial.losses)} steps"
    if trial.status == "learned":
        last = evidence.fresh_start
        test = f"one batch is learned, and {evidence.failed} end at {last.end:.4g}"
        constant = f"the best constant prediction scores {last.constant:.4g} there"
    return (
        f"No finding, and yet it has not learned: {test}; {constant}. It may need longer "
        "training, or have a fault that was not looked for."
    )
