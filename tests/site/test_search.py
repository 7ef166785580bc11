"""What the search looks through: all text of all pages, but for the answers of guesses."""

import base64
import json
import re

from tools.site.page import Page
from tools.site.search import search_data, sections


def test_a_page_is_cut_at_its_headings():
    html = '<p>Before.</p><h2 id="a">One <em>two</em></h2><p>x<br>y &amp; z</p><h3>C</h3>t'
    assert sections(html) == [("", "", "Before."), ("a", "One two", "x y & z"), ("a", "C", "t")]
    assert sections('<dl><dt id="relu">ReLU</dt><dd>It cuts.</dd></dl>')[-1] == (
        "relu",
        "ReLU",
        "It cuts.",
    )


def test_what_waits_for_a_guess_gives_its_headings_only():
    html = '<p>Guess.</p><div data-waits="03-x"><p>28.13</p><h2 id="b">Why</h2>33</div><p>On.'
    assert sections(html) == [("", "", "Guess."), ("b", "Why", "On.")]


def test_what_is_no_text_is_left_out():
    html = (
        "<script>a</script><style>b</style><svg><text>c</text></svg><button>d</button>"
        '<div data-part="panel"><p>e</p></div><span aria-hidden="true">f</span><pre>code</pre>'
        '<article data-part="lesson">lesson</article>'
    )
    assert sections(html) == [("", "", "code lesson")]


def test_pages_of_answers_give_no_text_away():
    pages = [
        Page(path, "Title", "d", '<h2 id="a">Heading</h2><p>text</p>')
        for path in ("lessons/solutions/03.html", "teaching.html", "index.html", "404.html")
    ]
    found = {path: rows for path, _, rows in json.loads(search_data(pages))}
    assert found["lessons/solutions/03.html"] == [["", "Title", ""]]
    assert found["teaching.html"] == [["a", "Heading", ""]]
    assert found["index.html"] == [["a", "Heading", "text"]]
    assert "404.html" not in found


def test_the_site_carries_the_sections_of_its_pages(site):
    script = (site / "data" / "search.js").read_text(encoding="utf-8")
    packed = re.search(r'detail:"([^"]+)"', script)[1]
    found = {path: rows for path, _, rows in json.loads(base64.b64decode(packed))}
    pages = {file.relative_to(site).as_posix() for file in site.rglob("*.html")}
    assert set(found) <= pages - {"404.html"} and len(found) > 2
    assert any(anchor == "relu" for anchor, _, _ in found["glossary.html"])
