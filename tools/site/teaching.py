"""The page for teachers: TEACHING.md."""

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from tools.site.links import link_of
from tools.site.markdown import anchor, html_of
from tools.site.page import Page

FILE = "TEACHING.md"
ROOT = Path(__file__).parents[2]


def pages() -> Iterable[Page]:
    """The page, where there is such a file: a student's copy has none."""
    if (ROOT / FILE).is_file():
        yield page()


def page() -> Page:
    """TEACHING.md as a page."""
    text = (ROOT / FILE).read_text(encoding="utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)
    anchors = {_on_github(name): anchor(name) for name in parts}

    def link(url: str) -> str:
        return f"#{anchors[url[1:]]}" if url[1:] in anchors else link_of(url, file=FILE)

    title, rest = html_of(text, link=link).split("</h1>", 1)
    contents = "".join(f'<li><a href="#{anchor(name)}">{escape(name)}</a></li>' for name in parts)
    listed = f'<nav class="contents" aria-label="On this page"><ul>{contents}</ul></nav>'
    return Page(
        path="teaching.html",
        title="Teaching with this course",
        description="Plans for 50 minutes and for three hours, 200 students on one server, "
        "replies to every guess, and questions to discuss.",
        body=f"{title}</h1>\n{listed}{rest}",
        kind="prose teaching",
    )


def _on_github(heading: str) -> str:
    """The anchor that GitHub gives a heading, as the file's own links have it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
