"""A class in one table: every file is read or said to be bad, and no cell is a formula."""

import csv
import io
import json

import pytest

from restorelib.course import class_table
from restorelib.course.class_files import KINDS, LARGEST, handed_in
from restorelib.course.lessons import LESSONS
from restorelib.course.progress_file import Guessed, Progress, as_data
from restorelib.course.progress_map import standing
from restorelib.course.work_zip import Work, packed
from tests.place import ROOT

SCORE, SIDE = "03-which-score", "03-which-side"
INPUT, BLACK = "the noisy picture as it came in", "a black picture"
ANSWERS = {SCORE: INPUT}


def progress(score=INPUT, *passed, **more):
    guesses = {SCORE: score} | {name.replace("_", "-"): choice for name, choice in more.items()}
    made = {name: Guessed(choice, "2026-01-01", True) for name, choice in guesses.items()}
    return Progress(dict.fromkeys(passed, "2026-01-01"), made)


def printed(kept):
    """As `progress --json` prints it."""
    return json.dumps(standing(kept), ensure_ascii=False, indent=2)


CLASS = {
    "ann": progress(INPUT, "03.1", "03.3", "01.2"),
    "ben": progress(BLACK),
    "cleo": Progress(),
}


@pytest.fixture
def folder(tmp_path):
    for name, kept in CLASS.items():
        (tmp_path / f"{name}.json").write_text(printed(kept), encoding="utf-8")
    return tmp_path


def without_times(kept):
    return sorted(kept.exercises), {name: told.choice for name, told in kept.guesses.items()}


def test_what_was_handed_in_is_what_was_kept(folder):
    found = handed_in(folder)
    assert not found.troubles and list(found.students) == list(CLASS)
    for name, kept in CLASS.items():
        assert without_times(found.students[name]) == without_times(kept)


def test_every_form_of_a_file_counts(tmp_path):
    ann = printed(CLASS["ann"])
    (tmp_path / "powershell.json").write_bytes(ann.encode("utf-16"))
    (tmp_path / "marked.JSON").write_bytes(ann.encode("utf-8-sig"))
    (tmp_path / "file itself.json").write_text(json.dumps(as_data(CLASS["ann"])))
    (tmp_path / "zip.zip").write_bytes(packed(Work(progress=CLASS["ann"])))
    (tmp_path / "Ann of the platform").mkdir()
    (tmp_path / "Ann of the platform" / "my_progress.json").write_text(ann)
    (tmp_path / ".hidden").write_text("no progress")
    found = handed_in(tmp_path)
    names = {"powershell", "marked", "file itself", "zip", "Ann of the platform"}
    assert not found.troubles and set(found.students) == names
    for kept in found.students.values():
        assert without_times(kept) == without_times(CLASS["ann"])


TOLD = standing(CLASS["ann"])
BAD = {
    "half": (b'{"schema": 1, "less', "damaged"),
    "empty": (b"", "damaged"),
    "list": (b"[]", "damaged"),
    "deep": (b"[" * 20_000, "damaged"),
    "bytes": (b"\xff\xfe\x00\xd8", "damaged"),
    "no-lessons": (json.dumps(TOLD | {"lessons": 1}).encode(), "damaged"),
    "odd-choice": (printed(progress("x")).replace('"x"', "[1]").encode(), "damaged"),
    "later": (json.dumps(TOLD | {"schema": 2}).encode(), "schema 2, and this library reads 1"),
    "large": (b" " * (LARGEST + 1), "at most 1 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_and_stops_no_other(folder, name):
    content, words = BAD[name]
    (folder / f"{name}.json").write_bytes(content)
    found = handed_in(folder)
    assert list(found.students) == list(CLASS)
    (trouble,) = found.troubles
    assert trouble.startswith(f"{name}.json: ") and words in trouble


@pytest.mark.parametrize("name", ["bad.zip", "notes.txt", "photo"])
def test_what_is_no_progress_is_left_out_in_words(folder, name):
    (folder / name).write_bytes(b"PK nothing")
    found = handed_in(folder)
    assert list(found.students) == list(CLASS)
    (trouble,) = found.troubles
    assert trouble.startswith(f"{name}: ")
    assert name.endswith(KINDS) or "expected a .json" in trouble


def test_two_files_of_one_student_are_not_chosen_between(folder):
    (folder / "Ben .json").write_text(printed(CLASS["ann"]))
    found = handed_in(folder)
    assert list(found.students) == ["ann", "cleo"]
    (trouble,) = found.troubles
    assert "Ben .json, ben.json" in trouble and "keep one" in trouble


def test_another_version_is_counted_as_far_as_it_is_known(folder):
    later = json.loads(printed(progress(INPUT, "03.1")))
    later["restorelib"] = "9.0"
    later["lessons"]["77"] = json.loads(json.dumps(later["lessons"]["03"]).replace("03", "77"))
    (folder / "dora.json").write_text(json.dumps(later))
    found = handed_in(folder)
    (trouble,) = found.troubles
    assert "received it of 9.0" in trouble and "not counted: 77-which-score, 77.1" in trouble
    third = next(lesson for lesson in LESSONS if lesson.number == "03")
    assert class_table.counts(found.students["dora"], third, ANSWERS) == (1, 1, 1)


def test_the_text_counts_for_each_student_and_each_choice():
    lines = class_table.as_text(CLASS, ANSWERS).splitlines()
    rows = {line.split()[0]: line.split() for line in lines if line}
    assert rows["student"] == ["student", "01", "03", "all"]  # nobody has begun the others
    assert rows["ann"] == ["ann", "0/0", "1", "1/1", "2", "1/1", "3"]
    assert rows["ben"] == ["ben", "-", "0/1", "0", "0/1", "0"]
    assert rows["cleo"] == ["cleo", "-", "-", "-"]
    start = lines.index(f"{SCORE}: 2 answers")
    assert lines[start + 1 :] == [f"    1  {BLACK}", f"    1  {INPUT}  <- as measured"]


def test_the_most_frequent_choice_comes_first():
    students = {name: progress(INPUT if name == "a" else "x") for name in "abc"}
    lines = class_table.as_text(students, ANSWERS).splitlines()
    assert [line.split()[0] for line in lines[-2:]] == ["2", "1"]


def test_the_right_choice_is_told_even_if_nobody_made_it():
    text = class_table.as_text({"ben": CLASS["ben"]}, ANSWERS)
    assert f"    0  {INPUT}  <- as measured" in text


def test_without_measured_answers_nothing_is_called_right():
    assert "right" not in class_table.as_text(CLASS, {}) + class_table.as_csv(CLASS, {})
    assert class_table.measured_answers(None) == {}


def test_the_right_answers_are_those_that_the_lessons_measured():
    answers = class_table.measured_answers(ROOT)
    assert answers[SCORE] == INPUT and answers["02-how-many-weights"] == "896"
    asked = {name for lesson in LESSONS for name in lesson.guesses}
    assert set(answers) <= asked and len(answers) >= 0.8 * len(asked)


def test_the_spreadsheet_holds_the_same_numbers():
    rows = list(csv.DictReader(io.StringIO(class_table.as_csv(CLASS, ANSWERS))))
    ann, ben, cleo = rows
    assert [row["student"] for row in rows] == list(CLASS)
    assert (ann["03 guesses made"], ann["03 guesses right"], ann["03 exercises passed"]) == tuple(
        "112"
    )
    assert (ann["all exercises passed"], ben["all guesses right"]) == ("3", "0")
    assert (ben[SCORE], cleo[SCORE], ben[SIDE]) == (BLACK, "", "")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d", "\uff20"])
def test_no_cell_is_a_formula(first):
    evil = f'{first}HYPERLINK("http://x","click")'
    table = class_table.as_csv({evil: progress(evil)}, ANSWERS)
    _, row = csv.reader(io.StringIO(table, newline=""))
    texts = [cell for cell in row if "HYPERLINK" in cell]
    assert len(texts) == 2
    assert not [cell for cell in row if cell.strip().startswith(tuple("=+-@\uff1d\uff20\t\r"))]


def test_nothing_steers_the_terminal(tmp_path):
    (tmp_path / "a\x1b[31mb.json").write_text(printed(progress("\x1b[2J\nx\u202e")))
    (tmp_path / "c\x1bd.json").write_text("{")
    found = handed_in(tmp_path)
    table = class_table.as_csv(found.students, {})
    assert table.splitlines()[1].startswith("a\ufffd[31mb,") and "[2J\ufffdx\ufffd" in table
    told = class_table.as_text(found.students, {}) + "".join(found.troubles)
    assert "a\ufffd[31mb" in told and "c\ufffdd.json" in told
    assert not [letter for letter in told.replace("\n", "") if not letter.isprintable()]
    assert "\n\x1b" not in told and "[2J\ufffdx\ufffd" in told
