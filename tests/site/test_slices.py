"""A cell's value from the statements that it needs, and from no others."""

import ast

import nbformat
import pytest

from restorelib.widgets.saving import is_figure
from tests.place import ROOT
from tools.site.slices import slice_of, value_of

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def kept(*cells):
    return [ast.unparse(statement) for statement in slice_of(cells)]


def test_only_what_the_last_expression_needs_is_kept():
    assert kept("a = 1\nb = 2", "print(b)\nc = a + 1", "c") == ["a = 1", "c = a + 1", "c"]


def test_a_function_needs_the_names_that_it_reads_when_it_is_called():
    assert kept("k = 3", "def f(x):\n    return [x * k for x in x]", "x = 1", "f(2)") == [
        "k = 3",
        "def f(x):\n    return [x * k for x in x]",
        "f(2)",
    ]


def test_the_last_assignment_counts_and_what_changes_a_part_of_it():
    assert kept("a = slow()", "a = {}", "a['x'] = 1", "a") == ["a = {}", "a['x'] = 1", "a"]


def test_an_assignment_that_may_not_happen_keeps_the_one_before():
    assert kept("a = 1", "if a:\n    a = 2", "a") == ["a = 1", "if a:\n    a = 2", "a"]
    assert kept("a = 1", "a += 1", "a") == ["a = 1", "a += 1", "a"]


def test_the_variable_of_a_comprehension_is_no_name_of_the_lesson():
    cells = "n = 5", "squares = [n * n for n in (1, 2)]", "squares, n"
    assert kept(*cells) == [*cells[:2], "(squares, n)"]
    assert value_of(cells) == ([1, 4], 5)


def test_an_import_is_kept_where_its_name_is_used():
    assert value_of(["import math, os", "from math import pi as p", "math.floor(p)"]) == 3


def test_a_cell_that_shows_nothing_has_no_value():
    with pytest.raises(ValueError, match="end with an expression"):
        value_of(["a = 1"])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_widget_of_a_lesson_needs_a_training(path):
    code, slices = [], []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            code.append(cell.source)
            shown = [output.get("data", {}).get("text/html", "") for output in cell.outputs]
            if any(map(is_figure, shown)):
                slices.append("\n".join(map(ast.unparse, slice_of(code))))
    assert slices
    assert not [text for text in slices if ".fit(" in text or "train(" in text]
