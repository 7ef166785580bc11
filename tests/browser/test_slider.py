"""The slider as a learner uses it: by keyboard and by mouse, in JupyterLab."""

import nbformat
import pytest

from tests.browser import jupyter

pytestmark = pytest.mark.browser
CELL = """import numpy as np
from restorelib.widgets import Slider


def look(sigma):
    return np.full((8, 16, 3), sigma / 80), f"grey of {sigma}"


Slider(look, label="sigma", low=1, high=80, start=5)"""

DRAG = """knob => {
  for (knob.value = 6; knob.value < 35; knob.value++) knob.dispatchEvent(new Event("input"));
  knob.dispatchEvent(new Event("input"));
}"""


@pytest.fixture(scope="module")
def slider(lab_page, lab, lab_home):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "slider.ipynb")
    jupyter.open_notebook(lab_page, lab, "slider.ipynb")
    jupyter.run_all(lab_page)
    slider = lab_page.locator(f"{jupyter.NOTEBOOK} .rl-slider[data-ready]")
    slider.wait_for()
    return slider


def test_it_moves_by_key_and_by_hand_and_shows_what_the_kernel_answers(slider):
    knob, words = slider.get_by_role("slider", name="sigma"), slider.locator("output")
    assert words.inner_text() == "grey of 5"
    knob.press("ArrowRight")
    words.get_by_text("grey of 6", exact=True).wait_for()
    knob.press("End")
    words.get_by_text("grey of 80", exact=True).wait_for()
    picture = slider.locator("img")
    assert picture.get_attribute("alt") == "grey of 80"
    assert picture.evaluate("image => image.naturalWidth") == 16
    knob.fill("33")
    words.get_by_text("grey of 33", exact=True).wait_for()
    assert "sigma: 33" in slider.locator("label").inner_text()


def test_a_hand_faster_than_the_kernel_ends_where_it_stopped(slider):
    knob, words = slider.get_by_role("slider", name="sigma"), slider.locator("output")
    knob.evaluate(DRAG)
    words.get_by_text("grey of 35", exact=True).wait_for()
    assert knob.input_value() == "35"
