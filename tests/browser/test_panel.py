"""The panel as a learner uses it: by mouse, by keyboard alone, live, in both themes."""

import re

import nbformat
import pytest

from tests.browser import axe, jupyter

pytestmark = pytest.mark.browser
CELLS = {
    "panel": "from restorelib.cases import case_a\n"
    "from restorelib.widgets import Guess, Panel\n"
    "Panel(case_a.panel_spec(question=case_a.WILL_IT_LEARN))",
    "guess": "guess = Guess('Which number?', ['20 dB', '28 dB'], name='browser test')\nguess",
    "compare": "guess.compare('28 dB')",
}


@pytest.fixture(scope="module")
def page(lab_page, lab, lab_home):
    """A notebook with the full panel of case A: opened once, since that takes longest."""
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "panel.ipynb")
    jupyter.open_notebook(lab_page, lab, "panel.ipynb")
    return lab_page


@pytest.fixture
def panel(page, lab_home):
    """The panel, run to the end by somebody who guessed nothing."""
    (lab_home / "progress.json").unlink(missing_ok=True)
    jupyter.clear_outputs(page)
    jupyter.run_all(page)
    panel = page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]").first
    panel.wait_for()
    return panel


def knob(panel, legend, label):
    group = panel.get_by_role("group", name=legend)
    return group.get_by_role("radio", name=label, exact=True)


def seed(panel, number):
    """The cell of this seed in the state that is shown, in the table of all states."""
    table = panel.locator(".rl-states")
    if not table.is_visible():
        panel.locator(".rl-all-states").click()
    row = table.locator("[role=row]:has([aria-selected=true])")
    return row.locator(".rl-cell").nth(number)


def test_guess_then_scrub_then_toggle_by_mouse(page, panel):
    assert not panel.locator(".rl-headline").is_visible()  # covered until a guess
    jupyter.screenshot(panel, "panel-guess")
    panel.locator(".rl-choice").first.click()
    assert "You said" in panel.locator(".rl-reply").inner_text()
    sentence = panel.locator(".rl-sentence")
    assert "0 of 76,800" in sentence.inner_text() and "exactly 0" in sentence.inner_text()
    jupyter.screenshot(panel, "panel-dead")
    panel.locator(".rl-scrub").fill("0")
    assert "After 0 steps" in sentence.inner_text()
    panel.locator(".rl-scrub").fill("3")
    jupyter.screenshot(panel, "panel-dying")
    knob(panel, "Last activation", "tanh").click()
    panel.locator(".rl-scrub").press("End")
    assert "exactly 0" not in sentence.inner_text()
    assert "10 of 10" in panel.locator(".rl-headline").inner_text()
    jupyter.screenshot(panel, "panel-tanh")
    jupyter.choose(page, "Settings", "Theme", "JupyterLab Dark")
    page.wait_for_timeout(800)
    jupyter.screenshot(panel, "panel-tanh-dark")
    jupyter.choose(page, "Settings", "Theme", "JupyterLab Light")


def test_the_keyboard_alone_is_enough(page, panel):
    panel.locator(".rl-show").focus()
    page.keyboard.press("Enter")
    panel.locator("fieldset.rl-knob", has_text="Last activation").locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    assert (
        "leaky"
        in panel.locator("fieldset.rl-knob", has_text="Last activation")
        .locator("label:has(input:checked)")
        .inner_text()
    )
    scrub = panel.locator(".rl-scrub")
    scrub.focus()
    page.keyboard.press("Home")
    assert scrub.get_attribute("aria-valuetext").startswith("step 0 ")
    page.keyboard.press("ArrowRight")
    assert scrub.get_attribute("aria-valuetext").startswith("step 1 ")
    lens = panel.locator(".rl-lens")
    lens.focus()
    before = panel.locator(".rl-box").first.get_attribute("style")
    page.keyboard.press("ArrowRight")
    assert panel.locator(".rl-box").first.get_attribute("style") != before
    # Every control can be reached with the tab key.
    panel.locator("fieldset.rl-knob input:checked").first.focus()
    reached = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        reached |= set(page.evaluate("[...document.activeElement.classList]"))
    assert {"rl-play", "rl-scrub", "rl-lens", "rl-train", "rl-copy"} <= reached


def test_a_live_run_trains_stops_and_can_be_scrubbed(page, panel):
    panel.locator(".rl-show").click()
    panel.locator(".rl-train").click()
    status = panel.locator(".rl-status")
    page.wait_for_function(
        "/Step (1[6-9]|[2-9][0-9])/.test(document.querySelector('.rl-status').textContent)",
    )
    knob(panel, "Last activation", "tanh").click()  # the panel answers while it trains
    assert "Recorded, in Keras" in panel.locator(".rl-badge").inner_text()
    knob(panel, "Last activation", "ReLU").click()
    panel.locator(".rl-source").get_by_role("radio", name="live").click()
    assert "Live, in this browser" in panel.locator(".rl-badge").inner_text()
    jupyter.screenshot(panel, "panel-live")
    panel.locator(".rl-stop").click()
    page.wait_for_function(
        "document.querySelector('.rl-status').textContent.startsWith('Stopped after')"
    )
    assert "in this browser" in status.inner_text()
    panel.locator(".rl-scrub").press("End")
    # The last snapshot before the stop; the net is nearly, or wholly, dead by then.
    assert re.search(r"After (16|32|64|128) steps", panel.locator(".rl-sentence").inner_text())


def test_the_panel_fits_narrow_and_wide_windows(page, panel):
    panel.locator(".rl-show").click()
    usual = page.viewport_size
    for width in (480, 1600):
        page.set_viewport_size({"width": width, "height": 1200})
        page.wait_for_timeout(500)
        overflow = panel.evaluate("e => e.scrollWidth - e.clientWidth")
        jupyter.screenshot(panel, f"panel-{width}")
        assert overflow <= 0, width
    page.set_viewport_size(usual)


def test_in_one_column_the_knobs_and_the_verdict_stay_in_view(page, panel):
    panel.locator(".rl-show").click()
    usual = page.viewport_size
    page.set_viewport_size({"width": 700, "height": 900})
    page.wait_for_timeout(500)
    panel.locator(".rl-lens").evaluate("lens => lens.scrollIntoView()")
    page.wait_for_timeout(300)
    inside, head = (
        panel.locator(".rl-lens").bounding_box(),
        panel.locator(".rl-head").bounding_box(),
    )
    assert 0 < head["y"] < 150  # below JupyterLab's bars, though the panel's top is far above
    assert panel.bounding_box()["y"] < -300 and inside["height"] > 300
    knob(panel, "Last activation", "tanh").click()
    assert panel.locator(".rl-verdict").is_visible()
    assert head["height"] < 900 / 3
    page.set_viewport_size(usual)


def test_the_panel_has_no_barrier_before_and_after_the_guess(page, panel):
    assert axe.barriers(page) == []
    page.locator(f"{jupyter.NOTEBOOK} .rl-ask .rl-choice").first.click()
    panel.locator(".rl-choice").first.click()
    panel.locator(".rl-copy").click()
    panel.locator(".rl-state summary").click()
    panel.locator(".rl-all-states").click()
    assert axe.barriers(page) == []


def test_a_click_after_run_all_marks_the_guess_and_the_right_answer(page, panel):
    guess = page.locator(f"{jupyter.NOTEBOOK} .rl-ask")
    guess.locator(".rl-choice", has_text="20 dB").click()
    guess.locator(".rl-wrong", has_text="✘ your guess").wait_for()
    assert guess.locator(".rl-right").inner_text() == "28 dB\n✔ measured"
    assert guess.get_by_role("status").inner_text() == "Measured: 28 dB."
    assert guess.locator("button:enabled").count() == 0
    jupyter.screenshot(guess, "guess-compared")
    assert axe.barriers(page) == []


def test_a_guess_is_marked_when_its_cell_compares_it(page, panel):
    guess, compare = (page.locator(f"{jupyter.NOTEBOOK} .jp-CodeCell").nth(n) for n in (1, 2))
    run(page, guess)
    guess.locator(".rl-choice", has_text="28 dB").click()
    guess.get_by_text("Noted").wait_for()
    run(page, compare)
    guess.locator(".rl-right", has_text="✔ your guess, and right").wait_for()
    output = compare.locator(".jp-OutputArea-output")
    output.filter(has_text="✔ Right").wait_for()


def run(page, cell):
    cell.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
