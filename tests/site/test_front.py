"""The first page: what its first minute is about is what the lessons are about."""

import numpy as np
import pytest

from restorelib.cases import case_a
from restorelib.course.learning_paths import PATHS
from restorelib.images import metrics
from restorelib.storage.packing import unpack
from tools.site import front, stage


def test_doing_nothing_scores_on_the_photograph_what_it_scores_in_the_lessons():
    meta, arrays = unpack(stage.minute_data()["photograph"])
    clean = arrays["clean"].reshape(*meta["size"], 3) / 255
    # The browser draws the noise, with numbers that are NumPy's: random.ts.
    noise = np.random.RandomState(meta["noise_seed"]).standard_normal(clean.shape)
    score = metrics.psnr(clean, clean + meta["noise"] * noise, data_range=1.0)
    assert score == pytest.approx(28.13, abs=0.005)


def test_the_line_that_is_added_makes_the_network_of_case_a():
    changed = {
        field: value
        for field, value in vars(stage.MINUTE).items()
        if value != getattr(case_a.BROKEN, field)
    }
    assert changed == {"residual_activation": None, "steps": 256}


def test_all_stops_of_all_paths_are_linked():
    body = front.page().body
    for path in PATHS:
        assert f"<h3>{path.time}</h3>" in body
        for stop in path.stops:
            assert f">{stop.name}</a>" in body
    assert "ipynb" not in body and ".md" not in body
