from .before_after import BeforeAfter
from .clinic import Clinic
from .guess import Guess
from .own_photo import OwnPhoto
from .panel import Panel
from .patient_runs import PatientRuns
from .slider import Slider
from .training_map import TrainingMap

__all__ = [
    "BeforeAfter",
    "Clinic",
    "Guess",
    "OwnPhoto",
    "Panel",
    "PatientRuns",
    "Slider",
    "TrainingMap",
]
