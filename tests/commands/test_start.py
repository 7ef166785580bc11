"""`start`, `take-along` and `bring-back` as they are typed."""

import errno
import json

import pytest

from restorelib.__main__ import main
from restorelib.commands import start, workspace
from restorelib.course import own_copy
from restorelib.course.own_copy import FOLDER
from tests.course.course_folder import FIRST, SECOND, change, make, work_on


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course, which is the current folder, and a home of Jupyter's own."""
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", str(tmp_path / "workspaces"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.chdir(make(tmp_path / "course"))
    return tmp_path / "course"


def test_start_makes_the_copy_and_says_where_it_is_also_for_vs_code(course, capsys):
    assert main(["start", "--copy-only"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert str(course / FOLDER) in line and f"In VS Code, open the folder {course}" in line
    assert (course / FOLDER / FIRST).is_file()


def test_start_says_in_one_line_each_what_changed(course, capsys):
    main(["start", "--copy-only"])
    work_on(course / FOLDER / SECOND)
    for name in (FIRST, SECOND):
        change(course, name, "better")
    capsys.readouterr()
    assert main(["start", "--copy-only"]) == 0
    renewed, kept, _ = capsys.readouterr().out.splitlines()
    assert FIRST in renewed and "03_lesson.new.ipynb" in kept


def test_start_from_inside_the_copy_makes_no_second_one(course, monkeypatch):
    main(["start", "--copy-only"])
    monkeypatch.chdir(course / FOLDER)
    assert main(["start", "--copy-only"]) == 0
    assert not (course / FOLDER / FOLDER).exists()


def test_a_copy_elsewhere_has_what_its_lessons_link_to(course, tmp_path, monkeypatch, capsys):
    """On a Hub the course can only be read, and the copy lies in a home."""
    for page in own_copy.PAGES:
        (course / page).write_text("the course's")
    home = tmp_path / "home" / "course"
    assert main(["start", "--copy-only", "--into", str(home)]) == 0
    assert not (course / FOLDER).exists() and (home / FOLDER / FIRST).is_file()
    assert [(home / page).read_text() for page in own_copy.PAGES] == ["the course's"] * 2
    (home / "GLOSSARY.md").write_text("mine")
    for page in own_copy.PAGES:
        (course / page).write_text("the next edition's")
    main(["start", "--copy-only", "--into", str(home)])
    pages = [(home / page).read_text() for page in own_copy.PAGES]
    assert pages == ["mine", "the next edition's"]
    work_on(home / FOLDER / SECOND)
    monkeypatch.chdir(home)
    assert main(["take-along"]) == 0 and (home / FOLDER / "my_work.zip").is_file()


def test_without_lessons_start_says_how_to_get_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(own_copy, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    monkeypatch.chdir(tmp_path)
    assert main(["start"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "lessons are not here" in line and "git clone" in line


def test_where_nothing_can_be_written_start_says_so_and_opens_what_is_there(
    course, monkeypatch, capsys
):
    def read_only(*_):
        raise OSError(errno.EROFS, "Read-only file system")

    opened = []
    monkeypatch.setattr(start, "_jupyterlab", lambda *given: opened.append(given) or 0)
    with monkeypatch.context() as patch:
        patch.setattr(own_copy, "renew", read_only)
        assert main(["start"]) == 1 and not opened
        told = capsys.readouterr().err
        assert "Read-only file system" in told and "start --into" in told
    main(["start", "--copy-only"])
    monkeypatch.setattr(own_copy, "renew", read_only)
    assert main(["start", "--port=1", "--copy"]) == 0
    assert opened == [(course, course, ["--port=1", "--copy"])]  # all else goes to JupyterLab


def test_a_workspace_is_made_once_and_then_the_learners(course, tmp_path):
    main(["start", "--copy-only"])
    (place,) = (tmp_path / "workspaces").iterdir()
    told = json.loads(place.read_text())
    assert told["metadata"]["id"] == workspace.NAME
    assert told["data"]["layout-restorer:data"]["left"]["current"] == workspace.CONTENTS
    for mine in ('{"data": {"mine": 1}, "metadata": {"id": "lessons"}}', "{ broken"):
        place.write_text(mine)
        main(["start", "--copy-only"])
        assert place.read_text() == mine


def test_work_is_taken_along_and_brought_back_in_the_shell(course, tmp_path, monkeypatch, capsys):
    main(["start", "--copy-only"])
    mine = work_on(course / FOLDER / SECOND)
    assert main(["take-along", str(tmp_path / "w.zip")]) == 0
    work_on(course / FOLDER / SECOND, "more")
    assert main(["take-along", str(tmp_path / "w.zip")]) == 1
    assert "exists already" in capsys.readouterr().err
    monkeypatch.chdir(make(tmp_path / "other"))
    assert main(["bring-back", str(tmp_path / "w.zip")]) == 1
    assert "python -m restorelib start" in capsys.readouterr().err
    main(["start", "--copy-only"])
    assert main(["bring-back", str(tmp_path / "w.zip")]) == 0
    assert "03_lesson.ipynb is back." in capsys.readouterr().out
    assert (tmp_path / "other" / FOLDER / SECOND).read_bytes() == mine
