"""Every link of the site leads somewhere: to a file and a place in it, or to an address we know."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote, urlparse

import pytest

from tests.place import ROOT
from tools.site.credits import PHOTOGRAPHS

HOSTS = {
    # papers, and the questions that the course is made of
    *("doi.org", "arxiv.org", "distill.pub", "stackoverflow.com", "github.com"),
    *("stats.stackexchange.com", "datascience.stackexchange.com"),
    *("mybinder.org", "creativecommons.org", "scikit-image.org"),
    *(urlparse(shown.source).netloc for shown in PHOTOGRAPHS.values() if shown.source),
}
HELD = ("data", "blob")  # the address holds what it names


class Reading(HTMLParser):
    """The links of a page and the places that a link can lead to."""

    def __init__(self, text):
        super().__init__()
        self.links, self.places = [], {"", "top"}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src", "poster", "action", "srcset"):
                self.links.append(value or "")
            elif name in ("id", "name"):
                self.places.add(value)


def faults(folder, repository, base):
    """What is wrong with the links of the HTML files in a folder: (page, link, why) each.

    Args:
        folder: of the site.
        repository: address of files in the repository, as they are today.
        base: path of the site on its server; a page for any address has links that begin so.
    """
    files = sorted(folder.rglob("*.html"))
    pages = {
        file.relative_to(folder).as_posix(): Reading(file.read_text("utf-8")) for file in files
    }
    found = [
        (page, link, why)
        for page, reading in pages.items()
        for link in dict.fromkeys(reading.links)
        if (why := _fault(link, page, pages, folder, repository, base))
    ]
    return found


def _fault(link, page, pages, folder, repository, base):
    address = urlparse(link)
    if address.scheme in HELD:
        return ""
    if link.startswith(repository):
        return "" if (ROOT / unquote(link.removeprefix(repository))).exists() else "no such file"
    if address.scheme:
        return "" if address.netloc in HOSTS else "an address that is not known"
    path = address.path.removeprefix(base) if page == "404.html" else address.path
    if path.startswith("/"):
        return "works at the root of a server only"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if not (folder / target).is_file():
        return "no such page"
    if "=" in address.fragment:  # no place but a state, which the page's script reads
        return ""
    places = pages[target].places if target in pages else {""}
    return "" if unquote(address.fragment) in places else "no such place on the page"


def test_every_link_leads_somewhere(site):
    assert faults(site, "https://github.com/ada/course/blob/main/", "/course/") == []


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("b.html#here", ""),
        ("../a/b.html", ""),
        ("#top", ""),
        ("b.html#n=2.3026", ""),
        ("data:,", ""),
        ("https://doi.org/10.1000/1", ""),
        ("repo/README.md", ""),
        ("repo/none.md", "no such file"),
        ("b.html#there", "no such place on the page"),
        ("#here", "no such place on the page"),
        ("c.html", "no such page"),
        ("/a/b.html", "works at the root of a server only"),
        ("https://example.org/", "an address that is not known"),
        ("//example.org/", "works at the root of a server only"),
    ],
)
def test_a_link_that_leads_nowhere_is_found(tmp_path, link, why):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.html").write_text(f'<p><a href="{link}">x</a>')
    (tmp_path / "a" / "b.html").write_text('<p id="here">')
    assert faults(tmp_path, "repo/", "/") == ([("a/a.html", link, why)] if why else [])
