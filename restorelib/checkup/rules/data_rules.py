"""Rules about inputs and targets: faults that no training can repair."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.broadcast import broadcasts
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import rule
from restorelib.checkup.loss_families import BINARY, CATEGORICAL, CROSSENTROPIES, DISTANCES
from restorelib.checkup.outputs import Output


@rule(
    "not-finite",
    shows=("NaN",),
    first_test="Count the values that are not finite: `np.isfinite(x).all()`, the same for `y`.",
    not_tested="where these values come from, and anything that needs training",
    stops=True,
)
def not_finite(evidence: Evidence) -> str | None:
    """The loss is NaN from the first step on."""
    for name, data in (("x", evidence.subject.x), ("y", evidence.subject.y)):
        for array in keras.tree.flatten(data):
            finite = np.isfinite(array)
            wrong = array.size - np.count_nonzero(finite)
            if not wrong:
                continue
            rows = np.flatnonzero(~finite.reshape(len(array), -1).all(axis=1))
            broken = evidence.subject.loss_error  # if not: some losses ignore such values
            if not broken and np.isfinite(evidence.scores.loss_of(rows[:64])):
                continue
            return (
                f"{wrong:,} of {array.size:,} values of {name} are NaN or infinite, in "
                f"{len(rows):,} of {len(array):,} samples."
            )
    return None


@rule(
    "shapes",
    shows=("flat",),
    first_test="Print `model(x[:2]).shape` and `y[:2].shape`: they should be equal.",
    not_tested="anything that needs training",
    stops=True,
)
def shapes(evidence: Evidence) -> str | None:
    """The loss stands still, and predictions and targets have different shapes."""
    subject = evidence.subject
    if subject.loss_error and not labels_out_of_range.look(evidence):
        said = "; ".join(map(_compared, subject.outputs))
        return f"{said} Keras says: {subject.loss_error}"
    for output in subject.outputs:
        if output.kind == "labels" or (output.loss not in KNOWN and len(subject.outputs) > 1):
            continue
        made, wanted = _squeezed(output.shape), _squeezed(output.y.shape[1:])
        said = f"One prediction has the shape {output.shape}, its target {output.y.shape[1:]}: "
        if made != wanted and output.loss in CROSSENTROPIES:
            return f"{said}{output.loss} raises an error. {output.advice}".strip()
        if made != wanted and output.loss in KNOWN:
            return f"{said}{output.loss} compares them by repeating one of the two."
        if output.loss not in KNOWN and (repeats := broadcasts(subject)):
            return said + repeats
    return None


@rule(
    "labels-out-of-range",
    shows=("NaN",),
    first_test="Compare `y.min()` and `y.max()` with 0 and the number of outputs - 1.",
    not_tested="anything that needs training",
    stops=True,
)
def labels_out_of_range(evidence: Evidence) -> str | None:
    """Labels are whole numbers, and there is NaN or an error about an index."""
    for output in evidence.subject.outputs:
        if output.kind != "labels":
            continue
        classes = output.shape[-1]
        if classes == 1:
            return f"{output.loss} expects one output a class; the model has a single one."
        wrong = np.mean((output.y < 0) | (output.y >= classes) | (output.y % 1 != 0))
        if wrong:
            return (
                f"The model has {classes} outputs, so labels may be 0 to {classes - 1}; they run "
                f"from {output.y.min():g} to {output.y.max():g} ({wrong:.1%} outside)."
            )
    return None


@rule(
    "targets-never-vary",
    shows=("identical digits",),
    first_test="Look at `y.std(axis=0)`, or count the labels: `np.unique(y, return_counts=True)`.",
    not_tested="whether other samples have other targets",
)
def targets_never_vary(evidence: Evidence) -> str | None:
    """The loss is near 0 at once, and the predictions are all alike."""
    if evidence.subject.ends_frozen:
        return None
    for output in evidence.subject.outputs:
        if len(output.y) > 1 and np.ptp(output.y, axis=0).max() == 0:
            return f"All {len(output.y):,} targets of {output.name} are the same."
    return None


@rule(
    "inputs-never-vary",
    shows=("flat",),
    first_test="Look at `x.std(axis=0).max()`.",
    not_tested="whether other samples differ",
)
def inputs_never_vary(evidence: Evidence) -> str | None:
    """All predictions are the same."""
    arrays = keras.tree.flatten(evidence.subject.x)
    if evidence.subject.count > 1 and all(np.ptp(array, axis=0).max() == 0 for array in arrays):
        return f"All {evidence.subject.count:,} inputs are the same, value for value."
    return None


@rule(
    "fractions-as-ids",
    shows=("flat",),
    first_test="Print `np.unique(x)`: an Embedding takes whole numbers, each one an id.",
    not_tested="what the ids were before they were scaled",
)
def fractions_as_ids(evidence: Evidence) -> str | None:
    """A text model learns the mean; its token ids were divided or standardised."""
    first = evidence.subject.leaves[0]
    arrays = keras.tree.flatten(evidence.subject.x)
    if not isinstance(first, keras.layers.Embedding) or len(arrays) > 1:
        return None
    x = arrays[0]
    if np.mean(x % 1 != 0) == 0:
        return None
    return (
        f"{first.name} takes whole numbers; {np.mean(x % 1 != 0):.0%} of x are fractions. Of "
        f"{len(np.unique(x)):,} different values {len(np.unique(x.astype(int))):,} are left."
    )


KNOWN = (*DISTANCES, *BINARY, *CATEGORICAL)


def _compared(output: Output) -> str:
    """The shapes that a loss cannot compare, and what it takes."""
    return (
        f"One prediction has the shape {output.shape}, its target {output.y.shape[1:]}: "
        f"{output.loss} cannot compare them. {output.advice}"
    ).strip()


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(shape[:-1]) if shape[-1:] == (1,) else tuple(shape)
