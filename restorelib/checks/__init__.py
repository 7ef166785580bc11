"""Checks for exercises: they say what is wrong with *your* answer, and never fail a cell.

Each check is imported when it is first asked for: lesson 01 needs no Keras, so it waits for none.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Credits": "diagnosis",
    "Feedback": "feedback",
    "check_case": "diagnosis",
    "check_damage": "relu",
    "check_evidence": "frozen",
    "check_identity_score": "frozen",
    "check_ladder_score": "scoring",
    "check_one_batch": "rednet",
    "check_predictor": "predictor",
    "check_psnr": "scoring",
    "check_relu_kept": "relu",
    "check_repair": "frozen",
    "check_shape_and_weights": "rednet",
    "check_skips": "rednet",
    "nets_that_stand_still": "rednet",
    "suspect": "frozen",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"restorelib.checks has {', '.join(__all__)}; received {name!r}.")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
