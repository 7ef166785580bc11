"""The glossary, and its terms explained where a page touches them.

`explained` links the first use of each term in a section; `terms.ts` shows what it means there.
"""

import json
import re
from dataclasses import dataclass, replace
from functools import cache

from tools.lock import ROOT
from tools.site.page import Page
from tools.site.walk import WIDGET, Walk

PAGE = "glossary.html"
# The forms of a term where it is more than the term itself with or without an s.
FORMS = {
    "batch": "batch(?:es)?",
    "clipping": "clipping|clipped",
    "convolution": "convolutions?|convolves?",
    "decibel": "decibels?|dB",
    "Glorot initialisation": "Glorot uniform",
    "mean squared error": "mean squared errors?|MSE",
    "patch": "patch(?:es)?",
    "sigma": "sigma|standard deviation",
    "signal": "signals?(?!-to)",
    "training": "train(?:s|ed|ing)?",
    "transposed convolution": "transposed convolutions?|deconvolutions?|deconvolves?",
}
# Common words, terms only where they are printed in italics or bold.
EMPHASISED = {"alive", "dead", "gain", "linear", "stuck", "update"}
# Words that stand in every sentence, or mean something else in others: explained only where a page
# links them.
EVERYDAY = {
    *("batch", "cell", "channel", "decibel", "filter", "float", "gradient", "image", "kernel"),
    *("layer", "loss", "noise", "panel", "patch", "pixel", "recipe", "rounding", "score"),
    *("seed", "sigma", "signal", "skip", "step", "target", "training", "weight", "Keras"),
    *("blind", "clipping", "tile"),
}
PROSE = {"p", "li", "td", "dd", "figcaption"}
NO_PROSE = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "a", "nav", "summary", "label", "legend", "button"),
    *("abbr", "cite", "code", "dfn", "kbd", "math", "pre", "script", "select", "style", "svg"),
    *("textarea", WIDGET),
}


@dataclass(frozen=True)
class Term:
    """One entry: its name, what is said of it (Markdown), and the lesson that uses it first."""

    name: str
    said: str
    lesson: str

    @property
    def anchor(self) -> str:
        return self.name.lower().replace(" ", "-")

    @property
    def text(self) -> str:
        """What is said of it, without links."""
        return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", self.said).split())


@cache
def terms() -> tuple[Term, ...]:
    """The entries of GLOSSARY.md, in its order."""
    page = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    entry = re.compile(
        r"(?ms)^### (?:<a [^>]*></a>)?([^\n]+)\n\n(.*?)\n\nFirst in lesson \[\d+\]\(([^)]+)\)\.$"
    )
    return tuple(Term(name, said.strip(), lesson) for name, said, lesson in entry.findall(page))


def pattern(term: str) -> str:
    """A regular expression of a term's forms, to be used with IGNORECASE."""
    forms = FORMS.get(term, f"{term}s?").replace(" ", r"\s+")
    # Capitals count in a term that has some: "adam" is no optimiser.
    return f"(?-i:\\b(?:{forms})\\b)" if term != term.lower() else f"\\b(?:{forms})\\b"


def explained(page: Page) -> Page:
    """The page with its terms linked, and what they mean as data at its end."""
    marking = _Marking(f"{page.root}{PAGE}", here=page.path == PAGE)
    marking.feed(page.body)
    marking.close()
    if not marking.used:
        return page
    said = {term.anchor: [term.name, term.text] for term in terms() if term.anchor in marking.used}
    data = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    script = f'<script type="application/json" data-part="terms">{data}</script>'
    return replace(page, body=f"{''.join(marking.written)}\n{script}")


@cache
def _any_term() -> tuple[re.Pattern, tuple[Term, ...]]:
    """One expression of all terms that are marked, the longest first: group i is term i."""
    marked = [term for term in terms() if term.name not in EVERYDAY]
    marked = tuple(sorted(marked, key=lambda term: -len(term.name)))
    groups = "|".join(f"(?P<t{i}>{pattern(term.name)})" for i, term in enumerate(marked))
    return re.compile(groups, re.IGNORECASE), marked


class _Marking(Walk):
    """Writes the HTML that it reads, with marks; all else stays as it is, to the letter."""

    def __init__(self, glossary: str, *, here: bool):
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.used: set[str] = set()
        self._glossary, self._here = glossary, here
        self._seen: set[str] = set()  # in this section

    def opened(self, tag, attributes):
        raw = self.get_starttag_text()
        if tag in ("h1", "h2"):
            self._seen = set()
        page, _, anchor = (attributes.get("href") or "").partition("#")
        own = page == self._glossary or (self._here and not page)
        if tag == "a" and own and any(anchor == term.anchor for term in terms()):
            self.used.add(anchor)
            self._seen.add(anchor)
            raw = f'{raw[:-1]} class="term">'
        self.written.append(raw)

    def closed(self, tag):
        self.written.append(f"</{tag}>")

    def handle_data(self, data):
        prose = self.inside(PROSE) and not self.inside(NO_PROSE) and not self._here
        self.written.append(_any_term()[0].sub(self._mark, data) if prose else data)

    def handle_entityref(self, name):
        self.written.append(f"&{name};")

    def handle_charref(self, name):
        self.written.append(f"&#{name};")

    def handle_comment(self, data):
        self.written.append(f"<!--{data}-->")

    def _mark(self, found: re.Match) -> str:
        term = _any_term()[1][int(found.lastgroup[1:])]
        plain = term.name in EMPHASISED and not self.inside({"em", "strong"})
        if plain or term.anchor in self._seen:
            return found[0]
        self._seen.add(term.anchor)
        self.used.add(term.anchor)
        return f'<a href="{self._glossary}#{term.anchor}" class="term">{found[0]}</a>'
