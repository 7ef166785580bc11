"""SYMPTOMS.md can be read on paper, in its own size, and on a phone."""

import re

import mistune
import pytest

from restorelib.checkup import symptoms_page
from tests.browser.conftest import SCREENSHOTS

pytestmark = pytest.mark.browser
# As GitHub and JupyterLab show a page, about.
STYLE = """body { font: 16px/1.5 sans-serif; margin: 0; overflow-wrap: break-word }
ul { padding-left: 2em } code { font: 85% monospace }"""
A4, PHONE = 210 - 2 * 12, 390 - 2 * 16  # mm, px
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")


def test_it_prints_in_its_own_size_and_fits_a_phone(page):
    html = mistune.create_markdown(escape=False)(symptoms_page.page())
    page.set_content(f"<!doctype html><style>{STYLE}</style>{html}")
    for width in (PHONE, round(A4 * 96 / 25.4)):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    pdf = page.pdf(format="A4", margin=MARGIN)  # what is too wide would be made smaller
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "symptoms.pdf").write_bytes(pdf)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6  # three sheets
