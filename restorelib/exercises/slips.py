"""Find the mistake behind a learner's number, among the slips that a check lists."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

DIGITS = 4  # distances are rounded: two formulas for one number may differ in the last digits


@dataclass(frozen=True)
class Slip:
    """A mistake that learners make when they compute a number."""

    value: float  # the wrong number that results
    words: str  # what to tell the learner


def nearest_slip(
    number: float, slips: Iterable[Slip], *, within: float | Callable[[float], float]
) -> Slip | None:
    """Find the slip whose value is nearest to a number; of equally near ones, the first.

    Args:
        number: the learner's number.
        slips: at least one, the more likely ones first.
        within: largest distance between number and value; or a function that returns this distance
            for a value.

    Returns:
        The slip; None if even the nearest one is too far away.
    """
    nearest = min(slips, key=lambda slip: round(abs(number - slip.value), DIGITS))
    reach = within(nearest.value) if callable(within) else within
    return nearest if abs(number - nearest.value) <= reach else None
