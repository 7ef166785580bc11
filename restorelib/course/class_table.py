"""The progress of a class as one table, and how it answered each guess."""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from restorelib.course.class_files import printable
from restorelib.course.lessons import LESSONS, Lesson
from restorelib.course.own_copy import ORIGINALS
from restorelib.course.progress_file import Progress

Class = Mapping[str, Progress]  # name of a student -> progress
LONGEST = 80  # letters of an answer that are shown
# With one of these first, a spreadsheet takes a text for a formula; the last four are full-width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}")
_FORMULA += ("\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")
_COMPARED = re.compile(r'data-guess="([^"]*)" data-answer="([^"]+)"')


def measured_answers(course: Path | None) -> dict[str, str]:
    """Guess -> the right choice, as it was measured when the course's lessons were last run.

    It stands in the outputs of the lessons. A lesson without outputs, and a question that a panel
    answers, is left out.
    """
    found = {}
    for lesson in LESSONS if course else ():
        try:
            told = json.loads((course / ORIGINALS / lesson.file).read_text(encoding="utf-8"))
            outputs = [output for cell in told["cells"] for output in cell.get("outputs", [])]
            shown = ["".join(each.get("data", {}).get("text/html", "")) for each in outputs]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        for name, answer in _COMPARED.findall("".join(shown)):
            found[name] = html.unescape(answer)
    return found


def counts(kept: Progress, lesson: Lesson, answers: Mapping[str, str]) -> tuple[int, int, int]:
    """Of one student in one lesson: guesses made, guesses that were right, exercises passed."""
    made = [name for name in lesson.guesses if name in kept.guesses]
    right = sum(kept.guesses[name].choice == answers.get(name) for name in made)
    return len(made), right, sum(name in kept.exercises for name in lesson.exercises)


def as_text(students: Class, answers: Mapping[str, str]) -> str:
    """The table and the answers, for a terminal; lessons that nobody has begun are left out."""
    rows = {
        name: {lesson.number: counts(kept, lesson, answers) for lesson in LESSONS}
        for name, kept in students.items()
    }
    begun = [each.number for each in LESSONS if any(any(row[each.number]) for row in rows.values())]
    table = [["student", *begun, "all"]]
    for name, row in rows.items():
        total = tuple(map(sum, zip(*row.values(), strict=True)))
        told = [*(row[number] for number in begun), total]
        table.append([name, *(_cell(each, answers) for each in told)])
    right = "guesses right/made" if answers else "guesses made"
    head = f"{_count(len(students), 'student')}. In each lesson: {right}, exercises passed."
    return "\n".join([head, "", *_aligned(table), *_answers_as_text(students, answers)])


def as_csv(students: Class, answers: Mapping[str, str]) -> str:
    """The same for a spreadsheet: a row for each student, a column for each number and each guess.

    No cell of it can be a formula, whatever a student has written.
    """
    parts = ("guesses made", *(["guesses right"] if answers else []), "exercises passed")
    guesses = [name for lesson in LESSONS for name in lesson.guesses]
    numbers = [f"{lesson.number} {part}" for lesson in LESSONS for part in parts]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(["student", *(f"all {part}" for part in parts), *numbers, *guesses])
    for name, kept in students.items():
        of_lessons = [counts(kept, lesson, answers) for lesson in LESSONS]
        total = tuple(map(sum, zip(*of_lessons, strict=True)))
        cells = [each if answers else (each[0], each[2]) for each in (total, *of_lessons)]
        chosen = [kept.guesses[each].choice if each in kept.guesses else "" for each in guesses]
        flat = [number for cell in cells for number in cell]
        writer.writerow([_no_formula(name), *flat, *map(_no_formula, chosen)])
    return file.getvalue()


def _no_formula(text: str) -> str:
    text = printable(text)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _cell(told: tuple[int, int, int], answers: Mapping[str, str]) -> str:
    made, right, passed = told
    if not any(told):
        return "-"
    return f"{right}/{made} {passed}" if answers else f"{made} {passed}"


def _aligned(table: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in table
    ]


def _answers_as_text(students: Class, answers: Mapping[str, str]) -> list[str]:
    """For each guess how often each choice was made, the most frequent first."""
    lines = []
    for name in (name for lesson in LESSONS for name in lesson.guesses):
        chosen = Counter(
            kept.guesses[name].choice for kept in students.values() if name in kept.guesses
        )
        if not chosen:
            continue
        lines += ["", f"{name}: {_count(chosen.total(), 'answer')}"]
        for choice, count in sorted(chosen.items(), key=lambda item: (-item[1], item[0])):
            mark = "  <- as measured" if choice == answers.get(name) else ""
            lines.append(f"{count:5}  {printable(choice)[:LONGEST]}{mark}")
        if name in answers and answers[name] not in chosen:
            lines.append(f"{0:5}  {answers[name]}  <- as measured")
    return lines


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
