"""The playground, opened from disk: it trains, pauses, rewinds, compares, and keeps to itself."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import SCREENSHOTS
from tests.browser.site_pages import HIDE, barriers, open_page, silent_page

pytestmark = pytest.mark.browser
SMALL = "depth=4&filters=4"  # a millisecond a step
MOVE = """(power) => {
  const slider = document.querySelector("input.rl-std");
  slider.value = power;
  slider.dispatchEvent(new Event("input"));
  return document.querySelector(".play-formula").textContent;
}"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def calm(browser):
    """One page for all tests, in which nothing moves by itself."""
    with silent_page(browser, reduced_motion="reduce") as page_and_faults:
        yield page_and_faults


@pytest.fixture
def opened(calm, site):
    """Open the playground with these settings, and wait until it has measured step 0."""
    page, faults = calm
    faults.clear()

    def opened(settings=""):
        open_page(page, site / "playground.html", f"#{settings}")
        expect(page.locator(".rl-sentence")).to_contain_text("After 0 steps")
        return page

    yield opened
    assert faults == []


def step(page):
    return int(re.search(r"Step ([\d,]+)", page.inner_text(".play-status"))[1].replace(",", ""))


def one_step(page):
    """Make one step; the measured sentence after it."""
    before = step(page)
    page.click(".play-step")
    sentence = page.locator(".rl-sentence")
    expect(sentence).to_contain_text(f"After {before + 1} step")
    assert step(page) == before + 1
    return sentence.inner_text()


def knob(page, legend, label):
    group = page.locator(".play-controls").get_by_role("group", name=legend)
    return group.get_by_role("radio", name=label, exact=True)


def curve(page, kind):
    """Points of a run's score in the drawing: px of the step -> px of the score."""
    path = page.get_attribute(f"path.rl-line.{kind}", "d")
    return {float(x): float(y) for x, y in re.findall(r"([\d.]+),([-\d.]+)", path)}


def test_it_shows_the_initial_weights_at_once_and_the_formula_beside_them(opened):
    page = opened()
    expect(page.locator(".rl-verdict")).to_have_text("Not trained yet: the initial weights")
    assert page.locator(".rl-predicted").count() == page.locator(".rl-unit").count() == 10
    assert page.locator(".rl-reference").count() == 2
    assert "doing nothing 28." in page.get_attribute("svg.rl-curve", "aria-label")
    formula, sentence = page.inner_text(".play-formula"), page.inner_text(".rl-sentence")
    assert page.evaluate(MOVE, -4) != formula  # at once, before anything is measured
    assert page.inner_text(".rl-std-told") == "0.0001 in all"
    expect(page.locator(".rl-sentence")).not_to_have_text(sentence)
    page.click(".rl-chosen-std")
    expect(page.locator(".play-formula")).to_have_text(formula)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.screenshot(path=SCREENSHOTS / "site-playground.png")


def test_who_clicks_before_the_images_are_there_is_not_too_early(browser, site):
    at_once = """new MutationObserver((_, observer) => {
      const train = document.querySelector(".playground[data-ready] .play-train");
      if (train) { observer.disconnect(); train.click(); }
    }).observe(document, { subtree: true, childList: true, attributes: true })"""
    with silent_page(browser, reduced_motion="reduce") as (page, faults):
        page.add_init_script(at_once)
        open_page(page, site / "playground.html", "#depth=4")
        expect(page.locator(".rl-sentence")).to_contain_text(re.compile(r"After [1-9]\d* step"))
    assert faults == []


def test_one_step_is_one_step_and_rewind_brings_the_same_weights_back(opened):
    page = opened(SMALL)
    start = page.inner_text(".rl-sentence")
    first = [one_step(page) for _ in range(3)]
    page.click(".play-rewind")
    expect(page.locator(".rl-sentence")).to_have_text(start)
    assert step(page) == 0
    assert [one_step(page) for _ in range(3)] == first
    assert len(set(first)) == 3


def test_a_run_that_paused_is_the_one_that_did_not(opened):
    page = opened("depth=4")
    for pauses in (0, 3):
        for _ in range(pauses):
            one_step(page)
        page.click(".play-train")
        expect(page.locator(".play-train")).to_have_text("❚❚ Pause")
        while step(page) < 64:
            page.wait_for_timeout(50)
        page.click(".play-train")
        expect(page.locator(".rl-sentence")).to_contain_text("After")
        page.wait_for_timeout(100)
        if not pauses:
            page.click(".play-pin")  # so that both are drawn on the same axes
            page.click(".play-rewind")
            expect(page.locator(".play-status")).to_have_text("Step 0")
    whole, paused = curve(page, "play-pin-0"), curve(page, "rl-chosen")
    both = sorted(whole.keys() & paused.keys())
    assert len(both) >= 8  # steps 0, 1, 2, 4 ... 64
    assert [whole[x] for x in both[:8]] == [paused[x] for x in both[:8]]


def test_a_run_rests_in_a_hidden_tab_and_goes_on_from_where_it_was(opened):
    page = opened(SMALL)
    state = page.locator(".playground")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    assert state.get_attribute("data-state") == "start"  # what did not train does not begin
    page.click(".play-train")
    page.wait_for_function(
        "() => !/^Step 0/.test(document.querySelector('.play-status').innerText)"
    )
    page.evaluate(HIDE, True)
    assert state.get_attribute("data-state") == "waits"
    rested = 0
    while rested != (rested := step(page)):  # some steps were under way
        page.wait_for_timeout(300)
    page.evaluate(HIDE, False)
    assert state.get_attribute("data-state") == "trains"
    page.wait_for_function(
        "(step) => document.querySelector('.play-status').innerText !== `Step ${step}`",
        arg=rested,
    )
    assert step(page) >= rested
    page.click(".play-train")
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    assert state.get_attribute("data-state") == "waits"  # the reader paused it


def test_the_askers_net_freezes_and_one_word_lets_it_go_on(opened):
    page = opened()
    page.click(".play-train")
    expect(page.locator(".rl-verdict[data-verdict=stuck]")).to_be_visible(timeout=60_000)
    sentence = page.inner_text(".rl-sentence")
    assert "+0.00 dB against doing nothing" in sentence and "exactly 0" in sentence
    page.click(".play-pin")
    knob(page, "Last activation", "tanh").check()
    assert page.get_attribute(".playground", "data-state") == "trains"  # from its new step 0
    expect(page.locator(".rl-verdict[data-verdict=learning]")).to_be_visible(timeout=60_000)
    assert "exactly 0" not in page.inner_text(".rl-sentence")
    page.click(".play-train")
    assert page.inner_text(".play-differs") == (
        "Against “the asker’s net”: Only the last activation differs: tanh, not ReLU."
    )
    assert page.locator("path.rl-line.play-pin-0").count() == 1
    assert barriers(page) == []
    page.click(".play-unpin")
    assert page.locator("path.rl-line.play-pin-0").count() == 0


def test_a_link_holds_all_that_differs_and_says_what_is_wrong(opened, site):
    page = opened("net=red&last=relu&std=0.02&rate=7&colour=blue")
    page.emulate_media(reduced_motion="no-preference")  # between two nets nothing can move
    wrong = page.locator(".play-wrong li").all_inner_texts()
    assert wrong[0].startswith("rate expects one of 1, 0.1") and "“7”" in wrong[0]
    assert wrong[1].startswith("“colour” is no setting; expected one of net, sigma")
    knob(page, "Task", "enlarge (FSRCNN)").check()
    page.get_by_label("Learning rate").select_option("0.01")
    expect(page.locator(".rl-figure-enlarged")).to_be_visible()
    page.click(".play-link")
    link = page.input_value(".play-address")
    assert link.endswith("playground.html#net=fsrcnn&std=0.02&rate=0.01")
    assert page.url == link
    page.evaluate("location.hash = '#depth=4&filters=8'")
    expect(page.get_by_label("Filters").first).to_have_value("8")
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator(".rl-figure-enlarged")).to_be_visible()
    assert page.locator(".play-wrong li").count() == 0
    assert page.get_by_label("Learning rate").input_value() == "0.01"
    assert page.inner_text(".rl-std-told") == "0.02 in all"
    page.emulate_media(reduced_motion="reduce")


def test_an_own_photograph_is_trained_on_and_stays_in_the_page(opened, tmp_path):
    page = opened(SMALL)
    there = page.inner_text(".rl-sentence")
    photo = tmp_path / "my secret garden.png"
    pixels = np.random.default_rng(0).integers(0, 256, (60, 200, 3), "uint8")
    Image.fromarray(pixels).save(photo)
    page.set_input_files("input[type=file]", photo)
    told = page.locator(".play-photo [role=status]")
    expect(told).to_contain_text("my secret garden.png, 200 x 60 pixels")
    expect(page.locator(".rl-sentence")).not_to_have_text(there)
    one_step(page)
    page.click(".play-pin")
    page.click(".play-link")
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert "secret" not in kept + page.url + page.input_value(".play-address")
    text = tmp_path / "notes.txt"
    text.write_text("no picture")
    page.set_input_files("input[type=file]", text)
    expect(told).to_contain_text("notes.txt is no picture that this browser can read")
    Image.fromarray(pixels[:20]).save(tmp_path / "small.png")
    page.set_input_files("input[type=file]", tmp_path / "small.png")
    expect(told).to_contain_text("200 x 20 pixels is too small")
    page.get_by_role("button", name="Back to the course’s").click()
    expect(page.locator(".rl-sentence")).to_have_text(there)


def test_numbers_that_burst_are_said_in_words_and_the_next_choice_goes_on(opened):
    page = opened(f"{SMALL}&last=linear")
    knob(page, "Optimiser", "momentum 0.9").check()
    page.get_by_label("Learning rate").select_option("1")
    knob(page, "Initial weights", "He").check()
    page.locator("input.rl-std").focus()
    page.keyboard.press("End")
    expect(page.locator(".rl-sentence")).to_contain_text("After 0 steps")
    page.click(".play-train")
    expect(page.locator(".playground[data-state=failed]")).to_be_visible()
    assert re.search(r"loss is .*Lower the learning rate|Burst", page.inner_text(".rl-sentence"))
    assert page.locator(".play-train").is_disabled()
    page.get_by_role("button", name="One-word fix").click()
    expect(page.locator(".play-train")).to_be_enabled()


def test_all_of_it_is_reached_by_keyboard_on_a_phone_and_fits_it(opened):
    page = opened(SMALL)
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(100)
    assert page.evaluate(OVERFLOW) <= 0
    page.screenshot(path=SCREENSHOTS / "site-playground-phone.png", full_page=True)
    reached = set()
    page.focus("main")
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.className"))
    wanted = {"play-train", "play-step", "play-pin", "play-link", "rl-std", "rl-lens", "rl-hidden"}
    assert wanted - reached == set()
    page.set_viewport_size({"width": 1280, "height": 800})
