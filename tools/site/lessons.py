"""Every lesson as a page: read as it ran, with guesses, panels and sliders alive."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from restorelib.course.lessons import LESSONS, Lesson
from restorelib.course.progress import VARIABLE
from tools.lock import ROOT
from tools.site import lesson_map
from tools.site.alive import how_to_run
from tools.site.lesson_cells import Reading
from tools.site.links import page_of
from tools.site.page import Page
from tools.site.waits import folded

TITLE = re.compile(r'<h1 id="([^"]*)">(?:(\d\d) · )?(.*?)</h1>\s*')
HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)</h2>')
TAG = re.compile(r"<[^>]+>")
WITHOUT_SCRIPT = "<noscript><style>.waits:not([data-open]) { display: block }</style></noscript>"


def pages() -> Iterable[Page]:
    """The map, all lessons, the panels on one page, and the worked solutions."""
    yield lesson_map.page()
    with _newcomer():
        for lesson in LESSONS:
            yield _page(f"notebooks/{lesson.file}", lesson)
        yield _page("notebooks/lecture_panels.ipynb")
        for path in sorted((ROOT / "notebooks" / "solutions").glob("*.ipynb")):
            yield _page(path.relative_to(ROOT).as_posix())


def _page(file: str, lesson: Lesson | None = None) -> Page:
    number = lesson.number if lesson else ""
    reading = Reading(file, number, lesson_map.table())
    html = folded(reading.blocks())
    title = TITLE.search(html)
    assert title, f"{file} should begin with a title"
    body = html[: title.start()] + html[title.end() :]
    name = " ".join(filter(None, title.group(2, 3)))
    path = page_of(file)
    root = "../" * (path.count("/") - 1)  # of the lessons
    return Page(
        path=path,
        title=TAG.sub("", name),
        description=lesson.happens if lesson else f"{TAG.sub('', name)}: a page of the course.",
        body=f"""<div class="sides">
{_contents(body)}
<article class="lesson" data-part="lesson">
{WITHOUT_SCRIPT}
{_head(title, lesson, root)}
{body}
{_ways_on(lesson, root)}
</article>
</div>""",
        kind="lesson-page",
        data=reading.data,
    )


def _head(title: re.Match, lesson: Lesson | None, root: str) -> str:
    anchor, number, name = title.groups()
    told = f"Lesson {number}" if number else "The course"
    told += f" · about {lesson.minutes} minutes" if lesson else ""
    return f"""<header>
<p class="eyebrow"><a href="{root}index.html">Map</a> · {told}</p>
<h1 id="{anchor}">{name}</h1>
<p class="as-it-ran">You read it as it ran. Guesses and panels work in this page; to run and change
the code, open it in JupyterLab: {how_to_run()}.</p>
</header>"""


def _contents(html: str) -> str:
    items = "".join(
        f'<li><a href="#{anchor}">{TAG.sub("", name)}</a></li>'
        for anchor, name in HEADING.findall(html)
    )
    return (
        f'<nav class="contents" aria-label="On this page"><p>On this page</p><ol>{items}</ol></nav>'
    )


def _ways_on(lesson: Lesson | None, root: str) -> str:
    at = LESSONS.index(lesson) if lesson else None
    before = LESSONS[at - 1] if at else None
    after = LESSONS[at + 1] if at is not None and at + 1 < len(LESSONS) else None
    ways = [
        _way(before, root, "before", "← Before"),
        f'<a class="map" href="{root}index.html"><span>Map</span>All lessons</a>',
        _way(after, root, "after", "Next →"),
    ]
    return f'<nav class="ways" aria-label="Lessons">{"".join(ways)}</nav>'


def _way(lesson: Lesson | None, root: str, kind: str, told: str) -> str:
    if lesson is None:
        return ""
    href = root + Path(page_of(f"notebooks/{lesson.file}")).name
    name = escape(f"{lesson.number} {lesson.title}")
    return f'<a class="{kind}" href="{href}"><span>{told}</span>{name}</a>'


@contextmanager
def _newcomer() -> Iterator[None]:
    """Build the widgets without the progress of whoever builds the site."""
    before = os.environ.get(VARIABLE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = f"{folder}/progress.json"
        try:
            yield
        finally:
            os.environ.pop(VARIABLE)
            if before is not None:
                os.environ[VARIABLE] = before
