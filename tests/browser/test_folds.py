"""Who opens a committed lesson sees no answer below a question until the cells run."""

import shutil

import pytest

from tests.browser import jupyter
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser


def test_an_answer_is_folded_until_its_cell_runs(lab_page, lab, lab_home):
    shutil.copy(ROOT / "notebooks" / "lecture_panels.ipynb", lab_home / "committed.ipynb")
    jupyter.open_notebook(lab_page, lab, "committed.ipynb")
    compared = lab_page.locator(f"{jupyter.NOTEBOOK} .jp-CodeCell", has_text=".compare(").first
    compared.scroll_into_view_if_needed()
    compared.locator(".jp-OutputPlaceholder").wait_for()
    jupyter.screenshot(lab_page, "folded")
    assert not compared.get_by_text("Measured").is_visible()
    jupyter.choose(lab_page, "Run", "Run All Cells")
    compared.get_by_text("Measured").wait_for()
