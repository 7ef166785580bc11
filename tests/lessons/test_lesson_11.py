"""Lesson 11: its cells are the programs of its patients, and what its prose says holds."""

import ast

import nbformat
import numpy as np
import pytest

from restorelib import patients
from restorelib.patients.patient import LESSON
from tests.place import ROOT

CELLS = nbformat.read(ROOT / "notebooks" / "11_other_peoples_networks.ipynb", as_version=4).cells
SHORT = {"digits": "digits", "house_prices": "house", "reviews": "reviews", "parity": "parity"}
PARTS = ("start", "glyphs", "data", "model", "fit")
SEEDS = 10


def cell(name):
    (found,) = (cell for cell in CELLS if cell.id == name)
    return found


def imports(code):
    return [node for node in ast.parse(code).body if isinstance(node, ast.Import | ast.ImportFrom)]


@pytest.mark.parametrize("name", LESSON)
def test_the_cells_of_a_patient_are_its_program(name):
    """Statement by statement; the first patient's cells import for all four."""
    ids = {cell.id for cell in CELLS}
    parts = [f"{SHORT[name]}-{part}" for part in PARTS if f"{SHORT[name]}-{part}" in ids]
    shown = "\n".join(cell(part).source for part in parts)
    if name != "digits":
        first = ast.unparse(ast.Module(imports(cell("digits-start").source), []))
        shown = f"{first}\n{shown}"
    program = patients.load(name).program
    assert ast.dump(ast.parse(shown)) == ast.dump(ast.parse(program))


@pytest.mark.parametrize("name", LESSON)
def test_the_complaint_is_told_in_full_and_the_thread_is_cited(name):
    intro, patient = cell(SHORT[name]).source, patients.load(name)
    assert " ".join(patient.complaint.split()) in intro
    assert patient.asked.replace("/questions/", "/q/") in intro


@pytest.mark.parametrize("name", LESSON)
def test_the_fault_the_tempting_change_and_the_repair_over_ten_seeds(name):
    patient, found = patients.load(name), patients.recorded(name)
    assert patient.seeds == SEEDS and all(len(each) == SEEDS for each in found.scores.values())
    assert found.learned(patient) == 0
    for change in patient.changes:
        learned = found.learned(patient, change.name)
        assert learned >= 9 if change.right else learned <= 1, (change.name, learned)


def test_where_each_stands_when_its_owner_asks():
    """The curve ends at the number that the patient names: within the last bias's jumps."""
    for name, reach in {
        "digits": 0.03,
        "house_prices": 0.05,
        "reviews": 0.01,
        "parity": 0.07,
    }.items():
        patient, found = patients.load(name), patients.recorded(name)
        number = found.numbers[patient.number]
        ends = [curve[-1] for curve in found.curves[""]]
        assert max(abs(np.array(ends) / number - 1)) < reach, (name, ends, number)


def test_a_rate_of_a_tenth_helps_in_part():
    scores = patients.recorded("digits").scores
    assert 0.2 < np.median(scores["a learning rate of 0.1"]) < 0.8
    assert max(scores["He initialisation"] + scores["two more layers"]) < 0.2


def test_relu_makes_the_prices_much_worse():
    scores = patients.recorded("house_prices").scores
    assert max(scores["ReLU in place of tanh"]) < -1


def test_no_change_of_the_lesson_is_a_better_start_or_a_deeper_net():
    """The recap: more layers and He initialisation helped none of the four."""
    for name in LESSON:
        patient, found = patients.load(name), patients.recorded(name)
        for change in patient.changes:
            if (
                "layer" in change.name and "Normalization" not in change.name
            ) or "He" in change.name:
                assert found.learned(patient, change.name) <= 1


def test_the_plateau_of_the_switches_ends_between_epoch_10_and_60():
    curves = patients.recorded("parity").curves["go on to 60 epochs"]
    first = [next(i + 1 for i, v in enumerate(c) if v < np.log(2) / 2) for c in curves]
    assert min(first) > 10 and max(first) <= 60
    falls = np.diff([curve[:5] for curve in curves])
    assert np.mean(falls < 0) > 0.95  # it moves in each epoch
