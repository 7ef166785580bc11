"""The lessons as pages: each guess once, each comparison behind it, links that lead somewhere."""

import posixpath
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlparse

import nbformat
import pytest

from restorelib.course.lessons import LESSONS
from restorelib.widgets.guess import Comparison, Guess
from restorelib.widgets.saving import figure
from tools.site import lessons
from tools.site.lesson_cells import Reading, sections
from tools.site.links import link_of
from tools.site.page import SECTIONS
from tools.site.waits import folded

OTHERS = {*SECTIONS, "teaching.html", "credits.html"}  # pages that this part does not make


class Outline(HTMLParser):
    """Links and anchors of a page, its guesses, and what each comparison waits for."""

    def __init__(self, html):
        super().__init__()
        self.open = []  # elements: the guesses that each waits for
        self.links, self.anchors, self.asked, self.panels = [], set(), [], set()
        self.compared, self.exercises, self.pictures = {}, set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.anchors.add(told.get("id"))
        if tag == "a":
            self.links.append(told["href"])
        if tag == "img":
            self.pictures.append(told)
        if tag != "div":
            if "data-exercise" in told:
                self.exercises.add(told["data-exercise"])
            return
        self.open.append(told.get("data-waits", "").split())
        if told.get("data-part") == "guess":
            self.asked.append(told["data-guess"])
        if told.get("data-part") == "lesson-panel" and "data-question" in told:
            self.asked.append(told["data-question"])
            self.panels.add(told["data-question"])  # compares by itself
        if "data-compares" in told:
            self.compared[told["data-compares"]] = [name for names in self.open for name in names]

    def handle_endtag(self, tag):
        if tag == "div":
            self.open.pop()


@pytest.fixture(scope="module")
def pages():
    return {page.path: page for page in lessons.pages()}


@pytest.fixture(scope="module")
def outlines(pages):
    return {path: Outline(page.html()) for path, page in pages.items()}


def of_lesson(lesson):
    return f"lessons/{lesson.file.removesuffix('.ipynb')}.html"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_each_guess_stands_once_and_its_comparison_waits_for_it(lesson, outlines):
    outline = outlines[of_lesson(lesson)]
    assert sorted(outline.asked) == sorted(lesson.guesses)
    assert set(lesson.guesses) - outline.compared.keys() == outline.panels
    for name, waits in outline.compared.items():
        assert name in waits, f"the comparison of {name} is in view before the guess"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_each_exercise_has_its_mark(lesson, outlines):
    assert outlines[of_lesson(lesson)].exercises == set(lesson.exercises)


def test_each_link_leads_to_a_page_and_an_anchor(pages, outlines):
    wrong = []
    for path, outline in outlines.items():
        for link in outline.links:
            target, _, anchor = link.partition("#")
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            page = page if target else path
            if urlparse(link).scheme or (page in OTHERS and page not in pages):
                continue
            if page not in pages or (anchor and unquote(anchor) not in outlines[page].anchors):
                wrong.append((path, link))
    assert wrong == []


def test_no_page_says_to_run_a_cell_or_shows_a_mark_of_the_tests(pages):
    said = re.compile(r"<p>Run this cell|NBVAL_CHECK_OUTPUT\n|not solved yet", re.IGNORECASE)
    assert [path for path, page in pages.items() if said.search(page.body)] == []


def test_each_picture_has_a_text_alternative(outlines):
    pictures = [picture for outline in outlines.values() for picture in outline.pictures]
    assert len(pictures) > 25 and all(picture.get("alt", "").strip() for picture in pictures)


def test_pages_share_the_data_that_is_equal(pages):
    data = [name for page in pages.values() for name in page.data]
    assert len(data) > len(set(data))
    patches = {name for name in data if name.startswith("patches-")}
    assert len(patches) == 2  # one file for each case


def test_the_pictures_of_the_slider_stay_small(pages):
    page = pages[of_lesson(LESSONS[1])]
    (packed,) = (packed for name, packed in page.data.items() if name.startswith("slider-"))
    assert 100_000 < len(packed) < 800_000


def test_a_comparison_has_a_card_in_the_words_of_python_for_each_choice(pages):
    body = pages[of_lesson(LESSONS[3])].body
    measured = re.search(
        r'data-compares="03-which-side" data-answer="([^"]*)" data-measured="([^"]*)"', body
    )
    for choice in ("", "all exactly 0", "all below 0"):
        card = Comparison(choice, *measured.groups(), "03-which-side")._repr_html_()
        assert card in body
    assert "You said “all below 0”" in body


def test_prose_and_nothing_else_goes_through_the_function_that_is_given():
    file = "notebooks/solutions/03_solutions.ipynb"
    html = folded(Reading(file, "", lambda html: "", "").blocks())
    assert 'class="code"' in html and "Worked answers" not in html


def test_links_lead_to_pages_or_to_the_repository_or_nowhere():
    file = "notebooks/solutions/03_solutions.ipynb"
    assert link_of("../03_x.ipynb#Recap", file=file) == "../03_x.html#Recap"
    assert link_of("../../GLOSSARY.md#seed", file=file) == "../../glossary.html#seed"
    assert link_of("https://a.b/c", file=file) == "https://a.b/c"
    assert link_of("#Recap", file=file) == "#Recap"
    assert link_of("../../restorelib/backend.py", file=file) == ""  # OWNER/REPO is no address


def test_a_heading_within_code_begins_no_section():
    text = "one\n\n## Two\n\n```python\n## no heading\n```\n\n## Three\n"
    assert [part.split("\n")[0] for part in sections(text)] == ["one", "## Two", "## Three"]


def test_a_widget_that_is_not_what_the_notebook_stores_is_an_error(tmp_path):
    asks = 'from restorelib.widgets import Guess\nGuess("Which?", ["a", "b"], name="g")'
    guess = Guess("Which?", ["a", "c"], name="g")
    data = {"text/html": figure(*guess.fallback()), "text/plain": repr(guess)}
    output = nbformat.v4.new_output("display_data", data)
    cells = [nbformat.v4.new_code_cell(asks, outputs=[output])]
    path = tmp_path / "lesson.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.raises(ValueError, match="make notebooks"):
        Reading(str(path), "", lambda html: html, "").blocks()
