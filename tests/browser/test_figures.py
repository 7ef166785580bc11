"""Figures in a light and in a dark theme, as pixels of a screenshot."""

import io

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image
from playwright.sync_api import Locator, Page

from restorelib.plots import charts, drawing, photographs
from tests.browser import jupyter
from tests.browser.axe import contrast

pytestmark = pytest.mark.browser
SIZE = {"width": 760, "height": 600}
BODY = '<body style="background: #111" data-jp-theme-light="true">'


def hue(colour: np.ndarray) -> float:
    """Hue in degrees, on a disc where colours that mix to grey lie opposite each other."""
    red, green, blue = colour / 255
    return np.degrees(np.arctan2(3**0.5 * (green - blue), 2 * red - green - blue))


def css(colour: np.ndarray) -> str:
    return f"rgb({', '.join(map(str, colour))})"


@pytest.fixture(scope="module")
def figure_page(browser):
    page = browser.new_page(viewport=SIZE)
    yield page
    page.close()


def pixels(shown: Page | Locator) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(shown.screenshot())).convert("RGB"))


@pytest.fixture
def look(figure_page):
    """Pixels of a figure, `(height, width, 3)` in 0 to 255, in a light and in a dark theme."""

    def look(fig, name):
        figure_page.emulate_media(media="screen")
        figure_page.set_content(BODY + drawing.img(fig, alt=name))
        shown = figure_page.locator(".rl-drawn")
        light = pixels(shown)
        figure_page.evaluate("document.body.dataset.jpThemeLight = 'false'")
        jupyter.screenshot(figure_page, f"figure-{name}")
        return light, pixels(shown)

    return look


def test_a_chart_turns_dark_and_each_colour_keeps_its_hue_and_stands_out(look):
    colours = [*drawing.COLOURS, drawing.GREY]
    fig, ax = drawing.figure()
    ax.bar(range(len(colours)), 1, color=colours)
    light, dark = look(fig, "chart")
    height, width, _ = light.shape
    bars = ax.transData.transform([(i, 0.5) for i in range(len(colours))])
    columns, rows = (bars * [1, -1] / fig.bbox.size * [width, height]).astype(int).T
    ground = dark[0, 0]
    assert (light[0, 0] == 255).all() and ground.max() < 24
    for before, after in zip(light[rows, columns], dark[rows, columns], strict=True):
        assert contrast(css(after), css(ground)) >= 3
        if np.ptp(before) > 0:
            assert abs(hue(after) - hue(before)) < 10


def test_pictures_and_their_colour_bar_keep_their_pixels_while_the_rest_turns_dark(look):
    fig, axes = drawing.figure(1, 4, height=2.4)
    photographs.pictures(axes, *np.random.default_rng(0).random((3, 24, 24, 3)))
    axes[0].text(12, 12, "inside")
    light, dark = look(fig, "pictures")
    height, width, _ = light.shape
    kept = np.zeros((height, width), bool)
    for ax in [*axes, *axes[1].child_axes]:
        left, bottom, right, top = ax.bbox.transformed(fig.transFigure.inverted()).extents
        rows = slice(round(height * (1 - top)) + 2, round(height * (1 - bottom)) - 2)
        kept[rows, round(width * left) + 2 : round(width * right) - 2] = True
    assert kept.mean() > 0.3
    assert (light[kept] == dark[kept]).all()
    # White becomes dark all around: above the pictures, between them, and below.
    white = (light == 255).all(axis=-1) & ~kept
    assert white.mean() > 0.3 and np.quantile(dark[white], 0.99) < 24


def test_print_is_light_and_so_is_an_output_whose_styles_are_dropped(look, figure_page):
    fig, ax = drawing.figure()
    charts.doing_nothing(ax, 28.13)
    light, dark = look(fig, "line")
    shown = figure_page.locator(".rl-drawn")
    assert (light != dark).any()
    figure_page.emulate_media(media="print")
    assert (pixels(shown) == light).all()
    figure_page.emulate_media(media="screen")
    assert (pixels(shown) == dark).all()
    # The rule of another figure still stands on the page.
    shown.evaluate("figure => figure.removeAttribute('style')")
    assert (pixels(shown) == light).all()


def test_no_light_line_is_left_between_pixels_in_a_narrow_window(figure_page):
    heights = np.arange(0.2, 1, 0.07)  # in inches, so that most edges fall between two pixels
    figures = [drawing.img(Figure(figsize=(7.2, height)), alt="empty") for height in heights]
    figure_page.set_viewport_size({"width": 390, "height": 600})
    figure_page.set_content(BODY.replace("true", "false") + "".join(figures))
    page = pixels(figure_page)
    figure_page.set_viewport_size(SIZE)
    assert page.max() < 24
