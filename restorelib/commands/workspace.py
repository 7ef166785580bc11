"""How JupyterLab shows the copy at first: the contents open, only lessons in the file browser."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from restorelib.course.own_copy import FIRST, FOLDER

NAME = "lessons"
URL = f"/lab/workspaces/{NAME}/tree/{FOLDER}/{FIRST}"
CONTENTS = "@jupyterlab/toc:plugin"
# Jupyter's own patterns, and what gives figures their style.
HIDDEN = ("__pycache__", "*.pyc", "*.pyo", ".DS_Store", "*~", "matplotlibrc")


def options(course: Path) -> list[str]:
    """Arguments of JupyterLab that show the copy in a course's folder."""
    settings = course / "tools"
    return [
        f"--LabApp.default_url={URL}",
        *(f"--ContentsManager.hide_globs={pattern}" for pattern in HIDDEN),
        *([f"--LabApp.app_settings_dir={settings}"] if settings.is_dir() else []),
    ]


def prepare() -> None:
    """Write the workspace that opens the contents, unless there is one of its name.

    From then on JupyterLab keeps in it how the learner has arranged things.
    """
    from jupyterlab.commands import get_workspaces_dir
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    manager = WorkspacesManager(get_workspaces_dir())
    with suppress(OSError, ValueError, KeyError):  # without it all works, only less tidily
        if not manager.load(NAME)["data"]:
            manager.save(NAME, json.dumps({"data": _layout(), "metadata": {"id": NAME}}))


def _layout() -> dict:
    """As JupyterLab writes it."""
    return {
        "layout-restorer:data": {
            "left": {
                "collapsed": False,
                "visible": True,
                "current": CONTENTS,
                "widgets": ["filebrowser", "running-sessions", CONTENTS],
            },
            "right": {"collapsed": True, "visible": True, "widgets": []},
            "relativeSizes": [0.2, 0.8, 0],
        },
        "file-browser-filebrowser:cwd": {"path": FOLDER},
    }


def trust(notebooks: Iterable[Path]) -> None:
    """Sign what the course wrote, as `jupyter trust` does: Jupyter then shows it as it is."""
    import sqlite3

    import nbformat
    from nbformat.sign import NotebookNotary

    # Nothing is signed in a home that can only be read.
    with suppress(OSError, sqlite3.Error), NotebookNotary() as notary:
        for path in notebooks:
            if path.suffix == ".ipynb":
                notary.sign(nbformat.reads(path.read_text("utf-8"), as_version=4))
