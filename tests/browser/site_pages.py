"""Pages of the built site in a browser that may ask nobody for anything."""

from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import Page

from tests.browser.axe import AXE, CHART_TEXTS, contrast
from tests.browser.conftest import lacking

READY = "html[data-ready]"
# What axe finds; it may not fetch a style sheet, as it would by itself.
RUN = """async () => (await axe.run(document, { preload: false })).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target}: ${failureSummary}`))"""
# As if the tab were hidden: no browser without a window hides one.
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange")); }"""
# A function: the pages' policy forbids to evaluate text.
THEMED = "(light) => document.body.dataset.jpThemeLight === light"


@contextmanager
def silent_page(browser, **device):
    """A page, and the list of all that it should not do: each request, message and error.

    `device` goes to Playwright's `new_context`.
    """
    context = browser.new_context(offline=True, **device)
    page, faults = context.new_page(), []
    page.set_default_timeout(120_000)

    def asked(request):
        if urlparse(request.url).scheme not in ("file", "data", "blob"):
            faults.append(f"request: {request.url}")

    page.on("request", asked)
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    yield page, faults
    context.close()


def open_page(page: Page, file: Path, hash_: str = "") -> float:
    """Open a page from the disk; milliseconds until all its parts were there."""
    page.goto("about:blank")  # another hash alone would not load it again
    page.goto(file.as_uri() + hash_)
    page.wait_for_selector(READY)
    return page.evaluate("performance.now()")


def barriers(page: Page) -> list[str]:
    """Serious and critical findings of axe-core, light and dark; low contrast in charts, too."""
    if not AXE.exists():
        lacking("axe-core is missing: it takes npm, and 'make test' with a network, once.")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(THEMED, arg=str(scheme == "light").lower())
        found += [f"{scheme}: {finding}" for finding in page.evaluate(RUN)]
        found += [
            f"{scheme}: {text!r} in a chart: contrast {ratio:.2f}, with 4.5 asked for"
            for text, ink, ground in page.evaluate(CHART_TEXTS)
            if not ground.endswith(" 0)") and (ratio := contrast(ink, ground)) < 4.5
        ]
    return found
