"""How JupyterLab shows the copy at first: the contents open, and nothing sanitised."""

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from restorelib.course.own_copy import FOLDER

NAME = "lessons"
URL = "/lessons"
# The first one serves it; the second one leaves a figure of each widget in a saved lesson.
EXTENSIONS = ("restorelib.commands.server_extension", "restorelib.widgets.saving")
CONTENTS = "@jupyterlab/toc:plugin"


def options(course: Path, home: Path) -> list[str]:
    """Arguments of JupyterLab that show the copy in the folder `home`."""
    settings = course / "tools"
    return [
        f"--ServerApp.root_dir={home}",  # so that a lesson can link to what stands beside it
        *(f"--ServerApp.jpserver_extensions={name}=True" for name in EXTENSIONS),
        f"--LabApp.default_url={URL}",
        *([f"--LabApp.app_settings_dir={settings}"] if settings.is_dir() else []),
    ]


def prepare(folder: str = FOLDER) -> None:
    """Write the workspace that opens the contents, unless there is one of its name.

    From then on JupyterLab keeps in it how the learner has arranged things.

    Args:
        folder: of the copy, as the server names it; the file browser opens it.
    """
    from jupyterlab.commands import get_workspaces_dir
    from jupyterlab_server.workspaces_handler import WorkspacesManager

    manager = WorkspacesManager(get_workspaces_dir())
    with suppress(OSError, ValueError, KeyError):  # without it all works, only less tidily
        if not manager.load(NAME)["data"]:
            manager.save(NAME, json.dumps({"data": _layout(folder), "metadata": {"id": NAME}}))


def _layout(folder: str) -> dict:
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
            "relativeSizes": [0.23, 0.77, 0],
        },
        "file-browser-filebrowser:cwd": {"path": folder},
    }


def trust(notebooks: Iterable[Path]) -> None:
    """Sign what the course wrote, as `jupyter trust` does: Jupyter then shows it as it is."""
    import sqlite3

    import nbformat
    from jupyter_core.paths import jupyter_data_dir
    from nbformat.sign import NotebookNotary

    # Named, since Jupyter would make a whole application to find it, which sets up logging here.
    home = Path(jupyter_data_dir())
    with suppress(OSError, sqlite3.Error):  # a home that can only be read
        home.mkdir(parents=True, exist_ok=True)
        with NotebookNotary(data_dir=str(home)) as notary:
            for path in notebooks:
                if path.suffix == ".ipynb":
                    notary.sign(nbformat.reads(path.read_text("utf-8"), as_version=4))
