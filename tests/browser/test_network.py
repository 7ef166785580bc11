"""The network itself in a panel: its layers, their connections, what they do, and their maps."""

import json
import re
from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest

from restorelib.cases import case_a, case_b, depth
from restorelib.experiments.recordings import NOTHING
from restorelib.experiments.wording import size
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import describe, payload, typeset
from tests.browser import axe, jupyter, panel_page
from tests.browser.conftest import lacking, watched_page
from tests.browser.test_live import WORDED
from tests.browser.test_phone import OVER_EACH_OTHER
from tests.experiments.synthetic_runs import synthetic, synthetic_sr

pytestmark = pytest.mark.browser
SPEC = replace(case_a.panel_spec(["input_skip", "residual_activation"]), live_steps=2)
DEEP = replace(depth.panel_spec(), live_steps=2)
LEVELS = np.arange(32) * 2 + 138  # of conv3's maps at the first step
DEAD_GREY = [154, 164, 173]
TILES = """(canvas) => {
  const columns = Math.round(Math.sqrt(32 * canvas.width / canvas.height));
  const side = canvas.width / columns;
  const context = canvas.getContext("2d");
  const at = (unit) => context.getImageData(((unit % columns) + 0.3) * side,
    (Math.floor(unit / columns) + 0.15) * side, 1, 1).data.slice(0, 3);
  return Array.from({ length: 32 }, (_, unit) => [...at(unit)]);
}"""
TOLD = """(strip) => [...strip.querySelectorAll(".rl-layer")].map((layer) =>
  [layer.getAttribute("aria-label"), layer.title, layer.getAttribute("aria-selected"),
   layer.tabIndex])"""


def made_up(recipe):
    """A record with maps of one grey each, some dead units in conv3, and all sizes different."""
    record = synthetic(recipe)
    dead = record.dead.copy()
    dead[1:, [64 + 1, 64 + 30]] = 1
    of_layers = [LEVELS[:count] + 5 * (i - 2) for i, count in enumerate(record.units)]
    levels = np.stack([np.concatenate(of_layers) + add for add in (0, 20)])
    maps = np.broadcast_to(levels[..., None, None], (*levels.shape, 24, 24)).astype("uint8")
    return replace(
        record,
        dead=dead,
        maps=maps if record.maps.size else record.maps,
        map_scale=0.42 * record.map_scale,
    )


def without_layers(record):
    """As recorded before there were measurements of single layers."""
    arrays = ("signal", "kernel_gradient", "dead", "maps", "map_scale", "map_steps")
    return replace(record, layers=(), units=(), **dict.fromkeys(arrays, NOTHING))


@pytest.fixture(scope="module")
def records():
    return {recipe: made_up(recipe) for recipe in SPEC.recipes()}


@pytest.fixture(scope="module")
def page(browser):
    with watched_page(browser, viewport={"width": 1100, "height": 900}) as page:
        yield page


def opened(page, spec, records, patches=b""):
    panel_page.serve(page, payload(spec, records), patches)
    page.goto(panel_page.PLACE)
    panel = page.locator(".rl-panel[data-ready]")
    panel.wait_for()
    panel.locator(".rl-unit").first.wait_for()
    return panel


def choose(panel, legend, label):
    group = panel.get_by_role("group", name=legend)
    group.get_by_role("radio", name=label, exact=True).click()


def layer(panel, name):
    return panel.get_by_role("tab", name=re.compile(f"^{name}:"))


def test_layers_and_skips_are_those_of_the_net(page, records):
    def drawn():
        layers = "(svg) => [...svg.querySelectorAll('[data-layer]')].map((g) => g.dataset.layer)"
        skips = "(svg) => [...svg.querySelectorAll('[data-skip]')].map((g) => g.dataset.skip)"
        names = ["input", *svg.evaluate(layers)]
        ends = [map(int, skip.split()) for skip in svg.evaluate(skips)]
        return names[1:], {(names[start + 1], names[end + 1]) for start, end in ends}

    panel = opened(page, SPEC, records)
    svg = panel.locator("svg.rl-network")
    for label, skip in (("on", True), ("off", False)):
        choose(panel, "Input skip", label)
        assert drawn() == in_keras(case_a.panel_recipe(skip, "relu", 1e-3))
    panel = opened(page, DEEP, {r: without_layers(synthetic(r)) for r in DEEP.recipes()})
    for layers in (10, 30):
        choose(panel, "Layers", str(layers))
        for label, skips in (("with", True), ("without", False)):
            choose(panel, "Symmetric skips", label)
            assert drawn() == in_keras(depth.panel_recipe(layers, skips))


def in_keras(recipe):
    """Layers with a kernel of the net that Keras builds, and the two ends of each skip."""
    from restorelib.experiments.denoising import build
    from restorelib.training.inside import layers_with_kernel

    def origin(tensor):
        """The layer with a kernel that a tensor comes from."""
        layer = tensor._keras_history.operation
        if hasattr(layer, "kernel"):
            return layer.name
        inputs = layer.input if isinstance(layer.input, list) else [layer.input]
        return origin(inputs[-1]) if inputs else "input"

    model = build(recipe)
    sums = [layer for layer in model.layers if layer.__class__.__name__ == "Add"]
    names = [layer.name for layer in layers_with_kernel(model)]
    return names, {tuple(map(origin, layer.input)) for layer in sums}


def test_each_layer_tells_what_was_measured(page, records):
    panel = opened(page, SPEC, records)
    record = records[SPEC.recipes()[0]]
    strip = panel.locator(".rl-strip")
    ends = [0, *accumulate(record.units)]
    for at in (0, 3, len(record.steps) - 1):
        panel.locator(".rl-scrub").fill(str(at))
        told = strip.evaluate(TOLD)
        assert [title for _, title, *_ in told] == [label for label, *_ in told]
        for i, (words, *_) in enumerate(told):
            dead = int(record.dead[at, ends[i] : ends[i + 1]].sum())
            start = f"{record.layers[i]}: {dead} of {record.units[i]} units are dead; "
            assert words.startswith(start)
            numbers = re.fullmatch(r"signal (.*) \(rms\), gradient (.*)", words.removeprefix(start))
            gradient = record.kernel_gradient[at, i]
            expected = typeset(size(gradient)) if gradient else "exactly 0"
            assert numbers[2] in {expected, f"{expected}0"}  # "0.5" and "0.50"
            assert float(numbers[1]) == pytest.approx(record.signal[at, i], rel=0.05)
        name = panel.locator("svg.rl-network").get_attribute("aria-label")
        assert all(words in name for words, *_ in told)
        assert typeset(SPEC.words["network"](record, at)) in name
        crosses = strip.evaluate("(e) => e.querySelector('[data-dead=conv3]').getAttribute('d')")
        assert crosses.count("M") == (2 if at else 0)
    assert panel.locator("svg.rl-network .rl-backward").count() == 0
    assert "exactly 0" in panel.locator("svg.rl-network").text_content()
    panel.locator(".rl-scrub").fill("0")
    assert panel.locator("svg.rl-network .rl-backward").count() == 10
    assert "exactly 0" not in panel.locator("svg.rl-network").text_content()


def test_the_browser_tells_the_layers_of_a_run_as_python_does(page, records):
    opened(page, SPEC, records)
    told = json.loads(page.evaluate(WORDED))
    expected = [describe(SPEC, records[recipe])["words"] for recipe in SPEC.recipes()]
    assert [each["words"] for each in told] == expected


def test_a_layer_is_selected_by_a_click_and_by_arrow_keys(page, records):
    panel = opened(page, SPEC, records)
    strip = panel.locator(".rl-strip")

    def selected():
        told = strip.evaluate(TOLD)
        chosen = [words.split(":")[0] for words, _, selected, _ in told if selected == "true"]
        assert [words.split(":")[0] for words, *_, tab in told if tab == 0] == chosen
        return chosen

    assert selected() == ["deconv5"]
    histogram, maps = panel.locator("svg.rl-histogram"), panel.locator("canvas.rl-maps")
    assert histogram.is_visible() and not maps.is_visible()
    layer(panel, "conv2").click()
    assert selected() == ["conv2"]
    assert maps.is_visible() and not histogram.is_visible()
    layer(panel, "conv2").focus()
    for key, name in (("ArrowRight", "conv3"), ("End", "deconv5"), ("ArrowRight", "deconv5")):
        page.keyboard.press(key)
        assert selected() == [name]
    for key, name in (("ArrowLeft", "deconv4"), ("Home", "conv1"), ("ArrowLeft", "conv1")):
        page.keyboard.press(key)
        assert selected() == [name]
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("conv1:")
    choose(panel, "Last activation", "tanh")
    assert selected() == ["conv1"]  # it stays while knobs change


def test_a_finger_slides_over_the_layers(page, records):
    panel = opened(page, SPEC, records)
    first, last = (layer(panel, name).bounding_box() for name in ("conv1", "conv5"))
    page.mouse.move(first["x"] + 5, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + 5, last["y"] + 20)
    page.mouse.up()
    assert layer(panel, "conv5").get_attribute("aria-selected") == "true"


def test_recorded_maps_are_drawn_and_dead_units_crossed_out(page, records):
    panel = opened(page, SPEC, records)
    layer(panel, "conv3").click()
    greys = np.rint((LEVELS - 128) / 120 * 255)
    note, words = panel.locator(".rl-mapped .rl-whose"), panel.locator(".rl-mapped .rl-words")
    for at, step, lighter in ((0, 0, 0), (5, 0, 0), (12, 2048, 20)):
        panel.locator(".rl-scrub").fill(str(at))
        tiles = np.array(panel.locator("canvas.rl-maps").evaluate(TILES))
        expected = np.repeat(greys[:, None] + lighter / 120 * 255, 3, axis=1)
        if at:
            expected[[1, 30]] = DEAD_GREY
        np.testing.assert_allclose(tiles, expected, atol=1)
        assert note.inner_text() == f"Maps of step {step:,}; recorded at steps 0 and 2,048."
        assert words.inner_text().endswith("; white is 0.42.")
    jupyter.screenshot(panel, "network-maps")
    panel.locator("[role=row]:has(input:checked)").first.locator(".rl-cell").nth(3).click()
    assert "these are seed 0's. Maps of step 2,048" in note.inner_text()
    choose(panel, "Last activation", "leaky ReLU")  # a state with no maps
    assert not panel.locator("canvas.rl-maps").is_visible()
    assert note.inner_text() == "Train it now to see this layer's maps at every snapshot."


@pytest.mark.parametrize("width", [300, 920, 1100])
def test_its_texts_do_not_lie_over_each_other(page, records, width):
    page.set_viewport_size({"width": width, "height": 900})
    old = {recipe: without_layers(synthetic(recipe)) for recipe in DEEP.recipes()}
    for panel in (opened(page, SPEC, records), opened(page, DEEP, old)):
        for kind in ("svg.rl-network", "svg.rl-histogram"):
            assert panel.locator(kind).evaluate(OVER_EACH_OTHER) == []
        assert panel.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
    page.set_viewport_size({"width": 1100, "height": 900})


@pytest.mark.slow
@pytest.mark.parametrize("spec", [SPEC, DEEP], ids=["case A", "depth"])
def test_a_live_run_shows_maps_at_every_snapshot(page, spec):
    """Its recordings hold nothing of single layers: all comes from the browser."""
    old = {recipe: without_layers(synthetic(recipe)) for recipe in spec.recipes()}
    panel = opened(page, spec, old, live_data(spec.live(spec.states()[0])))
    svg = panel.locator("svg.rl-network")
    assert "Train it now" in svg.text_content() and panel.locator(".rl-band").count() == 0
    assert panel.locator(".rl-inside").text_content().startswith("Train it now")
    panel.locator(".rl-train").click()
    panel.locator(".rl-status", has_text=re.compile("Trained|error")).wait_for()
    assert "Trained 2 steps" in panel.locator(".rl-status").inner_text()
    layer(panel, "conv4").click()
    assert panel.locator(".rl-band").count() == 20
    assert "units are dead" in panel.locator(".rl-inside").text_content()
    seen = []
    for at in range(3):
        panel.locator(".rl-scrub").fill(str(at))
        assert panel.locator(".rl-mapped .rl-whose").inner_text() == ""
        words = panel.locator(".rl-mapped .rl-words").inner_text()
        assert re.fullmatch(r"conv4: \d+ of 32 .* gradient .*; white is .*\.", words)
        seen.append(str(panel.locator("canvas.rl-maps").evaluate(TILES)))
    assert len(set(seen)) == 3  # it learns, so that its maps change
    jupyter.screenshot(panel, f"network-live-{spec.case}")


@pytest.mark.slow
def test_a_live_enlarging_net_shows_maps_as_well(page):
    spec = replace(case_b.panel_spec(), live_steps=2)
    records = {recipe: synthetic_sr(recipe) for recipe in spec.recipes()}
    panel_page.serve(page, payload(spec, records), live_data(spec.live(spec.states()[0])))
    page.goto(panel_page.PLACE)
    panel = page.locator(".rl-panel[data-ready]")
    layer(panel, "shrink").click()
    mapped = panel.locator(".rl-mapped")
    assert "Train it now to see this layer's maps at every snapshot." in mapped.inner_text()
    panel.locator(".rl-train").click()
    panel.locator(".rl-status", has_text="Trained 2 steps").wait_for()
    told = r"shrink: signal .* \(rms\), error .*; blue is −.*, orange .*\."
    assert re.fullmatch(told, mapped.inner_text())  # a PReLU lets values below 0 pass
    assert mapped.locator("canvas").is_visible()
    layer(panel, "deconv").click()  # its output is the picture
    assert not mapped.is_visible()
    jupyter.screenshot(panel, "network-live-case_b")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_in_it_is_a_barrier(page, records, scheme):
    if not axe.AXE.exists():
        lacking("axe-core is missing: it takes npm, and 'make test' with a network, once.")
    page.emulate_media(color_scheme=scheme)
    panel = opened(page, SPEC, records)
    page.evaluate(axe.AXE.read_text(encoding="utf-8"))
    for name in ("deconv5", "conv3"):
        layer(panel, name).click()
        found = page.evaluate("axe.run('.rl-figure-network').then(({ violations }) => violations)")
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
        inks = [
            (text, axe.contrast(ink, ground))
            for text, ink, ground in page.evaluate(axe.CHART_TEXTS)
        ]
        assert [one for one in inks if one[1] < 4.5] == []
    jupyter.screenshot(panel, f"network-{scheme}")
    page.emulate_media(color_scheme="light")
