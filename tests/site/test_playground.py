"""The playground's page: its data, its texts, and the numbers that its images are tested with."""

import json

import numpy as np
import pytest

from restorelib.cases import case_a, case_b
from restorelib.experiments.wording import fill
from restorelib.images.damage import bicubic_downsample, bicubic_upsample
from restorelib.storage.packing import unpack
from restorelib.widgets.live_data import live_data
from tests.place import ROOT
from tools.site import playground

PILLOW = ROOT / "restorelib" / "widgets" / "js" / "tests" / "bicubic.json"


def numbers(values: np.ndarray) -> list[float]:
    return [round(float(value), 6) for value in values.ravel()]


def resampled() -> dict:
    """An image and what Pillow makes of it."""
    image = np.random.default_rng(0).random((12, 24, 1), "float32").round(3)
    made = [*(bicubic_downsample(image, scale) for scale in (2, 3, 4)), bicubic_upsample(image, 2)]
    shown = [{"rows": len(one), "pixels": len(one[0]), "values": numbers(one)} for one in made]
    return {"image": numbers(image), "made": shown}


def test_the_images_that_the_browser_is_compared_with_are_pillows():
    """If Pillow changed: PILLOW.write_text(json.dumps(resampled()))."""
    kept, made = json.loads(PILLOW.read_text(encoding="utf-8")), resampled()
    assert kept["image"] == made["image"]
    for old, new in zip(kept["made"], made["made"], strict=True):
        np.testing.assert_allclose(old["values"], new["values"], atol=1e-6)


def test_it_shares_the_patches_with_the_panels_of_both_cases():
    data = playground.data()
    for name, case in {"patches-a": case_a, "patches-b": case_b}.items():
        spec = case.panel_spec()
        assert data[name] == live_data(spec.live(spec.states()[-1]))


RULES = [(net, rule) for net, texts in playground.TEXTS.items() for rule in texts["verdict"]]


@pytest.mark.parametrize(("net", "rule"), RULES, ids=lambda value: str(value)[:40])
def test_a_verdict_can_be_said(net, rule):
    _, _, words = rule
    assert fill(words, {"psnr": 28.1, "gain": 1.0, "flat_gain": 15.0, "nearest_gain": 2.0})


@pytest.mark.parametrize("net", playground.TEXTS)
def test_one_of_the_rules_always_holds(net):
    texts, _ = unpack(playground.data()["playground"])
    assert texts[net]["verdict"][-1][1] == []
