"""The built site, opened from the disk without a network: the first minute, and every page."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import SCREENSHOTS
from tests.browser.site_pages import HIDE, barriers, open_page, silent_page

pytestmark = pytest.mark.browser
ALL = os.environ.get("RESTORELIB_BROWSER") == "all"
ONE_FILE = "why-does-it-not-train.html"
CALM = {"reduced_motion": "reduce"}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
STANDS = """(kinds) => kinds.includes(document.querySelector(".fm-stage").dataset.kind)"""


@pytest.fixture(scope="module")
def calm(browser):
    """One page for all tests in which nothing moves by itself."""
    with silent_page(browser, **CALM) as page_and_faults:
        yield page_and_faults


def some(site):
    """All pages; in a short run the first of each kind, and the one file."""
    kinds = {}
    for path in sorted(site.rglob("*.html")):
        kind = re.search(r'<body class="([^"]*)"', path.read_text(encoding="utf-8"))[1]
        kinds.setdefault(path if ALL else kind, path)
    apart = {site / ONE_FILE, site / "404.html"}  # a server sends the latter, for any address
    return {*kinds.values(), site / "index.html"} - apart


def stands(page, *kinds):
    """Wait until the run of the first minute stands like this; seconds since the page began."""
    page.wait_for_function(STANDS, arg=list(kinds))
    return page.evaluate("performance.now()") / 1000


def score(page):
    return float(page.inner_text(".fm-score").removesuffix(" dB"))


def test_it_trains_by_itself_and_rests_while_nobody_looks(browser, site):
    with silent_page(browser) as (page, faults):
        ready = open_page(page, site / "index.html")
        first = stands(page, "worse", "level", "learning")
        print(f"\nready after {ready:.0f} ms, first score after {first:.1f} s")
        page.evaluate(HIDE, True)
        step = page.inner_text(".fm-step")
        page.wait_for_timeout(400)
        assert page.inner_text(".fm-step") == step != "step 0 of 256"
        page.evaluate(HIDE, False)  # it begins again
        page.wait_for_function(
            "(step) => document.querySelector('.fm-step').textContent !== step", arg=step
        )
        assert faults == []


def test_one_key_freezes_it_and_one_key_frees_it(calm, site):
    page, faults = calm
    faults.clear()
    open_page(page, site / "index.html")
    assert page.inner_text(".fm-gain") == "the photograph as it came in"  # it waits for a click
    stop = 0
    while page.evaluate("document.activeElement.className") != "fm-start":
        page.keyboard.press("Tab")
        assert (stop := stop + 1) < 20
    page.keyboard.press("Enter")
    stands(page, "worse", "level")
    while "fm-main" not in page.evaluate("document.activeElement.className"):
        page.keyboard.press("Tab")
        assert (stop := stop + 1) < 40
    begun = page.evaluate("performance.now()") / 1000
    page.keyboard.press("Enter")
    frozen = stands(page, "frozen")
    assert 'Activation("relu")' in page.inner_text(".fm-code")
    assert score(page) == 28.13 and page.inner_text(".fm-gain") == "the score of doing nothing"
    assert "exactly as they went in" in page.inner_text(".fm-sentence")
    assert "largest gradient: exactly 0" in page.inner_text(".fm-facts")
    assert "exactly 0" in page.locator("svg.fm-strip").text_content()
    page.screenshot(path=SCREENSHOTS / "site-frozen.png")
    page.keyboard.press("Enter")  # the button now takes the line away
    freed = stands(page, "learning")
    assert "Activation" not in page.inner_text(".fm-code")
    assert score(page) >= 28.13 + 0.3
    assert page.locator(".fm-next").is_visible()
    print(f"\nfrozen {frozen - begun:.1f} s after the key, freed after {freed - frozen:.1f} s")
    page.evaluate(HIDE, True)  # it need not train any more
    assert barriers(page) == []
    assert faults == []


def test_a_link_opens_a_panel_in_its_state(calm, site):
    page, faults = calm
    faults.clear()
    state = "#panel=a&input_skip=True&residual_activation=tanh&learning_rate=0.001&seed=3&step=64"
    open_page(page, site / "index.html", state)
    panel = page.locator(".opened .rl-panel[data-ready]")
    assert panel.get_by_role("radio", name="tanh", exact=True).is_checked()
    assert "After 64 steps" in panel.locator(".rl-sentence").inner_text()
    panel.get_by_text("State as text").click()
    panel.locator(".rl-copy-link").click()
    assert panel.locator(".rl-state input").input_value() == page.url
    page.get_by_role("button", name="Case B").click()
    page.locator(".opened .rl-figure-pipe").wait_for()
    assert page.locator(".opened .rl-panel:visible").count() == 1
    page.goto((site / "index.html").as_uri() + "#panel=b&depth=3")
    told = page.locator(".opened .rl-panel:visible .rl-told")
    assert 'received "depth"' in told.inner_text()
    assert faults == []


def test_the_one_file_needs_nothing_beside_it(calm, site, tmp_path):
    page, faults = calm
    faults.clear()
    file = Path(shutil.copy(site / ONE_FILE, tmp_path))
    assert file.stat().st_size <= 10_000_000
    ready = open_page(page, file, "#panel=depth")
    print(f"\none file: {file.stat().st_size / 1e6:.2f} MB, ready after {ready:.0f} ms")
    page.locator(".opened .rl-panel[data-ready]").wait_for()
    page.click(".fm-start")
    stands(page, "worse", "level")
    page.click(".fm-seed")  # under another seed it begins again
    assert "seed 1" in page.inner_text(".fm-seed")
    assert [
        link
        for link in page.eval_on_selector_all("a", "all => all.map(a => a.href)")
        if not link.startswith(file.as_uri() + "#")
    ] == []
    page.evaluate(HIDE, True)
    if ALL:
        assert barriers(page) == []
    assert faults == []


def test_every_page_is_silent_and_fits_a_phone_and_a_wide_screen(calm, site):
    page, faults = calm
    faults.clear()
    too_wide, found = [], []
    for file in sorted(some(site)):
        name = file.relative_to(site).as_posix()
        ready = open_page(page, file)
        print(f"\n{name}: ready after {ready:.0f} ms", end="")
        for width in (390, 1800):
            page.set_viewport_size({"width": width, "height": 900})
            if (over := page.evaluate(OVERFLOW)) > 0:
                too_wide.append(f"{name} at {width} px: {over} px")
        page.set_viewport_size({"width": 1280, "height": 900})
        if ALL:
            found += [f"{name}: {finding}" for finding in barriers(page)]
        assert faults == [], name
    assert too_wide == []
    assert found == []
