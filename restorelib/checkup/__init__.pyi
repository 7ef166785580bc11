from .finding import Finding
from .report import Checkup
from .walk import diagnose

__all__ = ["Checkup", "Finding", "diagnose"]
