"""The slider without a browser: each position shows the picture that its function makes."""

import base64
import io

import numpy as np
import pytest
from PIL import Image

from restorelib.widgets.slider import Slider, rendered


def grey(value):
    return np.full((4, 6, 3), value / 100), f"grey {value}"


def slider(show=grey, **arguments):
    return Slider(show, **{"label": "grey", "low": 0, "high": 200, "start": 50, **arguments})


def pixels(shown):
    kind, data = shown["source"].split(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))


@pytest.mark.parametrize("value", [0, 7, 60, 100, 200])
def test_each_position_shows_its_picture_and_its_words(value):
    made = slider()
    made.set_state({"value": value})  # as the browser does
    assert made.shown["value"] == value and made.shown["words"] == f"grey {value}"
    expected = np.full((4, 6, 3), round(255 * min(value / 100, 1)))
    np.testing.assert_array_equal(pixels(made.shown), expected)


def test_it_starts_at_its_start_and_asks_once():
    asked = []
    made = slider(lambda value: asked.append(value) or grey(value))
    assert asked == [50] and made.shown == rendered(50, grey(50))


@pytest.mark.parametrize(("sent", "kept"), [(-5, 0), (999, 200)])
def test_what_the_browser_sends_is_kept_in_its_range(sent, kept):
    made = slider()
    made.set_state({"value": sent})
    assert made.value == kept and made.shown["words"] == f"grey {kept}"


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"start": 201}, ValueError, "start between low and high; received start=201"),
        ({"show": lambda value: np.zeros((2, 2, 3))}, TypeError, "picture, words"),
        ({"show": lambda value: (np.zeros((2, 2)), "grey")}, ValueError, r"it is \(2, 2\)"),
    ],
)
def test_what_it_cannot_show_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        slider(**arguments)


def test_where_widgets_do_not_render_it_can_be_read():
    assert repr(slider()) == "Slider: grey, 0 to 200. grey 50"
