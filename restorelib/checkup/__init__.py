"""The method card, walked on any Keras model: `diagnose(model, x, y)`."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import keras

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import REPAIRED, Finding
from restorelib.checkup.progress_line import progress_line
from restorelib.checkup.report import Checkup
from restorelib.checkup.rules import RULES
from restorelib.checkup.state import kept
from restorelib.checkup.subject import Subject

__all__ = ["Checkup", "Finding", "diagnose"]
ALWAYS_UNTESTED = (
    "how well the model does on data that it is not trained on",
    "the pipeline that made x and y",
    "your batch size and schedule",
)


def diagnose(
    model: keras.Model,
    x: Any,
    y: Any,
    loss: Any = None,
    *,
    seconds: float = 20.0,
    progress: Callable[[str], None] | None = None,
) -> Checkup:
    """Walk the method card on a model that does not train, and say only what was measured.

    Trivial predictors are scored beside the model; one batch is overfitted; signal, dead units,
    gradient and update are read layer by layer; where one batch is not learned, one thing at a
    time is changed. Training happens on the model's own weights with a copy of its optimizer;
    at the end all weights, BatchNorm's statistics and the seeds' states are what they were.

    Args:
        model: functional, Sequential or subclassed; compiled, or with `loss`.
        x: inputs, an array or a list or dict of arrays, N samples each. Some hundred suffice.
        y: targets, likewise.
        loss: as for `compile`; the compiled one by default.
        seconds: after about which no further change is tried; what is left out is said.
        progress: called with each stage in words; by default one line that is overwritten.

    Returns:
        A `Checkup`: `print` gives a text to paste into a question, a notebook shows a table and a
        picture, `findings` holds the findings, the strongest evidence first. A healthy model has
        none.

    Raises:
        TypeError: if `model` is no Keras model, or the data are no arrays of numbers.
        ValueError: if the data do not fit together, the model cannot be called on them or read,
            or there is no loss to go by.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras said it all when the model was built and compiled
        return _diagnose(Subject(model, x, y, loss), seconds, progress)


def _diagnose(subject: Subject, seconds: float, progress) -> Checkup:
    with kept(subject.model) as weights, progress_line(progress) as tell:
        evidence = Evidence(subject, weights, seconds=seconds, progress=tell)
        findings = _findings(evidence)
        kinds = {finding.kind for finding in findings}
        stopped = any(rule.stops and rule.kind in kinds for rule in RULES)
        return Checkup(
            model=f"{type(subject.model).__name__} {subject.model.name!r}",
            findings=tuple(sorted(findings, key=lambda finding: -finding.strength)),
            loss=float("nan") if stopped else evidence.loss,
            ladder={} if stopped else evidence.ladder,
            overfit=None if stopped else evidence.overfit,
            layers=() if stopped else tuple(evidence.layers),
            trials=dict(evidence.trials),
            facts=_facts(evidence),
            not_tested=(*ALWAYS_UNTESTED, *evidence.untried),
        )


def _findings(evidence: Evidence) -> list[Finding]:
    findings: list[Finding] = []
    for rule in RULES:
        if rule.last and findings:
            continue
        if finding := rule(evidence):
            findings.append(finding)
            evidence.cured = evidence.cured or finding.strength == REPAIRED
            if rule.stops:
                break
    return findings


def _facts(evidence: Evidence) -> dict[str, str]:
    subject = evidence.subject
    weights = sum(int(v.size) for v in map(_shape_of, subject.model.trainable_variables))
    facts = {
        "samples": f"{subject.count:,}",
        "x": _described(subject.x),
        "y": _described(subject.y),
        "loss": ", ".join(
            o.loss + (" (from_logits)" if o.from_logits else "") for o in subject.outputs
        ),
        "weights": f"{weights:,} trainable",
    }
    if subject.optimizer is not None:
        rate = float(keras.ops.convert_to_numpy(subject.optimizer.learning_rate))
        facts["optimizer"] = (
            f"{type(subject.optimizer).__name__}, learning rate {rate:.3g}, "
            f"{subject.iterations:,} steps so far"
        )
    else:
        facts["optimizer"] = "none compiled: Adam(1e-3) was used, and no rate was judged"
    facts["versions"] = f"Keras {keras.__version__}, {keras.backend.backend()}"
    return facts


def _shape_of(variable: keras.Variable):
    import numpy as np

    return np.empty(tuple(variable.shape), "bool")


def _described(data: Any) -> str:
    return "; ".join(
        f"{array.shape[1:]} {array.dtype}, {array.min():.4g} to {array.max():.4g}"
        for array in keras.tree.flatten(data)
    )
