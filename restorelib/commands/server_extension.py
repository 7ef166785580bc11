"""What the course adds to a Jupyter server: the page `/lessons`, and a tidy file browser.

The page opens the copy in the way that suits the screen. On a narrow one JupyterLab would open its
sidebar over most of the lesson; a document alone, in "simple" mode, has the whole width. Only the
browser knows how wide it is.

`/lessons/FOLDER` does the same for a course in a folder of the server, as a class has it on a Hub;
first it makes or renews the copy there. So a link that fetches a course can end on it.
"""

import asyncio
import html
import json
from pathlib import Path
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from restorelib.commands import workspace
from restorelib.commands.workspace import NAME, URL
from restorelib.course import own_copy
from restorelib.course.own_copy import FIRST, FOLDER, ORIGINALS, UNLISTED

WIDE = f"lab/workspaces/{NAME}/tree/{FOLDER}/{FIRST}"
NARROW = f"doc/workspaces/{NAME}-narrow/tree/{FOLDER}/{FIRST}"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Lessons</title>
<meta name="viewport" content="width=device-width">
{body}<script>
const lessons = matchMedia("(max-width: 760px)").matches ? {narrow} : {wide};
{then}
</script>
"""
NEWS = """<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1.1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }}
</style>
<h1>{title}</h1><ul>{items}</ul>
<p><a id="open" href="#">{link}</a></p>"""
CHANGED = "Your lessons were brought up to date"
NO_COURSE = "There is no course here yet"
NOT_YET = (
    "The folder {folder} holds no lessons. Open the link that your teacher gave you: it fetches "
    "them, and comes back to this page."
)
UNWRITTEN = "Your copy of the lessons can't be written ({reason}). Tell your teacher."


class LessonsPage(JupyterHandler):
    """Sends the browser on; or says first what changed in the learner's copy."""

    @web.authenticated
    async def get(self, folder: str | None = None):
        """The page, for who may open lessons.

        Args:
            folder: of the course, below the server's root; None if the copy lies in the root.
        """
        if not folder:
            return self._send_on("")
        root = Path(self.settings["server_root_dir"]).expanduser().resolve()
        course = (root / folder).resolve()
        if not course.is_relative_to(root) or not (course / ORIGINALS / FIRST).is_file():
            self.set_status(404)
            return self._tell(NO_COURSE, [NOT_YET.format(folder=folder)], "lab", "Open JupyterLab")
        news = await asyncio.to_thread(_renewed, course, folder)
        self._send_on(f"{quote(folder)}/", news)

    def _send_on(self, prefix: str, news: list[str] | None = None) -> None:
        wide, narrow = (path.replace("/tree/", f"/tree/{prefix}") for path in (WIDE, NARROW))
        if news:
            self._tell(CHANGED, news, wide, "Open the lessons", narrow)
        else:
            self._finish("", "location.replace(lessons);", wide, narrow)

    def _tell(
        self, title: str, news: list[str], wide: str, link: str, narrow: str | None = None
    ) -> None:
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in news)
        body = NEWS.format(title=title, items=items, link=link)
        self._finish(body, 'document.getElementById("open").href = lessons;', wide, narrow or wide)

    def _finish(self, body: str, then: str, wide: str, narrow: str) -> None:
        there = {
            name: json.dumps(url_path_join(self.base_url, path))
            for name, path in (("wide", wide), ("narrow", narrow))
        }
        self.finish(PAGE.format(body=body, then=then, **there))


def _renewed(course: Path, folder: str) -> list[str]:
    """Make or renew the copy; return what the learner should know of it."""
    try:
        done = own_copy.renew(course)
    except OSError as error:
        return [UNWRITTEN.format(reason=error.strerror or error)]
    workspace.trust(done.written)
    workspace.prepare(f"{folder}/{FOLDER}")
    return done.sentences


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server) -> None:
    server.contents_manager.hide_globs = [*server.contents_manager.hide_globs, *UNLISTED]
    place = url_path_join(server.web_app.settings["base_url"], URL)
    server.web_app.add_handlers(".*$", [(rf"{place}(?:/(.*?))?/?", LessonsPage)])
