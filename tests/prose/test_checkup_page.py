"""The page about the check-up: its counts are those of the tests, its keys those of the report."""

import json
import re

import keras
import numpy as np
import pytest

from restorelib.checkup import diagnose
from restorelib.checkup.rules.all_rules import RULES
from tests.checkup import healthy_nets, review
from tests.place import ROOT

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "checkup.md").read_text(encoding="utf-8")


def test_it_counts_the_nets_of_the_tests():
    healthy = len(healthy_nets.HEALTHY)
    broken = len(review._nets()) - healthy
    assert f"holds {broken} broken nets" in PAGE and f"{broken} of {broken} named" in PAGE
    assert f"and {healthy} healthy ones" in PAGE and f"0 of {healthy} accused" in PAGE
    assert f"{len(RULES)} kinds of finding" in PAGE


def test_it_lists_the_keys_of_the_report():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    x = np.full((4, 2), np.nan, "float32")  # ends at once: nothing can be trained
    held = json.loads(diagnose(model, x, x[:, :1]).to_json())
    table = PAGE[PAGE.index("## The report") : PAGE.index("## How often")]
    listed = [key for row in re.findall(r"^\| (`.*?) \|", table, re.M) for key in row.split(", ")]
    assert [key.strip("`") for key in listed] == list(held)
