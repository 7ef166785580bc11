"""Pages of the built site in a browser that may ask nobody for anything."""

from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlparse

from playwright.sync_api import Page

from tests.browser.axe import AXE, CHART_TEXTS, contrast
from tests.browser.conftest import lacking

READY = "html[data-ready]"
# What axe finds; it may not fetch a style sheet, as it would by itself.
RUN = """async () => (await axe.run(document, { preload: false })).violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target}: ${failureSummary}`))"""
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


class Links(HTMLParser):
    """Where a page's links lead, and the anchors that it has."""

    def __init__(self, text: str):
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Note a link, and an anchor."""
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.targets.append(given["href"])
        if given.get("id"):
            self.anchors.add(given["id"])


def broken_links(folder: Path) -> list[str]:
    """Links within a site that lead to no file, or to no anchor of it."""
    pages = {
        path.relative_to(folder).as_posix(): Links(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }
    broken = []
    for path, links in pages.items():
        for target in links.targets:
            url = urlparse(target)
            if url.scheme:
                continue
            place = (folder / path).parent / unquote(url.path) if url.path else folder / path
            name = place.resolve().relative_to(folder.resolve()).as_posix()
            anchor = unquote(url.fragment)
            if name not in pages:
                if url.path and not place.is_file():
                    broken.append(f"{path}: {target}: no such file")
            elif anchor and "=" not in anchor and anchor not in pages[name].anchors:
                broken.append(f"{path}: {target}: no such anchor")
    return broken
