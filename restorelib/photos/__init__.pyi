from .noise_level import estimate_sigma
from .picture import Photo, PhotoError
from .reading import read
from .restoring import denoise, enlarge
from .writing import to_png, write

__all__ = [
    "Photo",
    "PhotoError",
    "denoise",
    "enlarge",
    "estimate_sigma",
    "read",
    "to_png",
    "write",
]
