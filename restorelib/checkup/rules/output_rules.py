"""Rules about the last layer and the loss: can the model reach the targets?"""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import rule
from restorelib.checkup.outputs import RANGES, Output

OUT_OF_REACH = 0.01  # share of the targets' variance that lies outside the output's range


@rule(
    "one-hot",
    shows=("poor",),
    first_test="Print `np.unique(y.sum(axis=-1))`: each target should sum to 1.",
    lesson="01",
    not_tested="whether the classes exclude each other: if not, sigmoid and binary_crossentropy",
)
def one_hot(evidence: Evidence) -> str | None:
    """A classifier with softmax stays poor, or its loss is larger than ln C."""
    for output in evidence.subject.outputs:
        softmax = output.activation == "softmax" and output.kind == "bits"
        if (output.kind == "classes" or softmax) and output.shape[-1] > 1:
            if output.y.shape[-1] != output.shape[-1]:
                continue
            sums = output.y.sum(axis=-1)
            wrong = np.mean(np.abs(sums - 1) > 1e-3)
            if wrong > 0.01:
                return (
                    f"{'softmax makes' if softmax else output.loss + ' expects'} probabilities "
                    f"that sum to 1 over {output.shape[-1]} classes; {wrong:.0%} of the targets "
                    f"do not (they sum to {sums.min():g} to {sums.max():g})."
                )
    return None


@rule(
    "softmax-of-one",
    shows=("identical digits",),
    first_test="Print a few predictions: softmax over one unit is always 1.",
    lesson="03",
    not_tested="the rest of the network: nothing reaches it",
)
def softmax_of_one(evidence: Evidence) -> str | None:
    """The accuracy never moves, the loss neither; one output with softmax."""
    for output, made in _made(evidence):
        if output.activation == "softmax" and output.shape[-1] == 1:
            return (
                f"The last layer is a softmax over one unit: all {made.size:,} predictions looked "
                f"at are {made.min():g}, and no weight can change that."
            )
    return None


@rule(
    "logits-or-probabilities",
    shows=("poor", "NaN"),
    first_test="Compare the last activation with the loss: softmax, sigmoid, or from_logits=True.",
    lesson="03",
    not_tested="how much it costs here: some backends mend one of these silently",
)
def logits_or_probabilities(evidence: Evidence) -> str | None:
    """A classifier learns badly or not at all, or its loss is NaN."""
    for output, made in _made(evidence):
        if output.kind not in ("classes", "labels", "bits") or output.shape[-1:] == ():
            continue
        if output.activation.startswith("relu, then"):
            return (
                f"The last layer ends in {output.activation}: what goes into "
                f"{output.activation.split()[-1]} can never be negative."
            )
        if output.from_logits and output.activation in ("softmax", "sigmoid"):
            return (
                f"The last layer ends in {output.activation}, and {output.loss} is told that it "
                "gets logits (from_logits=True): it applies the same function once more."
            )
        if output.from_logits and output.activation == "relu":
            return (
                f"The last layer ends in relu and {output.loss} takes its output as logits: they "
                f"can never be negative ({np.mean(made == 0):.0%} of them are exactly 0)."
            )
        if output.from_logits:
            continue
        if output.activation == "relu":
            return (
                f"The last layer ends in relu and {output.loss} takes its output as probabilities: "
                f"{np.mean(made == 0):.0%} of the values are exactly 0, the largest is "
                f"{made.max():.3g}."
            )
        outside = np.mean((made < 0) | (made > 1))
        if outside:
            return (
                f"{output.loss} expects probabilities; {outside:.0%} of the predictions lie "
                f"outside 0 to 1 ({made.min():.3g} to {made.max():.3g}), and the last activation "
                f"is {output.activation or 'unknown'}."
            )
        sums = made.sum(axis=-1)
        if output.kind != "bits" and output.shape[-1] > 1 and np.abs(sums - 1).max() > 0.02:
            return (
                f"{output.loss} expects probabilities that sum to 1 over the classes; the "
                f"predictions sum to {sums.min():.3g} to {sums.max():.3g}, and the last activation "
                f"is {output.activation or 'unknown'}."
            )
    return None


@rule(
    "targets-out-of-reach",
    shows=("black",),
    first_test="Compare the targets' range with what the last activation can give.",
    lesson="03",
    not_tested="whether the rest of the network would learn with another last activation",
)
def targets_out_of_reach(evidence: Evidence) -> str | None:
    """The loss stops high; the output is black, or lies at the edge of its range."""
    for output in evidence.subject.outputs:
        low, high = RANGES.get(output.activation, (-np.inf, np.inf))
        y = output.y.astype("float64")
        if output.kind == "labels" or not (np.isfinite(low) or np.isfinite(high)):
            continue
        if output.kind in ("bits", "classes"):
            low, high = 0.0, 1.0
        outside = np.mean((y < low) | (y > high))
        missed = np.mean(np.square(y - np.clip(y, low, high)))
        if missed > OUT_OF_REACH * max(np.var(y), 1e-12):
            return (
                f"{outside:.0%} of the targets (they run from {y.min():.3g} to {y.max():.3g}) lie "
                f"outside {low:g} to {high:g}, all that {output.activation or output.loss} can "
                f"reach. Of the targets' variance {missed / max(np.var(y), 1e-12):.0%} is lost."
            )
        if output.kind == "bits" and output.activation == "tanh":
            return f"{output.loss} expects probabilities, and tanh gives -1 to 1."
    return None


@rule(
    "loss-of-the-truth",
    shows=("poor",),
    first_test="Compute the loss of the targets themselves, `loss(y, y)`: nothing may be lower.",
    lesson="01",
    not_tested="anything that needs training",
)
def loss_of_the_truth(evidence: Evidence) -> str | None:
    """The loss falls and the predictions get worse; or they are all the mean."""
    targets = keras.tree.flatten(evidence.examination.samples[1])
    if len(targets) != 1 or evidence.subject.outputs[0].kind not in ("values", "unknown"):
        return None
    y, output = targets[0], evidence.subject.outputs[0]
    if y.size != len(y) * int(np.prod(output.shape)) or not evidence.scores.trivial:
        return None
    truth = y.reshape(len(y), *output.shape).astype("float32")
    perfect = evidence.subject.score(y, [truth])
    name, best = next(iter(evidence.scores.trivial.items()))
    if perfect <= best + 1e-6 * abs(best):
        return None
    return (
        f"By {output.loss}, predictions that equal the targets score {perfect:.4g}, and {name} "
        f"scores {best:.4g}: lower than perfect."
    )


@rule(
    "one-sided-correction",
    shows=("identical digits",),
    first_test="Count the output values below, equal to and above the input.",
    lesson="03",
    not_tested="whether both signs would be enough",
)
def one_sided_correction(evidence: Evidence) -> str | None:
    """A net with an input skip stays at, or close to, the score of doing nothing."""
    if not evidence.subject.same_shape():
        return None
    made = evidence.scores.predictions[0]
    x, y = evidence.examination.samples
    x, y = keras.tree.flatten(x)[0], keras.tree.flatten(y)[0]
    if made.shape != x.shape:
        return None
    unchanged = np.mean(made == x)
    for word, other, out, wanted in (
        ("below", "darker", made < x, y < x),
        ("above", "brighter", made > x, y > x),
    ):
        # Exact equality is the mark of a ReLU: a sum with a linear layer has next to none.
        if unchanged > 0.01 and not out.any() and wanted.mean() > 0.1:
            return (
                f"Of {made.size:,} output values none lies {word} its input, and "
                f"{unchanged:.0%} equal it to the last bit; {wanted.mean():.0%} of the targets "
                f"lie {word}: the net cannot make anything {other}."
            )
    return None


def _made(evidence: Evidence) -> list[tuple[Output, np.ndarray]]:
    """Each output with its predictions, if all of them are finite."""
    pairs = zip(evidence.subject.outputs, evidence.scores.predictions, strict=True)
    return [(output, made) for output, made in pairs if np.isfinite(made).all()]
