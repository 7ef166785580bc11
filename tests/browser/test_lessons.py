"""Every lesson from top to bottom, as Run All does it, in a real JupyterLab."""

import os

import pytest

from tests.browser import jupyter
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser
EVERY = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
# The suite runs the first lesson; `make browser` runs them all.
LESSONS = EVERY if os.environ.get("RESTORELIB_BROWSER") == "all" else EVERY[:1]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem[:2])
def test_a_lesson_runs_without_error_and_without_the_outside(page, lab, lesson):
    jupyter.open_notebook(page, lab, f"notebooks/{lesson.name}")
    jupyter.run_all(page)
    jupyter.scroll_through(page)
    assert jupyter.error_outputs(page) == []
    panels = page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]")
    guesses = page.locator(f"{jupyter.NOTEBOOK} .rl-ask")
    assert panels.count() >= 1 and guesses.count() >= 1
    for i in range(panels.count()):
        panels.nth(i).scroll_into_view_if_needed()
        jupyter.screenshot(panels.nth(i), f"lesson-{lesson.stem[:2]}-panel-{i}")
    pictures = page.locator(f"{jupyter.NOTEBOOK} .jp-OutputArea-output img")
    assert pictures.count() >= 2
    assert all(pictures.nth(i).get_attribute("alt") for i in range(pictures.count()))
    for i in range(pictures.count()):
        pictures.nth(i).scroll_into_view_if_needed()
        jupyter.screenshot(pictures.nth(i), f"lesson-{lesson.stem[:2]}-figure-{i}")
