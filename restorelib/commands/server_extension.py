"""What the course adds to a Jupyter server: the page `/lessons`, and a tidy file browser.

The page opens the copy in the way that suits the screen. On a narrow one JupyterLab would open its
sidebar over most of the lesson; a document alone, in "simple" mode, has the whole width. Only the
browser knows how wide it is.
"""

import json

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from restorelib.commands.workspace import NAME, URL
from restorelib.course.own_copy import FIRST, FOLDER, UNLISTED

WIDE = f"lab/workspaces/{NAME}/tree/{FOLDER}/{FIRST}"
NARROW = f"doc/workspaces/{NAME}-narrow/tree/{FOLDER}/{FIRST}"
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Lessons</title>
<meta name="viewport" content="width=device-width">
<script>
location.replace(matchMedia("(max-width: 760px)").matches ? {narrow} : {wide});
</script>
"""


class LessonsPage(JupyterHandler):
    """Sends the browser on."""

    @web.authenticated
    def get(self):
        """The page, for who may open lessons."""
        wide, narrow = (json.dumps(url_path_join(self.base_url, path)) for path in (WIDE, NARROW))
        self.finish(PAGE.replace("{wide}", wide).replace("{narrow}", narrow))


def _jupyter_server_extension_points() -> list[dict]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server) -> None:
    server.contents_manager.hide_globs = [*server.contents_manager.hide_globs, *UNLISTED]
    place = url_path_join(server.web_app.settings["base_url"], URL)
    server.web_app.add_handlers(".*$", [(place, LessonsPage)])
