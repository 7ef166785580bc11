"""A path can be walked by its links: from lesson 00 to a page, and into the middle of a lesson."""

import pytest

from restorelib.course.learning_paths import PATHS
from tests.browser import jupyter

pytestmark = pytest.mark.browser
STUCK, STORY, _ = PATHS


def link(page, stop):
    return page.locator(f"{jupyter.NOTEBOOK} a", has_text=stop.name).first


def heading(page, text):
    return page.locator(f"{jupyter.NOTEBOOK} h1, {jupyter.NOTEBOOK} h2").filter(has_text=text).first


def test_the_links_of_the_paths_arrive(lab_page, lab):
    into_the_middle = next(stop for stop in STORY.stops if stop.first)
    arrives = [(STUCK.stops[1], "The panels on one page"), (into_the_middle, into_the_middle.first)]
    for stop, words in arrives:
        jupyter.open_notebook(lab_page, lab, "my_lessons/00_start_here.ipynb")
        heading(lab_page, "Three ways in").scroll_into_view_if_needed()
        jupyter.screenshot(lab_page, "paths-in-lesson-00")
        link(lab_page, stop).click()
        arrived = heading(lab_page, words)
        arrived.wait_for()
        lab_page.wait_for_timeout(1000)  # it scrolls once it is drawn
        box = arrived.bounding_box()
        assert 0 < box["y"] < lab_page.viewport_size["height"]
        jupyter.screenshot(lab_page, f"paths-{stop.page[:2]}")
