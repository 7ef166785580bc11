"""The outcomes beside the knobs, and all that belongs together in one screen."""

from contextlib import contextmanager

import pytest

from restorelib.cases import case_a, case_b, depth, first_guess
from restorelib.cases.panel_spec import VERDICTS
from restorelib.experiments import recordings
from restorelib.experiments.recipes import seeds
from restorelib.widgets import panel as panels
from restorelib.widgets.payload import payload, typeset
from tests.browser import jupyter
from tests.browser.conftest import watched_page

pytestmark = pytest.mark.browser
PLACE = "http://localhost/"
SPECS = {
    "a": case_a.panel_spec(),
    "b": case_b.panel_spec(),
    "depth": depth.panel_spec(),
    "first": first_guess.panel_spec(),
    "asks": case_a.panel_spec(["residual_activation"], question=case_a.WILL_IT_LEARN),
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>panel</title>
<link rel="stylesheet" href="panel.css"><link rel="icon" href="data:,">
<body style="margin: 0"><div id="host"></div><script type="module">
import panel from "./panel.js";
const [name, guess] = decodeURIComponent(location.hash.slice(1)).split("/");
const bytes = await (await fetch(name + ".bin")).arrayBuffer();
const traits = { guess, payload: new DataView(bytes) };
const listeners = {};
const model = {
  get: (trait) => traits[trait],
  set(trait, value) { traits[trait] = value; listeners["change:" + trait]?.(); },
  on(event, listener) { listeners[event] = listener; },
};
for (const method of ["off", "send", "save_changes"]) model[method] = () => {};
await panel.render({ model, el: document.getElementById("host") });
</script></body></html>"""
# Of a window of this size, JupyterLab gives a panel so much, with its side bar closed.
WINDOWS = {"1280 x 720": (1100, 599), "1100 x 620": (920, 499)}
TOGETHER = [".rl-verdict", ".rl-headline", ".rl-knob", ".rl-cell", ".rl-outcomes", ".rl-curve"]
TOGETHER += [".rl-scrub", ".rl-histogram", ".rl-pipe", ".rl-picture", ".rl-magnified"]
OUT_OF_SIGHT = """(kinds) => {
  document.querySelector(".rl-found").scrollIntoView({ block: "start" });
  return [...document.querySelectorAll(kinds)].map((part) => [part, part.getBoundingClientRect()])
    .filter(([, { top, left, right, bottom }]) =>
      top < 0 || left < 0 || right > innerWidth || bottom > innerHeight)
    .map(([part, { top, bottom }]) => [part.getAttribute("class"), top, bottom]);
}"""
NO_STORAGE = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("no", "SecurityError"); } });"""
CELLS = """(panel) => [...panel.querySelectorAll(".rl-cell")].map((cell) =>
  [cell.dataset.verdict, cell.getAttribute("aria-label"), cell.dataset.sign, cell.tabIndex])"""


@pytest.fixture(scope="module")
def page(browser):
    with panels_page(browser) as page:
        yield page


@contextmanager
def panels_page(browser):
    """A page with all panels: `loaded` opens one."""
    files = {
        "": ("text/html", PAGE),
        "panel.js": ("text/javascript", (panels.HERE / "panel.bundle.js").read_text("utf-8")),
        "panel.css": ("text/css", (panels.HERE / "panel.css").read_text("utf-8")),
    }
    for name, spec in SPECS.items():
        packed = payload(spec, recordings.load(spec.case))
        files[f"{name}.bin"] = ("application/octet-stream", packed)

    def answer(route):
        kind, body = files[route.request.url.removeprefix(PLACE).partition("#")[0]]
        route.fulfill(body=body, content_type=kind)

    with watched_page(browser) as page:
        page.route(f"{PLACE}**", answer)
        yield page


def opened(page, name, guess="just show me"):
    """A panel in a tab that has shown none yet."""
    if page.url.startswith(PLACE):
        page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
    return loaded(page, name, guess)


def loaded(page, name, guess):
    page.goto(f"{PLACE}#{name}/{guess}")
    panel = page.locator(".rl-panel[data-ready]")
    panel.wait_for()
    return panel


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("name", ["a", "b", "depth", "first"])
def test_all_that_belongs_together_is_in_one_screen(page, name, window):
    width, height = WINDOWS[window]
    page.set_viewport_size({"width": width, "height": height})
    panel = opened(page, name)
    page.wait_for_selector(".rl-curve .rl-mark")
    assert page.evaluate(OUT_OF_SIGHT, ", ".join(TOGETHER)) == []
    if name == "b":  # the most layers, and so the widest pipe
        panel.get_by_role("radio", name="12 (m = 8)").click()
        assert page.evaluate(OUT_OF_SIGHT, ", ".join(TOGETHER)) == []
    jupyter.screenshot(page, f"one-screen-{name}-{width}")


def cell(panel, label, seed):
    radio = panel.page.get_by_role("radio", name=label, exact=True)
    row = panel.locator("[role=row]").filter(has=radio)
    return row.locator(".rl-cell").nth(seed)


def test_a_cell_is_covered_until_its_state_was_chosen(page):
    page.set_viewport_size({"width": 920, "height": 900})
    panel = opened(page, "asks", guess="")
    assert not panel.locator(".rl-cell").first.is_visible()
    assert panel.locator("[data-verdict=stuck]").count() == 0  # nor is it in the page
    panel.locator(".rl-choice").first.click()
    kinds = [kind for kind, *_ in panel.evaluate(CELLS)]
    assert kinds == ["stuck"] * 10 + ["covered"] * 30
    tanh = cell(panel, "tanh", 3)
    assert tanh.get_attribute("aria-label") == "tanh, seed 3: not seen yet"
    jupyter.screenshot(panel, "matrix-covered")
    tanh.click()  # shows that run, and uncovers its state
    assert tanh.get_attribute("aria-selected") == "true"
    assert panel.get_by_role("radio", name="tanh").is_checked()
    record = recordings.load("case_a")[SPECS["asks"].recipes()[23]]
    words = typeset(case_a.panel_spec().verdict(record)[1])
    assert words.startswith("better, +")
    assert tanh.get_attribute("aria-label") == f"tanh, seed 3: {words}"
    assert panel.locator(".rl-verdict").inner_text().endswith(words)
    kinds = [kind for kind, *_ in panel.evaluate(CELLS)]
    assert kinds == ["stuck"] * 10 + ["covered"] * 10 + ["better"] * 10 + ["covered"] * 10


def test_all_cells_tell_what_python_judged(page):
    for name in ("b", "depth", "first"):
        spec = SPECS[name]
        panel = opened(page, name)
        panel.locator(".rl-uncover").click()
        assert not panel.locator(".rl-uncover").is_visible()
        records = recordings.load(spec.case)
        expected = []
        for knob in spec.knobs:
            for value, label in zip(knob.values, knob.labels, strict=True):
                state = spec.recipe(**{**spec.start, knob.field: value})
                for recipe in seeds(state, spec.seeds):
                    kind, words = spec.verdict(records[recipe])
                    expected.append([kind, f"{label}, seed {recipe.seed}: {typeset(words)}"])
        told = panel.evaluate(CELLS)
        assert [[kind, words] for kind, words, *_ in told] == expected
        assert {kind for kind, *_ in told} <= set(VERDICTS)
        assert all(sign for _, _, sign, _ in told)  # colour is not needed
        jupyter.screenshot(panel, f"matrix-{name}")


STATES = CELLS.replace(".rl-cell", ".rl-states .rl-cell")
BESIDE_KNOBS = CELLS.replace(".rl-cell", ".rl-knobs .rl-cell")


def test_all_states_are_covered_until_they_were_chosen(page):
    page.set_viewport_size({"width": 1100, "height": 900})
    panel = opened(page, "a")
    spec, records = SPECS["a"], recordings.load("case_a")
    button, states = panel.locator(".rl-all-states"), panel.locator(".rl-states")
    assert button.get_attribute("aria-expanded") == "false" and not states.is_visible()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    told = panel.evaluate(STATES)
    assert len(told) == len(spec.recipes()) == 240
    seen = [i for i, (kind, *_) in enumerate(told) if kind != "covered"]
    start = spec.recipes().index(spec.recipe(**spec.start))
    assert seen == list(range(start, start + 10))
    assert told[0][1] == "on, ReLU, 0.01, seed 0: not seen yet"
    # A click shows that run, and uncovers its state here and beside the knobs.
    cells = states.locator(".rl-cell")
    cells.nth(55).click()
    assert panel.get_by_role("radio", name="leaky ReLU").is_checked()
    assert panel.get_by_role("radio", name="0.0001").is_checked()
    assert panel.locator(".rl-knobs .rl-cell[aria-selected=true]").count() == 3
    kinds = [kind for kind, *_ in panel.evaluate(STATES)]
    assert "covered" not in kinds[50:60] and kinds[40:50] == ["covered"] * 10
    states.locator(".rl-uncover-states").click()
    expected = []
    for recipe in spec.recipes():
        kind, words = spec.verdict(records[recipe])
        chosen = [knob.values.index(getattr(recipe, knob.field)) for knob in spec.knobs]
        labels = [knob.labels[i] for knob, i in zip(spec.knobs, chosen, strict=True)]
        expected.append([kind, f"{', '.join(labels)}, seed {recipe.seed}: {typeset(words)}"])
    assert [[kind, words] for kind, words, *_ in panel.evaluate(STATES)] == expected
    assert not panel.locator(".rl-uncover").is_visible()  # nothing is covered beside the knobs
    # One tab stop, where the button was; arrow keys walk.
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == expected[55][1]
    for key in ("ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    assert [words for _, words, _, tab in panel.evaluate(STATES) if tab == 0] == [expected[66][1]]
    page.keyboard.press("Enter")
    assert panel.get_by_role("radio", name="0.01").is_checked()
    assert cells.nth(66).get_attribute("aria-selected") == "true"
    jupyter.screenshot(panel, "matrix-states")


def test_what_was_seen_stays_seen_while_the_tab_is_open(page):
    panel = opened(page, "asks")
    panel.get_by_role("radio", name="tanh").click()
    page.reload()
    panel = loaded(page, "asks", "just show me")
    kinds = [kind for kind, *_ in panel.evaluate(BESIDE_KNOBS)]
    assert kinds == ["stuck"] * 10 + ["covered"] * 10 + ["better"] * 10 + ["covered"] * 10
    page.goto("about:blank")
    panel = loaded(page, "a", "just show me")  # another panel has states of its own
    kinds = [kind for kind, *_ in panel.evaluate(BESIDE_KNOBS)]
    assert kinds.count("covered") == 60


def test_a_page_that_may_keep_nothing_still_shows_its_panel(browser):
    with panels_page(browser) as page:
        page.add_init_script(NO_STORAGE)
        panel = loaded(page, "asks", "just show me")
        panel.get_by_role("radio", name="tanh").click()
        assert [kind for kind, *_ in panel.evaluate(BESIDE_KNOBS)].count("covered") == 20


def test_the_cells_are_one_tab_stop_and_arrow_keys_walk_over_them(page):
    panel = opened(page, "a")

    def stops():
        return [words for *_, words, _, tab in panel.evaluate(CELLS) if tab == 0]

    assert len(stops()) == 1 and stops()[0].startswith("on, seed 0")
    cell(panel, "on", 0).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "leaky ReLU, seed 1: not seen yet"
    assert stops() == ["leaky ReLU, seed 1: not seen yet"]
    assert panel.get_by_role("radio", name="ReLU", exact=True).is_checked()  # walking is no choice
    page.keyboard.press("Enter")
    assert panel.get_by_role("radio", name="leaky ReLU").is_checked()
    assert page.evaluate(focused).startswith("leaky ReLU, seed 1: ")
    assert "not seen" not in page.evaluate(focused)
    page.keyboard.press("Tab")  # past the other cells, to the next knob
    assert page.evaluate("document.activeElement.type") == "radio"


def test_dragging_on_the_curve_scrubs(page):
    page.set_viewport_size({"width": 920, "height": 900})
    panel = opened(page, "a")
    page.wait_for_selector(".rl-curve .rl-mark")
    dots = panel.locator(".rl-curve circle.rl-dot.rl-chosen")
    places = [dot.bounding_box() for dot in dots.all()]
    y = places[0]["y"] + 20
    scrub = panel.locator(".rl-scrub")

    def middle(box):
        return box["x"] + box["width"] / 2

    page.mouse.move(middle(places[5]) + 4, y)
    assert scrub.input_value() == str(len(places) - 1)  # pointing alone does nothing
    page.mouse.down()
    assert scrub.input_value() == "5"
    page.mouse.move(middle(places[2]) - 4, y + 400)  # also outside of the drawing
    assert scrub.input_value() == "2"
    assert "After 2 steps" in panel.locator(".rl-sentence").inner_text()
    page.mouse.up()
    page.mouse.move(middle(places[7]), y)
    assert scrub.input_value() == "2"
