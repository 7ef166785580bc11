"""How far a learner is, lesson by lesson: a table to look at, and JSON to hand in."""

import argparse
import html
import json
import sys

import restorelib
from restorelib import progress
from restorelib.course import LESSONS, Lesson
from restorelib.progress import Progress

SCHEMA = 1
# JupyterLab sets the text of tables to the right.
_HEAD = (
    "<caption>The lessons, and how far you are</caption><thead><tr>"
    '<th scope="col" style="text-align:left">Lesson</th><th scope="col">Minutes</th>'
    '<th scope="col" style="text-align:left">What happens</th>'
    '<th scope="col">Guesses made</th><th scope="col">Exercises passed</th></tr></thead>'
)
_ROW = (
    '<tr><th scope="row" style="text-align:left"><a href="{file}">{lesson}</a></th>'
    '<td>{minutes}</td><td style="text-align:left">{happens}</td><td>{counts}</td></tr>'
)


def standing(kept: Progress) -> dict:
    """What is handed in: by lesson, the exercises passed and the guesses made.

    No name, no machine, no folder and no time is in it. What belongs to no lesson is left out.
    """
    return {
        "schema": SCHEMA,
        "restorelib": restorelib.__version__,
        "lessons": {lesson.number: _of_lesson(lesson, kept) for lesson in LESSONS},
    }


def _of_lesson(lesson: Lesson, kept: Progress) -> dict:
    passed = [name for name in lesson.exercises if name in kept.exercises]
    made = {name: kept.guesses[name] for name in lesson.guesses if name in kept.guesses}
    return {
        "title": lesson.title,
        "exercises": {"passed": len(passed), "of": len(lesson.exercises), "which": passed},
        "guesses": {
            "made": len(made),
            "of": len(lesson.guesses),
            "which": {
                name: {"choice": guess.choice, "compared": guess.compared}
                for name, guess in made.items()
            },
        },
    }


class Map:
    """The lessons with their minutes and one's own progress, at the end of a cell.

    Args:
        kept: the progress to show; the learner's own, as it is now, by default.
    """

    def __init__(self, kept: Progress | None = None):
        self.kept = progress.read() if kept is None else kept
        self.lessons = standing(self.kept)["lessons"]

    def __repr__(self) -> str:
        lines = [f"{'lesson':32}{'minutes':>8}{'guesses':>10}{'exercises':>11}"]
        for lesson in LESSONS:
            guesses, exercises = self._counts(lesson)
            name = f"{lesson.number} {lesson.title}"
            lines.append(f"{name:32}{lesson.minutes:8}{guesses:>10}{exercises:>11}")
        return "\n".join([*lines, *filter(None, [self.kept.trouble])])

    def _repr_html_(self) -> str:
        rows = "".join(
            _ROW.format(
                file=lesson.file,
                lesson=html.escape(f"{lesson.number} {lesson.title}"),
                minutes=lesson.minutes,
                happens=html.escape(lesson.happens),
                counts="</td><td>".join(self._counts(lesson)),
            )
            for lesson in LESSONS
        )
        trouble = f"<p>{html.escape(self.kept.trouble)}</p>" if self.kept.trouble else ""
        return f"<table>{_HEAD}<tbody>{rows}</tbody></table>{trouble}"

    def _counts(self, lesson: Lesson) -> tuple[str, str]:
        told = self.lessons[lesson.number]
        return tuple(
            f"{told[what][done]} of {told[what]['of']}" if told[what]["of"] else "none"
            for what, done in (("guesses", "made"), ("exercises", "passed"))
        )


def main(arguments: list[str] | None = None) -> int:
    """Print the progress; 1 if there is a file that can't be read, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib progress",
        description="What you have passed and guessed. It is kept in one file on this machine: "
        "~/.restorelib/progress.json, or where the environment variable RESTORELIB_PROGRESS says. "
        "Delete that file to start anew.",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for handing in")
    as_json, kept = parser.parse_args(arguments).json, progress.read()
    told = json.dumps(standing(kept), ensure_ascii=False, indent=2) if as_json else repr(Map(kept))
    print(told)
    if as_json and kept.trouble:
        print(kept.trouble, file=sys.stderr)
    return int(progress.is_damaged())
