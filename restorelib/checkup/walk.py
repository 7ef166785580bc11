"""`diagnose`: the steps of the method card, one after the other, on any Keras model."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import keras

from restorelib.checkup.conclusion import conclusion
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.facts import facts_of
from restorelib.checkup.finding import REPAIRED, Finding
from restorelib.checkup.model_kinds import require_keras_model
from restorelib.checkup.own_step import has_own_step, own_step
from restorelib.checkup.progress_line import progress_line
from restorelib.checkup.report import Checkup
from restorelib.checkup.rules import combination_rules
from restorelib.checkup.rules.all_rules import RULES
from restorelib.checkup.sets import losses_of_sets, validation_subject
from restorelib.checkup.state import kept
from restorelib.checkup.subject import Subject
from restorelib.checkup.time_limit import TimeLimit
from restorelib.checkup.tried import none_helped
from restorelib.checkup.untouched import untouched

OTHER_DATA = "how well the model does on data that it is not trained on"
ALWAYS_UNTESTED = (
    "the pipeline that made x and y",
    "your batch size and schedule",
)


def diagnose(
    model: keras.Model,
    x: Any,
    y: Any = None,
    loss: Any = None,
    *,
    sample_weight: Any = None,
    class_weight: dict[int, float] | None = None,
    validation_data: Any = None,
    seconds: float = 20.0,
    progress: Callable[[str], None] | None = None,
) -> Checkup:
    """Find out why a model does not train, and report only what was measured.

    This follows the method card. It compares the model's loss with trivial predictors, overfits
    one batch, and reads signal, dead units, gradient and update of each layer. If the model does
    not learn one batch, it changes one thing at a time. It trains the model's own weights with a
    copy of its optimizer; at the end all weights, BatchNorm's statistics and the states of random
    seeds are what they were before.

    Args:
        model: functional, Sequential or subclassed; compiled, or with `loss`.
        x: inputs as for `fit`: an array, a list or dict of arrays, a table; N samples each, of
            which a few hundred suffice. Or what hands out batches of inputs and targets, such as a
            `tf.data.Dataset`, a `keras.utils.PyDataset` or a generator: up to 64 batches are taken,
            and a generator does not hand them out again.
        y: targets, likewise; None with batches, or where the model adds its own loss.
        loss: as for `compile`; None takes the compiled one.
        sample_weight: (N,), as for `fit`. Samples are drawn in proportion to their weights.
        class_weight: class -> weight, as for `fit`; likewise.
        validation_data: (x, y) or batches. The report then has the loss on both sets, and in
            training and inference mode.
        seconds: after about this time no further change is tried; the report lists what was left
            out.
        progress: called with each stage in words; None shows one line that is overwritten.

    Returns:
        A `Checkup`. `print` gives a text to paste into a question; a notebook shows a table and
        a picture. Its `findings` are sorted, the strongest evidence first; a healthy model has
        none.

    Raises:
        TypeError: if `model` is no Keras model, or the data are no arrays of numbers.
        ValueError: if the data do not fit together, the model cannot be called on them or read,
            or there is no loss.
    """
    limit = TimeLimit(seconds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras gave its own when the model was built
        require_keras_model(model)
        weights = {"sample_weight": sample_weight, "class_weight": class_weight}
        with untouched(model):
            subject = Subject(model, x, y, loss, **weights)
            validation = validation_data
            if validation is not None:
                validation = validation_subject(model, validation_data, loss)
            followed = own_step(model, *subject.batch(16)) if has_own_step(model) else ""
            report = _diagnose(subject, validation, limit, progress)
            return replace(report, notes=(*report.notes, followed)) if followed else report


def _diagnose(
    subject: Subject,
    validation: Subject | None,
    limit: TimeLimit,
    progress: Callable[[str], None] | None,
) -> Checkup:
    with kept(subject.model) as weights, progress_line(progress) as tell:
        evidence = Evidence(subject, weights, limit=limit, progress=tell)
        findings = _findings(evidence)
        kinds = {finding.kind for finding in findings}
        untested = ALWAYS_UNTESTED if validation else (OTHER_DATA, *ALWAYS_UNTESTED)
        stopped = any(rule.stops and rule.kind in kinds for rule in RULES)
        return Checkup(
            model=subject.name,
            findings=tuple(sorted(findings, key=lambda finding: -finding.strength)),
            loss=float("nan") if stopped else evidence.scores.loss,
            trivial_scores={} if stopped else evidence.scores.trivial,
            overfit=None if stopped else evidence.overfit,
            layers=() if stopped else tuple(evidence.layers),
            trials=dict(evidence.trials),
            facts=facts_of(subject, validation),
            not_tested=(*untested, *subject.left_out, *evidence.bisection.untried),
            none_helped="" if stopped else none_helped(evidence, findings),
            conclusion="" if findings else conclusion(evidence),
            notes=(*subject.remarks, *(() if stopped else combination_rules.notes(evidence))),
            sets={} if stopped or not validation else losses_of_sets(evidence, validation),
        )


def _findings(evidence: Evidence) -> list[Finding]:
    """Ask the rules in their order, until one says that nothing can be trained."""
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
