"""The page of panels as a class uses it, and a term that leads to the glossary."""

import shutil

import pytest

from tests.browser import jupyter
from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser


def test_the_page_of_panels_shows_recorded_runs_and_offers_no_training(lab_page, lab):
    jupyter.open_notebook(lab_page, lab, "my_lessons/lecture_panels.ipynb")
    jupyter.run_all(lab_page)
    jupyter.scroll_through(lab_page)
    assert jupyter.error_outputs(lab_page) == []
    panels = lab_page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]")
    assert panels.count() >= 2
    for i in range(panels.count()):
        # Radio buttons of one name are one group, whichever panel they stand in.
        knobs = panels.nth(i).locator("fieldset.rl-knob")
        assert [knobs.nth(k).locator("input:checked").count() for k in range(knobs.count())] == (
            [1] * knobs.count()
        )
        panels.nth(i).scroll_into_view_if_needed()
        if panels.nth(i).locator(".rl-show").is_visible():  # it asks first
            panels.nth(i).locator(".rl-show").click()
        assert panels.nth(i).locator(".rl-copy").is_visible()
        assert not panels.nth(i).locator(".rl-train").is_visible()
        assert "needs a kernel" not in panels.nth(i).inner_text()
        jupyter.screenshot(panels.nth(i), f"lecture-panel-{i}")


def test_a_term_opens_the_glossary_rendered_and_at_its_entry(lab_page, lab, lab_home):
    shutil.copy(ROOT / "GLOSSARY.md", lab_home)
    jupyter.open_notebook(lab_page, lab, "my_lessons/03_the_loss_that_never_moves.ipynb")
    lab_page.locator(f"{jupyter.NOTEBOOK} a[href*='GLOSSARY']", has_text="residual").first.click()
    entry = lab_page.locator(".jp-MarkdownViewer h3", has_text="residual")
    entry.wait_for()
    lab_page.wait_for_timeout(1000)  # it scrolls once it is drawn
    box = entry.bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] < lab_page.viewport_size["height"]
