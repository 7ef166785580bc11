"""The bootstrap: how far a mean over few images would move with other images."""

from collections.abc import Sequence

import numpy as np


def interval(
    values: Sequence[float] | np.ndarray, *, draws: int = 10_000, seed: int = 0
) -> tuple[float, float]:
    """95 % bootstrap interval of a mean, by percentiles (Efron and Tibshirani 1993, chapter 13).

    Draw as many values as there are, with replacement, and take their mean; do that many times.
    The interval holds the middle 95 % of these means. With only
    five values it tends to be too narrow.

    Args:
        values: one for each picture.
        draws: number of means.
        seed: seed of the draws.

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
    from scipy.stats import bootstrap  # takes a second to import

    found = bootstrap(
        (values,), np.mean, n_resamples=draws, method="percentile", rng=np.random.default_rng(seed)
    ).confidence_interval
    return float(found.low), float(found.high)
