"""The paths, and how far a learner is, lesson by lesson: to look at, and as JSON to hand in."""

import html

import restorelib
from restorelib.course import progress
from restorelib.course.learning_paths import PATHS, LearningPath
from restorelib.course.lessons import LESSONS, Lesson
from restorelib.course.progress import Progress

SCHEMA = 1
# JupyterLab aligns the text of tables to the right.
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
    """What a learner hands in: exercises passed and guesses made, by lesson.

    It holds no name, machine, folder or time. Entries that belong to no lesson are left out.
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
    """The paths, and the lessons with minutes and the learner's progress, for a cell's end.

    Args:
        kept: the progress to show; by default the learner's current progress.
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
        paths = "".join(map(_item, PATHS))
        return f"<ul>{paths}</ul><table>{_HEAD}<tbody>{rows}</tbody></table>{trouble}"

    def _counts(self, lesson: Lesson) -> tuple[str, str]:
        told = self.lessons[lesson.number]
        return tuple(
            f"{told[what][done]} of {told[what]['of']}" if told[what]["of"] else "none"
            for what, done in (("guesses", "made"), ("exercises", "passed"))
        )


def _item(path: LearningPath) -> str:
    stops = " → ".join(
        # Underlined, since a link within a line of text must not be told by its colour alone.
        f'<a style="text-decoration:underline" href="{html.escape(stop.link)}">'
        f"{html.escape(stop.name)}</a>"
        for stop in path.stops
    )
    return f"<li><b>{path.time}.</b> {html.escape(path.goal)} {stops}</li>"
