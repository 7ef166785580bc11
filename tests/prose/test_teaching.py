"""TEACHING.md treats every guess; and no lesson takes longer than it says."""

import ast
import importlib
import json
import re

import nbformat
import pytest

from restorelib import __main__
from restorelib.cases import map_spec
from restorelib.cases.question import Question
from restorelib.course import progress_map
from restorelib.course.lessons import LESSONS
from restorelib.course.progress import Progress
from tests.place import ROOT
from tests.prose.reading_time import cells, minutes

PAGE = (ROOT / "TEACHING.md").read_text(encoding="utf-8")
NUMBERS = [lesson.number for lesson in LESSONS]
# Minutes that the cells take on two cores, rounded up: `make notebooks` prints the seconds.
RUN = dict.fromkeys(("00", "01", "04", "05", "06", "07", "08", "09", "10", "11"), 1) | {
    "02": 2,
    "03": 2,
}


def plain(text):
    """Words with single spaces, as two texts are compared that wrap differently."""
    return " ".join(text.split())


def section(title, page=PAGE):
    """What stands between a heading of the second order and the next one."""
    (found,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found


def table(text):
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line[:1] == "|"]
    return [[cell.strip() for cell in row] for row in rows[2:]]


# How long a lesson takes


def test_the_pace_on_a_lesson_that_can_be_counted_by_hand():
    words = "one two three " * 130
    made = [
        nbformat.v4.new_markdown_cell(f"# Exercise 1\n\n{words}"),
        nbformat.v4.new_code_cell("x = [\n    1,\n    'text',\n]\n\n# a comment\ny = x\n" * 2),
    ]
    assert minutes(made) == pytest.approx(3 + 2 / 130 + 1 + 5)


@pytest.mark.parametrize("lesson", LESSONS, ids=NUMBERS)
def test_no_lesson_takes_longer_than_it_says(lesson):
    needed = minutes(cells(lesson)) + RUN[lesson.number]
    assert needed <= lesson.minutes, f"{needed:.0f} minutes: say so, or shorten it"
    assert lesson.minutes <= needed + 10, f"{needed:.0f} minutes are enough"


@pytest.mark.parametrize("lesson", LESSONS, ids=NUMBERS)
def test_a_lesson_says_its_minutes_in_its_first_cell(lesson):
    assert f"About {lesson.minutes} minutes" in cells(lesson)[0].source


def test_the_page_has_the_lessons_minutes_guesses_and_exercises():
    assert table(section("Lessons and minutes")) == [
        [
            f"{lesson.number} {lesson.title}",
            str(lesson.minutes),
            str(len(lesson.guesses)),
            str(len(lesson.exercises)),
        ]
        for lesson in LESSONS
    ]


# Guesses


def questions_of_panels():
    """name -> (question, choices) of what panels ask."""
    asked = {}
    for name in ("case_a", "case_b", "depth", "first_guess"):
        module = importlib.import_module(f"restorelib.cases.{name}")
        spec = getattr(module, "panel_spec", None)
        held = [*vars(module).values(), getattr(spec and spec(), "question", None)]
        for question in held:
            if hasattr(question, "choices") and not isinstance(question, type):
                asked[question.name] = (question.text, list(question.choices.values()))
    maps = (map_spec.case_b_maps(), map_spec.case_a_maps())
    return asked | {drawn.name: (drawn.question, []) for drawn in maps}  # a border has no choices


def questions_of(lesson):
    """name -> (question, choices) of the guesses in a lesson's cells."""
    asked = {}
    for cell in cells(lesson):
        if cell.cell_type == "code":
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Guess":
                    question, choices = map(ast.literal_eval, node.args)
                    (name,) = (ast.literal_eval(k.value) for k in node.keywords if k.arg == "name")
                    asked[name] = (question, choices)
    return asked


QUESTIONS = questions_of_panels() | {k: v for one in LESSONS for k, v in questions_of(one).items()}


def test_questions_are_found():
    assert isinstance(importlib.import_module("restorelib.cases.case_a").WILL_IT_LEARN, Question)
    assert {"03-which-score", "03-will-it-learn", "04-smaller-steps"} <= set(QUESTIONS)


@pytest.mark.parametrize(
    "name", sorted({n for one in LESSONS for n in one.guesses} | set(QUESTIONS))
)
def test_a_guess_is_answered_choice_by_choice(name):
    question, choices = QUESTIONS[name]
    (lesson,) = (lesson for lesson in LESSONS if lesson.number == name[:2])
    paragraphs = section(f"Lesson {lesson.number}: {lesson.title}").split("\n\n**`")
    (about,) = (p for p in paragraphs if p.removeprefix("\n**`").startswith(f"{name}`**"))
    about = plain(about)
    assert f"· {plain(question)}" in about
    unanswered = [choice for choice in choices if f"**{choice}**" not in about]
    # The right one needs no reply.
    assert len(unanswered) <= 1, unanswered


@pytest.mark.parametrize("lesson", LESSONS, ids=NUMBERS)
def test_each_lesson_has_two_questions_to_discuss_with_an_answer(lesson):
    text = section(f"Lesson {lesson.number}: {lesson.title}")
    discussed = text.partition("\nDiscuss:\n")[2]
    items = re.findall(
        r"^(\d)\. \*(.+?\?)\*\s(.+?)(?=^\d\.|\Z)", discussed, re.MULTILINE | re.DOTALL
    )
    assert [number for number, *_ in items] == ["1", "2"]
    assert all(len(answer.split()) >= 15 for *_, answer in items)


# Plans


def clock(text):
    hours, _, left = text.rpartition(":")
    return 60 * int(hours or 0) + int(left)


@pytest.mark.parametrize(("title", "end"), [("50 minutes", 50), ("Three hours", 180)])
def test_a_plan_starts_at_zero_goes_forward_and_ends_in_time(title, end):
    starts = [clock(row[0]) for row in table(section(title))]
    assert starts[0] == 0 and starts == sorted(set(starts)) and end - 10 <= starts[-1] < end


def test_the_sections_that_a_plan_names_exist():
    named = re.findall(r"\b(0\d), sections? (\d+)(?: (?:and|to) (\d+))?", PAGE)
    assert len(named) >= 10
    for number, *sections in named:
        (lesson,) = (lesson for lesson in LESSONS if lesson.number == number)
        prose = "\n".join(cell.source for cell in cells(lesson) if cell.cell_type == "markdown")
        assert all(re.search(rf"^## {s}\. ", prose, re.MULTILINE) for s in sections if s), number


def test_links_on_the_page_lead_somewhere():
    headings = {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings_of(PAGE)}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        place, _, anchor = target.partition("#")
        assert (ROOT / place).exists() if place else anchor in headings, target


def headings_of(page):
    return re.findall(r"^#+ (.+)$", page, re.MULTILINE)


def test_what_is_handed_in_becomes_the_table_that_the_page_shows(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "handed_in").mkdir()
    kept = Progress(exercises={"03.1": "2026-01-01T00:00:00+00:00", "03.3": "2026-01-02"})
    told = json.dumps(progress_map.standing(kept))
    (tmp_path / "handed_in" / "ada.json").write_text(told, encoding="utf-8")
    commands = re.findall(r"-m restorelib (progress --class .+)", section("Handing in"))
    assert [__main__.main(command.split()) for command in commands] == [0, 0]
    assert re.search(r"^ada +0/0 2 +0/0 2$", capsys.readouterr().out, re.MULTILINE)
    assert (tmp_path / "class.csv").read_text(encoding="utf-8-sig").startswith("student,")
