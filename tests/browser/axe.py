"""axe-core (Deque Systems) looks for barriers to accessibility in what a lesson shows."""

import re

from playwright.sync_api import Page

from tests.browser import jupyter
from tests.browser.conftest import ROOT, lacking

AXE = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
THEMES = ("JupyterLab Dark", "JupyterLab Light")
CELLS = f"{jupyter.NOTEBOOK} .jp-Cell"
CONTEXT = {
    "include": [[CELLS]],
    # JupyterLab's own: CodeMirror gives the text box of a cell no name, and something invisible
    # lies over the prompts, so that axe cannot see their colours.
    "exclude": [[".cm-editor"], [".jp-InputPrompt"], [".jp-OutputPrompt"], [".rl-panel svg text"]],
}
# JupyterLab's stylesheet takes the line from under links in text; all else about links is ours.
CONFIGURE = """axe.configure({ rules: [
  { id: "link-in-text-block", selector: "a[href]:not(.jp-RenderedMarkdown a)" }] })"""
# JupyterLab's page has no height and hides what overflows, so that axe takes all of it for hidden.
# What is drawn stays the same: the parts of the page bring sizes and scroll bars of their own.
UNHIDE = "body, .jp-LabShell { overflow: visible !important }"
RUN = """async (context) => {
  let found, open;
  // Where axe cannot decide, it asks a person; of contrast it must not, but for single letters. On
  // a long page that was just drawn it sometimes decides nothing at first.
  for (let tries = 0; tries < 4 && (!found || open.some(({ nodes }) => nodes.length)); tries++) {
    document.activeElement.blur();
    found = await axe.run(context);
    open = found.incomplete.filter(({ id }) => id === "color-contrast").map((rule) => ({ ...rule,
      nodes: rule.nodes.filter(({ any }) => any[0].data.messageKey !== "shortTextContent") }));
  }
  const seen = Object.fromEntries(found.passes.map(({ id, nodes }) => [id, nodes.length]));
  return [[...found.violations, ...open], seen];
}"""
# axe takes an SVG for a picture and does not judge the text in it: its colour and its ground.
CHART_TEXTS = """() => [...document.querySelectorAll(".rl-panel svg text")].map((text) => [
  text.textContent, getComputedStyle(text).fill,
  getComputedStyle(text.closest(".rl-panel")).backgroundColor])"""
# Texts whose contrast axe must have judged; it passes over single letters and disabled buttons.
TEXTS = """(cells) => [...document.querySelectorAll(
  `:is(${cells}) :is(h1, h2, h3, p, legend, button:enabled)`)].filter((element) =>
    element.getClientRects().length &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim().length > 1)
  ).length"""
BOTTOM = """(cells) => Math.max(...[...document.querySelectorAll(cells)].map(
  (cell) => cell.offsetTop + cell.offsetHeight))"""


def barriers(page: Page, *, pictures: int = 0) -> list[str]:
    """Serious and critical findings in the cells of the open notebook, in both themes.

    Args:
        page: with a notebook that has run.
        pictures: how many are known to be there; axe must have seen as many.
    """
    if not AXE.exists():
        lacking("axe-core is missing: it takes npm, and 'make test' with a network, once.")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate(CONFIGURE)
    page.add_style_tag(content=UNHIDE)
    _show_all(page)
    found = []
    for theme in THEMES:
        jupyter.choose(page, "Settings", "Theme", theme)
        light = str(theme.endswith("Light")).lower()
        page.wait_for_function(f"document.body.dataset.jpThemeLight === '{light}'")
        page.wait_for_timeout(500)  # buttons fade into their new colours
        rules, seen = page.evaluate(RUN, CONTEXT)
        jupyter.no_dialog(page)
        judged = seen.get("color-contrast", 0)
        judged += sum(len(rule["nodes"]) for rule in rules if rule["id"] == "color-contrast")
        assert judged >= page.evaluate(TEXTS, CELLS) > 0, "the page is hidden from axe"
        assert seen.get("image-alt", 0) >= pictures
        found += [
            f"{theme}: {rule['impact']}: {rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in rules
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
        found += [
            f"{theme}: {text!r} in a chart: contrast {ratio:.2f}, with 4.5 asked for"
            for text, ink, ground in page.evaluate(CHART_TEXTS)
            if (ratio := contrast(ink, ground)) < 4.5
        ]
    return found


def contrast(ink: str, ground: str) -> float:
    """Contrast ratio of a colour on an opaque one, from 1 to 21: WCAG 2.2, "contrast ratio"."""

    def channels(colour: str) -> list[float]:
        return [float(part) for part in re.findall(r"[\d.]+", colour)]

    def luminance(colour: list[float]) -> float:
        shares = [c / 255 for c in colour[:3]]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    below, (*above, alpha) = channels(ground), [*channels(ink), 1.0][:4]
    blended = [alpha * a + (1 - alpha) * b for a, b in zip(above, below, strict=True)]
    darker, lighter = sorted((luminance(blended), luminance(below)))
    return (lighter + 0.05) / (darker + 0.05)


def _show_all(page: Page) -> None:
    """Make the window as high as the notebook: axe cannot judge what is scrolled out of sight."""
    height, needed = 0, page.evaluate(BOTTOM, CELLS)
    while needed > height:  # cells that come into sight are drawn now, and grow
        height = needed
        page.set_viewport_size({"width": 1280, "height": height + 300})
        page.wait_for_timeout(1000)
        page.locator(CELLS).first.scroll_into_view_if_needed()
        needed = page.evaluate(BOTTOM, CELLS)
