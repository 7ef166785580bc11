"""How far a mean over few images would move, had the images been others: the bootstrap."""

from collections.abc import Sequence

import numpy as np


def interval(
    values: Sequence[float] | np.ndarray, *, draws: int = 10_000, seed: int = 0
) -> tuple[float, float]:
    """95 % bootstrap interval of a mean, by percentiles (Efron and Tibshirani 1993, chapter 13).

    As many values as there are, drawn with replacement, again and again; their means, and the
    range in which the middle 95 % of these lie. With five values it is too narrow rather than too
    wide.

    Args:
        values: one a picture.
        draws: how often.
        seed: of the draws.

    Returns:
        (low, high), in the unit of the values.

    Raises:
        ValueError: for fewer than two values, or values that are not finite.
    """
    values = np.asarray(values, "float64")
    if values.ndim != 1 or len(values) < 2 or not np.isfinite(values).all():
        raise ValueError(
            f"interval expects two or more finite values in a row; received {values!r:.100}."
        )
    chosen = np.random.default_rng(seed).integers(len(values), size=(draws, len(values)))
    low, high = np.percentile(values[chosen].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
