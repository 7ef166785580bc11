"""The rule about the scale of inputs and targets: too large, too small, or scaled twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import keras
import numpy as np

from restorelib.checkup.arrays import pick, to_numpy
from restorelib.checkup.calls import calls
from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import repaired, rule

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
    lesson="11#2.-The-price-of-a-house",
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
        if std > 1e-6 * abs(middle) and (not 0.01 < std < 10 or abs(middle) > 10 * std):
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
