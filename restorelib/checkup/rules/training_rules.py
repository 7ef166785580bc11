"""Rules about training: with one thing changed, the model passes the test that it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import keras
import numpy as np

from restorelib.checkup import state
from restorelib.checkup.arrays import pick, to_numpy
from restorelib.checkup.calls import calls
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import repaired, rule
from restorelib.checkup.layers import LayerReading

SMALL_UPDATE = 5e-4  # of a weight's size; about 1e-3 is healthy (A. Karpathy's recipe)
NORMALISING = (
    "Normalization",
    "BatchNormalization",
    "LayerNormalization",
    "Rescaling",
    "GroupNormalization",
    "UnitNormalization",
    "Embedding",
)


@rule(
    "range",
    shows=("jumping",),
    first_test="Print `x.min(), x.max()` and `y.min(), y.max()`; divide by 255, or standardise.",
    lesson="01",
    not_tested="which scaling is best",
)
def value_range(evidence: Evidence) -> tuple[str, int] | None:
    """The loss starts enormous, jumps or stands still; values are 0 to 255 or in the thousands."""
    if not evidence.failed:
        return None
    for name, data, what in _rescalings(evidence):
        trial = evidence.attempt(name, data=data)
        if evidence.repairs(trial):
            return repaired(evidence, what, name, trial)
    return None


def _rescalings(evidence: Evidence) -> Iterator[tuple[str, Callable, str]]:
    subject = evidence.subject
    inputs, targets = keras.tree.flatten(subject.x), keras.tree.flatten(subject.y)
    if len(inputs) != 1:
        return
    x = inputs[0].astype("float32")
    axes = tuple(range(x.ndim - 1))
    size, spread = float(np.sqrt(np.mean(x**2))), x.std(axes)
    scaled_inside = type(subject.leaves[0]).__name__ in NORMALISING
    factor, faint = _scaled_twice(evidence)
    values = len(targets) == 1 and subject.outputs[0].kind == "values"
    y = targets[0].astype("float32") if values else None
    reach = f"x runs from {x.min():.4g} to {x.max():.4g}"
    if values and subject.same_shape() and size > 10:
        factor = np.float32(1 / np.abs(x).max())
        yield (
            f"with inputs and targets divided by {1 / factor:.4g}",
            lambda a, b: (a * factor, b * factor),
            f"{reach}, y from {y.min():.4g} to {y.max():.4g}.",
        )
    elif not scaled_inside:
        lowest = spread[spread > 0].min() if (spread > 0).any() else 1.0
        off = np.abs(x.mean(axes)).max() > 10 * max(spread.max(), 1e-30)
        if size > 10 or size < 0.01 or spread.max() > 100 * lowest or off:
            mean, std = x.mean(axes), np.where(spread > 0, spread, 1)
            yield (
                "with standardised inputs",
                lambda a, b: (((a - mean) / std).astype("float32"), b),
                f"{reach} (root mean square {size:.3g}; standard deviations of its features "
                f"{lowest:.2g} to {spread.max():.2g}), and no layer scales it.",
            )
    if factor:
        yield (
            f"with inputs multiplied by {factor:.4g}",
            lambda a, b: (a * np.float32(factor), b),
            f"{reach}, and {subject.leaves[0].name} scales it once more: behind it the samples "
            f"differ by {faint:.2g}.",
        )
    if values and not subject.same_shape() and subject.outputs[0].activation in ("linear", ""):
        middle, std = float(y.mean()), float(y.std())
        if std > 0 and (not 0.01 < std < 10 or abs(middle) > 10 * std):
            yield (
                "with standardised targets",
                lambda a, b: (a, ((b - middle) / std).astype("float32")),
                f"y has a mean of {middle:.4g} and a standard deviation of {std:.3g}.",
            )


def _scaled_twice(evidence: Evidence) -> tuple[float, float]:
    """(what x was divided by too often, how much samples differ then); 0 if it was not."""
    subject = evidence.subject
    first = subject.leaves[0]
    x = keras.tree.flatten(subject.x)[0]
    if not isinstance(first, keras.layers.Rescaling) or np.ndim(first.scale) or np.abs(x).max() > 2:
        return 0.0, 0.0
    two = pick(subject.x, np.arange(min(32, subject.count)))
    made = np.float32(0)
    for call in calls(subject.model, two, training=False)[1]:
        if type(call.layer).__name__ not in NORMALISING:
            break
        made = to_numpy(keras.tree.flatten(call.output)[0])
    spread = float(np.std(made, axis=0).mean()) if np.ndim(made) else 1.0
    return (float(1 / first.scale), spread) if spread < 0.02 else (0.0, 0.0)


@rule(
    "initial-weights",
    shows=("grey",),
    first_test="Print the size of the signal, layer by layer: does it fade or grow?",
    lesson="08",
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
    lesson="04",
    not_tested="which rate is best; a warm-up or clipping",
)
def learning_rate_too_high(evidence: Evidence) -> tuple[str, int] | None:
    """The loss jumps, grows or turns NaN; or it fell once, and stands still since."""
    if not evidence.failed or evidence.cured or evidence.subject.optimizer is None:
        return None
    rate = evidence.probe.learning_rate
    for factor in (10, 100, 1000):
        if rate / factor < 1e-5:
            break
        name = f"at a learning rate of {rate / factor:.3g}"
        trial = evidence.attempt(name, learning_rate=rate / factor)
        if evidence.repairs(trial):
            return repaired(evidence, f"The optimizer is {described(evidence)}.", name, trial)
    return None


@rule(
    "learning-rate-too-low",
    shows=("crawling",),
    first_test="Multiply the learning rate by 10, 100 and 1000; compare update and weight sizes.",
    lesson="04",
    not_tested="how high the rate may go on all of the data",
)
def learning_rate_too_low(evidence: Evidence) -> tuple[str, int] | None:
    """The loss falls evenly, and would take years."""
    if not evidence.failed or evidence.cured or evidence.subject.optimizer is None:
        return None
    updates = [r.update for r in evidence.fresh_layers if r.update is not None]
    updates = [update for update in updates if np.isfinite(update)]
    if not updates or np.median(updates) > SMALL_UPDATE:
        return None
    rate = evidence.probe.learning_rate
    for factor in (100, 10, 1000, 10_000):
        name = f"at a learning rate of {rate * factor:.3g}"
        trial = evidence.attempt(name, learning_rate=rate * factor)
        if evidence.repairs(trial):
            what = (
                f"With {described(evidence)} a step changes the kernels by "
                f"{np.median(updates):.1g} of their size; about 1e-3 is healthy."
            )
            return repaired(evidence, what, name, trial)
    return None


def described(evidence: Evidence) -> str:
    """The optimizer and its learning rate, in words."""
    name = type(evidence.subject.optimizer).__name__
    return f"{name} at a learning rate of {evidence.probe.learning_rate:.3g}"
