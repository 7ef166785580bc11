"""Rates over a hundred seeds: the interval, what is recorded, and what the lessons say of it."""

import json
import re

import numpy as np
import pytest

from restorelib import experiments
from restorelib.cases import case_a, rates
from restorelib.commands.record_table import RECORDINGS
from tests.place import ROOT

RATES = rates.load()
GREY = RATES["ReLU, grey images"]


@pytest.mark.parametrize(("count", "of"), [(0, 10), (10, 10), (0, 100), (37, 1000), (99, 100)])
def test_the_interval_is_wilsons(count, of):
    # E. B. Wilson 1927: the shares p with |count / of - p| = z sqrt(p (1 - p) / of).
    z, share = 1.959964, count / of
    low, high = rates.wilson(count, of)
    for p in (low, high):
        if 1e-9 < p < 1 - 1e-9:
            assert abs(share - p) == pytest.approx(z * np.sqrt(p * (1 - p) / of), rel=1e-4)
    assert 0 <= low <= share <= high <= 1


def test_every_state_has_all_its_seeds():
    assert set(RATES) == set(rates.STATES)
    assert {name: rate.seeds for name, rate in RATES.items()} == {
        name: rates.MANY if name == "ReLU, grey images" else rates.SEEDS for name in rates.STATES
    }
    assert len(RECORDINGS["rates"].recipes()) == sum(rate.seeds for rate in RATES.values())


def test_its_first_ten_seeds_are_those_of_the_line_up():
    runs = experiments.load("case_a") | experiments.load("case_a_suspects")
    names = {"ReLU": "ReLU on the residual (case A)", "ReLU, grey images": "ReLU, grey images"}
    for name, suspect in names.items():
        for seed, recipe in enumerate(experiments.seeds(case_a.suspect_recipe(suspect), 10)):
            run = runs[recipe]
            measured = run.measurement(list(run.steps).index(case_a.COMPARED_AT))
            assert (experiments.outcome(measured) == "better") == RATES[name].learned[seed]


def test_an_almost_silent_start_escapes_far_more_often():
    at_start = GREY.alive[:, 0]
    silent, loud = at_start < 0.03, at_start > 0.3
    assert silent.sum() > 100 and loud.sum() > 100
    assert GREY.learned[silent].mean() > 10 * GREY.learned[loud].mean()


@pytest.mark.parametrize("lesson", ["04_why_the_relu_died", "08_why_small_weights_vanish"])
def test_what_a_lesson_prints_is_what_is_recorded(lesson):
    notebook = json.loads((ROOT / "notebooks" / f"{lesson}.ipynb").read_text(encoding="utf-8"))
    printed = "".join(
        "".join(output.get("text", ""))
        for cell in notebook["cells"]
        if cell["cell_type"] == "code" and "rates.load()" in "".join(cell["source"])
        for output in cell["outputs"]
    )
    found = re.findall(r"^(.+?)\s*(?:better in|:)\s+(\d+) of ([\d,]+)", printed, re.MULTILINE)
    assert len(found) >= 2
    for name, count, of in found:
        assert (RATES[name].count, RATES[name].seeds) == (int(count), int(of.replace(",", "")))
