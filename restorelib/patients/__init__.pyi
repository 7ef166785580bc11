from .causes import CAUSES
from .patient import CLINIC, LESSON, Change, Patient, load
from .program import Run, run
from .records import recorded

__all__ = ["CAUSES", "CLINIC", "LESSON", "Change", "Patient", "Run", "load", "recorded", "run"]
