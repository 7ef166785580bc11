"""Checks for exercises: they say what is wrong with *your* answer, and never fail a cell."""

from restorelib.checks.diagnosis import Credits, check_case
from restorelib.checks.feedback import Feedback
from restorelib.checks.frozen import check_evidence, check_identity_score, check_repair, suspect
from restorelib.checks.relu import check_damage, check_relu_kept

__all__ = [
    "Credits",
    "Feedback",
    "check_case",
    "check_damage",
    "check_evidence",
    "check_identity_score",
    "check_relu_kept",
    "check_repair",
    "suspect",
]
