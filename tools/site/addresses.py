"""Addresses that leave the site. All are formed of the one in pyproject.toml.

Each is None while that one is a placeholder, and then the site does not show it.
"""

import subprocess
from functools import cache
from urllib.parse import urlencode

from tools import lock

PLACEHOLDER = "OWNER/REPO"


def place() -> str | None:
    """Owner and name of the repository on GitHub, such as "ada/course"."""
    named = lock.place()
    return None if named == PLACEHOLDER else named


def repository() -> str | None:
    """The repository."""
    return place() and f"{lock.GITHUB}{place()}"


def file(path: str) -> str | None:
    """A file of the repository, such as "TEACHING.md", as it is today."""
    return place() and f"{repository()}/blob/main/{path}"


def releases() -> str | None:
    """The page of the newest release: the one file, the site as a zip, the wheel."""
    return place() and f"{repository()}/releases/latest"


def binder() -> str | None:
    """The course on Binder, at its first lesson."""
    return place() and lock.binder_link()


def report(page: str, figure: str = "") -> str | None:
    """A new issue that reports a wrong number; page, revision and figure are filled in.

    Args:
        page: path of the page from the root of the site.
        figure: what it is called on the page; empty where the page as a whole is meant.
    """
    named = f"{page}, {figure}" if figure else page
    body = (
        f"Page: {page}\nFigure: {figure or '(please name it)'}\n"
        f"Revision: {revision() or 'unknown'}\n\nThe number says:\nIt should say, because:\n"
    )
    query = urlencode({"title": f"Wrong number: {named}", "body": body})
    return place() and f"{repository()}/issues/new?{query}"


def site() -> str | None:
    """Where GitHub Pages publishes the site, with a slash at its end."""
    if not place():
        return None
    owner, name = place().split("/")
    host = f"{owner.lower()}.github.io"
    # A repository that is named after this host is the owner's own site.
    return f"https://{host}/" + ("" if name.lower() == host else f"{name}/")


@cache
def revision() -> str:
    """Short hash of the commit that the site is built from; "" outside git."""
    # In a container the folder may belong to another user, which git refuses unless it is told.
    trust = ("-c", f"safe.directory={lock.ROOT}")
    command = ["git", *trust, "-C", str(lock.ROOT), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip()
    except OSError:  # git is not installed
        return ""
