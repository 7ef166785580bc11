"""Training in the panel, in a page with no kernel: what it says, and what it measures."""

import json
import re
from dataclasses import asdict, replace

import numpy as np
import pytest

from restorelib.cases import case_a, case_b, depth, keras_code
from restorelib.experiments import recordings, tasks
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import describe, payload, typeset
from tests.browser import panel_page
from tests.browser.conftest import watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASES = {"case A": case_a, "case B": case_b, "depth": depth}
WORDED = """async () => {
  const { worded } = await import("./panel.js");
  return JSON.stringify(await worded(await (await fetch("payload")).arrayBuffer()));
}"""
NUMBER = r"[+−]?\d(?:[\d,]*\d)?(?:\.\d+)?(?:e−?\d+)?"


@pytest.fixture(scope="module")
def page(browser):
    with watched_page(browser) as page:
        yield page


@pytest.fixture(params=CASES)
def spec(request):
    return replace(CASES[request.param].panel_spec(), live_steps=3)


@pytest.fixture
def panel(page, spec):
    """The panel of a case, in a page that has its patches but no kernel."""
    records = recordings.load(spec.case)
    panel_page.serve(page, payload(spec, records), live_data(spec.live(spec.states()[0])))
    page.goto(panel_page.PLACE)
    panel = page.locator(".rl-panel[data-ready]")
    panel.wait_for()
    return panel


def train(panel):
    """Train to the end; what the panel then says about it."""
    panel.locator(".rl-train").click()
    status = panel.locator(".rl-status", has_text=re.compile("Trained|error"))
    return status.inner_text()


def test_the_browser_words_every_recorded_run_as_python_does(page, panel, spec):
    records = recordings.load(spec.case)
    texts = [describe(spec, records[recipe]) for recipe in spec.recipes()]
    expected = [{name: text[name] for name in ("words", "verdict")} for text in texts]
    assert json.loads(page.evaluate(WORDED)) == expected


def test_a_live_run_says_that_it_is_one_and_can_be_scrubbed(panel, spec):
    badge = panel.locator(".rl-badge")
    # How long it takes is not known yet.
    assert panel.locator(".rl-train").inner_text() == "Train it now (3 steps)"
    assert badge.inner_text() == "Recorded, in Keras"
    assert re.fullmatch(r"Trained 3 steps in \d+ s, in this browser\.", train(panel))
    assert badge.inner_text() == "Live, in this browser"
    verdict = panel.locator(".rl-verdict")
    assert verdict.inner_text().strip()
    assert verdict.get_attribute("data-verdict") in {rule.kind for rule in spec.verdict.rules}
    source = r"Live, in this browser: seed 0, 3 steps in \d+ s, WebAssembly, \d workers?\."
    assert re.fullmatch(source, panel.locator(".rl-provenance").text_content())
    steps = []
    for at in range(4):
        panel.locator(".rl-scrub").fill(str(at))
        words = panel.locator(".rl-sentence").inner_text()
        steps.append(re.search(r"After (\d) step", words)[1])
    assert steps == list("0123")
    panel.locator(".rl-copy").click()
    live = spec.live(spec.recipe(**spec.start))
    assert panel.locator(".rl-code").input_value() == keras_code.code(live)
    panel.locator(".rl-source").get_by_role("radio", name="recorded").click()
    assert badge.inner_text() == "Recorded, in Keras"


def test_it_measures_what_keras_measures_on_the_same_weights(engine, panel, spec):
    train(panel)
    panel.locator(".rl-scrub").fill("0")
    recipe = spec.live(spec.recipe(**spec.start))
    record = measured_by_keras(recipe, drawn_by_the_engine(engine, recipe))
    for word in spec.words.values():
        expected = typeset(word(record, 0))
        pattern = f"({NUMBER})".join(map(re.escape, re.split(NUMBER, expected)))
        told = re.search(pattern, panel.evaluate(TEXTS))
        assert told, f"not in the panel: {expected}"
        # Inputs are half floats, and a gradient is that of other noise.
        ours = [number(text) for text in told.groups()]
        for our, text in zip(ours, re.findall(NUMBER, expected), strict=True):
            assert our == pytest.approx(number(text), rel=0.02, abs=rounding(text) + 1e-12)


# All texts of an element, hidden ones too, each on a line of its own.
TEXTS = """(element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode.data);
  return texts.join("\\n");
}"""


def number(text):
    return float(text.replace("−", "-").replace(",", ""))


def rounding(text):
    """One in the last digit behind the point: 1e-4 of "2.8e−3", 0 of "76,800"."""
    mantissa, _, power = text.partition("e")
    _, _, decimals = mantissa.partition(".")
    return 10 ** (number(power or "0") - len(decimals)) if decimals else 0


def drawn_by_the_engine(engine, recipe):
    """Its initial weights of a recipe, flat."""
    x, y = (images[:8] for images in tasks.train_patches(recipe))
    job = {"net": {"net": "red_net"} | asdict(recipe), "optimizer": asdict(recipe)}
    job |= {"loss": "mse", "x": x, "y": y, "batch_size": 4, "steps": 0, "seed": recipe.seed}
    return engine.train(job)["weights"]


def measured_by_keras(recipe, flat):
    """The record of a net that begins with these weights."""
    bench = tasks.bench(replace(recipe, steps=1))
    shapes = [w.shape for w in bench.model.get_weights()]
    ends = np.cumsum([np.prod(shape, dtype=int) for shape in shapes])
    parts = zip(np.split(flat, ends[:-1]), shapes, strict=True)
    bench.model.set_weights([part.reshape(shape) for part, shape in parts])
    bench._build = lambda recipe: bench.model
    return bench.run(recipe.seed, keep_pictures=True)
