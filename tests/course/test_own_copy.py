"""The learner's copy: no answer in it, as new as the course, and nothing of a learner's lost."""

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock

from restorelib.course import copy_record, own_copy, progress_file
from restorelib.course.own_copy import FOLDER, UNLISTED, renew
from tests.course.course_folder import ANSWER, FIRST, SECOND, change, lesson, make, work_on
from tests.lessons.test_notebooks import links_resolve
from tests.place import ROOT

TELL = "import ipykernel.ipkernel as i, json; print(json.dumps(i.IPythonKernel().language_info))"


@pytest.fixture
def course(tmp_path):
    return make(tmp_path / "course")


@pytest.fixture
def mine(course):
    """The copy, just made."""
    renew(course)
    return course / FOLDER


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The copy of the real lessons, among links to all that they may link to."""
    course = tmp_path_factory.mktemp("course")
    for path in ROOT.iterdir():
        if path.name != FOLDER:
            (course / path.name).symlink_to(path)
    renew(course)
    return course / FOLDER


def visible(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in files)
    return {name for name in names if not name.startswith(".")}


def source(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"][1]["source"]


# What is in it


def copied():
    return [path for path in own_copy.originals(ROOT) if path.suffix == ".ipynb"]


@pytest.mark.parametrize("path", copied(), ids=lambda path: path.stem)
def test_a_copy_has_the_cells_of_its_lesson_and_no_answers(real, path):
    name = path.relative_to(ROOT / "notebooks")
    old, new = (nbformat.read(each, as_version=4) for each in (path, real / name))
    nbformat.validate(new)
    kinds = ("id", "cell_type", "source", "attachments")
    assert [[c.get(k) for k in kinds] for c in new.cells] == [
        [c.get(k) for k in kinds] for c in old.cells
    ]
    code = [cell for cell in new.cells if cell.cell_type == "code"]
    assert not any("outputs_hidden" in str(cell.metadata) for cell in code)
    if path.parent.name == "solutions":
        assert [c.outputs for c in code] == [c.outputs for c in old.cells if "outputs" in c]
    else:
        assert not any(cell.outputs or cell.execution_count for cell in code)


def test_every_link_of_the_copy_leads_somewhere(real):
    notebooks = sorted(real.rglob("*.ipynb"))
    assert len(notebooks) == len(copied())
    for path in notebooks:
        assert list(links_resolve(nbformat.read(path, as_version=4), path)) == []


def test_a_copy_is_written_as_jupyter_saves_it_with_what_a_kernel_adds(mine):
    text = (mine / FIRST).read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert nbformat.writes(notebook) + "\n" == text
    # In a process of its own: a kernel changes what all widgets of its process do.
    told = subprocess.check_output([sys.executable, "-c", TELL], text=True)
    assert notebook.metadata.language_info == json.loads(told)


def test_folded_outputs_are_unfolded(course):
    folded = lesson(collapsed=True, jupyter={"outputs_hidden": True}, tags=["after-a-guess"])
    (course / "notebooks" / ANSWER).write_text(folded, encoding="utf-8")
    renew(course)
    (_, cell) = nbformat.read(course / FOLDER / ANSWER, as_version=4).cells
    assert cell.metadata == {"tags": ["after-a-guess"]} and cell.outputs


def test_it_holds_every_notebook_of_the_course(real):
    there = {path.relative_to(real) for path in real.rglob("*.ipynb")}
    notebooks = ROOT / "notebooks"
    assert there == {path.relative_to(notebooks) for path in notebooks.rglob("[0-9l]*.ipynb")}


def test_nothing_else_is_seen_of_it(mine):
    assert visible(mine) == {FIRST, SECOND, ANSWER, *UNLISTED}


def test_git_does_not_see_it():
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert f"/{FOLDER}/" in ignored


# The next time


def test_what_is_up_to_date_is_left_alone(course, mine):
    before = {path: path.stat().st_mtime_ns for path in mine.rglob("*.*")}
    done = renew(course)
    assert not done.written and not done.sentences
    assert {path: path.stat().st_mtime_ns for path in mine.rglob("*.*")} == before


def test_a_lesson_that_is_missing_is_written_again(course, mine):
    (mine / SECOND).unlink()
    renew(course)
    assert (mine / SECOND).is_file()


def test_an_untouched_copy_is_renewed(course, mine):
    change(course, SECOND, "better")
    (sentence,) = renew(course).sentences
    assert source(mine / SECOND) == ["better"] and SECOND in sentence and "renewed" in sentence
    assert visible(mine) == {FIRST, SECOND, ANSWER, *UNLISTED}


def test_other_outputs_of_the_same_lesson_are_no_news(course, mine):
    text = (course / "notebooks" / SECOND).read_text(encoding="utf-8")
    (course / "notebooks" / SECOND).write_text(text.replace("the answer", "answer"))
    assert renew(course).written == []


def test_an_edited_copy_is_kept_and_the_new_lesson_laid_beside_it(course, mine):
    work = work_on(mine / SECOND)
    change(course, SECOND, "better")
    (sentence,) = renew(course).sentences
    beside = mine / "03_lesson.new.ipynb"
    assert (mine / SECOND).read_bytes() == work and source(beside) == ["better"]
    assert "kept" in sentence and beside.name in sentence and "\n" not in sentence
    assert renew(course).sentences == []
    beside.unlink()  # seen, and thrown away: the same one does not come again
    renew(course)
    assert not beside.exists()


def test_a_copy_that_was_only_run_is_kept_too(course, mine):
    notebook = json.loads((mine / SECOND).read_text(encoding="utf-8"))
    notebook["cells"][1]["execution_count"] = 1
    (mine / SECOND).write_text(json.dumps(notebook), encoding="utf-8")
    run = (mine / SECOND).read_bytes()
    change(course, SECOND, "better")
    renew(course)
    assert (mine / SECOND).read_bytes() == run and (mine / "03_lesson.new.ipynb").exists()


def test_a_second_change_replaces_only_what_nobody_touched(course, mine):
    work_on(mine / SECOND)
    for version in ("second", "third"):
        change(course, SECOND, version)
        renew(course)
    assert source(mine / "03_lesson.new.ipynb") == ["third"]
    work = work_on(mine / "03_lesson.new.ipynb", "mine, too")
    change(course, SECOND, "fourth")
    renew(course)
    assert (mine / "03_lesson.new.ipynb").read_bytes() == work
    assert source(mine / "03_lesson.new2.ipynb") == ["fourth"]


def test_who_takes_the_new_one_over_is_renewed_again(course, mine):
    work_on(mine / SECOND)
    change(course, SECOND, "second")
    renew(course)
    (mine / "03_lesson.new.ipynb").replace(mine / SECOND)
    change(course, SECOND, "third")
    renew(course)
    assert source(mine / SECOND) == ["third"]


# Whatever is lost or in the way


@pytest.mark.parametrize(
    "record",
    [None, b"", b"{", b"[]", b'{"schema": 2}', b'{"schema": 1, "offered": [], "written": {}}',
     b'{"schema": 1, "offered": {"a": 1}, "written": []}', b"\xff", b"[" * 100_000],
    ids=["lost", "empty", "cut", "list", "schema", "kinds", "number", "bytes", "deep"],
)  # fmt: skip
def test_without_its_record_nothing_is_overwritten(course, mine, record):
    work, untouched = work_on(mine / SECOND), (mine / FIRST).read_bytes()
    place = mine / copy_record.FILE
    place.unlink() if record is None else place.write_bytes(record)
    for name in (FIRST, SECOND):
        change(course, name, "better")
    renew(course)
    assert (mine / SECOND).read_bytes() == work and (mine / FIRST).read_bytes() == untouched
    assert source(mine / "03_lesson.new.ipynb") == ["better"]
    assert renew(course).written == []


def test_without_its_record_an_unchanged_course_lays_only_beside_what_was_edited(course, mine):
    work_on(mine / SECOND)
    (mine / copy_record.FILE).unlink()
    assert [path.name for path in renew(course).written] == ["03_lesson.new.ipynb"]
    change(course, FIRST, "better")
    assert [path.name for path in renew(course).written] == [FIRST]  # it is known again


def test_without_its_record_a_lesson_that_was_only_run_gets_nothing_beside_it(course, mine):
    (mine / copy_record.FILE).unlink()
    text = (mine / SECOND).read_text(encoding="utf-8")
    (mine / SECOND).write_text(text.replace('"execution_count": null', '"execution_count": 1'))
    assert renew(course).written == []


def test_what_appears_while_a_lesson_is_written_stays(mine):
    (mine / SECOND).write_bytes(b"just saved")
    with pytest.raises(FileExistsError):
        copy_record.read(mine).write(mine / SECOND, b"new")
    assert (mine / SECOND).read_bytes() == b"just saved"


def test_a_folder_a_link_or_a_device_of_that_name_stays(course, mine, tmp_path):
    elsewhere = tmp_path / "elsewhere.ipynb"
    elsewhere.write_bytes((mine / SECOND).read_bytes())
    (mine / SECOND).unlink()
    (mine / SECOND).symlink_to(elsewhere)
    (mine / FIRST).unlink()
    (mine / FIRST).mkdir()
    work = elsewhere.read_bytes()
    for name in (FIRST, SECOND):
        change(course, name, "better")
    renew(course)
    assert (mine / SECOND).is_symlink() and elsewhere.read_bytes() == work
    assert (mine / FIRST).is_dir() and source(mine / "00_start_here.new.ipynb") == ["better"]


def test_a_file_called_solutions_stays(course, mine):
    for path in (mine / "solutions").iterdir():
        path.unlink()
    (mine / "solutions").rmdir()
    (mine / "solutions").write_text("mine")
    (sentence,) = renew(course).sentences
    assert "is no folder" in sentence and (mine / "solutions").read_text() == "mine"


def test_a_lesson_with_the_marks_of_a_merge_is_passed_over(course, mine):
    (course / "notebooks" / SECOND).write_text("<<<<<<< HEAD\n{}")
    change(course, FIRST, "better")
    before = (mine / SECOND).read_bytes()
    said = renew(course).sentences
    assert "damaged" in said[1] and (mine / SECOND).read_bytes() == before
    assert source(mine / FIRST) == ["better"]


def test_a_full_disk_leaves_each_file_whole(course, mine, monkeypatch):
    change(course, SECOND, "better")
    before = {path: path.read_bytes() for path in mine.rglob("*.ipynb")}

    def full(self, data):
        self.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        renew(course)
    assert {path: path.read_bytes() for path in mine.rglob("*.ipynb")} == before
    assert not list(mine.glob(".*.part"))
    monkeypatch.undo()
    renew(course)
    assert source(mine / SECOND) == ["better"]


def test_a_start_that_was_killed_after_writing_loses_nothing(course, mine, monkeypatch):
    """The new lesson stands there, and the record does not know it."""
    change(course, SECOND, "better")
    record = (mine / copy_record.FILE).read_bytes()
    renew(course)
    (mine / copy_record.FILE).write_bytes(record)
    assert renew(course).written == []
    change(course, SECOND, "best")
    renew(course)
    assert source(mine / SECOND) == ["best"]


@pytest.mark.slow
def test_several_starts_at_once_make_one_copy(course):
    code = f"""
from pathlib import Path
from restorelib.course.own_copy import renew
print(len(renew(Path({str(course)!r})).written))
"""
    starts = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    assert sorted(int(each.communicate()[0]) for each in starts) == [0, 0, 5]


def test_a_start_waits_for_another_one_and_then_says_so(course, mine, monkeypatch):
    monkeypatch.setattr(progress_file, "PATIENCE", 0.01)
    with FileLock(f"{mine / copy_record.FILE}.lock"), pytest.raises(TimeoutError):
        renew(course)


# Where the course is


def test_the_course_is_found_from_inside_it_else_where_the_library_is(course, mine, tmp_path):
    for start in (course, mine, mine / "solutions"):
        assert own_copy.find_course(start) == course
    assert own_copy.find_course(tmp_path) == ROOT


def test_an_installed_library_without_lessons_finds_none(monkeypatch, tmp_path):
    monkeypatch.setattr(own_copy, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    assert own_copy.find_course(tmp_path) is None


def test_the_map_leads_to_the_lessons_of_the_copy(real):
    from restorelib.course.progress_map import Map

    for name in re.findall('href="([^"#]+)', Map()._repr_html_()):
        assert os.path.exists(real / name)
