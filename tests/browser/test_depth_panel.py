"""The panel of lesson 02: the same widget, where a net paints the whole picture."""

import nbformat
import pytest

from tests.browser import jupyter
from tests.browser.test_panel import knob

pytestmark = pytest.mark.browser
CELL = """from restorelib.cases import depth
from restorelib.widgets import Panel
start = {"depth": 30, "symmetric_skips": False}
Panel(depth.panel_spec(start=start, question=depth.WHERE_DOES_IT_STAND))"""


@pytest.fixture
def panel(lab_page, lab, lab_home):
    (lab_home / "progress.json").unlink(missing_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "depth.ipynb")
    jupyter.open_notebook(lab_page, lab, "depth.ipynb")
    jupyter.run_all(lab_page)
    panel = lab_page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]").first
    panel.wait_for()
    return panel


def test_depth_and_skips_by_mouse(panel):
    assert not panel.locator(".rl-headline").is_visible()  # it asks first
    jupyter.screenshot(panel, "depth-guess")
    panel.locator(".rl-choice").first.click()
    assert "You said “better than doing nothing”" in panel.locator(".rl-reply").inner_text()
    curve = panel.locator("svg.rl-curve")
    assert "doing nothing: 28.13 dB" in curve.text_content()
    assert "one flat colour: 12.89 dB" in curve.text_content()
    assert "Train it now" in panel.locator("svg.rl-network").text_content()  # nothing is recorded
    labels = panel.locator(".rl-label").all_inner_texts()
    assert labels[1] == "+ what it changes"  # this net adds nothing to its input
    jupyter.screenshot(panel, "depth-flat")
    flat = panel.locator(".rl-headline").inner_text()
    knob(panel, "Symmetric skips", "with").click()
    assert panel.locator(".rl-headline").inner_text() != flat
    knob(panel, "Layers", "10").click()
    assert "Better than doing nothing in 10 of 10" in panel.locator(".rl-headline").inner_text()
    assert "one flat colour (12.89 dB)" in panel.locator(".rl-sentence").inner_text()
    jupyter.screenshot(panel, "depth-skips")
