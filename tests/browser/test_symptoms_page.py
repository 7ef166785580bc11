"""SYMPTOMS.md goes on one printed page."""

import re

import mistune
import pytest

from restorelib.checkup import symptoms_page
from tests.browser.conftest import SCREENSHOTS

pytestmark = pytest.mark.browser
# As GitHub and JupyterLab show a table, about: 16 px, thin lines, little padding.
STYLE = """body { font: 16px/1.35 sans-serif; margin: 0 } table { border-collapse: collapse }
td, th { border: 1px solid #ccc; padding: 2px 6px; text-align: left; vertical-align: top }"""
MARGIN = dict.fromkeys(("top", "bottom", "left", "right"), "10mm")


def pages(page, text):
    """How many sheets of A4 a Markdown text takes, printed at 53 %."""
    html = mistune.create_markdown(plugins=["table"])(text)
    page.set_content(f"<!doctype html><style>{STYLE}</style>{html}")
    pdf = page.pdf(format="A4", scale=0.53, margin=MARGIN)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    (SCREENSHOTS / "symptoms.pdf").write_bytes(pdf)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_it_prints_on_one_page(page):
    assert pages(page, 2 * symptoms_page.page()) == 2  # it is a whole page, and no more
    assert pages(page, symptoms_page.page()) == 1
