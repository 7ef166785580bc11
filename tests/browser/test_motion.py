"""A panel in motion: play, and the way from one state to another, by a clock that the test sets."""

import pytest

from restorelib.cases import case_a
from restorelib.experiments import recordings
from restorelib.widgets.payload import payload
from tests.browser import panel_page
from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser
STEP, CHANGE = 700, 250  # ms, as in player.ts and results.ts
# What is drawn now: the mark's place, the heights of the bars by their place, pixels, words.
DRAWN = """() => {
  const all = (kind) => [...document.querySelectorAll(kind)];
  const number = (part, name) => Number(part.getAttribute(name));
  const [, added] = all("canvas.rl-picture");
  return {
    mark: number(all(".rl-mark")[0], "cx"),
    bars: Object.fromEntries(
      all(".rl-bar").map((bar) => [bar.getAttribute("x"), number(bar, "height")])),
    pixels: [...added.getContext("2d").getImageData(0, 0, 48, 48).data],
    words: all(".rl-sentence")[0].textContent,
  };
}"""
CHOOSE = """([label]) => {
  const radio = (input) => input.labels[0].textContent === label;
  [...document.querySelectorAll(".rl-knob input")].find(radio).click();
}"""


@pytest.fixture(scope="module")
def own_page(browser):
    with watched_page(browser) as page:
        spec = case_a.panel_spec(["residual_activation"])
        panel_page.serve(page, payload(spec, recordings.load(spec.case)))
        page.clock.install(time=0)
        page.clock.pause_at(1)
        yield page


@pytest.fixture
def page(own_page):
    own_page.emulate_media(reduced_motion="no-preference")
    own_page.goto(panel_page.PLACE)
    own_page.wait_for_selector(".rl-curve .rl-mark")
    return own_page


def drawn(page):
    return page.evaluate(DRAWN)


def at_step(page, place):
    """What is drawn at rest at a snapshot."""
    page.locator(".rl-scrub").fill(str(place))
    return drawn(page)


def choose(page, label):
    """Choose a value of the knob; what is drawn before the next frame of the screen."""
    page.evaluate(CHOOSE, [label])
    return drawn(page)


def is_between(middle, one, other):
    """Whether each bar and the mark are on the way from one drawing to the other."""
    places = {*one["bars"], *other["bars"]}
    heights = [[part["bars"].get(x, 0) for x in places] for part in (one, middle, other)]
    on_way = all(min(a, c) - 0.1 <= b <= max(a, c) + 0.1 for a, b, c in zip(*heights, strict=True))
    return on_way and middle["bars"] not in (one["bars"], other["bars"])


def test_play_moves_from_snapshot_to_snapshot(page):
    ends = [at_step(page, place) for place in (4, 5, 3)]
    page.locator(".rl-play").click()
    page.clock.run_for(STEP / 2)
    middle = drawn(page)
    assert ends[2]["mark"] < middle["mark"] < ends[0]["mark"]
    assert is_between(middle, ends[2], ends[0])
    assert middle["pixels"] not in (ends[2]["pixels"], ends[0]["pixels"])
    assert middle["words"] == ends[2]["words"]  # measured at a snapshot, so not in between
    assert float(page.locator(".rl-scrub").input_value()) == pytest.approx(3.5, abs=0.1)
    page.clock.run_for(STEP / 2 + 40)
    assert drawn(page)["words"] == ends[0]["words"]
    page.clock.run_for(STEP)
    assert drawn(page)["words"] == ends[1]["words"]


def test_a_pause_ends_the_move_and_no_other_begins(page):
    ends = [at_step(page, place) for place in (4, 3)]
    page.locator(".rl-play").click()
    page.clock.run_for(STEP / 2)
    page.locator(".rl-play").click()
    assert page.locator(".rl-play").get_attribute("aria-label") == "Play the steps"
    assert drawn(page)["words"] == ends[0]["words"]
    page.clock.run_for(4 * STEP)
    assert drawn(page) == ends[0]


def test_a_scrub_jumps_and_ends_the_play(page):
    end = at_step(page, 6)
    at_step(page, 3)
    page.locator(".rl-play").click()
    page.clock.run_for(STEP / 2)
    page.locator(".rl-scrub").press("ArrowRight")  # from the step of the words
    assert page.locator(".rl-scrub").input_value() == "4"
    assert at_step(page, 6) == end
    page.clock.run_for(4 * STEP)
    assert drawn(page) == end


def test_play_ends_at_the_last_step_and_begins_at_the_first(page):
    last = drawn(page)
    first = at_step(page, 0)
    page.locator(".rl-scrub").press("End")
    page.locator(".rl-play").click()
    assert drawn(page)["words"] == first["words"]
    page.clock.run_for(13 * STEP)
    assert page.locator(".rl-play").get_attribute("aria-label") == "Play the steps"
    assert drawn(page) == last


def test_another_state_is_told_at_once_and_its_bars_move_there(page):
    relu = drawn(page)
    tanh = choose(page, "tanh")
    assert tanh["words"] != relu["words"]
    assert tanh["bars"] == relu["bars"] and tanh["pixels"] == relu["pixels"]
    page.clock.run_for(CHANGE / 2)
    middle = drawn(page)
    page.clock.run_for(CHANGE)
    end = drawn(page)
    assert is_between(middle, relu, end)
    assert middle["pixels"] not in (relu["pixels"], end["pixels"])
    # Another choice on the way there, and another one: only the last counts.
    for label in ("ReLU", "tanh", "ReLU"):
        choose(page, label)
        page.clock.run_for(CHANGE / 4)
    page.clock.run_for(CHANGE)
    assert drawn(page) == relu


def test_who_prefers_reduced_motion_sees_jumps(page):
    page.emulate_media(reduced_motion="reduce")
    relu = drawn(page)
    tanh = choose(page, "tanh")
    page.clock.run_for(CHANGE)
    assert drawn(page) == tanh
    assert choose(page, "ReLU") == relu
    ends = [at_step(page, place) for place in (4, 3)]
    page.locator(".rl-play").click()
    page.clock.run_for(STEP - 40)
    assert drawn(page) == ends[1]
    page.clock.run_for(80)
    assert drawn(page) == ends[0]
