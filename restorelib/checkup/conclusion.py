"""What it means that no rule has found anything: all is well only where a net learns."""

from __future__ import annotations

from restorelib.checkup.evidence import Evidence


def conclusion(evidence: Evidence) -> str:
    """One sentence or two, for a model without a finding."""
    scores, trial = evidence.scores, evidence.overfit
    if scores.has_learned or (trial.status == "learned" and not evidence.failed):
        return "No finding: nothing that was measured is wrong."
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
