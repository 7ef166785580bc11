from .finding import Finding
from .report import Checkup
from .walk import diagnose
from .watch import Watch

__all__ = ["Checkup", "Finding", "Watch", "diagnose"]
