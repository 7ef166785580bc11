"""What the search looks through: the sections of all pages, as one file of data.

`search.ts` reads it when the search is first opened. An element with `data-waits`, which a guess
hides until it is answered, gives its headings and no other text: no excerpt gives an answer away.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tools.site.page import Page
from tools.site.terms import VOID

DATA = "search"
HEADINGS = {"h1", "h2", "h3", "h4", "dt"}
# No sentences of the page: programs, pictures, and what is there for a control only.
SILENT = {"script", "style", "svg", "button", "select", "nav", "template", "textarea"}
BLOCKS = {*HEADINGS, "p", "li", "td", "th", "dd", "pre", "div", "section", "figcaption", "br", "tr"}


@dataclass
class Section:
    """A heading and the text up to the next one; the part before the first heading has none."""

    anchor: str = ""
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        """Anchor, heading and text, each in one line."""
        lines = (" ".join("".join(words).split()) for words in (self.heading, self.text))
        return (self.anchor, *lines)


def sections(body: str) -> list[tuple[str, str, str]]:
    """The sections of a page's HTML: (anchor, heading, text) each."""
    reading = _Reading()
    reading.feed(body)
    reading.close()
    rows = [section.row() for section in reading.sections]
    return [row for row in rows if row[1] or row[2]]


def search_data(pages: Iterable[Page]) -> bytes:
    """JSON of [path, title, sections] of each page that may be found."""
    found = [(page.path, page.title, sections(page.body)) for page in pages]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


class _Reading(HTMLParser):
    def __init__(self):
        super().__init__()
        self.sections = [Section()]
        self._open: list[tuple[str, str]] = []  # name of an element; what it does to its text
        self._anchor = ""

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag in HEADINGS:
            self.sections.append(Section(attributes.get("id") or self.sections[-1].anchor))
        if tag in BLOCKS:
            self._write(" ")
        if tag in VOID:
            return
        effect = ""
        if tag in SILENT or "data-part" in attributes or attributes.get("aria-hidden") == "true":
            effect = "silent"
        elif "data-waits" in attributes:
            effect = "waits"
        self._open.append((tag, effect))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag in BLOCKS:
            self._write(" ")

    def handle_data(self, data):
        self._write(data)

    def _write(self, words: str) -> None:
        names = {name for name, _ in self._open}
        effects = {effect for _, effect in self._open}
        if names & HEADINGS and "silent" not in effects:
            self.sections[-1].heading.append(words)
        elif not effects - {""}:
            self.sections[-1].text.append(words)
