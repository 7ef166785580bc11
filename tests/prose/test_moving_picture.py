"""The README's moving picture shows the recorded runs, and is small enough for a page."""

import re

import numpy as np
import pytest
from PIL import Image

from tests.place import ROOT
from tools import moving_picture

LARGEST = 300_000  # bytes
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown():
    """The frames as RGB, and how long each is shown in milliseconds."""
    with Image.open(moving_picture.PLACE) as picture:
        frames, times = [], []
        for i in range(picture.n_frames):
            picture.seek(i)
            frames.append(np.asarray(picture.convert("RGB"), dtype=float))
            times.append(picture.info["duration"])
        assert picture.info["loop"] == 0  # for ever
    return frames, times


def test_it_is_small_and_shows_each_snapshot_long_enough(shown):
    frames, times = shown
    runs = moving_picture.runs().values()
    assert moving_picture.PLACE.stat().st_size <= LARGEST
    assert {len(run.steps) for run in runs} == {len(frames)}
    assert min(times) >= 500 and times[-1] >= 3000


@pytest.mark.parametrize("snapshot", [0, 6, -1])
def test_it_shows_what_was_recorded(shown, snapshot):
    """After a new recording: `python -m tools.moving_picture`."""
    snapshot %= len(shown[0])
    drawn = moving_picture.pixels(moving_picture.draw(moving_picture.runs(), snapshot))
    assert np.abs(shown[0][snapshot] - np.asarray(drawn)).mean() < 2


def test_the_readme_shows_it_and_says_in_words_what_it_shows():
    (words,) = re.findall(r"!\[([^]]*)\]\(docs/moving_picture\.gif\)", README)
    broken, repaired = moving_picture.runs().values()
    assert f"{broken.psnr[-1]:.2f} dB" in words and len(words.split()) >= 40
    assert repaired.psnr[-1] > broken.psnr[-1] + 3 and broken.alive[-1] == 0
