"""`make hub` can fail: each thing that must hold after the second pull is missed if it does not."""

import json
import tomllib

import pytest

from restorelib.course import own_copy, progress_file
from restorelib.course.progress_file import Guessed, Progress
from tests.course import course_folder
from tests.place import ROOT
from tools.hub import running
from tools.hub.expected import QUESTIONS, failures, own_work
from tools.hub.lesson_day import GUESSES, LINE, MINE, NAMES
from tools.hub.memory import Held, table
from tools.hub.repository import ADDED, READ, SENTENCE, TEACHERS, TRAINED


class Student:
    """A home as a member of the class has it: work done, then the second pull."""

    def __init__(self, home):
        self.home, self.name = home, home.name
        self.course, self.copy = home / "course", home / "course" / "my_lessons"
        course_folder.make(self.course)
        for name in (READ, TRAINED):
            course_folder.change(self.course, name, "old")
        own_copy.renew(self.course)
        if self.name == "dora":
            line = LINE.format("dora")
            self.write(self.course / "notebooks" / TRAINED, line, f"{line}, too")
        else:
            course_folder.work_on(self.copy / TRAINED)
        if self.name == "cleo":
            for folder in ("my_lessons", "notebooks"):
                (self.course / folder / ADDED).write_bytes(MINE)
        guesses = zip(QUESTIONS, GUESSES[self.name], strict=True)
        self.progress = Progress(
            {"03.1": "now"} if self.name == "ann" else {},
            {question: Guessed(choice, "now", True) for question, choice in guesses},
        )
        self.keep(self.progress)
        self.before = own_work(home)
        self.pull()

    @property
    def kept(self):
        return self.home / ".restorelib" / "progress.json"

    def keep(self, progress):
        self.kept.parent.mkdir(exist_ok=True)
        progress_file.write(self.kept, progress)

    def write(self, path, *sources):
        notebook = json.loads(path.read_text())
        cell = notebook["cells"][1]
        notebook["cells"] = [cell | {"source": source} for source in sources]
        path.write_text(json.dumps(notebook))

    def pull(self):
        notebooks = self.course / "notebooks"
        if self.name == "cleo":
            (notebooks / ADDED).rename(notebooks / "12_one_more_lesson__2026.ipynb")
        course_folder.change(self.course, READ, SENTENCE)
        course_folder.change(self.course, ADDED, "new")
        if self.name == "dora":
            line = LINE.format("dora")
            self.write(notebooks / TRAINED, line, f"{line}, too", SENTENCE)
        else:
            course_folder.change(self.course, TRAINED, f"{SENTENCE}\n{TEACHERS}")
        self.news = "\n".join(own_copy.renew(self.course).sentences)

    def failures(self):
        return failures(self.home, self.before, self.news)


def lose_a_guess(student):
    student.keep(Progress(student.progress.exercises, {}))


def lose_the_lesson(student):
    (student.copy / TRAINED).write_text("{}")


def keep_the_old_one(student):
    (student.copy / READ).write_text(course_folder.lesson("old"))


def leave_out_the_new_lesson(student):
    for path in (student.copy / ADDED, (student.copy / ADDED).with_suffix(".new.ipynb")):
        path.unlink(missing_ok=True)


def leave_out_the_teachers_version(student):
    (student.copy / TRAINED).with_suffix(".new.ipynb").unlink()


def say_nothing(student):
    student.news = ""


def break_the_merge(student):
    (student.course / "notebooks" / TRAINED).write_text("<<<<<<<")


def take_the_teachers_cell(student):
    student.write(student.course / "notebooks" / TRAINED, TEACHERS, SENTENCE)


def take_no_cell_of_the_teacher(student):
    line = LINE.format("dora")
    student.write(student.course / "notebooks" / TRAINED, line, f"{line}, too")


def lose_her_file(student):
    (student.course / "notebooks" / "12_one_more_lesson__2026.ipynb").unlink()


def lose_her_own_lesson(student):
    (student.copy / ADDED).unlink()


@pytest.mark.parametrize("name", NAMES)
def test_a_class_in_which_all_holds(tmp_path, name):
    assert Student(tmp_path / name).failures() == []


@pytest.mark.parametrize(
    ("name", "fault", "words"),
    [
        ("ann", lose_a_guess, "not as it was before the second pull"),
        ("ann", lose_the_lesson, "not as it was saved"),
        ("ben", keep_the_old_one, "nobody has touched"),
        ("ben", leave_out_the_new_lesson, "the new lesson should be in"),
        ("ben", leave_out_the_teachers_version, "the teacher's new lesson 03"),
        ("ben", say_nothing, "the page does not say"),
        ("cleo", lose_her_file, "her own"),
        ("cleo", lose_her_own_lesson, "not as it was saved"),
        ("cleo", leave_out_the_new_lesson, "the new lesson should be in"),
        ("dora", break_the_merge, "no notebook any more"),
        ("dora", take_the_teachers_cell, "is gone"),
        ("dora", take_the_teachers_cell, "TEACHING.md denies it"),
        ("dora", take_no_cell_of_the_teacher, "is not in her notebook"),
    ],
)
def test_a_fault_is_found(tmp_path, name, fault, words):
    student = Student(tmp_path / name)
    fault(student)
    assert [sentence for sentence in student.failures() if words in sentence]


def test_work_that_was_not_kept_in_the_first_place_is_found(tmp_path):
    student = Student(tmp_path / "ann")
    empty = own_work(student.home)
    student.before = type(empty)({}, empty.original, Progress({}, {}))
    found = " ".join(student.failures())
    for words in ("should be", "03.1 is solved", "not taken for this member's own"):
        assert words in found


def test_the_table_counts_for_each_user():
    held = [
        Held("ann", "server", 120, 130, 3),
        Held("ann", "kernel", 600, 900, 40),
        Held("ann", "kernel", 40, 50, 1),
        Held("", "hub", 150, 160, 9),
    ]
    assert table(held).splitlines()[2:] == [
        "| ann | 120 MB | 640 MB | 760 MB | 1080 MB | 44 s |",
        "| hub and proxy | | | 150 MB | | 9 s |",
    ]


def test_the_lock_of_the_proxy_is_hashed_and_names_no_registry():
    hub = ROOT / "tools" / "hub"
    asked = json.loads((hub / "package.json").read_text())["dependencies"]
    lock = json.loads((hub / "package-lock.json").read_text())["packages"]
    taken = {name.removeprefix("node_modules/"): entry for name, entry in lock.items() if name}
    assert {name: taken[name]["version"] for name in asked} == asked
    assert all(entry["integrity"].startswith("sha512-") for entry in taken.values())
    assert not [name for name, entry in taken.items() if "resolved" in entry]


def test_a_class_pulls_what_the_extra_pins():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pins = extras["optional-dependencies"]["hub"]
    assert all("==" in pin for pin in pins)
    page = (ROOT / "TEACHING.md").read_text(encoding="utf-8")
    assert [pin for pin in pins if "nbgitpuller" in pin and pin in page]
    binder = (ROOT / "binder" / "environment.yml").read_text()
    assert "jupyterhub" not in binder and "nbgitpuller" not in binder


def test_ports_are_free_and_differ():
    assert len(set(running.free_ports(3))) == 3
