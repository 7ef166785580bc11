"""What stands around each page: head with the name and the navigation, and the foot."""

import posixpath
from collections.abc import Mapping
from html import escape
from urllib.parse import quote

from tools import lock
from tools.site import addresses, notices

COURSE = "Why does my network not train?"
SECTIONS = {  # path -> what the navigation calls it
    "index.html": "Start",
    "lessons/index.html": "Lessons",
    "playground.html": "Playground",
    "name-your-number.html": "Name your number",
    "symptoms/index.html": "Symptoms",
    "glossary.html": "Glossary",
}
# A loss that falls and then stands still, above the line that it should have reached.
GLYPH = '<path d="M2 23H30"/><path d="M2 3C4 13 7 14 11 14H30"/>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 26"{}>{}</svg>'
_DRAWN = ' fill="none" stroke="#d55e00" stroke-width="4" stroke-linecap="round"'
ICON = "data:image/svg+xml," + quote(SVG.format(_DRAWN, GLYPH), safe="")


def header(root: str, path: str, sections: Mapping[str, str] = SECTIONS, *, alone: bool) -> str:
    """The head of a page.

    Args:
        root: leads from the page to the root of the site.
        path: of the page, from that root.
        sections: link, from that root -> what the navigation calls it.
        alone: whether there is no other page, to search in or to link to.
    """
    links = "".join(
        f'<li><a href="{root}{to}"{_here(to, path)}>{escape(name)}</a></li>'
        for to, name in sections.items()
    )
    home = "#main" if alone else f"{root}index.html"
    search = "" if alone else '<div data-part="search"></div>'
    # A popover needs no script; where there is room, the style sheet shows it as a row.
    return f"""<header class="top">
<a class="wordmark" href="{home}">{SVG.format(' aria-hidden="true"', GLYPH)}{COURSE}</a>
<nav class="pages" id="pages" popover aria-label="Pages"><ul>{links}</ul></nav>
<div class="tools">{search}<div data-part="theme"></div></div>
<button class="menu" type="button" popovertarget="pages">Menu</button>
</header>"""


def footer(root: str, path: str, *, alone: bool) -> str:
    """The foot of a page, as for `header`. What has no address yet is left out."""
    if alone:
        return f"""<footer class="foot">
<p class="small">{_licences()} The photographs come with scikit-image, and are CC0 or in the public
domain.</p>
{notices.own()}
{notices.others()}
</footer>"""
    pages = {root + to: name for to, name in SECTIONS.items()}
    about = {f"{root}credits.html": "Credits, licences, how to cite"}
    if (lock.ROOT / "TEACHING.md").exists():  # not in a copy for a class
        about[f"{root}teaching.html"] = "Teaching with this course"
    outside = {
        addresses.binder(): "Run the lessons on Binder",
        addresses.releases(): "The course as one file",
        addresses.repository(): "Source",
    }
    about |= {to: name for to, name in outside.items() if to}
    report = addresses.report(path)
    wrong = (
        f'<a data-part="report" href="{escape(report)}">Report a wrong number</a>' if report else ""
    )
    return f"""<footer class="foot">
<div>
<section><h2>Pages</h2>{_list(pages)}</section>
<section><h2>About</h2>{_list(about)}</section>
<section><h2>On your machine</h2>
<p>These pages train networks in your browser, and send nothing to anybody: your guesses, your
progress and your photographs stay with you.</p></section>
</div>
<p class="small">{_licences()} {wrong}</p>
</footer>"""


def _licences() -> str:
    revision = f" Revision {addresses.revision()}." if addresses.revision() else ""
    return f"Code under the MIT licence, lessons under CC BY 4.0.{revision}"


def _list(links: dict[str, str]) -> str:
    items = (f'<li><a href="{escape(to)}">{escape(name)}</a></li>' for to, name in links.items())
    return f"<ul>{''.join(items)}</ul>"


def _here(to: str, path: str) -> str:
    if to == path:
        return ' aria-current="page"'
    folder = posixpath.dirname(to)
    return ' aria-current="true"' if folder and path.startswith(f"{folder}/") else ""
