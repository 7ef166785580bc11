"""What the search looks through: the sections of all pages, as one file of data.

`search.ts` reads it when the search is first opened. An element with `data-waits`, which a guess
hides until it is answered, gives its headings and no other text: no excerpt gives an answer away.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from tools.site.not_found import PATH as NOT_FOUND
from tools.site.page import Page
from tools.site.walk import WIDGET, Walk

DATA = "search"
HEADINGS = {"h1", "h2", "h3", "h4", "dt"}
# Pages that say the answers of guesses and exercises. Their headings may be found; those of
# solutions name answers, too, so that only the page is found.
GIVE_AWAY = "teaching.html"
SOLUTIONS = "lessons/solutions/"
# No sentences of the page: programs, pictures, and what is there for a control only.
SILENT = {
    *("script", "style", "svg", "button", "select", "nav", "template", "textarea", "noscript"),
    *("aria-hidden", WIDGET),
}
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
    found = [
        (page.path, page.title, _sections_of(page)) for page in pages if page.path != NOT_FOUND
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _sections_of(page: Page) -> list[tuple[str, str, str]]:
    if page.path.startswith(SOLUTIONS):
        return [("", page.title, "")]
    if page.path == GIVE_AWAY:
        return [(anchor, heading, "") for anchor, heading, _ in sections(page.body) if heading]
    return sections(page.body)


class _Reading(Walk):
    def __init__(self):
        super().__init__()
        self.sections = [Section()]

    def opened(self, tag, attributes):
        if tag in HEADINGS:
            self.sections.append(Section(attributes.get("id") or self.sections[-1].anchor))
        if tag in BLOCKS:
            self.handle_data(" ")

    def closed(self, tag):
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_data(self, data):
        if self.inside(SILENT):
            return
        section = self.sections[-1]
        if self.inside(HEADINGS):
            section.heading.append(data)
        elif not self.inside({"data-waits"}):
            section.text.append(data)
