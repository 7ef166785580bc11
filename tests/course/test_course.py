"""The table of lessons says what the notebooks and the README say."""

import ast
import importlib
import re
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from restorelib.cases import map_spec
from restorelib.cases.panel_spec import PanelSpec
from restorelib.cases.question import Question
from restorelib.course.lessons import LESSONS
from tests.place import ROOT

every = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)


def cells(lesson, kind):
    notebook = nbformat.read(ROOT / "notebooks" / lesson.file, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def nodes(lesson, kind):
    trees = (ast.parse(source) for source in cells(lesson, "code"))
    return [node for tree in trees for node in ast.walk(tree) if isinstance(node, kind)]


def test_every_lesson_is_in_the_table():
    numbered = sorted(path.name for path in ROOT.glob("notebooks/[0-9]*.ipynb"))
    assert [lesson.file for lesson in LESSONS] == numbered


@every
def test_the_notebook_opens_with_title_and_minutes(lesson):
    opening = cells(lesson, "markdown")[0]
    title, _, rest = opening.partition("\n")
    assert title == f"# {lesson.number} · {lesson.title}"
    _, first, *_ = rest.strip().split("\n\n")
    assert re.findall(r"About (\d+) minutes", first) == [str(lesson.minutes)]
    card = re.match(r"\*\*The method card, steps? ([\d, and]+):", first)
    assert lesson.steps == (tuple(map(int, re.findall(r"\d", card[1]))) if card else ())


def guess_names(lesson):
    """Names in `Guess(..., name="...")`, and of the questions of panels, in their order."""
    found = []
    for node in nodes(lesson, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name == "Guess":
            found.append(next(k.value.value for k in node.keywords if k.arg == "name"))
        elif name == "Panel":
            found += panel_questions(node)
        elif name.endswith("_maps"):  # of a `TrainingMap`
            found.append(getattr(map_spec, name)().name)
    return found


def panel_questions(panel):
    """Of `Panel(module.panel_spec(...))`; the question is an argument, or the spec's own."""
    spec = panel.args[0]
    module = importlib.import_module(f"restorelib.cases.{spec.func.value.id}")
    asked = [keyword.value.attr for keyword in spec.keywords if keyword.arg == "question"]
    if asked:
        return [getattr(module, name).name for name in asked]
    plain = getattr(module, spec.func.attr)()
    assert isinstance(plain, PanelSpec)
    return [plain.question.name] if plain.question else []


@every
def test_the_guesses_are_those_of_the_notebook(lesson):
    names = guess_names(lesson)
    assert sorted(names) == sorted(lesson.guesses)
    assert all(name.startswith(f"{lesson.number}-") for name in names)


def exercise_names(lesson):
    """What the checks in the notebook record."""
    exercises = importlib.import_module("restorelib.exercises")
    found = []
    for node in nodes(lesson, ast.Call):
        called = getattr(node.func, "attr", "")
        if called.startswith("check_"):
            name = getattr(exercises, called).exercise
            if callable(name):  # check_case(patients["A"], ...)
                number, patient = Path(lesson.file).name[:2], node.args[0].slice.value
                name = name(SimpleNamespace(lesson=number, name=patient))
            found.append(name)
    return found


@every
def test_the_exercises_are_those_of_the_notebook(lesson):
    names = exercise_names(lesson)
    assert sorted(names) == sorted(lesson.exercises)
    assert all(name.startswith(f"{lesson.number}.") for name in names)


@every
def test_every_exercise_is_solved_in_the_solutions(lesson):
    if not lesson.exercises:
        return
    solutions = SimpleNamespace(file=f"solutions/{lesson.number}_solutions.ipynb")
    assert set(exercise_names(solutions)) == set(lesson.exercises)  # a wrong answer, too, perhaps


@every
def test_the_readme_has_its_line(lesson):
    link = f"[{lesson.number} {lesson.title}](notebooks/{lesson.file})"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n| {link} | {lesson.minutes} | {lesson.happens} |\n" in readme


def test_names_belong_to_one_thing_only():
    for names in ("guesses", "exercises"):
        every_name = [name for lesson in LESSONS for name in getattr(lesson, names)]
        assert len(set(every_name)) == len(every_name)


def test_questions_in_the_library_are_named_like_the_others():
    from restorelib.cases import case_a

    questions = [value for value in vars(case_a).values() if isinstance(value, Question)]
    assert len({question.name for question in questions}) == len(questions) > 0
