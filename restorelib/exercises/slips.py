"""Which slip gives the learner's number? Each check lists its slips; here they are searched."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

DIGITS = 4  # of a distance: two formulas for one number may differ in their last digits


@dataclass(frozen=True)
class Slip:
    """A mistake that learners make on the way to a number."""

    value: float  # the number that it leads to
    words: str  # what to tell the learner


def nearest_slip(
    number: float, slips: Iterable[Slip], *, within: float | Callable[[float], float]
) -> Slip | None:
    """The slip whose value is nearest to a number, of equally near ones the first.

    Args:
        number: the learner's.
        slips: at least one, the more likely ones first.
        within: how far from the number the value may be, or a function of the value that says so.

    Returns:
        The slip; None if even the nearest one is too far off.
    """
    nearest = min(slips, key=lambda slip: round(abs(number - slip.value), DIGITS))
    reach = within(nearest.value) if callable(within) else within
    return nearest if abs(number - nearest.value) <= reach else None
