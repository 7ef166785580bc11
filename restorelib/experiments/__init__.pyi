from .recipes import Recipe, SRRecipe, seeds
from .recordings import load
from .super_resolution import enlarge, ladder
from .tasks import build, crop, run, test_patches, train_patches
from .verdicts import is_stuck, outcome

__all__ = [
    "Recipe",
    "SRRecipe",
    "build",
    "crop",
    "enlarge",
    "is_stuck",
    "ladder",
    "load",
    "outcome",
    "run",
    "seeds",
    "test_patches",
    "train_patches",
]
