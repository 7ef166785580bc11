"""Addresses are formed of the one in pyproject.toml, and hidden while it is a placeholder."""

import re
import subprocess
from html import escape
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree

import pytest

from tools import lock
from tools.site import addresses, credits, not_found
from tools.site.frame import footer
from tools.site.page import Page, framed


def test_a_placeholder_is_shown_nowhere(unknown):
    told = [addresses.repository(), addresses.binder(), addresses.site(), addresses.releases()]
    told += [addresses.file("README.md"), addresses.report("index.html")]
    told += [not_found.sitemap([])]
    assert told == [None] * 7
    for text in (
        footer("", "index.html", alone=False),
        credits.page().html(),
        not_found.page().html(),
    ):
        assert "OWNER/REPO" not in text and "github.com" not in text


def test_the_foot_leads_to_the_repository_once_it_is_known(known):
    foot = footer("", "lessons/03.html", alone=False)
    for address in (addresses.binder(), addresses.repository(), addresses.releases()):
        assert address.startswith("https://") and f'href="{address}"' in foot
    assert f'data-part="report" href="{escape(addresses.report("lessons/03.html"))}"' in foot
    assert addresses.file("docs/binder.md").endswith("/Ada/Course/blob/main/docs/binder.md")


def test_a_page_that_stands_alone_leads_to_no_other_and_carries_the_licences(known):
    page = Page("x.html", "t", "d", "")
    html = framed(page, policy="", head="", end="", sections={"#main": "Start"}, alone=True)
    assert re.findall('href="([^"]*)"', html.split("</head>")[1]) == ["#main"] * 3
    assert "Luca Ongaro" in html and "Redistribution and use" in html and "search" not in html


def test_the_readme_leads_to_the_site_or_says_how_to_make_it(known):
    readme = (lock.ROOT / "README.md").read_text(encoding="utf-8")
    online = lock.with_site(readme)
    assert f"({addresses.site()})" in online and "make site" not in online
    assert online.index(addresses.site()) < online.index("## ")


def test_the_readme_is_as_make_lock_writes_it():
    readme = (lock.ROOT / "README.md").read_text(encoding="utf-8")
    assert lock.with_site(readme) == readme, "make lock"
    assert lock.SITE.search(readme)


def test_a_report_names_page_figure_and_revision(known):
    address = urlparse(addresses.report("lessons/03.html", "figure 2 & 3"))
    asked = parse_qs(address.query)
    assert (address.netloc, address.path) == ("github.com", "/Ada/Course/issues/new")
    assert asked["title"] == ["Wrong number: lessons/03.html, figure 2 & 3"]
    for part in ("lessons/03.html", "figure 2 & 3", addresses.revision() or "unknown"):
        assert part in asked["body"][0]


@pytest.mark.parametrize(
    ("place", "site"),
    [
        ("Ada/Course", "https://ada.github.io/Course/"),
        ("Ada/ada.github.io", "https://ada.github.io/"),
    ],
)
def test_the_address_of_the_site(monkeypatch, place, site):
    monkeypatch.setattr(lock, "place", lambda: place)
    assert addresses.site() == site
    assert f'href="{urlparse(site).path}site.css"' in not_found.page().html()


def test_the_revision_is_that_of_git_and_empty_outside(tmp_path, monkeypatch):
    def git(*arguments):
        author = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", *author, *arguments], cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.setattr(lock, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert addresses.revision.__wrapped__() == ""
    git("init", "--quiet")
    git("commit", "--quiet", "--allow-empty", "--message=one")
    assert len(addresses.revision.__wrapped__()) >= 7


def test_the_sitemap_has_all_pages_but_that_of_wrong_addresses(known):
    pages = [Page(path, "t", "d", "") for path in ("index.html", "a/b.html", not_found.PATH)]
    root = ElementTree.fromstring(not_found.sitemap(pages))
    base = "https://ada.github.io/Course/"
    assert [url[0].text for url in root] == [f"{base}a/b.html", f"{base}index.html"]
