"""Rules that read targets, last activation and loss in the table, and say what to write."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from restorelib.checkup.combination_table import CANNOT, LOGITS, UNUSUAL
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import repaired, rule
from restorelib.checkup.loss_families import BINARY, CROSSENTROPIES
from restorelib.checkup.outputs import Output
from restorelib.checkup.rules.class_rules import unseen_classes
from restorelib.checkup.scores import FITTED
from restorelib.checkup.target_and_loss import TARGETS


@rule(
    "softmax-of-one",
    shows=("identical digits",),
    first_test="Print a few predictions: softmax over one unit is always 1.",
    not_tested="the rest of the network",
)
def softmax_of_one(evidence: Evidence) -> str | None:
    """Every prediction is 1 and the accuracy never moves; one output with softmax."""
    for output, made in _impossible(evidence, "softmax-of-one"):
        trains = "so that no gradient reaches any weight"
        if output.keeps_logits and output.loss in BINARY:
            trains = (
                "though the loss may fall, since on this backend Keras trains the logit behind it "
                "as if it were a sigmoid's"
            )
        return (
            f"The last layer is a softmax over one unit: all {made.size:,} predictions looked "
            f"at are {made.min():g} whatever the weights are, {trains}. {output.advice}"
        )
    return None


@rule(
    "one-hot",
    shows=("poor",),
    first_test="Print `np.unique(y.sum(axis=-1))`: each target should sum to 1.",
    not_tested="whether the classes exclude each other",
)
def one_hot(evidence: Evidence) -> str | None:
    """A classifier with softmax stays poor, or its loss is larger than ln C."""
    for output, _ in _impossible(evidence, "one-hot"):
        sums = output.y.sum(axis=-1)
        wrong = np.mean(np.abs(sums - 1) > 1e-3)
        return (
            f"{output.combined}: {_why(output)}; {wrong:.0%} of the targets "
            f"do not (they sum to {sums.min():g} to {sums.max():g}). {output.advice}"
        )
    return None


@rule(
    "logits-or-probabilities",
    shows=("poor", "NaN"),
    first_test="Compare the last activation with the loss: softmax, sigmoid, or from_logits=True.",
    not_tested="how much it costs here",
)
def logits_or_probabilities(evidence: Evidence) -> str | None:
    """A classifier learns badly or not at all, or its loss is NaN."""
    for output, made in _impossible(evidence, "logits-or-probabilities"):
        outside, zero = np.mean((made < 0) | (made > 1)), np.mean(made == 0)
        measured = f"{outside:.0%} of the predictions lie outside 0 to 1"
        if output.activation == "relu":
            measured += f", {zero:.0%} of them are exactly 0"
        range_of = f"{measured} ({made.min():.3g} to {made.max():.3g})"
        return f"{output.combined}: {_why(output)}. Here {range_of}. {output.advice}"
    for output, made in _made(evidence):  # the last activation may be unknown
        outside = np.mean((made < 0) | (made > 1))
        unread = output.combination is None and output.loss in CROSSENTROPIES
        if unread and not output.from_logits and outside:
            return (
                f"{output.loss} expects probabilities; {outside:.0%} of the predictions lie "
                f"outside 0 to 1 ({made.min():.3g} to {made.max():.3g}). {output.advice}"
            )
    return None


@rule(
    "target-and-loss",
    shows=("poor",),
    first_test="Which loss is for such targets?",
    not_tested="how much better the model gets on all of the data",
)
def target_and_loss(evidence: Evidence) -> tuple[str, int] | str | None:
    """The loss is for other targets: classes stay wrong."""
    for output, _ in _impossible(evidence, "target-and-loss"):
        return f"{output.combined}: {_why(output)}. {output.advice}"
    outputs = evidence.subject.outputs
    odd = [o for o in outputs if o.combination and o.combination.verdict in (UNUSUAL, LOGITS)]
    if not odd or len(outputs) > 1 or not evidence.failed or evidence.cured:
        return None
    output = odd[0]
    _, units, last, loss = TARGETS[output.targets.kind]
    if (units or output.units) != output.units or not output.layer:
        return None
    name = f"with {last or 'no activation'} in the last layer and {loss}"
    trial = evidence.attempt(name, loss=loss, last=(output.layer, last or "linear"))
    if not evidence.repairs(trial):
        return None
    return repaired(evidence, f"{output.combined}: {_why(output)}. {output.advice}", name, trial)


def notes(evidence: Evidence) -> Iterator[str]:
    """What is unusual and no fault by itself: the order of y, targets, last activation and loss."""
    if (unseen := unseen_classes(evidence)) and evidence.subject.iterations < FITTED:
        yield f"{unseen} It matters if you use validation_split: shuffle x and y together first."
    for output in evidence.subject.outputs:
        row = output.combination
        if row is None:
            continue
        mended = row.verdict == LOGITS and output.keeps_logits
        if row.verdict != UNUSUAL and not mended:
            continue
        computed = ""
        if output.keeps_logits and output.loss in CROSSENTROPIES:
            natural = "sigmoid" if output.loss in BINARY else "softmax"
            if output.activation != natural or output.from_logits:
                computed = (
                    f" On this backend Keras computes the loss from the logits behind "
                    f"{output.activation}, as if {natural} were the last activation."
                )
        yield (
            f"{output.combined}: {_why(output)}. It can learn.{computed} The usual form: "
            f"{output.advice.removeprefix('Write ')}"
        )
    scores = evidence.scores
    kept = any(output.keeps_logits for output in evidence.subject.outputs)
    if kept and abs(scores.loss - scores.loss_of_predictions) > 0.01 * abs(scores.loss):
        yield (
            f"`evaluate` gives {scores.loss:.4g}, as Keras computes it from the logits; what "
            f"`predict` returns scores {scores.loss_of_predictions:.4g} by the same loss."
        )


def _impossible(evidence: Evidence, kind: str) -> Iterator[tuple[Output, np.ndarray]]:
    """Outputs that cannot be what was meant, with their predictions."""
    for output, made in _made(evidence):
        row = output.combination
        if row is None or row.kind != kind:
            continue
        if row.verdict == CANNOT or (row.verdict == LOGITS and not output.keeps_logits):
            yield output, made


def _made(evidence: Evidence) -> list[tuple[Output, np.ndarray]]:
    """Each output with its predictions, if all of them are finite."""
    pairs = zip(evidence.subject.outputs, evidence.scores.predictions, strict=True)
    return [(output, made) for output, made in pairs if np.isfinite(made).all()]


def _why(output: Output) -> str:
    return output.combination.why.format(
        loss="this loss", last=output.activation, n=output.targets.classes, units=output.units
    )
