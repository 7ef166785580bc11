"""The page for teachers: TEACHING.md."""

from pathlib import Path

from tools.site.links import link_of
from tools.site.markdown import html_of
from tools.site.page import Page

FILE = "TEACHING.md"
ROOT = Path(__file__).parents[2]


def page() -> Page:
    """TEACHING.md as a page."""
    text = (ROOT / FILE).read_text(encoding="utf-8")
    return Page(
        path="teaching.html",
        title="Teaching with this course",
        description="Plans for 50 minutes and for three hours, 200 students on one server, "
        "replies to every guess, and questions to discuss.",
        body=html_of(text, link=lambda url: link_of(url, file=FILE)),
        kind="prose teaching",
    )
