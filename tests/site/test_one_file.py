"""The one file: it asks for nothing, stays small, and takes in what other pages hold."""

import base64
import hashlib
import re

import pytest

from tools.site import one_file, stage
from tools.site.page import Page

SCRIPT = 'document.title = "</script>"'
PLAYGROUND = Page(
    path="playground.html",
    title="Playground",
    description="",
    body='<h1>Playground</h1><div data-part="playground"></div>'
    '<p>The <a href="lessons/index.html">lessons</a>, <a href="#there">there</a></p>'
    '<p>More: <a href="a.html">first</a>, <a href="b.html">second</a></p>',
    data={"played": b"bytes"},
)


@pytest.fixture(scope="module")
def text():
    return one_file.html([PLAYGROUND], style="p { margin: 0 }", script=SCRIPT)


def test_it_has_room_on_any_stick(text):
    assert len(text.encode()) <= one_file.MOST


def test_it_refers_to_no_other_file(text):
    assert re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', text) == []
    assert '<p>The lessons, <a href="#there">there</a></p>' in text
    assert "second" not in text  # a paragraph of links to other pages says nothing here


def test_its_policy_lets_its_own_script_run_and_no_other(text):
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert f"script-src 'sha256-{digest}' 'wasm-unsafe-eval'" in policy
    assert policy.startswith("default-src 'none'") and "connect-src" not in policy


def test_every_part_finds_its_data(text):
    asked = re.findall(r'data-(?:photograph|payload|patches)="([^"]+)"', text)
    held = re.findall(r'id="data-([^"]+)"', text)
    assert len(asked) == 2 * (1 + len(stage.PANELS))
    assert {*asked, "played"} == {*held} and len(held) == len({*held})
    assert '<section id="playground"' in text and text.count("<h1") == 1


def test_too_much_is_an_error_that_says_what_to_do(monkeypatch):
    monkeypatch.setattr(one_file, "MOST", 1000)
    with pytest.raises(ValueError, match="expects at most 1,000 bytes.*JOINED"):
        one_file.html([], style="", script="")
