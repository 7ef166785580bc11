"""`python -m restorelib start`: make or renew your own copy of the lessons, and open it."""

import argparse
import os
import sys
from pathlib import Path

from restorelib.commands import workspace
from restorelib.course import own_copy
from restorelib.course.own_copy import FIRST, FOLDER

NOT_FOUND = (
    "The lessons are not here, for they are no part of the installed library. Get the course (git "
    "clone, or its zip), go into its folder, and run this again."
)


def main(arguments: list[str] | None = None) -> int:
    """Renew the copy, say what changed, and start JupyterLab on it; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib start",
        description=f"Makes your own copy of the lessons, the folder {FOLDER}/ of the course, or "
        "brings it up to date; then opens it in JupyterLab. What you have worked on is never "
        "overwritten: a new version is laid beside it.",
        epilog="All other arguments go to JupyterLab, such as --no-browser or --port=8899.",
        allow_abbrev=False,
    )
    parser.add_argument("--copy-only", action="store_true", help="do not start JupyterLab")
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="where the copy is to be, if the course's own folder can't be written to, as on a Hub",
    )
    given, for_jupyterlab = parser.parse_known_args(arguments)
    course = own_copy.find_course(Path.cwd())
    if course is None:
        print(NOT_FOUND, file=sys.stderr)
        return 1
    home = (given.into or course).absolute()
    if not _renewed(course, home):
        return 1
    workspace.prepare()
    return 0 if given.copy_only else _jupyterlab(course, home, for_jupyterlab)


def _renewed(course: Path, home: Path) -> bool:
    """Renew the copy and say so; False if there is none that could be opened."""
    folder = home / FOLDER
    try:
        done = own_copy.renew(course, home)
    except OSError as error:
        print(
            f"Your copy of the lessons in {folder} can't be written ({error.strerror or error}). "
            "Where you may not write, name another folder: python -m restorelib start --into "
            "FOLDER",
            file=sys.stderr,
        )
        return (folder / FIRST).is_file()
    workspace.trust(done.written)
    for sentence in done.sentences:
        print(sentence)
    print(
        f"Your lessons are in {folder}. In VS Code, open the folder {home}, and choose the "
        f"kernel {sys.executable}.",
        flush=True,
    )
    return True


def _jupyterlab(course: Path, home: Path, arguments: list[str]) -> int:
    from jupyterlab.labapp import LabApp

    os.chdir(home)
    # So that a terminal in JupyterLab finds this Python.
    here = str(Path(sys.executable).parent)
    os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
    LabApp.launch_instance([*workspace.options(course, home), *arguments])
    return 0
