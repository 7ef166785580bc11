"""Rules about training: with one thing changed, the model passes the test that it failed."""

from __future__ import annotations

import numpy as np

from restorelib.checkup import state
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import repaired, rule
from restorelib.checkup.layers import LayerReading

HEALTHY_UPDATE = 1e-3  # of a weight's size, about (A. Karpathy's recipe)
SMALL_UPDATE = 5e-4


@rule(
    "initial-weights",
    shows=("grey",),
    first_test="Print the size of the signal, layer by layer: does it fade or grow?",
    lesson="08#3.-Solve-it-for-the-weights",
    not_tested="which initialisation is best; a normalising layer instead",
)
def initial_weights(evidence: Evidence) -> tuple[str, int] | None:
    """A deep net gives one flat value; or its loss starts enormous."""
    if not evidence.failed or evidence.cured or not _odd(evidence.fresh_layers):
        return None
    trial = evidence.attempt(
        "with He initialisation",
        start=lambda seed: state.fresh(evidence.subject.model, he=True, seed=seed),
    )
    if not evidence.repairs(trial):
        return None
    signals = [r for r in evidence.fresh_layers if r.has_kernel]
    first, last = signals[0], signals[-1]
    what = (
        f"With fresh weights the signal goes from {first.signal:.1e} ({first.name}) to "
        f"{last.signal:.1e} ({last.name}), the gradient of the kernels from {first.gradient:.1e} "
        f"to {last.gradient:.1e}."
    )
    return repaired(evidence, what, "with He initialisation", trial)


def _odd(layers: list[LayerReading]) -> bool:
    """Does the signal fade or grow a hundredfold from kernel to kernel, or fill a tanh?"""
    kernels = [r for r in layers if r.has_kernel]
    signals = [r.signal for r in kernels]
    if len(signals) < 2 or not np.isfinite(signals).all():
        return True
    faded = min(signals) < 0.01 * max(signals[0], 1e-30)
    return faded or max(signals) > 30 or max(r.saturated for r in layers) > 0.5


@rule(
    "learning-rate-too-high",
    shows=("jumping", "NaN"),
    first_test="Divide the learning rate by 10 and by 100, from fresh weights.",
    lesson="11#1.-Digits",
    not_tested="which rate is best; a warm-up or clipping",
)
def learning_rate_too_high(evidence: Evidence) -> tuple[str, int] | None:
    """The loss jumps, grows or turns NaN; or it fell once, and stands still since."""
    if not evidence.failed or evidence.cured or evidence.subject.optimizer is None:
        return None
    if max(_updates(evidence), default=1) < HEALTHY_UPDATE:
        return None  # a smaller step than this has no rate that is too high
    rate = evidence.probe.learning_rate
    for factor in (10, 100, 1000):
        if rate / factor < 1e-5:
            break
        name = f"at a learning rate of {rate / factor:.3g}"
        trial = evidence.attempt(name, learning_rate=rate / factor)
        if evidence.repairs(trial):
            return repaired(evidence, f"The optimizer is {optimizer_named(evidence)}.", name, trial)
    return None


@rule(
    "learning-rate-too-low",
    shows=("crawling",),
    first_test="Multiply the learning rate by 10, 100 and 1000; compare update and weight sizes.",
    not_tested="how high the rate may go on all of the data",
)
def learning_rate_too_low(evidence: Evidence) -> tuple[str, int] | None:
    """The loss falls evenly, and would take years."""
    if not evidence.failed or evidence.cured or evidence.subject.optimizer is None:
        return None
    updates = _updates(evidence)
    if not updates or np.median(updates) > SMALL_UPDATE:
        return None
    rate = evidence.probe.learning_rate
    for factor in (100, 10, 1000, 10_000):
        name = f"at a learning rate of {rate * factor:.3g}"
        trial = evidence.attempt(name, learning_rate=rate * factor)
        if evidence.repairs(trial):
            what = (
                f"With {optimizer_named(evidence)} a step changes the kernels by "
                f"{np.median(updates):.1g} of their size; about 1e-3 is healthy."
            )
            return repaired(evidence, what, name, trial)
    return None


def _updates(evidence: Evidence) -> list[float]:
    """Size of one step over the size of the weights, layer by layer, from fresh weights."""
    updates = [r.update for r in evidence.fresh_layers if r.update is not None]
    return [update for update in updates if np.isfinite(update)]


def optimizer_named(evidence: Evidence) -> str:
    """The optimizer and its learning rate, in words."""
    name = type(evidence.subject.optimizer).__name__
    return f"{name} at a learning rate of {evidence.probe.learning_rate:.3g}"
