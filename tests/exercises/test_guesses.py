"""Each choice of each guess of the lessons is right for some measurement, and worded as there."""

import ast

import nbformat
import numpy as np
import pytest

from restorelib.exercises.guesses.outcome import nearest, outcomes, up_to
from tests.place import ROOT

LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SLIPS = (
    "clipped first",
    "rounded first",
    "8-bit differences wrap",
    "luma for RGB",
    "range 255, values 0 to 1",
)
LADDER = {"zero": 6, "the mean": 13, "the input": 22, "blur 3x3": 26}
SHUFFLED = {
    "black": 9,
    "the average of the four clean patches": 13,
    "doing nothing": 28,
    "its score from above": 34,
}
TRIVIAL = {
    "a black picture": 6,
    "one flat colour, the mean of all pictures": 13,
    "the noisy picture as it came in": 28.13,
}
RUNGS = {"grey": 13, "nearest": 28, "bicubic": 30}
SIDES = (np.zeros(9), np.linspace(-1, 1, 9), np.linspace(-1, -0.1, 9), np.array([-1e4, 1e4]))
LASTS = ("normal, std 0.001 (the paper's)", "the right fan", "Keras's He normal")
REPAIRS = ("one slope for each map", "an initialiser for each layer", "a last layer of 0.001")
SQUARES = {change: [9, 14, 6] for change in ("as it is", *REPAIRS)}
CHANGES = (
    "two more layers",
    "He initialisation",
    "a learning rate of 0.1",
    "a learning rate of 0.001",
)
COLUMNS = ("area", "plot", "year", "income", "green")
WAYS = ("luma from 0 to 255", "with the border", "not rounded")


def largest(names, size, rest):
    """For each name a dict in which it has `size`, and all others `rest`."""
    return [({name: size if name == chosen else rest for name in names},) for chosen in names]


# Name -> measurements that make each choice right, in the order of the lesson's choices.
MEASURED = {
    "01-score-of-nothing": [(12.1,), (22.12,), (32,), (41,)],
    "01-blur-or-nothing": [(1, 2), (1, -2), (-1, 2), (-1, -2)],
    "01-largest-error": largest(SLIPS, [0.1, -9], [0.2]),
    "02-how-many-weights": [(96,), (288,), (320,), (896,)],
    "02-transposed-shape": [((n, n),) for n in (1, 3, 5, 9)],
    "02-one-batch": [(12, LADDER), (23, LADDER), (30, LADDER)],
    "02-shuffled-pairs": [(dB, SHUFFLED) for dB in (9.1, 13.02, 27.9, 33.5)],
    "02-how-high": [(20, LADDER), (25, LADDER), (31.7, LADDER)],
    "03-which-score": [(dB, TRIVIAL) for dB in (6, 12.8, 28.1258, 20)],
    "03-which-side": [(side,) for side in SIDES],
    "04-how-many-below-zero": [(0,), (0.1,), (0.497,), (0.99,)],
    "04-how-early": [([16, 4, 8],), ([20, 300, 40],), ([300, 400],)],
    "04-quiet-start": [([0.4, 0.4, 0],), None, ([0, 0, 0.4],)],
    "04-transplant": [(28.14, 28.13, 31.3), (29.4, 28.13, 31.3), (31.3, 28.13, 31.3)],
    "04-build-it-again": [(0, 10), (3, 10), (4, 10), (9, 10)],
    "04-two-relus": [([0, 1, 1, 0, 0],), ([2, 0, 2, 2, 0],), ([2] * 5,)],
    "05-which-mistake": [(-3, -1), (-1, -3), (-1, -1.05), (0.01, -0.05)],
    "05-which-rung": [(dB, RUNGS | {"black": 6}) for dB in (6, 13, 28, 30)],
    "05-who-leaves": [
        ([9] * 5, [9] * 5),
        ([9] * 5, [None] * 5),
        ([9, None], [9, None]),
        ([None], [None]),
    ],
    "06-how-many-meet": [([81],), ([9],), ([21, 20],), (np.array([16, 20, 25]),)],
    "06-how-much-less": [(0.6,), (1.1,), (5.8,), (35,)],
    "06-squares": [*(({**SQUARES, repair: [1, 9, 2]},) for repair in REPAIRS), (SQUARES,)],
    "07-which-number": [([0.218] * 2,), ([0.0408, 0.0406],), ([0.0039] * 2,), ([0.2, 0.04],)],
    "07-how-many-moved": [(0,), (1,), (36,), (4500,)],
    "07-no-biases": [
        (np.full(9, 0.42),),
        (np.full(9, 1e-18),),
        (np.full(9, 0.99),),
        (np.linspace(0, 1, 9),),
    ],
    "07-how-long": [(1.1,), (2.2,), (9,), (np.inf,)],
    "08-gain": [(0.12,), (0.0073,), (0.0011,), (0.0001,)],
    "08-no-biases": [([5.88] * 5, 5.88, 13), ([13.1] * 5, 5.88, 13), ([27] * 5, 5.88, 13)],
    "08-last-layer": largest(LASTS, [28], [27]),
    "09-what-closes": [
        ([0.1, 0.2], [-0.1, 0.0], [0.06] * 4),
        ([0.01, 0.01], [0.1] * 4, [0.06] * 4),
        ([0.01, 0.01], [-0.1, 0.0], [0.06] * 4),
    ],
    "09-twice": [([0.01, 0.008],), ([0.1, 0.06],), ([0.7, 1.2],)],
    "09-which-moves": [*largest(WAYS, 1.3, 0.05), (dict.fromkeys(WAYS, 0.02),)],
    "09-the-gap": [(-1.2,), (0.01,), (1.2,)],
    "09-how-much": [(0.01,), (0.135,), (1,), (6,)],
    "09-how-wide": [(0.12,), (0.9,), (4.6,)],
    "10-overlap": [(n,) for n in (3, 7, 10, 17)],
    "10-wrong-sigma": [({10: 1.3, 50: 8.5},), ({10: 8.5, 50: 1.3},), ({10: 8.5, 50: 8.7},)],
    "10-blind": [(11, 10), (9.9, 10.8), (10, 10.2)],
    "10-jpeg": [(1.4, 1.5), (0.75, 1.5), (0, 1.5)],
    "10-camera": [({"white": 10, "demosaiced": gain},) for gain in (12, 10.1, 6.1)],
    "11-which-number": [(0.1,), (1,), (np.log(10),), (10,)],
    "11-which-change": largest(CHANGES, 10, 0),
    "11-which-column": largest(COLUMNS, 52_000, 100),
    "11-what-is-left": [(0.5,), (0.05,), (1e-6,)],
    "11-how-long": [([4, 6, None],), ([20, 30, 31],), ([None, None, 50],)],
    "lecture-which-score": [(dB, TRIVIAL) for dB in (6, 13, 28.1258, 20)],
    "lecture-which-side": [None, ([0.5, 0.4],), ([0.0] * 10,), None],
}


def calls(path):
    """Trees of the code cells of a lesson."""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            yield from ast.walk(ast.parse(cell.source))


def asked(path):
    """Name -> choices of the guesses in a lesson's cells."""
    found = {}
    for node in calls(path):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Guess":
            (name,) = (ast.literal_eval(k.value) for k in node.keywords if k.arg == "name")
            found[name] = ast.literal_eval(node.args[1])
    return found


CHOICES = {name: choices for path in LESSONS for name, choices in asked(path).items()}


def test_each_guess_of_the_lessons_is_answered_by_a_measurement():
    assert set(outcomes()) == set(CHOICES) == set(MEASURED)


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_each_choice_is_right_for_some_measurement(name):
    for choice, measured in zip(CHOICES[name], MEASURED[name], strict=True):
        if measured is not None:
            found = outcomes()[name](*measured)
            assert found.answer == choice
            assert found.words


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_answer_stands_in_the_source(path):
    """A comparison gets what was measured; a choice typed there would spoil the guess."""
    choices = {choice for group in asked(path).values() for choice in group}
    for node in calls(path):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "compare":
            typed = {n.value for n in ast.walk(node) if isinstance(n, ast.Constant)}
            assert not typed & choices


def test_what_is_no_number_has_no_answer():
    assert nearest(float("nan"), {"a": 1}) == "" == up_to(float("nan"), {"a": 1})
    assert up_to(2, {"a": 1}) == ""
