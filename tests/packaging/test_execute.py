"""Notebooks are committed in one form, with outputs and without what changes by itself."""

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from restorelib.course import progress
from restorelib.widgets import saving
from tests.place import ROOT
from tools.execute import VIEW, execute, in_form, normalise

COMMITTED = sorted(ROOT.glob("notebooks/**/[0-9][0-9]_*.ipynb"))


def notebook(*sources):
    return new_notebook(cells=[new_markdown_cell("# A lesson"), *map(new_code_cell, sources)])


def test_normalise_keeps_outputs_and_drops_the_rest():
    before = notebook("guess()", "1 + 1")
    before.metadata.update(widgets={"state": {}}, language_info={"name": "python", "version": "3"})
    _, widget, number = before.cells
    widget.metadata.update(execution={"iopub.execute_input": "now"}, tags=["guess"])
    view = {VIEW: {"model_id": "1"}, "text/plain": "Guess()"}
    figure = {"image/png": "AAAA", "text/plain": "<Figure>"}
    ours = {VIEW: {"model_id": "2"}, "text/html": saving.figure("<p>Run this cell.</p>")}
    widget.outputs = [new_output("display_data", data) for data in (view, ours, figure)]
    number.execution_count = 2
    number.outputs = [new_output("execute_result", {"text/plain": "2"}, execution_count=2)]

    after = normalise(before)
    _, widget, number = after.cells
    assert set(after.metadata) == {"kernelspec", "language_info"}
    assert after.metadata.kernelspec.name == "python3"
    assert after.metadata.language_info == {"name": "python"}
    assert widget.metadata == {"tags": ["guess"]}
    kept = [{"text/html"}, {"image/png", "text/plain"}]
    assert [set(output.data) for output in widget.outputs] == kept
    assert number.outputs[0].data["text/plain"] == "2" and number.execution_count == 2
    nbformat.validate(after)


@pytest.mark.slow
def test_execute_runs_in_the_folder_and_leaves_a_failing_notebook_alone(tmp_path):
    good, bad = tmp_path / "good.ipynb", tmp_path / "bad.ipynb"
    (tmp_path / "beside.txt").write_text("found")
    nbformat.write(notebook("print(open('beside.txt').read())"), good)
    nbformat.write(notebook("1 / 0"), bad)
    text = bad.read_text()

    execute(good)
    (_, cell) = nbformat.read(good, as_version=4).cells
    assert cell.outputs[0].text == "found\n" and cell.execution_count == 1

    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(bad)
    assert bad.read_text() == text


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: str(path.relative_to(ROOT)))
def test_committed_notebooks_are_in_this_form(path):
    committed = nbformat.read(path, as_version=4)
    form = in_form(nbformat.read(path, as_version=4), path)
    assert committed == form, f"make notebooks ARGS={path.relative_to(ROOT)}"


def test_a_lesson_is_executed_as_by_a_newcomer(tmp_path, own_progress):
    """What is executed to be committed shows nobody's progress, and adds to nobody's."""
    progress.pass_exercise("03.1")
    before = own_progress.read_bytes()
    path = tmp_path / "lesson.ipynb"
    code = "from restorelib.course import progress\n"
    code += "print(len(progress.read().exercises))\nprogress.pass_exercise('03.2')"
    nbformat.write(notebook(code), path)
    execute(path)
    executed = nbformat.read(path, as_version=4)
    assert executed.cells[1].outputs[0].text == "0\n"
    assert own_progress.read_bytes() == before
