"""The copy for a class: no solutions, no loose ends, and a course that works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.lessons.test_notebooks import CHECKS
from tools import student

ROOT = student.ROOT
# What an editor, a test run or `make` leaves, which git does not know either.
BUILT = {
    ".git",
    ".venv",
    "my_lessons",
    ".pytest_cache",
    ".ruff_cache",
    "build",
    "dist",
    "__pycache__",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "course"
    student.write(folder)
    return folder


@pytest.fixture(scope="module")
def cleared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class") / "cleared"
    student.write(folder, clear=True)
    return folder


def code(path):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_every_lesson_is_in_it_with_its_code_and_its_outputs(copy):
    for lesson in ROOT.glob("notebooks/*.ipynb"):
        assert code(copy / "notebooks" / lesson.name) == code(lesson)


def test_only_sentences_that_lead_to_left_out_files_are_gone(copy):
    for lesson in ROOT.glob("notebooks/*.ipynb"):
        old, new = (
            " ".join(c.source for c in nbformat.read(p, as_version=4).cells).split()
            for p in (lesson, copy / "notebooks" / lesson.name)
        )
        lost = len(old) - len(new)
        assert 0 <= lost <= 12 and not {"solutions/"} & {w.split("(")[-1][:10] for w in new}


def test_the_solutions_are_nowhere_in_it(copy):
    """No line of code of a worked solution that is not the lesson's own, or the library's."""
    shown = "\n".join(c.source for path in ROOT.glob("notebooks/*.ipynb") for c in code(path))
    answers = {
        line.strip()
        for path in ROOT.glob("notebooks/solutions/*.ipynb")
        for cell in code(path)
        for line in cell.source.splitlines()
        if len(line.strip()) > 30 and "import " not in line and line.strip() not in shown
    }
    assert len(answers) > 20
    for path in files(copy):
        if (
            path.suffix in {".py", ".ipynb", ".md"}
            and "restorelib" not in path.relative_to(copy).parts
        ):
            text = path.read_text(encoding="utf-8").replace('\\"', '"')
            assert [line for line in answers if line in text] == [], path


def test_what_only_a_teacher_has_is_not_in_it(copy):
    for name in student.LEFT_OUT:
        left = copy / name
        assert name == "tests" or not left.exists()
    assert not list(copy.rglob("test_checks*")) and not list(copy.rglob("*solutions*"))


def test_for_each_file_of_the_course_it_is_decided_whether_it_is_copied():
    there = {path.name for path in ROOT.iterdir()} - BUILT
    there = {name for name in there if not name.endswith(".egg-info")}
    decided = {pattern.partition("/")[0] for pattern in (*student.COPIED, *student.LEFT_OUT)}
    assert there <= decided
    assert [pattern for pattern in student.COPIED if not list(ROOT.glob(pattern))] == []


def test_what_a_teacher_keeps_for_herself_stays_with_her(monkeypatch, tmp_path):
    course = tmp_path / "course"
    for name in ("README.md", "marks.csv", "notebooks/03_x.ipynb", "notebooks/exam.ipynb"):
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_text("")
    nbformat.write(nbformat.v4.new_notebook(), course / "notebooks" / "03_x.ipynb")
    monkeypatch.setattr(student, "ROOT", course)
    student.write(tmp_path / "copy")
    names = {path.relative_to(tmp_path / "copy").as_posix() for path in files(tmp_path / "copy")}
    assert names == {student.MARK, "README.md", "notebooks/03_x.ipynb"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_its_notebooks_keep_to_what_every_notebook_keeps_to(copy, check):
    for path in copy.glob("notebooks/*.ipynb"):
        assert list(check(nbformat.read(path, as_version=4), path)) == []


def test_its_pages_lead_nowhere_else(copy):
    pages = [*copy.glob("*.md"), *copy.glob("docs/*.md")]
    assert {"README.md", "GLOSSARY.md", "binder.md"} <= {page.name for page in pages}
    for page in pages:
        text = page.read_text(encoding="utf-8")
        inner = [t for t in re.findall(r"\]\(([^)\s#]+)[^)]*\)", text) if "://" not in t]
        assert [target for target in inner if not (page.parent / target).exists()] == []


def test_its_page_still_says_what_it_said(copy):
    old, new = ((folder / "README.md").read_text(encoding="utf-8") for folder in (ROOT, copy))
    assert re.findall("^#.*$", new, re.MULTILINE) == re.findall("^#.*$", old, re.MULTILINE)
    assert len(old.split()) - len(new.split()) < 70


def test_cleared_lessons_have_no_outputs_and_the_same_code(cleared):
    for lesson in ROOT.glob("notebooks/*.ipynb"):
        new = code(cleared / "notebooks" / lesson.name)
        assert [cell.source for cell in new] == [cell.source for cell in code(lesson)]
        assert not any(cell.outputs or cell.execution_count for cell in new)
    assert not (cleared / student.NEEDS_OUTPUTS).exists()


def test_its_tests_are_found(copy):
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    command += [
        "--nbval-lax",
        "--nbval-current-env",
        "tests/lessons/test_notebooks.py",
        "notebooks",
    ]
    told = subprocess.run(command, cwd=copy, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout[-2000:]
    assert "tests/lessons/test_notebooks.py" in told.stdout and "notebooks/03_" in told.stdout


@pytest.mark.slow
def test_a_student_gets_a_copy_of_its_lessons(copy, tmp_path):
    clean = os.environ | {
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path),
        "JUPYTER_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "restorelib", "start", "--copy-only"]
    subprocess.run(command, cwd=copy, env=clean, check=True)
    assert {path.name for path in (copy / "my_lessons").glob("*.ipynb")} == {
        path.name for path in ROOT.glob("notebooks/*.ipynb")
    }
    shutil.rmtree(copy / "my_lessons")


# Loose ends


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "here.md").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Worked: [a](gone/a.ipynb). Next: [b](here.md).", "Next: [b](here.md)."),
        ("First.\n\nWorked, too: [a](gone/a.ipynb).", "First."),
        ("Worked: [a](gone/a.ipynb).", ""),
        ("Keep this.\nSee [a](gone.md), and\nthis. And this.", "Keep this. And this."),
        ("| a |\n|---|\n| [x](gone.md) |\n| [y](here.md) |", "| a |\n|---|\n| [y](here.md) |"),
        ("- One.\n- Two, [x](gone.md).\n- Three.", "- One.\n- Three."),
        ("[p](https://doi.org/1) [h](here.md#top) `f[0](x)`", None),
        ("No links.\n\n\n  $a.b$  ", None),
    ],
)
def test_sentences_that_lead_nowhere_go_and_nothing_else(folder, text, left):
    expected = text if left is None else left
    found = student.without_loose_ends(text, folder)
    assert found.split() == expected.split()
    if left is None:
        assert found == text


# Where it may be written


def test_an_earlier_copy_is_written_anew_and_its_repository_stays(tmp_path):
    student.write(tmp_path / "c")
    (tmp_path / "c" / "old.txt").touch()
    kept = [tmp_path / "c" / ".git" / "HEAD", tmp_path / "c" / "my_lessons" / "mine.ipynb"]
    for path in kept:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    student.write(tmp_path / "c", clear=True)
    assert not (tmp_path / "c" / "old.txt").exists() and all(path.exists() for path in kept)


def test_a_folder_with_anything_else_in_it_is_refused_and_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(SystemExit, match="not empty.*name another folder"):
        student.main([str(tmp_path)])
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


# These two only ask: whatever a mistake in `refuse` lets through, nothing is written or removed.
@pytest.mark.parametrize("place", [ROOT, ROOT / "notebooks", ROOT.parent])
def test_the_course_itself_is_refused(place):
    assert "not empty" in student.refuse(place)


def test_a_new_folder_inside_the_lessons_is_refused():
    assert "outside" in student.refuse(ROOT / "notebooks" / "course")


def test_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="is a file: name a folder"):
        student.main([str(tmp_path / "file")])


def test_a_place_where_nothing_can_be_written_is_told_in_words():
    with pytest.raises(SystemExit, match="make student: "):
        student.main([str(Path("/proc/nobody/course"))])
