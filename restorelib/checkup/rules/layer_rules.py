"""Rules about layers: which ones cannot learn, or compute something else in inference."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import to_numpy
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import CONTRADICTION, MEASURED, repaired, rule
from restorelib.checkup.state import unfrozen, without_dropout
from restorelib.checkup.trivial import best_constant

SLOW = 0.9995  # momentum of BatchNorm; Keras's is 0.99, MobileNet's 0.999
ALIKE = 1e-6  # relative difference of units that have stayed the same


@rule(
    "gradient-not-finite",
    shows=("NaN",),
    first_test="Add 1e-7 inside each sqrt, log and division.",
    lesson="04",
    not_tested="which operation it is",
)
def gradient_not_finite(evidence: Evidence) -> str | None:
    """The loss is a number, and after the next step it is NaN."""
    probe = evidence.probe
    kinds = {output.kind for output in evidence.subject.outputs[:1]}
    own = kinds <= {"unknown"} or evidence.own_code
    if not own or probe.disconnected:
        return None
    x, y = evidence.examination.samples
    state.put_back(evidence.subject.model, evidence.fresh)
    try:
        for loss, gradients, count in probe.batchwise_gradients(x, y, evidence.examination.at_once):
            wrong = [path for path, g in gradients.items() if not np.isfinite(g).all()]
            if wrong and np.isfinite(loss):
                return (
                    f"With fresh weights the loss of {count} samples is {loss:.4g}, and the "
                    f"gradient of {len(wrong)} of {len(gradients)} weights is NaN or infinite "
                    f"({wrong[0]}): inside the net or the loss there is a square root or a norm of "
                    "0, a logarithm of 0, or 0 / 0. One step makes these weights NaN."
                )
    finally:
        state.put_back(evidence.subject.model, evidence.weights)
    return None


@rule(
    "weights-not-finite",
    shows=("NaN",),
    first_test="Is every weight finite? `[np.isfinite(w).all() for w in model.get_weights()]`",
    lesson="04",
    not_tested="what made them so: build the net again and watch the loss of the first steps",
)
def weights_not_finite(evidence: Evidence) -> str | None:
    """The loss was a number once."""
    wrong = [
        v.path
        for v, w in zip(evidence.subject.model.variables, evidence.weights, strict=True)
        if w.dtype.kind == "f" and not np.isfinite(w).all()
    ]
    if wrong:
        return f"{len(wrong)} of {len(evidence.weights)} weights hold NaN or infinity: {wrong[0]}."
    return None


@rule(
    "nothing-trainable",
    shows=("identical digits",),
    first_test="Print `len(model.trainable_weights)`.",
    lesson="02",
    not_tested="anything that needs training",
)
def nothing_trainable(evidence: Evidence) -> str | None:
    """The loss is the same in every epoch, apart from shuffling."""
    if evidence.subject.model.trainable_variables:
        return None
    return f"None of the {len(evidence.subject.model.weights)} weights is trainable."


@rule(
    "frozen",
    shows=("crawling",),
    first_test="Set `layer.trainable = True` everywhere, compile again, overfit one batch.",
    lesson="02",
    not_tested="whether the frozen layers hold something worth keeping",
)
def frozen(evidence: Evidence) -> tuple[str, int] | None:
    """The loss hardly moves, and some layers are frozen."""
    if evidence.cured:
        return None
    model = evidence.subject.model
    still = [layer.name for layer in evidence.subject.leaves if layer.weights and _frozen(layer)]
    if not still or not evidence.failed:
        return None
    trial = evidence.attempt(
        "all layers trainable", start=lambda seed: evidence.weights, changed=lambda: unfrozen(model)
    )
    if evidence.repairs(trial):
        return repaired(evidence, f"{len(still)} layers are frozen.", "all layers trainable", trial)
    return None


@rule(
    "slopes-for-each-place",
    shows=("poor",),
    first_test="Print the shape of PReLU's alpha; give it shared_axes=[1, 2].",
    lesson="06",
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
    "units-alike",
    shows=("flat",),
    first_test="Compare two units of a hidden layer: `np.ptp(kernel, axis=-1).max()`.",
    lesson="02",
    not_tested="whether the net learns once they differ",
)
def units_alike(evidence: Evidence) -> tuple[str, int] | None:
    """The loss falls a little and stops; more units change nothing."""
    leaves = evidence.subject.leaves
    hidden = [x for x in leaves if getattr(x, "kernel", None) is not None][:-1]
    gradients = evidence.probe.gradients(*evidence.examination.batch) if hidden else {}
    alike = []
    for layer in hidden:
        kernel, gradient = to_numpy(layer.kernel), gradients.get(layer.kernel.path)
        axis = -2 if "Transpose" in type(layer).__name__ else -1
        if gradient is None or kernel.shape[axis] < 2 or kernel.ndim < 2:
            continue
        if _spread(kernel, axis) <= ALIKE and _spread(gradient, axis) <= ALIKE:
            alike.append((layer.name, kernel.shape[axis]))
    if not alike:
        return None
    name, units = alike[0]
    return (
        f"All {units} units of {name} have the same weights and the same gradient"
        f"{f', and so in {len(alike)} layers' if len(alike) > 1 else ''}: each step keeps them "
        "alike, as if the layer had one unit.",
        CONTRADICTION,
    )


@rule(
    "dropout",
    shows=("flat",),
    first_test="Set the rate to 0, and overfit one batch.",
    lesson="02",
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
    lesson="02",
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
    lesson="04",
    not_tested="whether longer training would bring BatchNorm's statistics along",
)
def training_and_inference(evidence: Evidence) -> tuple[str, int] | None:
    """Good while training, bad in evaluate and predict."""
    leaves, scores = evidence.subject.leaves, evidence.scores
    norms = [x for x in leaves if isinstance(x, keras.layers.BatchNormalization) and x.trainable]
    if not norms:
        return None
    # With Keras's momentum of 0.99 the initial statistics count for 0.05 after 300 steps (0.99 **
    # 300). Before that, a difference is no fault.
    momentum = max(layer.momentum for layer in norms)
    best = best_constant(scores.trivial)
    if momentum > SLOW and evidence.subject.iterations < 100:
        return _lags(evidence, momentum)
    if evidence.subject.iterations < (300 if momentum <= 0.99 else 100):
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
    inference = evidence.in_inference(trial)
    if not inference > trial.constant:
        return None
    return (
        f"One batch is learned in training mode ({trial.end:.3g} after {len(trial.losses)} steps), "
        f"and scores {inference:.3g} in inference (best constant prediction: "
        f"{trial.constant:.3g}): with a momentum of {momentum:g} BatchNorm's statistics keep "
        f"half of their initial values for {np.log(0.5) / np.log(momentum):,.0f} steps.",
        MEASURED,
    )


def _dropped(evidence: Evidence) -> keras.layers.Dropout | None:
    """A dropout layer behind the last layer with weights, in a chain of layers."""
    for call in reversed(evidence.chain):
        if call.layer.weights:
            return None
        if isinstance(call.layer, keras.layers.Dropout) and call.layer.rate > 0:
            return call.layer
    return None


def _frozen(layer: keras.Layer) -> bool:
    return any(not variable.trainable for variable in layer._trainable_variables)


def _spread(array: np.ndarray, axis: int) -> float:
    size = np.abs(array).max()
    return float(np.ptp(array, axis=axis).max() / size) if size else 0.0
