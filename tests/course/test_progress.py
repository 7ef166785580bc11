"""What is kept of a learner, where, and what happens where nothing can be kept."""

import errno
import getpass
import inspect
import json
import os
import platform
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from restorelib.course import progress, progress_file
from restorelib.course.progress import Progress
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.widgets.guess import Guess
from tests.place import ROOT


@pytest.fixture(autouse=True)
def new_kernel(monkeypatch):
    monkeypatch.setattr(progress, "_unsaved", Progress())
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)


def at_noon(day, monkeypatch):
    monkeypatch.setattr(progress, "_now", lambda: f"2026-01-{day:02}T12:00:00+00:00")


# What is kept


def test_at_first_there_is_nothing_and_reading_makes_no_file(own_progress):
    assert progress.read() == Progress()
    assert progress.guessed("03-which-score") is None
    assert not own_progress.exists() and not progress.is_damaged()


def test_the_first_pass_counts(monkeypatch):
    at_noon(1, monkeypatch)
    progress.pass_exercise("03.1")
    at_noon(2, monkeypatch)
    progress.pass_exercise("03.1")
    progress.pass_exercise("03.2")
    days = {name: when[:10] for name, when in progress.read().exercises.items()}
    assert days == {"03.1": "2026-01-01", "03.2": "2026-01-02"}


def test_a_guess_changes_until_it_is_compared():
    for choice in ("a", "b"):
        progress.make_guess("g", choice)
        assert progress.guessed("g").choice == choice
    progress.make_guess("g", "b", compared=True)
    progress.make_guess("g", "c")
    progress.make_guess("g", "c", compared=True)
    kept = progress.guessed("g")
    assert (kept.choice, kept.compared) == ("b", True)


def test_no_more_is_kept_than_is_said(own_progress):
    progress.pass_exercise("03.1")
    progress.make_guess("03-which-score", "the noisy picture as it came in")
    told = json.loads(own_progress.read_text(encoding="utf-8"))
    assert set(told) == {"schema", "exercises", "guesses"}
    assert set(told["exercises"]) == {"03.1"}
    assert set(told["guesses"]["03-which-score"]) == {"choice", "when", "compared"}


def test_letters_of_any_script_come_back():
    progress.make_guess("g", "σ ≥ 10, “größer”")
    assert progress.guessed("g").choice == "σ ≥ 10, “größer”"


# Where it is kept


def test_it_is_in_the_home_folder_unless_a_file_is_named(monkeypatch, tmp_path):
    assert progress.path() == tmp_path / "progress.json"
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.delenv(progress.VARIABLE)
    assert progress.path() == tmp_path / "home" / ".restorelib" / "progress.json"
    progress.pass_exercise("03.1")  # makes the folders
    assert progress.read().exercises and not progress.read().trouble
    monkeypatch.setenv(progress.VARIABLE, "~/elsewhere.json")
    assert progress.path() == tmp_path / "home" / "elsewhere.json"


@pytest.mark.parametrize(
    ("notebook", "kept"),
    [
        ("/srv/course/notebooks/solutions/03_solutions.ipynb", False),
        ("C:\\course\\notebooks\\solutions\\03_solutions.ipynb", False),
        ("my_lessons/solutions/03_solutions.ipynb", False),
        ("my_lessons/03_lesson.ipynb", True),
        ("solutions/03_solutions.ipynb", False),
        ("/home/me/solutions/course/notebooks/03_lesson.ipynb", True),
        ("notebooks/solutions.ipynb", True),
        ("", True),
    ],
)
def test_worked_solutions_do_not_count(monkeypatch, notebook, kept):
    monkeypatch.setenv("JPY_SESSION_NAME", notebook)
    progress.pass_exercise("03.1")
    progress.make_guess("g", "a")
    assert bool(progress.read().exercises) == bool(progress.read().guesses) == kept


# Where nothing can be read or written


DAMAGED = {
    "cut off": b'{"schema": 1, "exercises": {"03.1": "20',
    "a list": b"[]",
    "a number": b"3",
    "no guesses": b'{"schema": 1, "exercises": {}}',
    "no schema": b"{}",
    "exercises in a list": b'{"schema": 1, "exercises": ["03.1"], "guesses": {}}',
    "an exercise that is no text": b'{"schema": 1, "exercises": {"03.1": 7}, "guesses": {}}',
    "half a guess": b'{"schema": 1, "exercises": {}, "guesses": {"g": {"choice": "a"}}}',
    "a guess that is no text": b'{"schema": 1, "exercises": {}, "guesses": '
    b'{"g": {"choice": 1, "when": "", "compared": true}}}',
    "a guess with more": b'{"schema": 1, "exercises": {}, "guesses": '
    b'{"g": {"choice": "a", "when": "", "compared": true, "who": "me"}}}',
    "no text": b"\xff\xfe\x00",
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_kept_aside(own_progress, content):
    own_progress.write_bytes(content)
    assert progress.is_damaged()
    assert "progress.json is damaged" in progress.read().trouble
    assert own_progress.read_bytes() == content  # reading changes nothing
    progress.pass_exercise("03.1")
    assert own_progress.with_name("progress.json.damaged").read_bytes() == content
    assert list(progress.read().exercises) == ["03.1"]
    assert not progress.read().trouble and not progress.is_damaged()


def test_every_damaged_file_is_kept_aside(own_progress):
    for content in (b"one", b"two", b"three"):
        own_progress.write_bytes(content)
        progress.pass_exercise("03.1")
    aside = own_progress.parent.glob("progress.json.damaged*")
    assert sorted(path.read_bytes() for path in aside) == [b"one", b"three", b"two"]


@pytest.mark.parametrize("content", [b"", b" \n"])
def test_an_empty_file_is_a_beginning(own_progress, content):
    own_progress.write_bytes(content)
    assert progress.read() == Progress()
    progress.pass_exercise("03.1")
    assert list(own_progress.parent.glob("*.damaged*")) == []


def test_a_file_of_another_schema_is_left_as_it_is(own_progress):
    newer = '{"schema": 2, "whatever": "comes"}'
    own_progress.write_text(newer)
    assert "schema 2, and this library reads 1" in progress.read().trouble
    progress.pass_exercise("03.1")
    assert own_progress.read_text() == newer
    assert list(progress.read().exercises) == ["03.1"]  # in this kernel
    assert progress.is_damaged() and "schema 2" in progress.read().trouble


def no_folder(tmp_path):
    (tmp_path / "file").touch()
    return tmp_path / "file" / "progress.json"


def a_folder(tmp_path):
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


@pytest.mark.skipif(os.name == "nt", reason="these are places of Linux and macOS")
@pytest.mark.parametrize(
    "place",
    [
        no_folder,
        a_folder,
        lambda tmp_path: "/proc/nobody/progress.json",  # not even root can write there
        lambda tmp_path: "~nobody-of-this-name/progress.json",
        lambda tmp_path: "/" + "x" * 300,
        lambda tmp_path: tmp_path / ("y" * 300),
    ],
)
def test_where_it_cannot_be_written_a_kernel_remembers_and_says_so(monkeypatch, tmp_path, place):
    monkeypatch.setenv(progress.VARIABLE, str(place(tmp_path)))
    progress.pass_exercise("03.1")
    progress.make_guess("g", "a")
    kept = progress.read()
    assert list(kept.exercises) == ["03.1"] and kept.guesses["g"].choice == "a"
    assert kept.trouble
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "progress.json"))
    progress.pass_exercise("03.2")  # as soon as it can be written, nothing is lost
    monkeypatch.setattr(progress, "_unsaved", Progress())
    assert set(progress.read().exercises) == {"03.1", "03.2"} and progress.guessed("g")
    assert not progress.read().trouble


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes have names on Linux and macOS")
def test_a_pipe_or_a_device_is_no_file_to_replace(own_progress):
    os.mkfifo(own_progress)
    # Another process, since reading a pipe by mistake would wait for ever.
    code = "from restorelib.course import progress\n"
    code += "progress.pass_exercise('03.1'); print(progress.read())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert "progress.json is not an ordinary file" in done.stdout and "03.1" in done.stdout
    assert stat.S_ISFIFO(own_progress.stat().st_mode)


def test_without_a_home_a_kernel_remembers_and_says_so(monkeypatch):
    def homeless():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv(progress.VARIABLE)
    monkeypatch.setattr(Path, "home", homeless)
    progress.pass_exercise("03.1")
    assert list(progress.read().exercises) == ["03.1"]
    assert "no home folder" in progress.read().trouble
    assert progress.VARIABLE in progress.read().trouble


def test_a_full_disk_leaves_the_old_file_whole_and_no_litter(own_progress, monkeypatch):
    progress.pass_exercise("03.1")
    before = own_progress.read_bytes()

    def full(*arguments, **keywords):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(progress_file.json, "dump", full)
    progress.pass_exercise("03.2")
    assert own_progress.read_bytes() == before
    assert {path.name for path in own_progress.parent.iterdir()} == {
        "progress.json",
        "progress.json.lock",
    }
    assert "No space left on device" in progress.read().trouble
    assert set(progress.read().exercises) == {"03.1", "03.2"}


# Several kernels

WRITE = """
import sys
from restorelib.course import progress
for i in range(40):
    progress.make_guess(f"{sys.argv[1]}.{i}", "a")
"""


def test_six_kernels_that_write_at_once_lose_nothing():
    kernels = [subprocess.Popen([sys.executable, "-c", WRITE, str(k)]) for k in range(6)]
    assert [kernel.wait(60) for kernel in kernels] == [0] * 6
    assert set(progress.read().guesses) == {f"{k}.{i}" for k in range(6) for i in range(40)}


DIE = """
import json, os, signal, sys
from restorelib.course import progress, progress_file
progress_file.json.dump = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
progress.pass_exercise("03.1")
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no such signal")
def test_a_writer_that_is_killed_leaves_nothing_for_good(own_progress):
    killed = subprocess.run([sys.executable, "-c", DIE], timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(own_progress.parent.glob("*.new"))) == 1
    progress.pass_exercise("03.2")  # does not wait for the dead one's lock
    assert list(progress.read().exercises) == ["03.2"] and not progress.read().trouble
    left = {path.name for path in own_progress.parent.iterdir()}
    assert left == {"progress.json", "progress.json.lock"}


def test_a_cell_does_not_wait_for_ever(own_progress, monkeypatch):
    monkeypatch.setattr(progress_file, "PATIENCE", 0.1)
    with FileLock(f"{own_progress}.lock"):  # as another kernel that hangs while it writes
        progress.pass_exercise("03.1")
    assert list(progress.read().exercises) == ["03.1"]
    assert "another notebook keeps it locked" in progress.read().trouble
    assert not own_progress.exists()
    progress.pass_exercise("03.2")  # writes what could not be written before
    assert set(progress_file.load(own_progress).exercises) == {"03.1", "03.2"}


@pytest.mark.parametrize("error", [OSError(errno.ENOLCK, "No locks"), NotImplementedError()])
def test_where_there_are_no_locks_it_is_written_at_once(own_progress, monkeypatch, error):
    def unknown(self):
        raise error

    monkeypatch.setattr(FileLock, "acquire", unknown)
    progress.pass_exercise("03.1")
    assert list(progress_file.load(own_progress).exercises) == ["03.1"]


GUESS = """
from restorelib.widgets import Guess
guess = Guess("?", ["a", "b"], name="g")
print(repr(guess.choice), guess.compared)
guess.set_state({"choice": "b"})
"""


def python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_guess_is_remembered_when_the_kernel_starts_again():
    assert python(GUESS) == "'' False\n"
    assert python(GUESS) == "'b' False\n"
    guess = Guess("?", ["a", "b"], name="g")
    guess.choice = "a"  # not compared yet, so it can be changed
    guess.compare("b")
    assert progress.guessed("g").choice == "a" and progress.guessed("g").compared


def test_it_needs_neither_keras_nor_the_network():
    loaded = python(
        "import sys; from restorelib.course import progress; progress.pass_exercise('03.1'); "
        "print(*{'keras', 'numpy', 'socket', 'ssl', 'http', 'urllib.request'} & set(sys.modules))"
    )
    assert not loaded.split()


# Checks record through a decorator


@exercise("99.1")
def check_answer(answer: int | None, *, of: str = "six by seven") -> Feedback:
    """Exercise 1: the answer."""
    return Feedback(True, f"{of}: 42") if answer == 42 else not_yet("Count again.")


def test_a_check_records_when_it_is_solved():
    assert not check_answer(41).solved
    assert progress.read().exercises == {}
    assert check_answer(42, of="all") == Feedback(True, "all: 42")
    assert list(progress.read().exercises) == ["99.1"]


def test_a_decorated_check_looks_as_before():
    assert check_answer.__name__ == "check_answer"
    assert check_answer.__doc__ == "Exercise 1: the answer."
    assert str(inspect.signature(check_answer)).startswith("(answer: int | None, *, of: str =")


def test_one_check_may_serve_several_exercises():
    @exercise(lambda patient, **answers: f"99.{patient}")
    def check_case(patient, *, number):
        return Feedback(number == 1, "")

    check_case("A", number=1)
    check_case(patient="B", number=1)
    check_case("C", number=2)
    assert set(progress.read().exercises) == {"99.A", "99.B"}


def test_a_check_that_cannot_record_still_answers(monkeypatch, tmp_path):
    monkeypatch.setenv(progress.VARIABLE, str(no_folder(tmp_path)))
    assert check_answer(42).solved


def test_nothing_tells_who_and_where(own_progress):
    progress.pass_exercise("03.1")
    progress.make_guess("g", "a")
    text = own_progress.read_text(encoding="utf-8")
    for private in (getpass.getuser(), platform.node(), str(Path.home()), str(own_progress)):
        assert private not in text


def test_notebooks_that_are_tested_write_into_no_file_of_ours(own_progress):
    """The conftest.py beside the notebooks is read whatever is tested, and whoever tests."""
    code = "import os, conftest; print(os.environ['RESTORELIB_PROGRESS'])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    place = Path(done.stdout.strip())
    assert place.name == "progress.json" and place != own_progress
    assert not place.parent.exists()  # a folder of its own, gone at the end
