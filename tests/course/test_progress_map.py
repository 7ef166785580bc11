"""The learner's map, and what is handed in."""

import getpass
import json
import platform
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import restorelib
from restorelib import __main__
from restorelib.course import progress
from restorelib.course.learning_paths import PATHS
from restorelib.course.lessons import LESSONS
from restorelib.course.progress import Guessed, Progress
from restorelib.course.progress_map import Map, standing

NOON = "2026-01-01T12:00:00+00:00"
KEPT = Progress(
    {"03.1": NOON, "03.3": NOON, "77.1": NOON},
    {"03-which-score": Guessed("a black picture", NOON, True), "mine": Guessed("x", NOON)},
)


def progress_command(*arguments):
    command = [sys.executable, "-m", "restorelib", "progress", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_is_handed_in():
    told = standing(KEPT)
    assert told["schema"] == 1 and told["restorelib"] == restorelib.__version__
    assert list(told["lessons"]) == [lesson.number for lesson in LESSONS]
    assert told["lessons"]["03"] == {
        "title": "The loss that never moves",
        "exercises": {"passed": 2, "of": 3, "which": ["03.1", "03.3"]},
        "guesses": {
            "made": 1,
            "of": 2,
            "which": {"03-which-score": {"choice": "a black picture", "compared": True}},
        },
    }
    assert told["lessons"]["04"]["exercises"]["passed"] == 0


def test_the_command_prints_it(capsys):
    progress.pass_exercise("03.1")
    assert __main__.main(["progress", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == standing(progress.read())
    assert __main__.main(["progress"]) == 0
    assert capsys.readouterr().out == f"{Map()!r}\n"


def test_it_tells_neither_who_nor_where_nor_when(own_progress):
    progress.pass_exercise("03.1")
    progress.make_guess("03-which-score", "a black picture")
    printed = progress_command("--json")
    assert printed.returncode == 0 and not printed.stderr
    private = {getpass.getuser(), platform.node(), str(Path.home()), str(own_progress.parent)}
    assert not [word for word in private if word in printed.stdout]
    assert progress.read().exercises["03.1"][:10] not in printed.stdout


def test_with_no_file_it_is_empty():
    printed = progress_command("--json")
    assert printed.returncode == 0 and not printed.stderr
    lessons = json.loads(printed.stdout)["lessons"].values()
    assert {lesson["exercises"]["passed"] for lesson in lessons} == {0}
    assert {lesson["guesses"]["made"] for lesson in lessons} == {0}


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_damaged_file_is_told_and_left(own_progress, arguments):
    own_progress.write_text("{")
    printed = progress_command(*arguments)
    assert printed.returncode == 1
    assert "progress.json is damaged" in printed.stdout + printed.stderr
    assert own_progress.read_text() == "{"
    if arguments:
        assert json.loads(printed.stdout)["lessons"]["03"]["exercises"]["passed"] == 0


def test_an_unknown_argument_is_refused(capsys):
    with pytest.raises(SystemExit, match="2"):
        __main__.main(["progress", "--yaml"])
    assert "unrecognized arguments: --yaml" in capsys.readouterr().err


def test_it_imports_no_keras():
    code = "import sys; from restorelib.commands import progress as p; p.main([]); "
    code += "print({'keras', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "set()", done.stderr


class Table(HTMLParser):
    """Tags with their attributes, and the cells of each row."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.rows = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def test_the_map_reads_well_aloud():
    table = Table(Map(KEPT)._repr_html_())
    heads = [attributes["scope"] for tag, attributes in table.tags if tag == "th"]
    assert heads == ["col"] * 5 + ["row"] * len(LESSONS)
    assert {len(row) for row in table.rows} == {5}
    assert "caption" in dict(table.tags)
    assert not [a for _, a in table.tags if "color" in a.get("style", "")]  # the theme's own


def test_the_map_counts_and_leads_to_every_lesson():
    table = Table(Map(KEPT)._repr_html_())
    links = [attributes["href"] for tag, attributes in table.tags if tag == "a"]
    stops = [stop.link for path in PATHS for stop in path.stops]
    assert links == [*stops, *(lesson.file for lesson in LESSONS)]
    third = next(row for row in table.rows if row[0].startswith("03"))
    minutes = next(lesson.minutes for lesson in LESSONS if lesson.number == "03")
    assert third[1] == str(minutes) and third[3:] == ["1 of 2", "2 of 3"]
    assert table.rows[1][3:] == ["0 of 1", "none"]
    assert "03 The loss that never moves" in repr(Map(KEPT))
    assert repr(Map(KEPT)).splitlines()[4].split()[-6:] == ["1", "of", "2", "2", "of", "3"]


def test_the_map_says_what_is_wrong_and_takes_no_markup():
    told = Map(Progress(trouble="<script>alert(1)</script>"))
    assert "<script>" not in told._repr_html_() and "&lt;script&gt;" in told._repr_html_()
    assert "<script>" in repr(told)
