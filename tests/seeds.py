"""The seeds of a claim: `make test` trains one of them, `make claims` all of them."""

from collections.abc import Sequence

import pytest


def one_or_all(seeds: Sequence[int]) -> list:
    """Parameters of a test that is given a list of seeds: the first one, and all of them."""
    return [
        pytest.param(seeds[:1], id=f"seed {seeds[0]}"),
        pytest.param(seeds, id="all seeds", marks=pytest.mark.claims),
    ]


def first_and_rest(seeds: Sequence[int]) -> list:
    """Parameters of a test that is given one seed: all but the first wait for `make claims`."""
    first, *rest = seeds
    return [first, *(pytest.param(seed, marks=pytest.mark.claims) for seed in rest)]
