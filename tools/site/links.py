"""Where the links of the course's files lead on the site, and the addresses of the repository."""

import functools
import posixpath
import tomllib
from pathlib import Path
from urllib.parse import urlparse

from tools.lock import binder_link

ROOT = Path(__file__).parents[2]
PLACEHOLDER = "OWNER/REPO"
PAGES = {  # file of the repository -> page of the site
    "README.md": "index.html",
    "SYMPTOMS.md": "symptoms/index.html",
    "GLOSSARY.md": "glossary.html",
    "TEACHING.md": "teaching.html",
}


@functools.cache
def repository() -> str:
    """Address of the repository; "" while pyproject.toml names none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    address = project["urls"]["Repository"]
    return "" if PLACEHOLDER in address else address


def binder() -> str:
    """Where Binder opens the lessons; "" as for `repository`."""
    return binder_link() if repository() else ""


def page_of(file: str) -> str:
    """Page of the site that shows a file of the repository; "" if none does."""
    if file.startswith("notebooks/") and file.endswith(".ipynb"):
        return f"lessons/{file.removeprefix('notebooks/').removesuffix('.ipynb')}.html"
    return PAGES.get(file, "")


def link_of(url: str, *, file: str) -> str:
    """A link of a file, as seen from the page that shows the file; "" if it leads nowhere.

    Args:
        url: as it stands in the file.
        file: path of the file, from the root of the repository.
    """
    target, hash_, anchor = url.partition("#")
    if urlparse(url).scheme or not target:
        return url
    wanted = posixpath.normpath(posixpath.join(posixpath.dirname(file), target))
    if page := page_of(wanted):
        return posixpath.relpath(page, posixpath.dirname(page_of(file)) or ".") + hash_ + anchor
    return f"{repository()}/blob/main/{wanted}{hash_}{anchor}" if repository() else ""
