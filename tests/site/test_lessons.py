"""The lessons as pages: each guess once, each comparison behind it, each widget as stored."""

import re
from html.parser import HTMLParser

import nbformat
import pytest

from restorelib.course.lessons import LESSONS
from restorelib.widgets.guess import Comparison, Guess
from restorelib.widgets.saving import figure
from tools.site.alive import needs_kernel
from tools.site.lesson_cells import Reading, sections
from tools.site.links import link_of


class Outline(HTMLParser):
    """The guesses of a page, what each comparison waits for, its exercises and its pictures."""

    def __init__(self, html):
        super().__init__()
        self.open = []  # elements: the guesses that each waits for
        self.asked, self.panels = [], set()
        self.compared, self.exercises, self.pictures = {}, set(), []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        if tag == "img":
            self.pictures.append(told)
        if tag != "div":
            if "data-exercise" in told:
                self.exercises.add(told["data-exercise"])
            return
        self.open.append(told.get("data-waits", "").split())
        if told.get("data-part") in ("guess", "training-map"):
            self.asked.append(told["data-guess"])
        if told.get("data-part") == "training-map":
            self.panels.add(told["data-guess"])  # compares by itself
        if told.get("data-part") == "lesson-panel" and "data-question" in told:
            self.asked.append(told["data-question"])
            self.panels.add(told["data-question"])  # as well
        if "data-compares" in told:
            self.compared[told["data-compares"]] = [name for names in self.open for name in names]

    def handle_endtag(self, tag):
        if tag == "div":
            self.open.pop()


@pytest.fixture(scope="module")
def pages(site):
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in (site / "lessons").rglob("*.html")
    }


@pytest.fixture(scope="module")
def outlines(pages):
    return {path: Outline(html) for path, html in pages.items()}


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


def test_no_page_says_to_run_a_cell_or_shows_a_mark_of_the_tests(pages):
    said = re.compile(r"<p>Run this cell|NBVAL_CHECK_OUTPUT\n|not solved yet", re.IGNORECASE)
    assert [path for path, html in pages.items() if said.search(html)] == []


def test_each_picture_has_a_text_alternative(outlines):
    pictures = [picture for outline in outlines.values() for picture in outline.pictures]
    assert len(pictures) > 25 and all(picture.get("alt", "").strip() for picture in pictures)


def test_pages_share_the_data_that_is_equal(pages, site):
    html = "".join(pages.values())
    named = re.findall(r'data-(?:payload|patches|pictures)="([^"]*)"', html)
    assert len(named) > len(set(named))
    assert len({name for name in named if name.startswith("patches-")}) == 2  # one for each case
    assert all((site / "data" / f"{name}.js").is_file() for name in named)


def test_the_pictures_of_the_slider_stay_small(site):
    (file,) = (site / "data").glob("slider-*.js")
    assert 100_000 < file.stat().st_size < 1_100_000


def test_a_comparison_has_a_card_in_the_words_of_python_for_each_choice(pages):
    body = pages[of_lesson(LESSONS[3])]
    measured = re.search(
        r'data-compares="03-which-side" data-answer="([^"]*)" data-measured="([^"]*)"', body
    )
    for choice in ("", "all exactly 0", "all below 0"):
        card = Comparison(choice, *measured.groups(), "03-which-side")._repr_html_()
        assert card in body
    assert "You said “all below 0”" in body


def test_links_lead_to_pages_or_nowhere(unknown):
    file = "notebooks/solutions/03_solutions.ipynb"
    assert link_of("../03_x.ipynb#Recap", file=file) == "../03_x.html#Recap"
    assert link_of("../../GLOSSARY.md#seed", file=file) == "../../glossary.html#seed"
    assert link_of("https://a.b/c", file=file) == "https://a.b/c"
    assert link_of("#Recap", file=file) == "#Recap"
    assert link_of("../../restorelib/backend.py", file=file) == ""
    assert "make lab" in needs_kernel() and "href" not in needs_kernel()


def test_they_lead_to_the_repository_and_to_binder_once_it_has_an_address(known):
    link = link_of("../restorelib/backend.py#L3", file="notebooks/03_x.ipynb")
    assert link == "https://github.com/Ada/Course/blob/main/restorelib/backend.py#L3"
    assert 'href="https://mybinder.org/' in needs_kernel()


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
        Reading(str(path), "", "").blocks()
