"""The ways through the course as data. README, lesson 00 and the map show the same ones."""

import posixpath
from dataclasses import dataclass

from restorelib.course.lessons import LESSONS


@dataclass(frozen=True)
class Stop:
    """A part of a page, from the heading `first` to the end of the section `last`.

    Attributes:
        page: file, as seen from the folder of the lessons.
        name: what a link to it says.
        first: heading that the stop starts at; empty for the whole page.
        last: heading of its last section.
        needs: what it takes from lessons that the path leaves out.
    """

    page: str
    name: str
    first: str = ""
    last: str = ""
    needs: str = ""

    @property
    def link(self) -> str:
        """Page and anchor, as JupyterLab makes anchors of headings."""
        return f"{self.page}#{self.first.replace(' ', '-')}" if self.first else self.page


@dataclass(frozen=True)
class LearningPath:
    """One way through the course.

    Attributes:
        time: what a reader needs, in words.
        minutes: the same as a number.
        goal: one sentence, to help a reader choose.
        stops: what to read, in this order; none stands for all lessons.
    """

    time: str
    minutes: int
    goal: str
    stops: tuple[Stop, ...]


def links(path: LearningPath, base: str = "") -> str:
    """The stops of a path as Markdown links.

    Args:
        path: the path.
        base: folder of the lessons, as seen from the page that shows the links.
    """
    return " → ".join(
        f"[{stop.name}]({posixpath.normpath(posixpath.join(base, stop.link))})"
        for stop in path.stops
    )


def _lesson(number: str, name: str, **part: str) -> Stop:
    (lesson,) = (lesson for lesson in LESSONS if lesson.number == number)
    return Stop(lesson.file, name, **part)


_ALL = sum(lesson.minutes for lesson in LESSONS)

PATHS = (
    LearningPath(
        time="30 minutes",
        minutes=30,
        goal="Your own network is stuck now: run the check-up on it, look its symptom up, and see "
        "how two others failed, and what to keep from that.",
        stops=(
            Stop("../SYMPTOMS.md", "check-up and symptoms"),
            Stop("lecture_panels.ipynb", "the panels"),
        ),
    ),
    LearningPath(
        time="75 minutes",
        minutes=75,
        goal="The method alone, on networks of other kinds: four told in full, twelve to diagnose, "
        "and a place for yours.",
        stops=(_lesson("00", "lesson 00"), _lesson("11", "lesson 11")),
    ),
    LearningPath(
        time="2 hours",
        minutes=120,
        goal="The story of both networks: what stopped them, how we know, and what repaired them.",
        stops=(
            _lesson("00", "lesson 00"),
            _lesson("03", "lesson 03 to its recap", last="Recap"),
            _lesson(
                "07",
                "lesson 07, sections 1 to 8",
                last="8. Will patience help?",
                needs="The second network makes pictures three times larger. SRCNN has three "
                "layers, and gets a picture that was enlarged before. FSRCNN has eight, gets the "
                "small one, and enlarges in its last layer, a transposed convolution. Its PReLU "
                "also passes a part of what is negative. The ladder: one grey, repeated pixels "
                "(*nearest*), and *bicubic*, the usual enlargement.",
            ),
            _lesson(
                "07",
                "lesson 07, section 10",
                first="10. The one change",
                last="10. The one change",
            ),
            _lesson("08", "lesson 08, sections 1 to 3", last="3. Solve it for the weights"),
        ),
    ),
    LearningPath(
        time=f"{round(_ALL / 30) / 2:g} hours",
        minutes=_ALL,
        goal="The whole course, with its exercises. Part III, lessons 09 and 10, is optional.",
        stops=(),
    ),
)
