"""Rules about the order and the size of layers."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.activations import activation_of
from restorelib.checkup.bisection import ALL_FRESH
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import MEASURED, repaired, rule

SIGMOIDS = ("sigmoid", "hard_sigmoid")
LINEAR = (
    *("Dense", "Conv1D", "Conv2D", "Conv2DTranspose", "Flatten", "Reshape", "Dropout", "Rescaling"),
    *("BatchNormalization", "Normalization", "GlobalAveragePooling1D", "GlobalAveragePooling2D"),
    *("AveragePooling2D", "ZeroPadding2D", "UpSampling2D", "Add", "Concatenate", "Permute"),
)
PADDED = 0.25  # share of a sequence that is zeros at its end, in half of the samples


@rule(
    "no-nonlinearity",
    shows=("poor",),
    first_test="Print each hidden layer's activation.",
    not_tested="which activation is best",
)
def no_nonlinearity(evidence: Evidence) -> tuple[str, int] | None:
    """More layers change nothing; no activations inside."""
    hidden = linear_stack(evidence)
    if not hidden:
        return None
    name = "with ReLU in the hidden layers"
    test = "all batches"
    own = evidence.attempt(ALL_FRESH, test=test)
    trial = evidence.attempt(name, changed=lambda: _activated(hidden, "relu"), test=test)
    if not own or not trial or trial.status != "learned" or not trial.end < 0.7 * own.end:
        return None
    what = f"No layer between input and output is non-linear ({len(hidden)} hidden layers)."
    return repaired(evidence, what, name, trial, own=own)


def linear_stack(evidence: Evidence) -> list[keras.Layer]:
    """Hidden layers with a kernel, if nothing between input and output is non-linear."""
    model, leaves = evidence.subject.model, evidence.subject.leaves
    if not isinstance(model, keras.Sequential) and type(model) is not keras.Model:
        return []  # its own code may call any function
    if any(not isinstance(op, keras.Layer) for op in getattr(model, "operations", ())):
        return []
    kernels = [x for x in leaves if getattr(x, "kernel", None) is not None]
    inner = leaves[: leaves.index(kernels[-1])] if kernels else []
    plain = all(type(x).__name__ in LINEAR and activation_of(x) in ("", "linear") for x in inner)
    return kernels[:-1] if plain else []


@rule(
    "hidden-sigmoids",
    shows=("flat",),
    first_test='Replace `"sigmoid"` in the hidden layers by `"relu"`.',
    not_tested="which of activations, initial weights and penalties was to blame",
)
def hidden_sigmoids(evidence: Evidence) -> tuple[str, int] | None:
    """A net with sigmoids inside stays at ln C."""
    if not evidence.failed or evidence.cured:
        return None
    kernels = [x for x in evidence.subject.leaves if getattr(x, "kernel", None) is not None]
    sigmoids = [x for x in kernels[:-1] if activation_of(x) in SIGMOIDS]
    if not sigmoids:
        return None
    name = "with ReLU for the hidden sigmoids, He initialisation and no penalties"
    trial = evidence.attempt(
        name,
        start=lambda seed: state.fresh(evidence.subject.model, he=True, seed=seed),
        changed=lambda: _activated(sigmoids, "relu"),
        penalties=False,
    )
    if not evidence.repairs(trial):
        return None
    steepest = "a sigmoid's slope is 1/4 at most, so that each one weakens the gradient"
    what = f"{len(sigmoids)} hidden layers end in a sigmoid; {steepest}."
    return repaired(evidence, what, name, trial)


@rule(
    "bottleneck",
    shows=("flat",),
    first_test="Is there a layer of one unit in `model.summary()`?",
    not_tested="how many units would do",
)
def bottleneck(evidence: Evidence) -> tuple[str, int] | None:
    """Many classes behind a layer of one unit."""
    if not evidence.failed or evidence.cured:
        return None
    chain = evidence.chain
    kernels = [call for call in chain if getattr(call.layer, "kernel", None) is not None]
    for call, later in itertools.pairwise(kernels):
        units = np.shape(call.output)[-1]
        small = units == 1 and int(np.prod(np.shape(call.output)[1:])) == 1
        if small and int(np.prod(np.shape(later.output)[1:])) > 1:
            end = evidence.fresh_start
            return (
                f"{call.layer.name} has one unit, so that all that comes behind it, "
                f"{np.shape(kernels[-1].output)[-1]} outputs in the end, is made of one number; "
                f"{evidence.failed} end at {end.end:.3g} (best constant {end.constant:.3g}).",
                MEASURED,
            )
    return None


@rule(
    "padding-last",
    shows=("flat",),
    first_test="Pad in front, or `mask_zero=True`.",
    lesson="11#3.-Is-the-review-good?",
    not_tested="which of the two is better",
)
def padding_last(evidence: Evidence) -> tuple[str, int] | None:
    """A recurrent net on padded sequences guesses."""
    padded = _padding(evidence)
    if padded is None or not evidence.failed:
        return None
    name = "with the zeros in front of each sequence"
    what = (
        f"In half of the samples at least the last {padded:.0%} of the sequence is zeros, and no "
        f"layer masks them: they are what the recurrent layer reads last."
    )
    trial = evidence.attempt(name, data=lambda x, y: (_zeros_first(x), y))
    if evidence.repairs(trial):
        return repaired(evidence, what, name, trial)
    return what, MEASURED


def _padding(evidence: Evidence) -> float | None:
    """Share of zeros at the end of the median sequence, where nothing masks them."""
    inputs = keras.tree.flatten(evidence.subject.x)
    leaves = evidence.subject.leaves
    masks = any(isinstance(x, keras.layers.Masking) for x in leaves) or any(
        getattr(x, "mask_zero", False) for x in leaves
    )
    last = [x for x in leaves if isinstance(x, keras.layers.RNN)]
    if len(inputs) != 1 or inputs[0].ndim not in (2, 3) or masks or not last:
        return None
    if last[-1].return_sequences or last[-1].go_backwards:
        return None
    share = float(np.median(_trailing(inputs[0]))) / inputs[0].shape[1]
    return share if share > PADDED else None


def _trailing(x: np.ndarray) -> np.ndarray:
    """Number of zeros at the end of each sequence."""
    empty = (x == 0) if x.ndim == 2 else (x == 0).all(axis=2)
    full = empty.all(axis=1)
    return np.where(full, 0, np.argmin(empty[:, ::-1], axis=1))


def _zeros_first(x):
    array = keras.tree.flatten(x)[0]
    ends = _trailing(array)
    turned = np.stack([np.roll(row, n, axis=0) for row, n in zip(array, ends, strict=True)])
    return keras.tree.pack_sequence_as(x, [turned])


@contextlib.contextmanager
def _activated(layers: list[keras.Layer], activation: str) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        for layer in layers:
            stack.enter_context(state.activated(layer, activation))
        yield
