"""Checks for exercises: they say what is wrong with *your* answer, and never fail a cell.

Each check is imported when it is first asked for: lesson 01 needs no Keras, so it waits for none.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Credits": "diagnosis",
    "Feedback": "feedback",
    "check_case": "diagnosis",
    "check_counts": "fsrcnn",
    "check_damage": "relu",
    "check_deconv": "deconv",
    "check_downsample": "enlarging",
    "check_evidence": "frozen",
    "check_fsrcnn_s": "fsrcnn",
    "check_identity_score": "frozen",
    "check_interval": "comparing",
    "check_ladder_score": "scoring",
    "check_my_gain": "photographs",
    "check_off_the_plateau": "grey",
    "check_one_batch": "rednet",
    "check_overlap": "overlap",
    "check_plateau": "grey",
    "check_prediction": "gain",
    "check_predictor": "predictor",
    "check_psnr": "scoring",
    "check_relu_kept": "relu",
    "check_repair": "frozen",
    "check_rungs": "sr_rungs",
    "check_same_grey": "grey",
    "check_self_ensemble": "ensemble",
    "check_shape_and_weights": "rednet",
    "check_skips": "rednet",
    "check_sr_psnr": "sr_scoring",
    "check_std": "gain",
    "check_verdicts": "comparing",
    "claims": "comparing",
    "check_what_happened": "photographs",
    "grey_again": "grey",
    "nets_that_stand_still": "rednet",
    "standing_logs": "sr_rungs",
    "suspect": "frozen",
    "three_photographs": "photographs",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"restorelib.checks has {', '.join(__all__)}; received {name!r}.")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
