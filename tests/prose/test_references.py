"""What the prose says about itself is true: sections, exercises, lessons, steps, hours, counts."""

import re

import nbformat
import pytest

from restorelib.course.lessons import LESSONS
from restorelib.models.catalogue import RECIPES
from tests.place import ROOT

BY_NUMBER = {lesson.number: lesson for lesson in LESSONS}
SECTIONS = re.compile(r"[Ss]ections? (\d+)(?!\.?\d)(?:(?: and|,| to) (\d+))?")
# Lessons that are named after a section, or before it: "section 7 of [lesson 03]", "Lesson 05, ".
AFTER = re.compile(r" of \[?[Ll]esson (\d\d)")
BEFORE = re.compile(r"[Ll]esson (\d\d)\]?(?:\([^)]*\))?, $")


def markdown(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


TEXTS = {number: markdown(ROOT / "notebooks" / BY_NUMBER[number].file) for number in BY_NUMBER}
SOLUTIONS = {
    path.name[:2]: markdown(path) for path in ROOT.glob("notebooks/solutions/[0-9][0-9]_*.ipynb")
}
PAGES = {name: (ROOT / f"{name}.md").read_text(encoding="utf-8") for name in ("README", "TEACHING")}


def named_sections(text, here):
    """(number of the lesson, number of the section) of all sections that a text names."""
    for hit in SECTIONS.finditer(text):
        other = AFTER.match(text[hit.end() :]) or BEFORE.search(text[: hit.start()])
        yield from ((other[1] if other else here, number) for number in hit.groups() if number)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_sections_and_exercises_that_a_lesson_names_exist(number):
    for lesson, section in named_sections(TEXTS[number], number):
        assert re.search(rf"^## {section}\. ", TEXTS[lesson], re.MULTILINE), (lesson, section)
    for exercise in re.findall(r"[Ee]xercise (\d)", TEXTS[number]):
        assert f"## Exercise {exercise}: " in TEXTS[number]


@pytest.mark.parametrize("number", SOLUTIONS)
def test_solutions_have_the_headings_of_the_exercises(number):
    headings = [
        re.findall(r"^## Exercise .*$", t[number], re.MULTILINE) for t in (TEXTS, SOLUTIONS)
    ]
    assert headings[0] == headings[1] != []


@pytest.mark.parametrize(
    "text",
    [*TEXTS.values(), *SOLUTIONS.values(), *PAGES.values()],
    ids=[*TEXTS, *(f"{number}-solutions" for number in SOLUTIONS), *PAGES],
)
def test_lessons_are_named_by_their_own_number(text):
    for said, linked in re.findall(r"\[[Ll]?e?s?s?o?n? ?(\d\d)[^\]]*\]\([./\w]*?(\d\d)_\w+", text):
        assert said == linked
    named = re.findall(r"\blessons? (\d\d)(?:(?: and|,| to) (\d\d))?", text)
    assert {number for pair in named for number in pair if number} <= set(BY_NUMBER)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_the_recap_prints_the_steps_of_the_lesson_in_bold(number):
    rows = re.findall(r"^\| (\*\*)?(\d)\. ", TEXTS[number], re.MULTILINE)
    if rows:
        assert [step for _, step in rows] == list("123456")
        assert tuple(int(step) for bold, step in rows if bold) == BY_NUMBER[number].steps


@pytest.mark.parametrize("text", [PAGES["README"], TEXTS["00"]], ids=["README", "00"])
def test_the_hours_of_the_course_are_the_sum_of_its_lessons(text):
    half_hours = round(sum(lesson.minutes for lesson in LESSONS) / 30)
    assert f"about {half_hours / 2:g} hours" in " ".join(text.split())


def test_lesson_09_says_how_long_its_networks_were_trained():
    assert f"up to {max(recipe.steps for recipe in RECIPES.values()):,} steps" in TEXTS["09"]


def test_lesson_02_says_how_many_weights_its_network_has():
    cells = nbformat.read(ROOT / "notebooks" / BY_NUMBER["02"].file, as_version=4).cells
    (table,) = (cell for cell in cells if cell.id == "table-run")
    printed = int(re.search(r"together: ([\d,]+)", table.outputs[0].text)[1].replace(",", ""))
    assert f"about {round(printed, -3):,} numbers" in TEXTS["02"]
