"""Maps of where training dies without a browser: what it gets, and what is kept of a drawing."""

import numpy as np
import pytest
import traitlets

from restorelib.cases import map_spec, training_maps
from restorelib.course import progress
from restorelib.experiments.recipes import SRRecipe
from restorelib.models.initializers import PReLUNormal
from restorelib.storage.packing import unpack
from restorelib.widgets.panel import SKIPPED
from restorelib.widgets.training_map import TrainingMap
from tests.in_node import answers

SPEC = map_spec.case_b_maps()
DRAWN = "SGD: " + " ".join(["0.1"] * 7 + ["none"])


@pytest.fixture(scope="module")
def unpacked():
    return unpack(TrainingMap(SPEC).payload)


def test_the_browser_gets_how_each_run_ended(unpacked):
    told, arrays = unpacked
    recorded, _ = training_maps.load()
    for number, (label, name) in enumerate(SPEC.maps.items()):
        assert told["maps"][number]["label"] == label
        np.testing.assert_array_equal(arrays[f"{number}/ends"], recorded[name])
        median = np.median(np.where(recorded[name] > 0, recorded[name], 9999), axis=-1)
        typical = arrays[f"{number}/typical"]
        np.testing.assert_array_equal(np.where(typical > 0, typical, 9999), median)
    assert len(TrainingMap(SPEC).payload) < 10_000


def test_nothing_of_the_result_stands_in_a_saved_notebook():
    html = "".join(TrainingMap(SPEC).fallback()) + repr(TrainingMap(SPEC))
    assert SPEC.question in html
    assert not any(SPEC.finding(label) in html for label in SPEC.maps)


def test_a_drawing_is_kept_and_shown_again():
    made = TrainingMap(SPEC)
    assert made.guess == "" and progress.guessed(SPEC.name) is None
    made.guess = DRAWN
    kept = progress.guessed(SPEC.name)
    assert (kept.choice, kept.compared) == (DRAWN, True)
    assert TrainingMap(SPEC).guess == DRAWN


def test_who_skips_it_has_drawn_nothing():
    TrainingMap(SPEC).guess = SKIPPED
    assert progress.guessed(SPEC.name) is None


@pytest.mark.parametrize("text", ["SGD: 0.1", DRAWN.replace("SGD", "Lion"), DRAWN + " none", "x"])
def test_what_is_no_drawing_is_refused(text):
    with pytest.raises(traitlets.TraitError, match="a value of the axis for each of 8 rows"):
        TrainingMap(SPEC).guess = text


def test_the_line_of_the_formula_is_the_mean_of_the_initializer(unpacked, tmp_path):
    """With gains of 1 layer by layer, their mean on a log scale is one std with a product of 1."""
    told, _ = unpacked
    asked = {key: told[key] for key in ("x", "y")} | {"map": {"recipe": told["maps"][0]["recipe"]}}
    line = answers("training_map_words.ts", "code.gainOne(asked, asked.map)", asked, tmp_path)
    d, s = SRRecipe.d, SRRecipe.s
    for m, std in zip(training_maps.MAPPING_LAYERS.values, line, strict=True):
        kernels = [(1, 1, d, s), *[(3, 3, s, s)] * m, (1, 1, s, d)]
        stds = [PReLUNormal(1).stddev((5, 5, 1, d)), *map(PReLUNormal(0.25).stddev, kernels)]
        assert std == pytest.approx(np.exp(np.mean(np.log(stds))))
