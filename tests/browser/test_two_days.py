"""Widgets tell the truth: when their kernel restarts, dies or is shut down, and the next day."""

import os
import re
import signal

import nbformat
import pytest

from restorelib.widgets.curve_picture import WIDTH
from tests.browser import jupyter
from tests.browser.test_progress import shut_down_kernels

pytestmark = pytest.mark.browser
NAME = "two_days.ipynb"
CELLS = {
    "panel": """from dataclasses import replace
from restorelib.cases import case_a
from restorelib.widgets import Guess, Panel, Slider
Panel(replace(case_a.panel_spec(knobs=["residual_activation"]), live_steps=8192))""",
    "guess": "Guess('Which number?', ['20 dB', '28 dB'], name='two days')",
    "slider": """import numpy as np
def look(value):
    return np.full((8, 16, 3), value / 80), f"grey of {value}"
Slider(look, label="sigma", low=1, high=80, start=5)""",
    "asking": """Panel(
    case_a.panel_spec(["residual_activation"], question=case_a.WILL_IT_LEARN)
)""",
}
RESTARTED = "The kernel was restarted: run this cell again."
SHUT_DOWN = "The kernel is shut down: run this cell again."
SESSION = "jupyterapp.shell.currentWidget.context.sessionContext"
KERNEL = f"{SESSION}.session.kernel"
# Run All of a notebook without a kernel starts one and then runs only the first cell.
START = f"""async () => {{
  if (!{SESSION}.session?.kernel) await {SESSION}.startKernel();
}}"""
PROCESS = f"""() => new Promise((resolve) => {{
  {KERNEL}.requestExecute({{ code: "import os; print(os.getpid())" }}).onIOPub = (message) => {{
    if (message.header.msg_type === "stream") resolve(Number(message.content.text));
  }};
}})"""
WAIT = """import os, time
while not os.path.exists("go"):
    time.sleep(0.02)"""
SAVE = "jupyterapp.commands.execute('docmanager:save').then(() => null)"


@pytest.fixture(scope="module")
def page(lab_page, lab, lab_home):
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / NAME)
    (lab_home / "progress.json").unlink(missing_ok=True)
    jupyter.open_notebook(lab_page, lab, NAME)
    return lab_page


def run(page):
    """Run all cells, in a new kernel where there is none; name of a cell -> its widget, alive."""
    jupyter.clear_outputs(page)
    page.evaluate(START)
    page.wait_for_selector(jupyter.READY)
    jupyter.run_all(page)
    cells = page.locator(f"{jupyter.NOTEBOOK} .jp-CodeCell")
    widgets = {name: cells.nth(i).locator(".rl-panel") for i, name in enumerate(CELLS)}
    for widget in widgets.values():
        widget.wait_for()
        assert not widget.locator(".rl-kernel").is_visible()
    assert widgets["panel"].locator(".rl-train").is_enabled()
    return widgets


def restart(page):
    jupyter.choose(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog .jp-mod-accept").click()


def kill(page):
    os.kill(page.evaluate(PROCESS), signal.SIGKILL)
    page.locator(".jp-Dialog .jp-mod-accept").click()  # JupyterLab says it, too


def shut_down(page):
    jupyter.choose(page, "Kernel", "Shut Down Kernel")


def assert_gone(widgets, words):
    """Each widget says why nothing can be sent, and offers nothing that would be."""
    guess, slider = widgets["guess"], widgets["slider"]
    for place in (guess, slider):
        place.get_by_text(words).first.wait_for()
    assert guess.locator(".rl-choice:enabled").count() == 0
    assert "Noted" not in guess.inner_text()
    assert slider.locator("input").is_disabled() and slider.locator("img").is_visible()


def assert_the_panel_needs_no_kernel(panel):
    """Its recorded runs answer, and it trains: in the browser."""
    panel.get_by_role("radio", name="tanh", exact=True).click()
    panel.locator(".rl-scrub").fill("0")
    assert "After 0 steps" in panel.locator(".rl-sentence").inner_text()
    if panel.locator(".rl-train").is_enabled():
        panel.locator(".rl-train").click()
    before = step(panel)
    panel.page.wait_for_function(
        "([status, before]) => +status.textContent.match(/\\d+/) > before",
        arg=[panel.locator(".rl-status").element_handle(), before],
    )
    panel.locator(".rl-stop").click()
    panel.locator(".rl-status", has_text="Stopped after").wait_for()


def assert_the_kernel_answers(slider):
    slider.get_by_role("slider").press("ArrowRight")
    slider.get_by_text("grey of 6", exact=True).wait_for()


def step(panel):
    """The step that a training has reached, from 1."""
    told = panel.locator(".rl-status", has_text=re.compile(r"Step \d"))
    return int(re.search(r"\d+", told.inner_text())[0])


def kept(lab_home):
    """The learner's progress, as text."""
    path = lab_home / "progress.json"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def chosen(guess):
    return guess.locator(".rl-choice[aria-pressed='true']").all_inner_texts()


def test_the_panel_goes_on_training_while_the_kernel_is_busy_and_restarts(page, lab_home):
    widgets = run(page)
    panel, guess = widgets["panel"], widgets["guess"]
    guess.get_by_role("button", name="20 dB").click()
    page.evaluate(f"code => void {KERNEL}.requestExecute({{ code }})", WAIT)
    panel.locator(".rl-train").click()
    step(panel)  # it trains beside the busy kernel
    restart(page)
    assert_gone(widgets, RESTARTED)
    assert panel.locator(".rl-stop").is_visible()
    assert_the_panel_needs_no_kernel(panel)
    assert chosen(guess) == ["20 dB"]
    jupyter.screenshot(page, "kernel-restarted-in-training")
    widgets = run(page)
    assert chosen(widgets["guess"]) == ["20 dB"]
    assert_the_kernel_answers(widgets["slider"])


@pytest.mark.parametrize(("end", "words"), [(kill, RESTARTED), (shut_down, SHUT_DOWN)])
def test_a_kernel_that_is_gone_is_noticed_and_running_again_brings_all_back(page, end, words):
    widgets = run(page)
    end(page)
    assert_gone(widgets, words)
    assert_the_panel_needs_no_kernel(widgets["panel"])
    assert_the_kernel_answers(run(page)["slider"])


def test_an_answer_that_no_kernel_keeps_is_said_to_be_lost(page, lab_home):
    asking = run(page)["asking"]
    shut_down(page)
    asking.get_by_text(f"{SHUT_DOWN} Until then no answer is kept.").wait_for()
    asking.locator(".rl-choice").first.click()
    assert "You said" in asking.locator(".rl-reply").inner_text()
    assert asking.get_by_text("Until then no answer is kept.").is_visible()
    assert "03-will-it-learn" not in kept(lab_home)
    assert run(page)["asking"].locator(".rl-choice").first.is_visible()


def test_a_busy_kernel_is_not_taken_for_gone(page, lab_home):
    guess = run(page)["guess"]
    page.evaluate(f"code => void {KERNEL}.requestExecute({{ code }})", WAIT)
    guess.get_by_role("button", name="28 dB").click()
    guess.get_by_text("The guess is kept as soon as the running cell ends.").wait_for()
    assert chosen(guess) == ["28 dB"] and guess.locator(".rl-choice:enabled").count() == 2
    (lab_home / "go").touch()
    guess.locator(".rl-kernel").wait_for(state="hidden")
    assert "28 dB" in kept(lab_home)


def test_a_saved_lesson_shows_figures_the_next_day_and_keeps_the_guess(page, lab, lab_home):
    widgets = run(page)
    for _ in range(2):  # the second time, JupyterLab compares the file with what it has saved
        page.evaluate(SAVE)
        jupyter.no_dialog(page)
    saved = (lab_home / NAME).read_text(encoding="utf-8")
    assert "widget-view" not in saved and saved.count("Run this cell") >= len(CELLS)
    widgets["slider"].get_by_role("slider").press("End")  # what is open goes on
    widgets["slider"].get_by_text("grey of 80", exact=True).wait_for()

    shut_down_kernels(page, lab)
    jupyter.open_notebook(page, lab, NAME)
    notebook = page.locator(jupyter.NOTEBOOK)
    notebook.get_by_text("Run this cell: the panel then answers to clicks.").wait_for()
    shown = notebook.locator(".jp-OutputArea-output").all_inner_texts()
    assert len(shown) == len(CELLS) and all("Run this cell" in text for text in shown)
    assert "model not found" not in notebook.inner_text()
    picture = notebook.get_by_role("img", name="Recorded curve of the score over training")
    assert picture.evaluate("image => image.complete && image.naturalWidth") == WIDTH
    jupyter.screenshot(page, "next-day")
    assert chosen(run(page)["guess"]) == ["28 dB"]
