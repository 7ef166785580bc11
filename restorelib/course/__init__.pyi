from .lessons import LESSONS
from .progress_map import Map

__all__ = [
    "LESSONS",
    "Map",
]
