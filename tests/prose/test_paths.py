"""The four ways in: the same everywhere, walkable from end to end, and as long as they say."""

import copy
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from restorelib.course.learning_paths import PATHS, links
from restorelib.course.lessons import LESSONS
from restorelib.course.progress import Progress
from restorelib.course.progress_map import Map
from tests.place import ROOT
from tests.prose.reading_time import WORDS, cells, minutes
from tests.prose.test_teaching import RUN
from tools.lesson_form import end_of, start_of, write_signposts

FOLDER = ROOT / "notebooks"
STUCK, OTHERS, STORY, WHOLE = PATHS
README = (ROOT / "README.md").read_text(encoding="utf-8")
START = "\n".join(cell.source for cell in cells(LESSONS[0]) if cell.cell_type == "markdown")
LONGEST = 755  # minutes of all lessons
HALFWAY = 75  # a longer lesson has a place to stop
CHECK_UP = 5  # minutes: to copy its two lines, run it, and read its report


def notebook(page):
    return nbformat.read(FOLDER / page, as_version=4)


def part(stop):
    """The cells of a stop."""
    all_cells = notebook(stop.page).cells
    return all_cells[start_of(stop, all_cells) : end_of(stop, all_cells)]


# The same everywhere


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.time)
def test_the_readme_lesson_00_and_the_map_show_a_path(path):
    (row,) = re.findall(rf"^\| \*\*{path.time}\*\* \|.*$", README, re.MULTILINE)
    (item,) = re.findall(rf"^- \*\*{path.time}\.\*\* .*$", START, re.MULTILINE)
    assert path.goal in row and links(path, "notebooks") in row
    assert path.goal in item and links(path) in item
    shown = Map(Progress())._repr_html_()
    assert f"<b>{path.time}.</b> {path.goal}" in shown
    assert all(f'href="{stop.link}"' in shown for stop in path.stops)


def test_the_paths_stand_on_the_first_screen_of_the_readme():
    above = README[: README.index(f"**{WHOLE.time}**")]
    assert len(above.splitlines()) < 20


def test_teachers_are_told_of_the_paths():
    page = (ROOT / "TEACHING.md").read_text(encoding="utf-8")
    assert all(path.time in page for path in PATHS)


# Walkable


@pytest.mark.parametrize(
    "stop", [stop for path in PATHS for stop in path.stops], ids=lambda stop: stop.name
)
def test_a_stop_exists(stop):
    assert (FOLDER / stop.page).is_file()
    assert stop.page.endswith(".md") or part(stop)


@pytest.mark.parametrize("page", sorted({Path(stop.page).name for stop in STORY.stops}))
def test_a_lesson_says_where_a_path_leaves_it(page):
    """After a change of the paths: `make notebooks`."""
    committed = notebook(page)
    again = copy.deepcopy(committed)
    write_signposts(again, page)
    assert [cell.source for cell in again.cells] == [cell.source for cell in committed.cells]
    assert any(cell.id.startswith("signpost-") for cell in committed.cells)


def test_a_heading_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="'## No such', 0 do.*learning_paths.py"):
        end_of(replace(STORY.stops[1], last="No such"), notebook(STORY.stops[1].page).cells)


# As long as they say


def test_two_hours_are_enough_for_the_story():
    visited = {stop.page[:2] for stop in STORY.stops}
    needed = sum(minutes(part(stop)) for stop in STORY.stops) + sum(RUN[n] for n in visited)
    assert STORY.minutes - 15 <= needed <= STORY.minutes


def test_the_method_alone_takes_the_minutes_of_its_lessons():
    files = [stop.page for stop in OTHERS.stops]
    assert OTHERS.minutes == sum(each.minutes for each in LESSONS if each.file in files)


def test_half_an_hour_is_enough_for_the_stuck():
    symptoms = (ROOT / "SYMPTOMS.md").read_text(encoding="utf-8")
    changes = re.findall(r"Change: .*", symptoms)  # of these the reader needs one
    needed = re.sub(r"Change: .*", "", symptoms) + max(changes, key=len)
    looking_up = len(re.findall(r"\w[\w'’.,-]*", needed)) / WORDS
    needed = CHECK_UP + looking_up + minutes(notebook(STUCK.stops[-1].page).cells)
    assert STUCK.minutes - 10 <= needed <= STUCK.minutes


def test_the_whole_course_takes_the_minutes_of_its_lessons():
    assert WHOLE.minutes == sum(lesson.minutes for lesson in LESSONS)
    assert WHOLE.minutes <= LONGEST


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_a_long_lesson_has_a_place_to_stop(lesson):
    """A heading "## Halfway" near the middle, and what was found so far."""
    all_cells = cells(lesson)
    stops = [i for i, cell in enumerate(all_cells) if cell.source.startswith("## Halfway\n")]
    assert len(stops) == (lesson.minutes > HALFWAY)
    for stop in stops:
        assert len(all_cells[stop].source.split()) >= 40
        assert 1 / 3 < minutes(all_cells[:stop]) / minutes(all_cells) < 2 / 3
