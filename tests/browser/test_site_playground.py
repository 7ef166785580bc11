"""The playground of the site, opened from disk: it trains, pauses, rewinds, and keeps to itself."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import serious
from tests.browser.conftest import watched_page
from tools.site.__main__ import write

SMALL = "depth=4&filters=4"  # a net that takes a millisecond a step


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Address of the playground's page."""
    folder = tmp_path_factory.mktemp("site") / "site"
    write(folder)
    return (folder / "playground.html").as_uri()


@pytest.fixture(scope="module")
def playground(browser, address):
    """One page for all tests; each opens it with settings of its own."""
    with watched_page(browser, viewport={"width": 1280, "height": 800}, offline=True) as page:
        page.goto(address)
        yield page


def opened(page: Page, settings: str = "") -> Page:
    """The playground with these settings, once it has measured their initial weights."""
    page.goto("about:blank")
    page.goto(f"{ADDRESS[page]}#{settings}")
    expect(page.locator(".playground[data-ready=true]")).to_be_visible()
    expect(page.locator(".rl-sentence")).to_contain_text("After 0 steps")
    return page
