"""Where changes were tried and none of them helped: one sentence that says so."""

from __future__ import annotations

from restorelib.checkup.bisection import FRESH, UNCHANGED
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import REPAIRED, Finding


def none_helped(evidence: Evidence, findings: list[Finding]) -> str:
    """That no change that was tried helped, with their names; "" where one did, or none was tried.

    A change counts if its trial was long enough to be judged. Where fresh weights alone pass the
    test, the changes have nothing to mend, and nothing is said of them.

    Args:
        evidence: of the model.
        findings: all of them.
    """
    tried = {
        name: trial
        for name, trial in evidence.trials.items()
        if name not in UNCHANGED and trial.status != "cut"
    }
    fresh = evidence.trials.get(FRESH)
    helped = [trial for trial in (fresh, *tried.values()) if trial and trial.status == "learned"]
    if not tried or helped or any(finding.strength == REPAIRED for finding in findings):
        return ""
    if len(tried) == 1:
        return f"The one change tried did not help: {next(iter(tried))}."
    return f"None of the {len(tried)} changes tried helped: {'; '.join(tried)}."
