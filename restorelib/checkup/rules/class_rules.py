"""Rules about classes: the order in which they come, and how rare one of them is."""

from __future__ import annotations

import numpy as np

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import MEASURED, rule
from restorelib.checkup.scores import FITTED
from restorelib.checkup.trivial import best_constant

RARE = 0.1  # share of a class that is easily never predicted


@rule(
    "sorted-classes",
    shows=("poor",),
    first_test="Shuffle x and y together before `fit`.",
    not_tested="whether you use validation_split, or shuffle before",
)
def sorted_classes(evidence: Evidence) -> tuple[str, int] | None:
    """With validation_split, the validation accuracy is 0."""
    said = unseen_classes(evidence)
    if not said or evidence.subject.iterations < FITTED:
        return None
    cut = int(0.8 * evidence.subject.count)
    rng = np.random.default_rng(0)
    first = evidence.scores.loss_of(rng.permutation(cut)[:64])
    last = evidence.scores.loss_of(cut + rng.permutation(evidence.subject.count - cut)[:64])
    if not last > max(3 * first, best_constant(evidence.scores.trivial)):
        return None
    return f"{said} The model scores {first:.3g} on the rows before, {last:.3g} on these.", MEASURED


def unseen_classes(evidence: Evidence) -> str:
    """That the last fifth of the samples holds classes that the rows before do not; or ""."""
    subject = evidence.subject
    if len(subject.outputs) != 1 or subject.count < 50:
        return ""
    output = subject.outputs[0]
    if output.targets.kind not in ("class-numbers", "one-hot", "binary"):
        return ""
    wide = output.targets.kind == "one-hot"
    classes = output.y.argmax(axis=-1) if wide else output.y
    classes = classes.reshape(len(output.y), -1)[:, 0]
    cut = int(0.8 * len(classes))
    strange = ~np.isin(classes[cut:], classes[:cut])
    if strange.mean() < 0.5:
        return ""
    return (
        f"y is sorted: {strange.mean():.0%} of its last fifth, which validation_split=0.2 takes, "
        f"are of classes that the rows before do not have."
    )


@rule(
    "rare-class",
    shows=("poor",),
    first_test="Count the classes that the model predicts.",
    not_tested="whether class_weight, more such samples or a lower threshold would do",
)
def rare_class(evidence: Evidence) -> tuple[str, int] | None:
    """High accuracy, and a rare class never predicted."""
    subject = evidence.subject
    if subject.iterations < FITTED or len(subject.outputs) != 1 or evidence.scores.has_learned:
        return None
    output, made = subject.outputs[0], evidence.scores.predictions[0]
    if output.targets.kind != "binary":
        return None
    share = float(np.mean(output.y))
    rare = min(share, 1 - share)
    over = np.mean(made > (0.0 if output.from_logits else 0.5))
    if rare > RARE or 0 < over < 1:
        return None
    best = best_constant(evidence.scores.trivial)
    return (
        f"Only {rare:.1%} of the targets are {int(share < 0.5)}, and none of {made.size:,} "
        f"predictions is: their loss is {evidence.scores.loss:.3g}, and that of predicting how "
        f"frequent the classes are {best:.3g}.",
        MEASURED,
    )
