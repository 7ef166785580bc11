from .bootstrap import interval
from .image_sets import trained_on
from .ledger import BM3D, LEDGER
from .methods import ENSEMBLE, restorer
from .results import Setting, load_results, recorded
from .scoring import degraded, evaluate

__all__ = [
    "BM3D",
    "ENSEMBLE",
    "LEDGER",
    "Setting",
    "degraded",
    "evaluate",
    "interval",
    "load_results",
    "recorded",
    "restorer",
    "trained_on",
]
