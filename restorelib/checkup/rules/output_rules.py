"""Rules about the last layer and the loss: can the model reach the targets?"""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.combination_table import CANNOT
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import rule
from restorelib.checkup.outputs import RANGES

OUT_OF_REACH = 0.01  # share of the targets' variance that lies outside the output's range


@rule(
    "targets-out-of-reach",
    shows=("black",),
    first_test="Compare the targets' range with what the last activation can give.",
    not_tested="whether the rest of the network would learn with another last activation",
)
def targets_out_of_reach(evidence: Evidence) -> str | None:
    """The loss stops high; the output is black, or lies at the edge of its range."""
    for output in evidence.subject.outputs:
        low, high = RANGES.get(output.activation, (-np.inf, np.inf))
        y = output.y.astype("float64")
        if output.kind == "labels" or not (np.isfinite(low) or np.isfinite(high)):
            continue
        row = output.combination
        if row and (row.kind, row.verdict) == ("target-and-loss", CANNOT):
            continue  # to scale the targets would mend nothing
        if output.kind in ("bits", "classes"):
            low, high = 0.0, 1.0
        outside = np.mean((y < low) | (y > high))
        missed = np.mean(np.square(y - np.clip(y, low, high)))
        if missed > OUT_OF_REACH * max(np.var(y), 1e-12):
            return (
                f"{outside:.0%} of the targets (they run from {y.min():.3g} to {y.max():.3g}) lie "
                f"outside {low:g} to {high:g}, all that {output.activation or output.loss} can "
                f"reach: by {np.sqrt(missed):.3g} (root mean square), while the targets vary by "
                f"{y.std():.3g}. {output.advice}"
            )
    return None


@rule(
    "loss-of-the-truth",
    shows=("poor",),
    first_test="Compute your loss of numbers far off: it must be high.",
    not_tested="anything that needs training",
)
def loss_of_the_truth(evidence: Evidence) -> str | None:
    """The loss falls without end and the predictions get worse."""
    targets = keras.tree.flatten(evidence.examination.samples[1])
    if len(targets) != 1 or evidence.subject.outputs[0].kind != "unknown":
        return None
    y, output = targets[0], evidence.subject.outputs[0]
    if y.size != len(y) * int(np.prod(output.shape)) or not evidence.scores.trivial:
        return None
    truth = y.reshape(len(y), *output.shape).astype("float32")
    step = np.float32(10 * max(float(np.abs(truth).max()), 1e-3))
    perfect = evidence.subject.score(y, [truth])
    for way in (step, -step):
        near, far = (evidence.subject.score(y, [truth + n * way]) for n in (1, 10))
        # Predictions may live elsewhere than targets (distances, features), so "higher than of
        # other predictions" says nothing. A loss that falls without end has no use for any.
        if far < near - abs(near) and near < perfect:
            name, best = next(iter(evidence.scores.trivial.items()))
            return (
                f"By {output.loss}, predictions that equal the targets score {perfect:.4g}, {name} "
                f"{best:.4g}, and predictions that are off by {way:.3g} and {10 * way:.3g} score "
                f"{near:.4g} and {far:.4g}: the further away, the lower."
            )
    return None


@rule(
    "one-sided-correction",
    shows=("identical digits",),
    first_test="Count the output values below, equal to and above the input.",
    lesson="03#6.-Look-at-the-last-layer",
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
