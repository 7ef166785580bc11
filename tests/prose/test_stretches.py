"""No reader goes for more than ten minutes without something to do."""

import re

import nbformat
import pytest

from restorelib.course.lessons import LESSONS
from tests.prose.reading_time import cells, minutes

LONGEST = 10  # minutes
# What a reader does: answer a guess, use a widget, change a line and run it again, do an exercise.
NAMES = "Guess|Panel|PatientRuns|Clinic|Slider|TrainingMap|OwnPhoto|BeforeAfter"
WIDGETS = re.compile(rf"\b({NAMES})\(")
TASKS = re.compile(r"^(\*\*Try it:?\*\*|#+ (Exercise|Patient) )", re.MULTILINE)


def is_task(cell):
    return bool((TASKS if cell.cell_type == "markdown" else WIDGETS).search(cell.source))


def stretches(notebook_cells):
    """Minutes of reading between one task and the next, with the first words of each stretch."""
    found, since = [], []
    for cell in notebook_cells:
        since.append(cell)
        if is_task(cell):
            found.append(since)
            since = []
    found.append(since)
    return [(read(part), part[0].source[:60]) for part in found if part]


def read(part):
    """Minutes of reading; those of an exercise are doing."""
    headings = [re.sub(r"^#+ (Exercise|Patient) ", "", c.source, flags=re.MULTILINE) for c in part]
    return minutes(
        [nbformat.from_dict({**c, "source": s}) for c, s in zip(part, headings, strict=True)]
    )


def test_a_stretch_ends_at_a_task():
    text, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell
    made = [
        text("one two " * 130),
        code("Guess('?')"),
        text("**Try it:** " + "word " * 128),
        text("end"),
    ]
    lengths = [length for length, _ in stretches(made)]
    assert lengths == pytest.approx([2 + 1 / 6, 1, 1 / 130])


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.number)
def test_no_stretch_is_longer_than_ten_minutes(lesson):
    long = [
        (round(length, 1), where) for length, where in stretches(cells(lesson)) if length > LONGEST
    ]
    assert not long
