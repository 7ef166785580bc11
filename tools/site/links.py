"""Where the links of the course's files lead on the site."""

import posixpath
from urllib.parse import urlparse

from tools.site import addresses

PAGES = {  # file of the repository -> page of the site
    "README.md": "index.html",
    "SYMPTOMS.md": "symptoms/index.html",
    "GLOSSARY.md": "glossary.html",
    "TEACHING.md": "teaching.html",
}


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
    address = addresses.file(wanted)
    return f"{address}{hash_}{anchor}" if address else ""
