"""Every lesson from top to bottom, as Run All does it, in a real JupyterLab."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from tests.browser import axe, jupyter
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser
EVERY = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
# The suite runs the first lesson; `make browser` runs them all.
LESSONS = EVERY if os.environ.get("RESTORELIB_BROWSER") == "all" else EVERY[:1]
SHOWN = {
    "panel": ".rl-panel[data-ready]",
    "guess": ".rl-ask",
    "slider": ".rl-slider[data-ready]",
    "picture": ".jp-OutputArea-output img[alt]:not([alt=''])",
    "table": ".jp-OutputArea-output table:has(caption):has(th[scope])",
    "output": ".jp-OutputArea-output",
}


def promised(notebook: nbformat.NotebookNode) -> Iterator[tuple[int, str]]:
    """(cell, kind) for all that a lesson is to show: its sources tell, and its stored outputs."""
    widgets: dict[str, str] = {}  # name of a variable -> "panel", "guess" or "slider"

    def kind(node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return widgets.get(node.id)
        if isinstance(node, ast.Call):
            # What is called may be a name, an attribute, or itself the result of a call.
            name = getattr(node.func, "attr", getattr(node.func, "id", None))
            return {"Panel": "panel", "Guess": "guess", "Slider": "slider"}.get(name)
        return None

    for i, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        for statement in body:
            if isinstance(statement, ast.Assign) and (made := kind(statement.value)):
                widgets |= {target.id: made for target in statement.targets}
        if body and isinstance(body[-1], ast.Expr) and (shown := kind(body[-1].value)):
            yield i, shown
        if "plots.show(" in cell.source:
            yield i, "picture"
        if any("<table" in o.get("data", {}).get("text/html", "") for o in cell.outputs):
            yield i, "table"
        if cell.outputs:  # the committed ones; the copy that the browser opens has none
            yield i, "output"


def test_what_a_lesson_is_to_show_is_read_off_its_cells():
    cells = [
        "guess = Guess('What?', ['a', 'b'], name='x')\nguess",
        "quiet = Guess('What?', ['a', 'b'], name='y')",
        "explorer.Panel(spec)",
        "plots.show(fig, alt='A dot.')",
        "print(1)",
        "quiet",
        "Slider(look, label='sigma', low=1, high=80, start=5)",
        "layer()(x)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in cells])
    notebook.cells[4].outputs = [nbformat.v4.new_output("stream", text="1")]
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("guess"))
    expected = [(1, "guess"), (3, "panel"), (4, "picture"), (5, "output"), (6, "guess")]
    expected += [(7, "slider")]
    assert list(promised(notebook)) == expected


@pytest.fixture(scope="module", params=LESSONS, ids=lambda path: path.stem[:2])
def lesson(request, lab_page, lab):
    """A lesson after Run All: its file and its page."""
    jupyter.open_notebook(lab_page, lab, f"my_lessons/{request.param.name}")
    jupyter.run_all(lab_page)
    jupyter.scroll_through(lab_page)
    return request.param, lab_page


def test_a_lesson_runs_without_error(lesson):
    _, page = lesson
    assert jupyter.error_outputs(page) == []


def test_a_lesson_shows_what_its_cells_make(lesson):
    path, page = lesson
    notebook = nbformat.read(path, as_version=4)
    cells = page.locator(f"{jupyter.NOTEBOOK} .jp-Cell")
    assert cells.count() == len(notebook.cells)
    shown = list(promised(notebook))
    assert shown
    missing = [(i, kind) for i, kind in shown if not cells.nth(i).locator(SHOWN[kind]).count()]
    assert missing == []


def test_a_lesson_has_no_barrier(lesson):
    path, page = lesson
    shown = list(promised(nbformat.read(path, as_version=4)))
    pictures = sum(kind == "picture" for _, kind in shown)
    assert axe.barriers(page, pictures=pictures) == []


def test_a_lesson_can_be_looked_at(lesson):
    """Pictures for people, of panels and figures, in build/screenshots."""
    path, page = lesson
    for name, kind in (("panel", "panel"), ("figure", "picture")):
        found = page.locator(f"{jupyter.NOTEBOOK} {SHOWN[kind]}")
        for i in range(found.count()):
            found.nth(i).scroll_into_view_if_needed()
            saved: Path = jupyter.screenshot(found.nth(i), f"lesson-{path.stem[:2]}-{name}-{i}")
            assert saved.stat().st_size
