"""Guesses of lesson 11."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from restorelib.exercises.guesses.outcome import Outcome, nearest, outcome, up_to


@outcome("11-which-number")
def which_number(loss: float) -> Outcome:
    """Args: cross-entropy of a net that gives a tenth to each digit."""
    choices = {"0.1": 0.1, "1": 1, "2.3": np.log(10), "10": 10}
    return Outcome(nearest(loss, choices, ratio=True), f"{loss:.3f}")


@outcome("11-which-change")
def which_change(learned: Mapping[str, int]) -> Outcome:
    """Args: change -> how many of ten seeds learned."""
    most = max(learned, key=learned.__getitem__)
    words = ", ".join(f"{change}: {seeds} of 10" for change, seeds in learned.items())
    return Outcome(most if learned[most] > 5 else "", words)


@outcome("11-which-column")
def which_column(sizes: Mapping[str, float]) -> Outcome:
    """Args: column -> its size (root mean square)."""
    words = ", ".join(f"{column}: {size:,.3g}" for column, size in sizes.items())
    return Outcome(max(sizes, key=sizes.__getitem__), words)


@outcome("11-what-is-left")
def what_is_left(share: float) -> Outcome:
    """Args: difference between the states after the padding, over that after the last word."""
    edges = {"less than a thousandth": 1e-3, "about a twentieth": 0.2, "about a half": inf}
    return Outcome(up_to(share, edges), f"{share:.1g} of it")


@outcome("11-how-long")
def how_long(epochs: Sequence[int | None]) -> Outcome:
    """Args: epoch at which the loss is below half of ln 2, seed by seed; None for never."""
    reached = [epoch for epoch in epochs if epoch is not None]
    if 2 * len(reached) <= len(epochs):
        return Outcome("not in 60 epochs", f"{len(reached)} of {len(epochs)} seeds get there")
    median = float(np.median(reached))
    edges = {"up to 10": 10, "11 to 60": 60}
    words = f"epoch {median:g} at the median of {len(reached)} of {len(epochs)} seeds"
    return Outcome(up_to(median, edges), words)
