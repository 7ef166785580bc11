"""Where the modules of the first edition are now: whoever imports an old place is told the new one.

Learners are in the middle of the course, with cells and programs that name the old places. In the
syntax of Python 3.6, since the doctor is imported through this package.
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
    """Asked last by `import`, so only for modules that are nowhere."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """Raise for an old place.

        Raises:
            ImportError: that says what to write instead. It has no `name`: `from restorelib import
                metrics` would hide one that has.
        """
        package, _, module = name.partition(".")
        if package == "restorelib" and module in MOVED:
            raise ImportError("{} has moved. Write instead: {}".format(name, MOVED[module]))


def announce():
    """Let an import of an old place say where it is now."""
    if Finder not in sys.meta_path:
        sys.meta_path.append(Finder)
