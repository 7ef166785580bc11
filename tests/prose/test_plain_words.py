"""No archaic, translated or American words in what learners read: many read a second language."""

import re

import nbformat
import pytest

from tests.place import ROOT

# What is found -> what to write.
PLAIN = {
    r"\b(?:lest|whilst|nought|thence|whence)\b": "so that ... not, while, 0, from there",
    r"\bshall\b": "the present, or must: it is the course that speaks, not a law",
    r"\b(?:afresh|anew)\b": "again, new",
    r"\bbeforehand\b": "in advance, before",
    r"\b(?:some|no|any|every)body\b": "name who is meant: a user, all students, we",
    r"\bHe's\b": "He initialisation: 'He' is a name, and reads like a pronoun",
    r"\b(?:illness|disease|cur(?:e|es|ed))\b": "fault, cause, repair: the clinic is picture enough",
    r"\bputs? out\b": "gives, output: to put out is to extinguish",
    r"\ball but\b": "almost, except: it has both meanings",
    r"\bwhose (?:score|loss) (?:is|it)\b": "which trivial predictor has this score",
    r"(?-i:\bWho(?:ever)?) (?:cannot|copies|does|gets|knows)\b": "If you ...",
    r"\b(?:stands?|stood|standing)\b(?!\s+(?:for|in|still)\b)": "is, stays, has",
    r"\bbehind\b(?! a lattice)": "after (a layer), below (a sum)",
    r", for (?:he|it|no|nothing|there|they|this|we|you)\b": "because",
    r"\brightly\b": "correctly",
    r"\bsave (?:for|the)\b": "except",
    r"\bmend(?:s|ed)?\b": "repair",
    r"\b(?:optimiz|initializ|normaliz|recogniz|analyz)\w*": "British spelling, except in code",
    r"\b(?:behavior|color|neighbor)s?\b": "British spelling, except in code",
}
PAGES = [ROOT / f"{name}.md" for name in ("README", "TEACHING", "GLOSSARY")]
PAGES += sorted([*ROOT.glob("docs/*.md"), *ROOT.glob("tools/site/symptoms/*.md")])
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb")) + sorted(
    ROOT.glob("notebooks/solutions/*.ipynb")
)


def passages(path):
    """(place, text) of all that is prose in a page or a notebook."""
    if path.suffix == ".md":
        text = path.read_text(encoding="utf-8")
        # A page of symptoms names rules, and what people type in their own spelling.
        return [("", re.sub(r"(?m)^(?:typed|rules): .*", "", text))]
    cells = nbformat.read(path, as_version=4).cells
    return [(cell.id, cell.source) for cell in cells if cell.cell_type == "markdown"]


def prose(text):
    """A text without code and without the targets of links."""
    return re.sub(r"(?s)(`+).*?\1|(?<=\])\([^)]*\)", " ", text)


def found_in(text):
    """(what is found with its surroundings, what to write)."""
    for pattern, instead in PLAIN.items():
        for hit in re.finditer(pattern, text, re.IGNORECASE):
            yield text[max(0, hit.start() - 25) : hit.end() + 15], instead


@pytest.mark.parametrize("path", PAGES + NOTEBOOKS, ids=lambda path: path.stem)
def test_words_are_plain_and_modern(path):
    found = [(place, *hit) for place, text in passages(path) for hit in found_in(prose(text))]
    assert not found, "\n".join(f"{place}: {words!r}: {instead}" for place, words, instead in found)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("The log stands at 13 dB.", 1),
        ("The log stands still, and `None` stands for any size.", 0),
        ("He's weights, and a value behind it.", 2),
        ("Nobody knows it beforehand, for it is new.", 3),
        ("Pass `optimizer=` to [it](standing.md).", 0),
    ],
)
def test_a_word_is_found_in_prose_only(text, times):
    assert len(list(found_in(prose(text)))) == times
