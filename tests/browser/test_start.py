"""What a newcomer sees first: the contents open, only lessons beside them, nothing changed yet."""

import io
import json
import re
import zipfile

import pytest

from restorelib.commands import server_extension
from restorelib.course.own_copy import FIRST, FOLDER
from tests.browser import jupyter
from tests.browser.conftest import TOKEN, watched_page
from tests.place import ROOT

pytestmark = pytest.mark.browser
# Once the kernel has told what it is, JupyterLab compares that with the notebook's metadata.
UNCHANGED = """async () => {
  const panel = jupyterapp.shell.currentWidget;
  await panel.sessionContext.ready;
  await panel.sessionContext.session.kernel.info;
  await panel.sessionContext.session.kernel.spec;
  await new Promise((resolve) => setTimeout(resolve, 500));
  return !panel.context.model.dirty;
}"""


def opened(page, url, size):
    page.set_viewport_size(size)
    page.goto(f"{url}?token={TOKEN}")
    page.wait_for_selector(f"{jupyter.NOTEBOOK} .jp-Cell", timeout=120_000)


def test_the_first_lesson_opens_with_its_contents_and_unchanged(page, lab):
    opened(page, lab, {"width": 1300, "height": 900})
    assert page.url.endswith(server_extension.WIDE)
    contents = page.locator(".jp-TableOfContents:visible")
    contents.get_by_text("1. How a lesson works").wait_for()
    assert page.evaluate(UNCHANGED)
    jupyter.screenshot(page, "start-1300")

    page.get_by_role("tab", name="File Browser").click()
    page.locator(".jp-DirListing-item").first.wait_for()
    names = page.locator(".jp-DirListing-itemName").all_inner_texts()
    lessons = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
    assert [name for name in names if not name.endswith(".zip")] == ["solutions", *lessons]
    jupyter.screenshot(page, "start-files")


def test_on_a_phone_the_lesson_has_the_whole_width(browser, lab):
    size = {"width": 390, "height": 844}
    with watched_page(browser, viewport=size, is_mobile=True, has_touch=True) as page:
        opened(page, lab, size)
        assert page.url.endswith(server_extension.NARROW)
        assert page.evaluate(UNCHANGED)
        assert page.locator(jupyter.NOTEBOOK).bounding_box()["width"] > 300
        jupyter.screenshot(page, "start-390")


def test_a_solution_opens_in_the_copy_with_its_outputs_as_they_are(lab_page, lab):
    jupyter.open_notebook(lab_page, lab, f"{FOLDER}/solutions/03_solutions.ipynb")
    assert lab_page.evaluate(UNCHANGED)
    untrusted = """jupyterapp.shell.currentWidget.content.widgets.filter(
      (cell) => cell.model.type === "code" && !cell.model.trusted).length"""
    assert lab_page.evaluate(untrusted) == 0


def test_what_a_learner_saved_is_downloaded_from_a_cell(lab_page, lab, lab_home):
    notebook = json.loads((lab_home / FOLDER / FIRST).read_text(encoding="utf-8"))
    code = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    code["source"] = "from restorelib import course\n\ncourse.take_along()"
    mine = json.dumps(notebook | {"cells": [code]})
    (lab_home / FOLDER / "mine.ipynb").write_text(mine, encoding="utf-8")
    jupyter.open_notebook(lab_page, lab, f"{FOLDER}/mine.ipynb")
    jupyter.run_all(lab_page)
    link = lab_page.locator(f"{jupyter.NOTEBOOK} a[download]")
    with lab_page.expect_download() as download:
        link.click()
    # With a number, if another test has packed its work before.
    assert re.fullmatch(r"my_work(_\d)?\.zip", download.value.suggested_filename)
    with open(download.value.path(), "rb") as file:
        inside = zipfile.ZipFile(io.BytesIO(file.read()))
    assert inside.read(f"{FOLDER}/mine.ipynb").decode() == mine
    for name in ("mine.ipynb", download.value.suggested_filename):
        (lab_home / FOLDER / name).unlink()
