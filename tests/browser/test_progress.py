"""Lesson 00: its panel tells no score, and a guess in it is on the map, in the next kernel too."""

import json
import urllib.request

import pytest

from tests.browser import jupyter
from tests.browser.conftest import TOKEN

pytestmark = pytest.mark.browser


def shut_down_kernels(page, lab):
    """From outside, and with the notebook closed: a page complains when it loses its kernel."""
    page.evaluate(jupyter.CLOSE_ALL)
    sessions = f"{lab}api/sessions"
    with urllib.request.urlopen(f"{sessions}?token={TOKEN}") as answer:
        running = json.load(answer)
    assert running
    for session in running:
        request = f"{sessions}/{session['id']}?token={TOKEN}"
        urllib.request.urlopen(urllib.request.Request(request, method="DELETE")).close()


def test_a_guess_is_on_the_map_and_outlives_the_kernel(lab_page, lab, lab_home):
    kept = lab_home / "progress.json"
    kept.unlink(missing_ok=True)
    jupyter.open_notebook(lab_page, lab, "my_lessons/00_start_here.ipynb")
    jupyter.run_all(lab_page)
    panel = lab_page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]")
    panel.locator(".rl-choice", has_text="tanh").click()
    assert "You said “tanh" in panel.locator(".rl-reply").inner_text()
    panel.get_by_role("radio", name="the input added to the output").click()
    curve = panel.locator("svg.rl-curve")
    told = curve.locator("text").all_text_contents()
    assert told and not [text for text in told if "dB" in text]
    assert not {"5", "10", "15", "20", "25", "30"} & set(told)  # where the axis has its lines
    assert curve.get_attribute("aria-label") == "Curve of the score. At step 512"

    shut_down_kernels(lab_page, lab)
    jupyter.open_notebook(lab_page, lab, "my_lessons/00_start_here.ipynb")
    jupyter.run_all(lab_page)
    row = lab_page.locator(f"{jupyter.NOTEBOOK} table tr", has_text="00 Start here")
    row.filter(has_text="1 of 1").wait_for()
    assert "You said “tanh" in panel.locator(".rl-reply").inner_text()
    assert not panel.locator(".rl-choice").first.is_visible()  # it is not asked again
    kept.unlink()
