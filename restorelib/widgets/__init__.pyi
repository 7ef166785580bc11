from .before_after import BeforeAfter
from .guess import Guess
from .own_photo import OwnPhoto
from .panel import Panel
from .patient_runs import PatientRuns
from .slider import Slider

__all__ = [
    "BeforeAfter",
    "Guess",
    "OwnPhoto",
    "Panel",
    "PatientRuns",
    "Slider",
]
