"""Templates of sentences and what fills them."""

import pytest

from restorelib.experiments.wording import fill


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{step:,} step{step:plural}, {one} step{one:plural}", "4,096 steps, 1 step"),
        ("{gain:+.1f} dB, {tiny:+z.2f}, {share:.1%}", "-0.5 dB, +0.00, 12.5%"),
        ("{none:.1e|exactly 0}, {gain:.1e|exactly 0}", "exactly 0, -5.0e-01"),
        ("{share:size} {step:size} {tiny:size} {name}", "0.12 4.1e+03 -1.0e-04 conv1"),
        ("A[, {absent:.1f}] B[, {one:,}]", "A B, 1"),
    ],
)
def test_a_template_is_filled(template, text):
    facts = {"step": 4096, "one": 1, "gain": -0.5, "tiny": -1e-4, "share": 0.125, "none": 0.0}
    assert fill(template, facts | {"name": "conv1"}) == text


def test_a_missing_fact_is_an_error_outside_of_brackets():
    with pytest.raises(KeyError, match="absent"):
        fill("{absent:.1f}", {})
