"""A path can be walked by its links: from lesson 00 to a page, and into the middle of a lesson."""

import pytest

from restorelib.course.learning_paths import PATHS
from tests.browser import jupyter

pytestmark = pytest.mark.browser
START = "my_lessons/00_start_here.ipynb"
STUCK, _, STORY, _ = PATHS


def follow(page, stop, words):
    """Click the link to a stop; return the heading that has these words."""
    page.locator(f"{jupyter.NOTEBOOK} a", has_text=stop.name).first.click()
    headings = page.locator(f"{jupyter.NOTEBOOK} h1, {jupyter.NOTEBOOK} h2")
    # JupyterLab draws a long lesson when it is idle: that may take a while on a busy machine.
    headings.filter(has_text=words).first.wait_for(timeout=150_000)
    page.wait_for_selector(jupyter.READY)
    return headings.filter(has_text=words).first


def test_the_links_of_the_paths_arrive(lab_page, lab):
    jupyter.open_notebook(lab_page, lab, START)
    jupyter.screenshot(lab_page, "paths-in-lesson-00")
    assert follow(lab_page, STUCK.stops[1], "The panels on one page").is_visible()

    middle = next(stop for stop in STORY.stops if stop.first)
    jupyter.open_notebook(lab_page, lab, START)
    follow(lab_page, middle, middle.first)  # JupyterLab opens it, at its top
    lab_page.evaluate(jupyter.OPEN, START)
    heading = follow(lab_page, middle, middle.first)
    lab_page.wait_for_timeout(1000)  # it scrolls
    jupyter.screenshot(lab_page, "paths-in-the-middle")
    assert 0 < heading.bounding_box()["y"] < lab_page.viewport_size["height"]
