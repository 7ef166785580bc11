"""Each term of the glossary is linked from its first use in the lessons, and only from there."""

import re

import nbformat
import pytest

from tests.place import ROOT
from tools.site.terms import EMPHASISED, FORMS
from tools.site.terms import pattern as form_pattern

LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
PAGE = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
ENTRIES = {
    re.sub("<.*?>", "", heading): body.strip()
    for heading, body in re.findall(r"(?ms)^### ([^\n]+)\n(.*?)(?=^### |\Z)", PAGE)
}
LINK = re.compile(r"\[([^\]]*)\]\((?:\.\./)+GLOSSARY\.md#([^)]*)\)")


def anchor(term):
    return term.lower().replace(" ", "-")


def pattern(term):
    if term in EMPHASISED:  # printed in italics or bold, around the term or around its link
        return rf"(?:(?<=\*)|(?<=\*\[)){term}(?=\*|\])"
    return form_pattern(term)


def blank(found):
    return re.sub(r"\S", " ", found[0])


def prose(markdown):
    """The text of a cell at its own places: code, formulae, headings and other links are blank."""
    for hidden in (r"(?s)(`+).*?\1", r"(?s)\$\$.*?\$\$", r"\$[^$\n]+\$", r"(?m)^#.*$"):
        markdown = re.sub(hidden, blank, markdown)
    markdown = re.sub(r"\[[^\]]*\]\((?!(?:\.\./)+GLOSSARY)[^)]*\)", blank, markdown)
    return re.sub(r"(?<=\])\([^)]*\)", blank, markdown)


def first_uses(lessons, terms):
    """term -> (lesson, what is linked there: the anchor, or None) of its first use.

    Args:
        lessons: name -> texts of its cells, in the order in which they are read.
        terms: of two that fit, the longer one is meant: an "input skip" is no "skip".
    """
    longest_first = sorted(terms, key=len, reverse=True)
    groups = "|".join(f"(?P<t{i}>{pattern(term)})" for i, term in enumerate(longest_first))
    any_term, found = re.compile(groups, re.IGNORECASE), {}
    for lesson, texts in lessons.items():
        for text in texts:
            links = [(m.start(1), m.end(1), m[2]) for m in LINK.finditer(text)]
            for hit in any_term.finditer(prose(text)):
                here = [to for start, end, to in links if start <= hit.start() and hit.end() <= end]
                found.setdefault(longest_first[int(hit.lastgroup[1:])], (lesson, *(here or [None])))
    return found


def markdown(path):
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


TEXTS = {path.name: markdown(path) for path in LESSONS}


@pytest.fixture(scope="module")
def uses():
    return first_uses(TEXTS, ENTRIES)


@pytest.mark.parametrize("term", ENTRIES)
def test_the_first_use_of_a_term_is_linked(term, uses):
    assert term in uses, "no lesson uses it: take it out, or give its form in FORMS"
    lesson, linked = uses[term]
    assert linked == anchor(term), (
        f"{lesson} uses it first: link it to ../GLOSSARY.md#{anchor(term)}"
    )


@pytest.mark.parametrize("term", ENTRIES)
def test_an_entry_is_short_and_names_the_lesson_that_uses_it_first(term, uses):
    said, _, first = ENTRIES[term].rpartition("\n\n")
    assert 4 <= len(said.split()) <= 60
    lesson = uses[term][0]
    assert first == f"First in lesson [{lesson[:2]}](notebooks/{lesson})."


def test_only_the_first_use_is_linked_and_every_link_arrives():
    to = [m[2] for texts in TEXTS.values() for text in texts for m in LINK.finditer(text)]
    assert sorted(to) == sorted(map(anchor, ENTRIES))


def test_links_between_entries_arrive():
    inner = re.findall(r"\]\(#([^)]*)\)", PAGE)
    assert inner and set(inner) <= set(map(anchor, ENTRIES))


def test_the_entries_are_in_alphabetical_order():
    assert list(ENTRIES) == sorted(ENTRIES, key=str.lower) and len(ENTRIES) > 50


def test_a_term_with_capitals_has_an_anchor_without():
    """JupyterLab takes anchors by the letter; other pages write them all small."""
    for heading in re.findall(r"^### (.+)$", PAGE, re.MULTILINE):
        term = re.sub("<.*?>", "", heading)
        assert heading == (f'<a id="{anchor(term)}"></a>{term}' if term != term.lower() else term)


def test_forms_are_given_for_terms_that_exist():
    assert set(FORMS) | EMPHASISED <= set(ENTRIES)


# The search itself


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("All skips help.", None),
        ("All [skips](../GLOSSARY.md#skip) help, and a skip is cheap.", "skip"),
        ("A skip, then the [skip](../GLOSSARY.md#skip).", None),
        ("**[Skip](../GLOSSARY.md#skip)** it.", "skip"),
        ("# A skip\n\n`skip` $skip$ [skip](x.md) [skip](../GLOSSARY.md#skip)", "skip"),
        ("An input skip, then a [skip](../GLOSSARY.md#skip).", "skip"),
        ("A [skip](../GLOSSARY.md#input-skip).", "input-skip"),
    ],
)
def test_the_first_use_is_found_in_prose_only(text, linked):
    assert first_uses({"00": [text]}, ["skip", "input skip"])["skip"] == ("00", linked)


def test_forms_capitals_and_the_order_of_lessons_count():
    lessons = {"00": ["adam is skipping"], "01": ["The batches", "of Adam; batch"]}
    assert first_uses(lessons, ["Adam", "skip", "batch"]) == {
        "batch": ("01", None),
        "Adam": ("01", None),
    }
    assert first_uses({"00": ["a dead end, *dead*"]}, ["dead"]) == {"dead": ("00", None)}
