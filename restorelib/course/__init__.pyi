from .lessons import LESSONS
from .progress_map import Map
from .travel import bring_back, take_along

__all__ = [
    "LESSONS",
    "Map",
    "bring_back",
    "take_along",
]
