"""The search for the slip behind a number: nearest, near enough, and of equals the first."""

import math

import pytest

from restorelib.exercises.slips import Slip, nearest_slip

SLIPS = [
    Slip(1.0, "one"),
    Slip(1.0 + 1e-12, "one by another formula"),
    Slip(2.0, "two"),
    Slip(-40, "-40"),
]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1.0, "one"), (1.09, "one"), (1.91, "two"), (-40.1, "-40")],
)
def test_a_number_has_the_slip_that_is_nearest(number, words):
    assert nearest_slip(number, SLIPS, within=0.1 + 1e-9).words == words


def test_of_two_slips_with_one_value_the_first_counts():
    assert nearest_slip(1.0 + 1e-12, SLIPS, within=0.1).words == "one"


@pytest.mark.parametrize("number", [1.5, 2.2, 1e9, math.inf, math.nan])
def test_a_number_that_is_near_to_no_slip_has_none(number):
    assert nearest_slip(number, SLIPS, within=0.1) is None


def test_the_reach_may_depend_on_the_value():
    def reach(value):
        return 0.01 * abs(value)

    assert nearest_slip(-40.3, SLIPS, within=reach).words == "-40"
    assert nearest_slip(2.3, SLIPS, within=reach) is None


def test_whole_numbers_are_found_exactly_or_not_at_all():
    slips = [Slip(21_259_800, "all"), Slip(3_937, "one pixel")]
    assert nearest_slip(21_259_800, slips, within=0).words == "all"
    assert nearest_slip(21_259_801, slips, within=0) is None
