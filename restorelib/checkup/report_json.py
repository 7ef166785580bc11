"""A check-up as JSON. The keys stay: docs/checkup.md lists them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from restorelib.checkup.finding import CONTRADICTION, MEASURED, NOTEBOOKS, REPAIRED

if TYPE_CHECKING:
    from restorelib.checkup.finding import Finding
    from restorelib.checkup.layers import LayerReading
    from restorelib.checkup.report import Checkup
    from restorelib.checkup.trial import Trial

FORMAT = 1  # counts up if a key changes its meaning or goes; new keys may come
EVIDENCE = {CONTRADICTION: "contradiction", REPAIRED: "repaired", MEASURED: "measured"}
LAYER = ("name", "activation", "units", "signal", "varies", "dead", "saturated")
LAYER += ("gradient", "update")


def to_json(report: Checkup, indent: int | None) -> str:
    """The report as JSON; a number that is not finite, or that there is none of, is null."""
    held = {
        "format": FORMAT,
        "model": report.model,
        "facts": report.facts,
        "heading": report.heading(),
        "findings": [_finding(finding) for finding in report.findings],
        "none_helped": report.none_helped,
        "notes": list(report.notes),
        "loss": report.loss,
        "trivial_scores": report.trivial_scores,
        "sets": report.sets,
        "one_batch": report.overfit
        and {**_trial(report.overfit), "losses": [float(x) for x in report.overfit.losses]},
        "layers": [_layer(layer) for layer in report.layers],
        "trials": {name: _trial(trial) for name, trial in report.trials.items()},
        "not_tested": list(report.not_tested),
    }
    return json.dumps(_finite(held), indent=indent, allow_nan=False)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "what": finding.what,
        "evidence": EVIDENCE[finding.strength],
        "not_tested": finding.not_tested,
        "lesson": finding.lesson[:2] or None,
        "notebook": NOTEBOOKS.get(finding.lesson[:2]),
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "status": trial.status,
        "steps": len(trial.losses),
        "start": trial.start,
        "end": trial.end,
        "best_constant": trial.constant,
        "the_input": trial.nothing,
    }


def _layer(layer: LayerReading) -> dict[str, Any]:
    return {name: getattr(layer, name) for name in LAYER}


def _finite(held: Any) -> Any:
    if isinstance(held, dict):
        return {key: _finite(value) for key, value in held.items()}
    if isinstance(held, list):
        return [_finite(value) for value in held]
    if isinstance(held, float | int) and not isinstance(held, bool):
        return held if math.isfinite(held) else None
    return held if held is None or isinstance(held, str | bool) else _finite(held.item())
