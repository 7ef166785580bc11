"""The networks of the course. Every failure is an argument, never a second copy."""

from restorelib.models.denoising import red_net
from restorelib.models.phases import as_phases
from restorelib.models.super_resolution import fsrcnn, srcnn
from restorelib.models.winograd import as_winograd

__all__ = ["as_phases", "as_winograd", "fsrcnn", "red_net", "srcnn"]
