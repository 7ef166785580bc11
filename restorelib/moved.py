"""Old module names of the first edition: importing one raises an error that says the new one.

Some learners are in the middle of the course, with cells and programs that use the old names. This
module keeps to the syntax of Python 3.6, since importing the doctor imports this package first.
"""

import sys

# Old module -> what to write instead.
_IN = "from restorelib import {0}  # {0}.{1}"
MOVED = {
    old: _IN.format(wing, name)
    for wing, names in {
        "images": {
            "data": "photographs",
            "degrade": "add_gaussian_noise",
            "metrics": "psnr",
            "ladder": "rungs",
        },
        "models": {
            "initializers": "PReLUNormal",
            "training_recipes": "RECIPES",
            "receptive": "receptive_radius",
        },
        "training": {"gradients": "largest_gradients", "diagnostics": "forward"},
        "experiments": {
            "recipes": "seeds",
            "sr_recipes": "SRRecipe",
            "sr_experiments": "run",
            "bench": "run",
            "recordings": "load",
        },
        "papers": {
            "benchmark_sets": "trained_on",
            "evaluate": "evaluate",
            "methods": "restorer",
            "results": "load_results",
            "ledger": "LEDGER",
            "bootstrap": "interval",
        },
        "photos": {
            "photo": "read",
            "restoring": "enlarge",
            "enlarging": "enlarge",
            "denoising": "denoise",
            "noise_level": "estimate_sigma",
        },
        "course": {"standing": "Map", "progress": "Map"},
        "exercises": {"checks": "check_psnr"},
        "widgets": {"explorer": "Panel"},
    }.items()
    for old, name in names.items()
}
MOVED.update(
    {
        name: "from restorelib.cases import " + name
        for name in ("case_a", "case_b", "depth", "first_guess", "transplant", "panel_spec")
    }
)
MOVED["clinic"] = 'from restorelib import exercises; clinic = exercises.open_clinic("04")'
MOVED["sr_clinic"] = 'from restorelib import exercises; clinic = exercises.open_clinic("08")'
MOVED["tiles"] = "from restorelib.models import tiles"
MOVED["restore"] = "python -m restorelib restore"
MOVED["train"] = "python -m restorelib train"


class Finder:
    """Import finder that comes last, so Python asks it only for modules that it found nowhere."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Raise an error for an old module; return None for any other.

        Raises:
            ImportError: says what to write instead. Its `name` is not set: `from restorelib import
                metrics` would hide an error that has one.
        """
        package, _, module = name.partition(".")
        if package == "restorelib" and module in MOVED:
            raise ImportError("{} has moved. Write instead: {}".format(name, MOVED[module]))


def announce():
    """Register `Finder`, so that an import of an old module raises the error."""
    if Finder not in sys.meta_path:
        sys.meta_path.append(Finder)
