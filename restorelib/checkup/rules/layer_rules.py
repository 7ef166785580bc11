"""Rules about layers: which ones cannot learn, or compute something else in inference."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.arrays import to_numpy
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import CONTRADICTION, MEASURED, repaired, rule
from restorelib.checkup.state import put_back, without_dropout
from restorelib.checkup.trial import Trial
from restorelib.checkup.trivial import best_constant

SLOW = 0.9995  # momentum of BatchNorm; Keras's is 0.99, MobileNet's 0.999


@rule(
    "slopes-for-each-place",
    shows=("poor",),
    first_test="Print the shape of PReLU's alpha; give it shared_axes=[1, 2].",
    lesson="06#2.-Feature,-and-the-activation-after-it",
    not_tested="how much it costs on new data",
)
def slopes_for_each_place(evidence: Evidence) -> str | None:
    """A net with PReLU takes one image size only, and has far too many weights."""
    for layer in evidence.subject.leaves:
        if isinstance(layer, keras.layers.PReLU) and np.prod(layer.alpha.shape[:-1]) > 1:
            slopes = int(np.prod(layer.alpha.shape))
            return (
                f"{layer.name} has {slopes:,} slopes, of shape {tuple(layer.alpha.shape)}: one for "
                f"each place and channel. With shared_axes there would be {layer.alpha.shape[-1]}."
            )
    return None


@rule(
    "dropout",
    shows=("flat",),
    first_test="Set the rate to 0, and overfit one batch.",
    not_tested="which rate would do",
)
def dropout(evidence: Evidence) -> tuple[str, int] | None:
    """The loss hardly moves, with much dropout, or at the output."""
    last = _dropped(evidence)
    if last is not None and evidence.failed:
        return (
            f"{last.name} is the last layer: while the net trains, it sets {last.rate:.0%} of the "
            "predictions themselves to 0. Dropout belongs between hidden layers.",
            CONTRADICTION,
        )
    rates = [r for x in evidence.subject.leaves if isinstance(r := getattr(x, "rate", 0), float)]
    if max(rates, default=0) < 0.7 or not evidence.failed:
        return None
    trial = evidence.attempt("no dropout", changed=lambda: without_dropout(evidence.subject.model))
    if evidence.repairs(trial):
        return repaired(evidence, f"The dropout rate is {max(rates):g}.", "no dropout", trial)
    return None


@rule(
    "penalties",
    shows=("grey",),
    first_test="Compare `sum(model.losses)` with the loss of the data.",
    not_tested="which strength would do",
)
def penalties(evidence: Evidence) -> tuple[str, int] | None:
    """The loss falls, and the predictions stay the mean."""
    if not evidence.failed or not evidence.subject.model.losses:
        return None
    penalty = float(sum(float(to_numpy(loss)) for loss in evidence.subject.model.losses))
    trial = evidence.attempt("no penalties", penalties=False)
    if evidence.repairs(trial):
        loss = evidence.scores.loss
        what = f"Penalties on the weights are {penalty:.3g}, the loss of the data {loss:.3g}."
        return repaired(evidence, what, "no penalties", trial)
    return None


@rule(
    "training-and-inference",
    shows=("poor",),
    first_test="Compare `model(x, training=True)` with `model(x, training=False)`.",
    not_tested="whether longer training would bring BatchNorm's statistics along",
)
def training_and_inference(evidence: Evidence) -> tuple[str, int] | None:
    """Good while training, bad in evaluate and predict."""
    leaves, scores = evidence.subject.leaves, evidence.scores
    norms = [x for x in leaves if isinstance(x, keras.layers.BatchNormalization) and x.trainable]
    if not norms:
        return None
    # With Keras's momentum of 0.99 the initial statistics count for 0.05 after 300 steps (0.99 **
    # 300). Before that, a difference is no fault, unless the model is of no use as it is.
    momentum = max(layer.momentum for layer in norms)
    best = best_constant(scores.trivial)
    if momentum > SLOW and evidence.subject.iterations < 100:
        return _lags(evidence, momentum)
    early = evidence.subject.iterations < (300 if momentum <= 0.99 else 100)
    if early and not (evidence.subject.iterations and scores.loss > best):
        return None
    apart = scores.loss > 3 * scores.training_loss and scores.loss > 0.25 * best
    if not apart or not scores.training_loss < 0.5 * best:
        return None
    return (
        f"In training mode the loss is {scores.training_loss:.3g}, in inference "
        f"{scores.loss:.3g}; the best constant prediction scores {best:.3g}. "
        f"{len(norms)} BatchNorm layers (momentum up to {momentum:g}) use "
        f"other statistics in inference, after {evidence.subject.iterations:,} steps.",
        MEASURED,
    )


def _lags(evidence: Evidence, momentum: float) -> tuple[str, int] | None:
    """Good on one batch in training mode, and no better than a constant in inference?"""
    trial = evidence.overfit
    if trial.status != "learned":
        return None
    inference = _in_inference(evidence, trial)
    if not inference > trial.constant:
        return None
    return (
        f"One batch is learned in training mode ({trial.end:.3g} after {len(trial.losses)} steps), "
        f"and scores {inference:.3g} in inference (best constant prediction: "
        f"{trial.constant:.3g}): with a momentum of {momentum:g} BatchNorm's statistics keep "
        f"half of their initial values for {np.log(0.5) / np.log(momentum):,.0f} steps.",
        MEASURED,
    )


def _in_inference(evidence: Evidence, trial: Trial) -> float:
    """Loss of the one batch in inference, with the weights at the end of a trial."""
    model, (x, y) = evidence.subject.model, evidence.examination.batch
    put_back(model, trial.weights)
    loss = evidence.subject.judge.score(y, model(x, training=False))
    put_back(model, evidence.weights)
    return loss


def _dropped(evidence: Evidence) -> keras.layers.Dropout | None:
    """A dropout layer behind the last layer with weights, in a chain of layers."""
    for call in reversed(evidence.chain):
        if call.layer.weights:
            return None
        if isinstance(call.layer, keras.layers.Dropout) and call.layer.rate > 0:
            return call.layer
    return None
