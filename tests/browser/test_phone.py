"""Widgets on a phone: each target fits a thumb, nothing is cut off, nothing needs a mouse."""

import json

import pytest

from restorelib.cases import case_a, case_b
from restorelib.experiments import recordings
from restorelib.widgets import panel as panels
from restorelib.widgets.payload import payload
from tests.browser import jupyter

pytestmark = pytest.mark.browser
PLACE = "http://localhost/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SPECS = {"a": case_a.panel_spec(), "b": case_b.panel_spec()}
TRAITS = {
    "a": {"bundle": "panel", "guess": "", "payload": "a"},
    "b": {"bundle": "panel", "guess": "", "payload": "b"},
    "guess": {
        "bundle": "guess",
        "question": "Which number will the log show, again and again, until you stop it?",
        "choices": ["20 dB", "28 dB, the score of returning the noisy picture as it is", "more"],
        "choice": "20 dB",
        "compared": False,
    },
    "slider": {
        **{"bundle": "slider", "label": "sigma", "low": 1, "high": 80, "value": 5},
        "shown": {"value": 5, "source": "data:,", "words": "A noisy eye of a cat."},
    },
}
# JupyterLab at 390 px leaves 274 px to an output.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>phone</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<link rel="stylesheet" href="panel.css">
<body style="margin: 0 58px"><script type="module">
for (const [name, { bundle, ...traits }] of Object.entries(TRAITS)) {
  const el = document.body.appendChild(document.createElement("div"));
  el.id = name;
  if (traits.payload)
    traits.payload = new DataView(await (await fetch(traits.payload + ".bin")).arrayBuffer());
  const model = { get: (name) => traits[name], on() {} };
  for (const method of ["set", "off", "send", "save_changes"]) model[method] = () => {};
  await (await import(`./${bundle}.js`)).default.render({ model, el });
}
document.body.dataset.ready = "true";
</script></body></html>""".replace("TRAITS", json.dumps(TRAITS))
SMALL = """(root) => [...root.querySelectorAll("button, input, textarea")]
  .map((target) => [target, target.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && height && Math.min(width, height) < 44)
  .map(([target, { width, height }]) => [target.className || target.value, width, height])"""
CUT = """(root) => {
  const { left, right } = root.getBoundingClientRect();
  return [...root.querySelectorAll("*")]
    .filter((part) => getComputedStyle(part).position !== "absolute")
    .map((part) => [part.textContent || part.className, part.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < left - 1 || box.right > right + 1))
    .map(([words]) => words);
}"""
OVER_EACH_OTHER = """(svg) => {
  const texts = [...svg.querySelectorAll("text")];
  const boxes = texts.map((text) => text.getBoundingClientRect());
  const meet = (a, b) => a.left < b.right + 4 && b.left < a.right + 4
    && a.top < b.bottom - 2 && b.top < a.bottom - 2; // letters leave that much free
  return texts.flatMap((text, i) => texts.slice(i + 1)
    .filter((_, k) => meet(boxes[i], boxes[i + 1 + k]))
    .map((other) => [text.textContent, other.textContent]));
}"""


@pytest.fixture(scope="module")
def phone(browser):
    files = {"": ("text/html", PAGE)}
    files["panel.css"] = ("text/css", (panels.HERE / "panel.css").read_text(encoding="utf-8"))
    for bundle in ("panel", "guess", "slider"):
        source = (panels.HERE / f"{bundle}.bundle.js").read_text(encoding="utf-8")
        files[f"{bundle}.js"] = ("text/javascript", source)
    for name, spec in SPECS.items():
        packed = payload(spec, recordings.load(spec.case))
        files[f"{name}.bin"] = ("application/octet-stream", packed)

    def answer(route):
        kind, body = files[route.request.url.removeprefix(PLACE)]
        route.fulfill(body=body, content_type=kind)

    context = browser.new_context(**PHONE)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.route(f"{PLACE}**", answer)
    page.goto(PLACE)
    page.wait_for_selector("[data-ready] .rl-pipe .rl-shape")
    page.wait_for_selector("body[data-ready]")
    yield page
    assert not faults
    context.close()


@pytest.mark.parametrize("name", TRAITS)
def test_every_target_fits_a_thumb_and_nothing_is_cut_off(phone, name):
    widget = phone.locator(f"#{name} .rl-panel")
    jupyter.screenshot(widget, f"phone-{name}")
    assert phone.evaluate("matchMedia('(pointer: coarse)').matches")
    assert widget.evaluate(SMALL) == []
    assert widget.evaluate(CUT) == []
    assert widget.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0


def test_words_of_a_chart_do_not_lie_over_each_other(phone):
    charts = phone.locator("#a svg.rl-network, #a svg.rl-histogram, #a svg.rl-curve")
    assert charts.count() == 3
    for i in range(3):
        assert charts.nth(i).evaluate(OVER_EACH_OTHER) == []


def test_a_tap_moves_the_lens_and_turns_a_knob(phone):
    panel = phone.locator("#a .rl-panel")
    box = panel.locator(".rl-box").first
    before = box.get_attribute("style")
    panel.locator(".rl-frame").first.tap(position={"x": 10, "y": 10})
    assert box.get_attribute("style") != before
    panel.get_by_role("radio", name="tanh", exact=True).tap()
    assert "Better than doing nothing" in panel.locator(".rl-headline").inner_text()


@pytest.mark.parametrize("name", SPECS)
def test_knobs_and_verdict_stay_in_view_and_leave_two_thirds_of_the_screen(phone, name):
    panel = phone.locator(f"#{name} .rl-panel")
    panel.locator(".rl-lens").evaluate("lens => lens.scrollIntoView()")
    head = panel.locator(".rl-head").bounding_box()
    assert head["y"] == 0 and head["height"] <= 0.35 * PHONE["viewport"]["height"]
    for part in (".rl-verdict", ".rl-knob input"):
        assert panel.locator(part).first.bounding_box()["y"] >= 0


def test_every_cell_of_all_states_can_be_hit(phone):
    sizes = """(parts) => parts.map((part) => part.getBoundingClientRect())
      .map(({ width, height }) => [width, height])"""
    for name in ("a", "b"):
        phone.locator(f"#{name} .rl-all-states").click()
        cells = phone.locator(f"#{name} .rl-states .rl-cell").evaluate_all(sizes)
        assert min(map(min, cells)) >= 24  # WCAG 2.2, 2.5.8
