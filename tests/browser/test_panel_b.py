"""The panel of case B: its pipe against the formula, its pictures, and the grey net trained live.

On made-up records: what they hold is known to the last digit here, too.
"""

import itertools
import re
from dataclasses import replace

import nbformat
import numpy as np
import pytest

from restorelib.cases import case_b
from restorelib.experiments import super_resolution
from restorelib.widgets import payload
from tests.browser import axe, jupyter, panel_page
from tests.browser.conftest import ROOT, watched_page
from tests.browser.test_panel import knob, seed
from tests.experiments.synthetic_runs import synthetic_sr

pytestmark = pytest.mark.browser
CELL = f"""import sys
sys.path.append({str(ROOT)!r})
from tests.experiments.synthetic_runs import synthetic_sr
from restorelib.cases import case_b
from restorelib.widgets import Panel
spec = case_b.panel_spec(["kernel_initializer", "optimizer"], question=case_b.WHAT_DOES_IT_SCORE)
Panel(spec, {{recipe: synthetic_sr(recipe) for recipe in spec.recipes()}})"""
# What is drawn: half the width of the shape at each of its corners on the upper edge, in decades.
# The labels "1" and "1e-20" stand at their places of the scale.
SIZES = """(svg) => {
  const numbers = (text) => text.match(/-?[\\d.]+/g).map(Number);
  const points = numbers(svg.querySelector(".rl-shape").getAttribute("d"));
  const upper = points.slice(0, points.length / 2).filter((_, i) => i % 2);
  const at = Object.fromEntries([...svg.querySelectorAll("text[text-anchor=end]")].map(
    (text) => [text.textContent, +text.getAttribute("y") - 4]));
  return upper.map((y) => (-20 * (y - at["1"])) / (at["1e−20"] - at["1"]));
}"""
PAINTED = """(canvas) => [...canvas.getContext("2d").getImageData(0, 0, 48, 48).data]
  .filter((_, i) => i % 4 === 0)"""


@pytest.fixture(scope="module")
def packed():
    spec = case_b.panel_spec()
    return payload.payload(spec, {recipe: synthetic_sr(recipe) for recipe in spec.recipes()})


@pytest.fixture(scope="module")
def page(browser, packed):
    """A bare page, which each test loads again."""
    with watched_page(browser) as page:
        panel_page.serve(page, packed)
        yield page


@pytest.fixture
def panel(page):
    """The whole panel, with no kernel behind it."""
    page.set_viewport_size({"width": 752, "height": 1400})
    page.goto(panel_page.PLACE)
    panel = page.locator(".rl-panel[data-ready]")
    panel.wait_for()
    page.wait_for_selector(".rl-pipe .rl-shape")
    return panel


def shapes(recipe):
    """(side, maps in, maps out) of each kernel: Dong et al. 2016, section 3.2."""
    first, last = (5, 1, recipe.d), (9, recipe.d, 1)
    if recipe.shallow:
        return [first, last]
    mapping = [(3, recipe.s, recipe.s)] * recipe.m
    return [first, (1, recipe.d, recipe.s), *mapping, (1, recipe.s, recipe.d), last]


def by_formula(record, convolutions=None):
    """log10 of the signal from the input on, and of the error from the first layer on.

    He et al. 2015: a layer multiplies variances by n Var[w], a PReLU by (1 + a^2) / 2. Of a deconv
    of stride 3, an output meets every third row and column of the kernel, and so does an input's
    error, whose sum over a ninth of the pixels is taken.
    """
    std = record.weight[0].astype("float64")
    if convolutions is not None:
        std[:-1] = convolutions
    kernels = np.array(shapes(record.recipe), "float64")
    forth = kernels[:, 0] * np.sqrt(kernels[:, 1]) * std
    back = kernels[:, 0] * np.sqrt(kernels[:, 2]) * std
    forth[-1] /= 3
    back[-1] /= 9
    prelu = np.sqrt((1 + record.recipe.prelu_slope**2) / 2)
    signal = (
        record.input_rms
        * np.cumprod([1, *forth])
        * prelu ** np.maximum(0, np.arange(len(std) + 1) - 1)
    )
    passed = np.cumprod([1, *(prelu * back[:0:-1])])[::-1]
    return np.log10(signal), np.log10(record.bias_gradient[0, -1] * passed)


def drawn(panel, row):
    return np.array(panel.locator(f"svg.rl-{row}").evaluate(SIZES))


def is_drawn(panel, record, convolutions=None):
    signal, error = (np.clip(part, -19.75, 5.66) for part in by_formula(record, convolutions))
    np.testing.assert_allclose(drawn(panel, "forward"), signal, atol=0.05)
    np.testing.assert_allclose(drawn(panel, "backward"), error, atol=0.05)


def test_the_pipe_is_as_wide_as_the_formula_says(panel):
    slider, told = panel.locator(".rl-std"), panel.locator(".rl-formula")
    grey = synthetic_sr(case_b.panel_recipe("normal_1e-3", 4, "sgd", 0.25))
    is_drawn(panel, grey)
    assert slider.get_attribute("aria-valuetext") == "as chosen, 0.001"
    signal, error = by_formula(grey)
    factor = re.search(r"signal is ([\d.e]+) times smaller", told.inner_text())
    assert float(factor[1]) == pytest.approx(10 ** (signal[0] - signal[-2]), rel=0.06)
    factor = re.search(r"first layer is ([\d.e]+) times smaller", told.inner_text())
    assert float(factor[1]) == pytest.approx(10 ** (error[-1] - error[0]), rel=0.06)
    jupyter.screenshot(panel, "panel-b-grey")
    for power, width in ((-4, "too narrow"), (-0.8, "about the right width"), (0, "too wide")):
        slider.fill(str(power))
        is_drawn(panel, grey, 10**power)
        assert width in told.inner_text()
    assert slider.get_attribute("aria-valuetext") == "1 in all"
    jupyter.screenshot(panel, "panel-b-wide")
    seed(panel, 1).click()  # the same net and start: the slider stays
    is_drawn(panel, synthetic_sr(replace(grey.recipe, seed=1)), 1)
    knob(panel, "Layers", "2 (shallow)").click()  # another net: back to what was chosen
    assert slider.get_attribute("aria-valuetext").startswith("as chosen")
    knob(panel, "PReLU slope at the start", "0").click()
    seed(panel, 0).click()
    is_drawn(panel, synthetic_sr(case_b.panel_recipe("normal_1e-3", "shallow", "sgd", 0.0)))
    knob(panel, "Weights of the convolutions", "He (PReLU)").click()
    assert float(slider.input_value()) == pytest.approx(np.log10(0.2), abs=0.02)


def test_the_keyboard_moves_the_slider_and_the_scrubber_moves_the_dots(page, panel):
    slider, back = panel.locator(".rl-std"), panel.locator(".rl-chosen-std")
    before = drawn(panel, "forward")
    assert not back.is_visible()
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "0.001 in all"
    assert (drawn(panel, "forward")[1:] != before[1:]).any()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert slider.get_attribute("aria-valuetext") == "as chosen, 0.001"
    np.testing.assert_array_equal(drawn(panel, "forward"), before)
    # The dots are the run's own, at its step; the pipe is that of the start.
    knob(panel, "Optimiser", "Adam 0.001").click()
    adam = synthetic_sr(case_b.panel_recipe("normal_1e-3", 4, "adam", 0.25))
    for at in (0, 13):
        panel.locator(".rl-scrub").fill(str(at))
        for row, sizes in (
            ("forward", [adam.input_rms, *adam.signal[at]]),
            ("backward", adam.bias_gradient[at]),
        ):
            texts = panel.locator(f"svg.rl-{row} text.rl-strong").all_text_contents()
            written = [float(text.replace("−", "-")) for text in texts]
            np.testing.assert_allclose(written, sizes, rtol=0.06)
    assert "After 4,096 steps" in panel.locator(".rl-sentence").inner_text()


def test_the_pictures_are_those_of_the_step(panel):
    adam = synthetic_sr(case_b.panel_recipe("normal_1e-3", 4, "adam", 0.25))
    canvases = panel.locator("canvas.rl-picture")
    low, high = super_resolution.crop(case_b.GREY)
    wanted = np.rint(255 * high[..., 0]).ravel()
    np.testing.assert_array_equal(canvases.nth(3).evaluate(PAINTED), wanted)
    nearest = np.rint(255 * np.kron(low[..., 0], np.ones((3, 3)))).ravel()
    np.testing.assert_array_equal(canvases.nth(0).evaluate(PAINTED), nearest)
    knob(panel, "Optimiser", "Adam 0.001").click()
    for at in (13, 5):
        panel.locator(".rl-scrub").fill(str(at))
        np.testing.assert_array_equal(canvases.nth(2).evaluate(PAINTED), adam.picture[at].ravel())
    assert panel.locator(".rl-figure-enlarged .rl-whose").inner_text() == ""
    seed(panel, 3).click()
    assert "these are seed 0's" in panel.locator(".rl-figure-enlarged .rl-whose").inner_text()


@pytest.mark.parametrize("width", [360, 720, 1300])
def test_the_panel_fits_narrow_and_wide_pages(page, panel, width):
    knob(panel, "Layers", "12 (m = 8)").click()
    page.set_viewport_size({"width": width, "height": 1200})
    page.wait_for_timeout(300)
    jupyter.screenshot(panel, f"panel-b-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # No number lies over its neighbour.
    boxes = panel.locator("svg.rl-forward text.rl-strong").evaluate_all(
        "(texts) => texts.map((text) => text.getBoundingClientRect()).map((b) => [b.left, b.right])"
    )
    assert all(right <= left + 1 for (_, right), (left, _) in itertools.pairwise(boxes))


def test_the_grey_net_trains_live_and_the_panel_has_no_barrier(lab_page, lab, lab_home):
    (lab_home / "progress.json").unlink(missing_ok=True)
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "panel_b.ipynb")
    jupyter.open_notebook(lab_page, lab, "panel_b.ipynb")
    jupyter.run_all(lab_page)
    panel = lab_page.locator(f"{jupyter.NOTEBOOK} .rl-panel[data-ready]")
    panel.wait_for()
    assert not panel.locator(".rl-headline").is_visible()  # it asks first
    panel.locator(".rl-choice").last.click()
    assert "“at the score of one flat grey” happened in 5 of 5" in panel.inner_text()
    panel.locator(".rl-train").click()
    lab_page.wait_for_function(
        "/Step (1[6-9]|[2-9][0-9])/.test(document.querySelector('.rl-status').textContent)",
        timeout=120_000,
    )
    panel.locator(".rl-stop").click()
    lab_page.wait_for_function(
        "document.querySelector('.rl-status').textContent.startsWith('Stopped after')"
    )
    assert "Live, in this browser" in panel.locator(".rl-badge").inner_text()
    # The real net, not a made-up record: flat, and as small inside as the formula says.
    levels = re.search(r"levels from (\d+) to (\d+)", panel.inner_text())
    assert int(levels[2]) - int(levels[1]) <= 1  # one flat grey
    panel.locator(".rl-scrub").fill("0")
    out = re.search(r"([\d.e−]+) after the last convolution", panel.inner_text())
    assert 1e-17 < float(out[1].replace("−", "-")) < 1e-13
    jupyter.screenshot(panel, "panel-b-live")
    assert axe.barriers(lab_page) == []
