"""Figures: that they show what they are given, and are readable without eyes, in any theme."""

import base64
import io
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from restorelib.experiments.recipes import Recipe, seeds
from restorelib.plots import charts, drawing, histograms, photographs
from tests.experiments.synthetic_runs import synthetic
from tests.place import ROOT

BROKEN = Recipe(steps=64)


def bars(ax):
    return [patch for patch in ax.patches if patch.get_width() < 0.1]


@pytest.fixture
def shown(monkeypatch):
    displayed = []
    monkeypatch.setattr("IPython.display.display", lambda data, raw: displayed.append(data))

    def show(fig, alt="A line."):
        drawing.show(fig, alt=alt)
        return displayed[-1]

    return show


def test_a_figure_is_shown_as_an_image_with_words(shown):
    fig, ax = drawing.figure()
    charts.curves(ax, {"ReLU": synthetic(BROKEN)})
    data = shown(fig, 'A "quoted" line, < 30 dB.')
    assert data["text/plain"] == 'A "quoted" line, < 30 dB.'
    assert 'alt="A &quot;quoted&quot; line, &lt; 30 dB."' in data["text/html"]
    assert 'width="720"' in data["text/html"] and "image/png" not in data


def test_a_shown_figure_is_small_and_opaque(shown):
    fig, axes = drawing.figure(2, 4, height=5)
    for ax in axes.flat:
        histograms.residual_histogram(ax, synthetic(BROKEN), 3)
    source = re.search(r'base64,([^"]+)"', shown(fig)["text/html"])[1]
    assert len(source) < 60_000
    picture = Image.open(io.BytesIO(base64.b64decode(source)))
    assert picture.mode in ("P", "RGB") and "transparency" not in picture.info
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_the_dark_theme_leaves_out_pictures_and_their_colour_bar(shown):
    def holes(fig):
        (shape,) = re.findall(r"polygon\(evenodd, ([^)]*)\)", shown(fig)["text/html"])
        corners = np.array(re.findall(r"-?[\d.]+", shape), float).reshape(-1, 2)
        assert np.ptp(corners, axis=0).min() > 100  # around the whole figure
        return corners[5:].reshape(-1, 6, 2)[:, :5]

    fig, ax = drawing.figure()
    charts.curves(ax, {"ReLU": synthetic(BROKEN)})
    assert len(holes(fig)) == 0
    fig, axes = drawing.figure(1, 4)
    photographs.pictures(axes, *np.zeros((3, 8, 8, 3)))
    sizes = np.ptp(holes(fig), axis=1) * fig.get_size_inches()
    square = np.isclose(sizes[:, 0], sizes[:, 1], rtol=0.01)
    assert len(square) == 5 and square.sum() == 4  # four pictures and a colour bar


def test_show_asks_for_words():
    with pytest.raises(ValueError, match="alt"):
        drawing.show(drawing.figure()[0], alt=" ")


def test_curves_show_each_seed_and_the_line_of_doing_nothing():
    runs = [synthetic(recipe) for recipe in seeds(replace(BROKEN, residual_activation="tanh"), 3)]
    _, ax = drawing.figure()
    assert charts.curves(ax, {"tanh": runs, "ReLU": synthetic(BROKEN)}, title="Found") is ax
    curves = [line for line in ax.get_lines() if len(line.get_xdata()) > 2]
    assert len(curves) == 4
    np.testing.assert_array_equal(curves[2].get_ydata(), runs[0].psnr)  # the first on top
    assert curves[2].get_linewidth() > curves[0].get_linewidth()
    (nothing,) = (line for line in ax.get_lines() if line.get_linestyle() == "--")
    assert set(nothing.get_ydata()) == {28.13}
    words = [text.get_text() for text in ax.get_legend().get_texts()]
    assert words == ["tanh", "ReLU", "doing nothing: 28.13 dB"]
    assert ax.get_title(loc="left") == "Found" and "dB" in ax.get_ylabel()


def test_curves_draw_the_references_they_are_given_and_no_other():
    _, ax = drawing.figure()
    references = {"grey": 13.06, "bicubic": 29.72}
    charts.curves(ax, {"ReLU": synthetic(BROKEN)}, references=references)
    dashed = [line for line in ax.get_lines() if line.get_linestyle() == "--"]
    assert [set(line.get_ydata()) for line in dashed] == [{13.06}, {29.72}]
    assert [text.get_text() for text in ax.texts] == ["grey: 13.06 dB", "bicubic: 29.72 dB"]
    assert [text.get_va() for text in ax.texts] == ["top", "bottom"]  # words do not meet
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["ReLU"]


@pytest.mark.parametrize(("activation", "notes"), [("relu", 1), (None, 0)])
def test_a_histogram_is_in_shares_and_shades_what_a_relu_shuts(activation, notes):
    record = synthetic(replace(BROKEN, residual_activation=activation))
    _, ax = drawing.figure()
    histograms.residual_histogram(ax, record, 2)
    heights = [bar.get_height() for bar in bars(ax)]
    np.testing.assert_allclose(heights, record.histogram[2] / record.histogram[2].sum())
    assert len(ax.texts) == notes and any(list(li.get_xdata()) == [0, 0] for li in ax.get_lines())
    assert ax.get_title(loc="left").startswith(f"step {record.steps[2]}\n")


def test_values_beyond_the_limits_are_counted_in_the_end_bars():
    _, ax = drawing.figure()
    histograms.value_histogram(ax, np.array([-9, -0.5, 0.1, 9.0]), limits=(-1, 1), bins=4)
    assert [bar.get_height() for bar in ax.patches] == [0.25, 0.25, 0.25, 0.25]


def test_dots_show_every_seed_and_count_the_stuck():
    _, ax = drawing.figure()
    values = {"ReLU": [0.0, 0.0, 1.5], "He": [-14.0, 2.0, 9.0]}
    stuck = {"ReLU": [True, True, False], "He": [False] * 3}
    assert charts.dots(ax, values, stuck=stuck, limits=(-3, 5)) is ax
    drawn = {}
    for line in ax.get_lines()[:-1]:
        drawn.setdefault(line.get_marker(), []).extend(line.get_xdata())
    assert drawn == {"x": [0, 0], "o": [1.5, 2.0], "<": [-3], ">": [5]}
    assert [text.get_text() for text in ax.texts] == ["stuck 2 of 3", "stuck 0 of 3"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["ReLU", "He"]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]  # the first row on top


def test_dots_of_equal_runs_do_not_hide_each_other():
    _, ax = drawing.figure()
    charts.dots(ax, {"ReLU": [0.0] * 10})
    heights = np.concatenate([line.get_ydata() for line in ax.get_lines()[:-1]])
    assert len(set(heights)) == 10 and np.abs(heights).max() < 0.5


def test_dots_want_as_many_seeds_as_values():
    with pytest.raises(ValueError, match="as many seeds"):
        charts.dots(drawing.figure()[1], {"ReLU": [0.0, 0.0]}, stuck={"ReLU": [True]})


@pytest.mark.parametrize("channels", [1, 3])
def test_pictures_show_what_was_added_on_a_fixed_scale(channels):
    rng = np.random.default_rng(0)
    noisy, result, clean = rng.random((3, 8, 8, channels))
    _, axes = drawing.figure(1, 4)
    assert len(photographs.pictures(axes, noisy, result, clean)) == 4
    added = axes[1].images[0]
    np.testing.assert_allclose(added.get_array(), (result - noisy).mean(-1))
    assert added.get_clim() == (-24 / 255, 24 / 255)
    assert [ax.get_title() for ax in axes] == ["noisy", "what the net added", "result", "clean"]


def test_pictures_want_one_shape():
    with pytest.raises(ValueError, match=r"one shape.*\(8, 8, 1\)"):
        images = np.zeros((8, 8, 1)), np.zeros((8, 8, 1)), np.zeros((8, 9, 1))
        photographs.pictures(drawing.figure(1, 4)[1], *images)


def test_no_pyplot_is_loaded():
    code = "from restorelib import plots; plots.figure(); import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "matplotlib.figure" in loaded.stdout and "matplotlib.pyplot" not in loaded.stdout


def test_no_widget_has_the_class_of_a_figure():
    """The style of a figure holds for its whole page: it must not reach into a panel."""
    for path in (ROOT / "restorelib" / "widgets").glob("*.*"):
        assert "rl-drawn" not in path.read_text(encoding="utf-8"), path.name
