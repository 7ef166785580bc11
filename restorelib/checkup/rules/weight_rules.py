"""Rules about weights: not finite, frozen, or alike, so that no training can use them."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import not_finite, to_numpy
from restorelib.checkup.calls import has_own_code
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import CONTRADICTION, repaired, rule

ALIKE = 1e-6  # relative difference of units that have stayed the same


@rule(
    "gradient-not-finite",
    shows=("NaN",),
    first_test="Add 1e-7 inside each sqrt, log and division.",
    not_tested="which operation it is",
)
def gradient_not_finite(evidence: Evidence) -> str | None:
    """The loss is a number, and after the next step it is NaN."""
    probe = evidence.probe
    kinds = {output.kind for output in evidence.subject.outputs[:1]}
    own = kinds <= {"unknown"} or has_own_code(evidence.subject.model)
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
    not_tested="what made them so: build the net again and watch the loss of the first steps",
)
def weights_not_finite(evidence: Evidence) -> str | None:
    """The loss was a number once."""
    wrong = [
        v.path
        for v, w in zip(evidence.subject.model.variables, evidence.weights, strict=True)
        if not_finite(w)
    ]
    if wrong:
        return f"{len(wrong)} of {len(evidence.weights)} weights hold NaN or infinity: {wrong[0]}."
    return None


@rule(
    "nothing-trainable",
    shows=("identical digits",),
    first_test="Print `len(model.trainable_weights)`.",
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
        "all layers trainable",
        start=lambda seed: evidence.weights,
        changed=lambda: state.unfrozen(model),
    )
    if evidence.repairs(trial):
        return repaired(evidence, f"{len(still)} layers are frozen.", "all layers trainable", trial)
    return None


@rule(
    "units-alike",
    shows=("flat",),
    first_test="Compare two units of a hidden layer: `np.ptp(kernel, axis=-1).max()`.",
    not_tested="whether the net learns once they differ",
)
def units_alike(evidence: Evidence) -> tuple[str, int] | None:
    """The loss falls a little and stops; more units change nothing."""
    leaves = evidence.subject.leaves
    hidden = [x for x in leaves if getattr(x, "kernel", None) is not None][:-1]
    gradients = evidence.gradients if hidden else {}
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


def _frozen(layer: keras.Layer) -> bool:
    return any(not variable.trainable for variable in layer._trainable_variables)


def _spread(array: np.ndarray, axis: int) -> float:
    size = np.abs(array).max()
    return float(np.ptp(array, axis=axis).max() / size) if size else 0.0
