"""Two pictures under a handle: what goes to the browser, and what is refused."""

import io
import subprocess
import sys

import numpy as np
import pytest
import skimage.metrics
from PIL import Image

from restorelib.images import embedded
from restorelib.widgets.before_after import BeforeAfter, encoded

RAMP = np.linspace(0, 1, 5 * 7 * 3, dtype="float32").reshape(5, 7, 3)


def opened(file):
    return np.asarray(Image.open(io.BytesIO(file)))


def widget(before=RAMP, after=1 - RAMP, **arguments):
    return BeforeAfter(before, after, **{"alt": "A ramp.", **arguments})


def test_both_pictures_arrive_as_they_are_but_for_8_bits():
    made = widget()
    assert made.size == [7, 5] and made.format == "image/png"
    for file, image in ((made.before, RAMP), (made.after, 1 - RAMP)):
        pixels = opened(file)
        assert pixels.dtype == "uint8" and pixels.shape == (5, 7, 3)
        np.testing.assert_allclose(pixels / 255, image, atol=0.5 / 255 + 1e-6)


def test_a_grey_picture_stays_grey():
    assert opened(widget(RAMP[..., :1], RAMP[..., :1]).before).shape == (5, 7)


def test_what_leaves_0_to_1_is_clipped_for_the_screen_only():
    bright = RAMP + 0.5
    made = widget(bright)
    assert opened(made.before).max() == 255 and opened(made.before).min() == 128
    assert bright.max() == 1.5


def test_a_large_picture_goes_as_a_jpeg_that_is_hardly_changed():
    large = np.tile(embedded.photographs("test", channels=3)["chelsea"], (3, 3, 1))
    made = widget(large, large)
    assert made.format == "image/jpeg" and Image.open(io.BytesIO(made.before)).format == "JPEG"
    assert len(made.before) < len(encoded(large, "image/png"))
    seen = opened(made.before) / 255
    assert skimage.metrics.peak_signal_noise_ratio(large, seen, data_range=1) > 38


def test_another_pair_takes_its_place_in_one_message(monkeypatch):
    made = widget()
    messages = []
    monkeypatch.setattr(made, "send_state", lambda key=None: messages.append(set(key)))
    made.show(RAMP[:3], RAMP[:3], alt="Less.", labels=("a", "b"))
    assert len(messages) == 1
    assert {"before", "after", "size", "alt", "labels", "pair"} <= set(messages[0])
    assert made.size == [7, 3] and made.pair == 1 and made.labels == ["a", "b"]
    made.show(RAMP[:3], RAMP[:3], alt="Less.", labels=("a", "b"))
    assert made.pair == 2  # the same pair again is a pair again


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"after": RAMP[:4]}, ValueError, r"of one size; received \(5, 7\) and \(4, 7\).*bicubic"),
        ({"after": RAMP[..., :2]}, ValueError, r"after is \(5, 7, 2\)"),
        ({"before": RAMP[..., 0]}, ValueError, r"before is \(5, 7\)"),
        ({"before": RAMP[:0], "after": RAMP[:0]}, ValueError, r"before is \(0, 7, 3\)"),
        ({"before": (255 * RAMP).astype("uint8")}, TypeError, r"uint8.*astype\('float32'\) / 255"),
        ({"alt": " "}, ValueError, "expects alt"),
        ({"labels": ("one",)}, ValueError, "two labels"),
    ],
)
def test_what_it_cannot_show_is_refused(arguments, error, words):
    with pytest.raises(error, match=words):
        widget(**arguments)


def test_a_pair_that_is_refused_changes_nothing():
    made = widget()
    before = made.before
    with pytest.raises(ValueError):
        made.show(RAMP, RAMP[:2], alt="x", labels=("a", "b"))
    assert made.before == before and made.pair == 0 and made.alt == "A ramp."


def test_where_widgets_do_not_render_it_can_be_read():
    assert repr(widget(labels=("noisy", "clean"))) == "noisy | clean, 7 x 5 pixels: A ramp."


def test_it_needs_no_keras():
    code = (
        "import sys, numpy as np; from restorelib.widgets import BeforeAfter, OwnPhoto; "
        "BeforeAfter(np.zeros((2, 2, 3)), np.zeros((2, 2, 3)), alt='x'); "
        "assert not {'keras', 'tensorflow', 'skimage.io', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
