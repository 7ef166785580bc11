"""Terms are explained in prose, once a section, and nothing else of the page changes."""

import json
import re

import pytest

from tests.place import ROOT
from tools.site import glossary
from tools.site.page import Page
from tools.site.terms import EMPHASISED, EVERYDAY, FORMS, explained, pattern, terms

GLOSSARY = "../glossary.html"


def body(html):
    return explained(Page("lessons/x.html", "t", "d", html)).body


def marked(html):
    """The terms that are marked, in their order, by what stands in the text."""
    return re.findall(rf'<a href="{GLOSSARY}#[^"]+" class="term">([^<]+)</a>', body(html))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>A ReLU, and a ReLU.", ["ReLU"]),
        ("<h2>ReLU</h2><p>tanh</p><h2>x</h2><p>A tanh and ReLUs.", ["tanh", "tanh", "ReLUs"]),
        (f'<p><a href="{GLOSSARY}#relu">It</a> is a ReLU.', ["It"]),
        ('<p><a href="x.html">ReLU</a> <code>tanh</code>', []),
        ("<pre>ReLU</pre> ReLU <p><math><mi>ReLU</mi></math>", []),
        ('<div data-part="panel"><p>ReLU</div><article data-part="lesson"><p>tanh', ["tanh"]),
        ("<p>An input skip.", ["input skip"]),
        ("<p>adam, relu", []),
        ("<p>a dead end, <em>dead</em>", ["dead"]),
        ("<p>The loss of each batch, a step.", []),
    ],
)
def test_a_term_is_marked_where_it_is_first_used_in_prose(html, found):
    assert marked(html) == found


def test_all_else_stays_as_it_is_to_the_letter():
    html = (
        '<h1 id="a">ReLU &amp; co</h1><!-- x --><P CLASS=x>A <b>ReLU</b> &lt; 1&#8239;%<br/>'
        '<img alt="a > b" src="data:,"><svg viewBox="0 0 1 1"><path d="M0 0"/></svg></p>'
    )
    changed = body(html).split("\n<script")[0]
    back = re.sub(r'<a [^>]*class="term">([^<]*)</a>', r"\1", changed)
    assert back == html.replace("</P>", "</p>") and changed != back


def test_a_page_carries_the_meaning_of_its_terms_and_of_no_other():
    data = json.loads(re.search(r'data-part="terms">(.*)</script>', body("<p>ReLU, tanh"))[1])
    assert list(data) == ["relu", "tanh"]
    name, meaning = data["relu"]
    assert name == "ReLU" and meaning.startswith("The activation") and "](" not in meaning
    assert body("<p>nothing") == "<p>nothing"


def test_the_page_has_every_entry_under_its_anchor():
    page = glossary.page()
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert len(terms()) == len(re.findall("^### ", text, re.MULTILINE))
    ids = re.findall(r'<dt id="([^"]+)">', page.body)
    assert ids == [term.anchor for term in terms()]
    inner = re.findall(r'href="#([^"]+)"', page.body)
    assert set(inner) <= {*ids, *map(str.upper, "abcdefghijklmnopqrstuvwxyz")}
    assert 'href="#relu" class="term"' in explained(page).body


def test_the_lists_of_words_name_terms_of_the_glossary():
    names = {term.name for term in terms()}
    assert set(FORMS) | EMPHASISED | EVERYDAY <= names
    assert all(
        re.search(pattern(term.name), term.name, re.IGNORECASE)
        for term in terms()
        if term.name not in FORMS
    )
