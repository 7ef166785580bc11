"""The map of the course: the paths, the lessons, and how far its reader is."""

import json
import posixpath
from html import escape

from restorelib.course.learning_paths import PATHS, LearningPath, Stop
from restorelib.course.lessons import LESSONS, Lesson
from tools.site.links import link_of, page_of
from tools.site.page import Page

PARTS = {  # heading -> number of its first lesson
    "Before you start": "00",
    "Part I: a network that removes noise": "01",
    "Part II: a network that enlarges": "05",
    "Part III: measured, and your own (optional)": "09",
}
PATH = "lessons/index.html"
SOLUTIONS = "notebooks/solutions/{number}_solutions.ipynb"
MOVING = """<p class="text">This browser keeps your guesses, and sends them nowhere. The file holds
the same as <code>.restorelib/progress.json</code> in JupyterLab, where
<code>python -m restorelib bring-back progress.json</code> reads it. Bring that file here, and the
exercises you have passed are shown, too.</p>"""


def page() -> Page:
    """The page of the map."""
    paths = "".join(_path(path) for path in PATHS)
    hours = f"{round(sum(lesson.minutes for lesson in LESSONS) / 30) / 2:g}"
    body = f"""<h1>The lessons</h1>
<p class="lead">Eleven lessons, about {hours} hours with their exercises. Read them here as they
ran: guesses and panels work in this page. To run and change the code, open them in JupyterLab.</p>
<section class="paths" aria-labelledby="four-ways"><h2 id="four-ways">Four ways in</h2>
<ul>{paths}</ul></section>
{table()}
<section class="moving" aria-labelledby="progress"><h2 id="progress">Your progress</h2>
{MOVING}
<div data-part="move-progress"></div></section>"""
    return Page(
        path=PATH,
        title="The lessons",
        description="The map of the course: its lessons, four ways through them, and how far "
        "you are.",
        body=body,
        kind="map",
    )


def table(folder: str = "lessons") -> str:
    """The lessons with minutes, what happens, and the reader's progress.

    Args:
        folder: of the page that shows it.
    """
    parts = []
    starts = [*PARTS.values(), "99"]
    for (heading, first), end in zip(PARTS.items(), starts[1:], strict=True):
        items = "".join(_item(lesson, folder) for lesson in LESSONS if first <= lesson.number < end)
        parts.append(f'<h2 class="part">{escape(heading)}</h2><ol class="lessons">{items}</ol>')
    return f'<div class="lesson-table" data-part="progress">{"".join(parts)}</div>'


def _item(lesson: Lesson, folder: str) -> str:
    href = posixpath.relpath(page_of(f"notebooks/{lesson.file}"), folder)
    told = {"guesses": lesson.guesses, "exercises": lesson.exercises}
    counts = "".join(
        f'<span class="count" data-what="{what}" data-names="{escape(json.dumps(names))}"></span>'
        for what, names in told.items()
        if names
    )
    return (
        f'<li><span class="number" aria-hidden="true">{lesson.number}</span>'
        f'<div><a href="{href}">{escape(lesson.title)}</a>'
        f"<p>{escape(lesson.happens)}</p></div>"
        f'<div class="told"><span>{lesson.minutes} min</span>{counts}</div></li>'
    )


def _path(path: LearningPath) -> str:
    first = Stop(LESSONS[0].file, "begin with lesson 00")
    stops = " → ".join(
        f'<a href="{link_of(stop.link, file=MAP_FILE)}">{escape(stop.name)}</a>'
        for stop in path.stops or (first,)
    )
    return f"<li><b>{path.time}</b><p>{escape(path.goal)}</p><p>{stops}</p></li>"


MAP_FILE = "notebooks/index.ipynb"  # the map's links stand in the folder of the lessons
