"""How a person works in JupyterLab: open a notebook, run it, look at its outputs."""

import itertools
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import SCREENSHOTS, TOKEN

_workspaces = itertools.count()
NOTEBOOK = ".jp-NotebookPanel:not(.lm-mod-hidden)"
PROMPTS = (
    f"[...document.querySelectorAll({f'{NOTEBOOK} .jp-CodeCell .jp-InputPrompt'!r})]"
    ".map((prompt) => prompt.textContent.trim())"
)
# Before a kernel is asked for, the status is 'idle', too; Run All then opens 'Select Kernel'.
READY = (
    f"{NOTEBOOK}:has(.jp-Toolbar-kernelName:not([aria-label='No Kernel']))"
    " .jp-Notebook-ExecutionIndicator[data-status='idle']"
)
CLOSE_ALL = """() => {
  for (const widget of [...jupyterapp.shell.widgets("main")]) widget.dispose();
}"""
OPEN = 'path => jupyterapp.commands.execute("docmanager:open", { path }).then(() => null)'


def open_notebook(page: Page, lab: str, path: str) -> None:
    """Open a notebook with nothing beside it, in a workspace of its own or in the JupyterLab shown.

    There all else is closed unsaved.
    """
    if page.url.startswith(lab):
        page.evaluate(CLOSE_ALL)
        page.evaluate(OPEN, path)
        page.wait_for_selector(READY, timeout=120_000)
        return
    workspace = f"test{next(_workspaces)}"
    page.goto(f"{lab}lab/workspaces/{workspace}/tree/{path}?token={TOKEN}&reset")
    page.wait_for_selector(f"{NOTEBOOK} .jp-Cell", timeout=120_000)
    page.wait_for_selector(READY, timeout=120_000)
    page.keyboard.press("Control+b")  # fold the file browser away


def choose(page: Page, *labels: str) -> None:
    """Click through a menu by the words that a person reads."""
    no_dialog(page)
    page.locator(".lm-MenuBar-itemLabel", has_text=labels[0]).first.click()
    for label in labels[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=label).first.click()


def no_dialog(page: Page) -> None:
    """Fail with the words of the dialog that JupyterLab shows, where it shows one."""
    words = page.locator(".jp-Dialog").all_inner_texts()
    assert words == [], f"JupyterLab asks: {words}"


def clear_outputs(page: Page) -> None:
    """Edit > Clear Outputs of All Cells."""
    page.locator(".lm-MenuBar-itemLabel", has_text="Edit").first.click()
    page.locator(".lm-Menu-item[data-command='editmenu:clear-all']").click()


def run_all(page: Page, *, timeout: int = 600_000) -> None:
    """Run > Run All Cells of a notebook without outputs, and wait until no cell runs any more."""
    choose(page, "Run", "Run All Cells")
    page.wait_for_function(f"!({PROMPTS}).includes('[ ]:')")
    page.wait_for_function(f"!({PROMPTS}).includes('[*]:')", timeout=timeout)


def scroll_through(page: Page) -> None:
    """Show each cell once: JupyterLab renders what is in view."""
    cells = page.locator(f"{NOTEBOOK} .jp-Cell")
    for i in range(cells.count()):
        cells.nth(i).scroll_into_view_if_needed()


def error_outputs(page: Page) -> list[str]:
    """Texts of all error and stderr outputs of the open notebook."""
    wrong = page.locator(
        f"{NOTEBOOK} .jp-OutputArea-output[data-mime-type='application/vnd.jupyter.stderr'], "
        f"{NOTEBOOK} .jp-OutputArea-output[data-mime-type='application/vnd.jupyter.error']"
    )
    return wrong.all_inner_texts()


def screenshot(page_or_locator, name: str) -> Path:
    """Save a picture to build/screenshots, for people to look at."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page_or_locator.screenshot(path=path)
    return path
