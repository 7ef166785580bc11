"""Depth as data: what its panel offers and says, and what the words rest on."""

import re
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from restorelib.cases import depth
from restorelib.experiments import denoising
from restorelib.experiments.recipes import Recipe
from restorelib.images import embedded
from restorelib.storage.packing import unpack
from restorelib.widgets.payload import describe, payload
from tests.experiments.synthetic_runs import synthetic

SPEC = depth.panel_spec(
    start={"depth": 30, "symmetric_skips": False}, question=depth.WHERE_DOES_IT_STAND
)


def run(score, **changes):
    """A made-up run that ends at this score."""
    made_up = synthetic(depth.SHALLOW)
    return replace(made_up, psnr=np.full(len(made_up.steps), score, "float32"), **changes)


@pytest.fixture(scope="module")
def flat():
    """The score of one flat colour, by scikit-image and from the photographs themselves."""
    from skimage.metrics import peak_signal_noise_ratio

    train, test = (list(embedded.photographs(s, channels=3).values()) for s in ("train", "test"))
    mean = embedded.extract_patches(train, size=20, count=800, seed=0).mean((0, 1, 2))
    clean = embedded.extract_patches(test, size=20, count=64, seed=0)
    return peak_signal_noise_ratio(clean, np.ones_like(clean) * mean, data_range=1.0)


def test_nothing_but_depth_and_skips_differs():
    recipes = depth.panel_recipes()
    assert len(recipes) == len(set(recipes)) == 3 * 2 * 10
    for recipe in recipes:
        changed = {
            f.name
            for f in fields(Recipe)
            if getattr(recipe, f.name) != getattr(depth.SHALLOW, f.name)
        }
        assert changed <= {"depth", "symmetric_skips", "seed"}
    # Lesson 02 builds the net without the input skip and with a linear last layer.
    assert not depth.SHALLOW.input_skip
    assert depth.SHALLOW.residual_activation is depth.SHALLOW.output_activation is None


def test_the_panel_shows_what_is_recorded():
    assert SPEC.recipes() == depth.panel_recipes()
    assert [(r.depth, r.symmetric_skips) for r in SPEC.states()] == [
        (10, True), (10, False), (20, True), (20, False), (30, True), (30, False)
    ]  # fmt: skip


def test_one_flat_colour_is_the_mean_of_the_training_pictures(flat):
    assert depth.flat_colour(depth.SHALLOW) == pytest.approx(flat, abs=1e-4)
    assert depth.flat_colour(replace(depth.SHALLOW, depth=30, steps=7, seed=3)) == (
        depth.flat_colour(depth.SHALLOW)
    )
    assert depth.flat_colour(replace(depth.SHALLOW, channels=1)) != pytest.approx(flat, abs=1e-3)


@pytest.mark.parametrize(
    ("against", "difference", "outcome"),
    [
        ("nothing", 0.31, "better"),
        ("nothing", 0.29, "between"),
        ("flat", 0.31, "between"),
        ("flat", 0.29, "flat"),
        ("flat", -5.0, "flat"),
    ],
)
def test_a_run_stands_between_the_rungs(flat, against, difference, outcome):
    rung = {"nothing": run(0).identity_psnr, "flat": flat}[against]
    assert depth.outcome(run(rung + difference)) == outcome


def test_the_spread_is_that_of_the_values():
    low, high = synthetic(depth.SHALLOW).histogram_range
    values = np.random.default_rng(0).normal(0.4, 0.2, 50_000).clip(low, high)
    counts = np.histogram(values, 64, (low, high))[0].astype("int32")
    one_bin = np.eye(64, dtype="int32")[20] * 50_000
    record = run(20.0, histogram=np.stack([one_bin, counts]))
    assert depth.spread(record, 0) == pytest.approx(0, abs=1e-9)
    assert depth.spread(record, 1) == pytest.approx(values.std(), abs=0.01)


def test_the_training_score_is_of_the_last_losses():
    loss = np.r_[np.ones(100), np.full(128, 0.01)].astype("float16")
    assert depth.training_score(run(20.0, loss=loss)) == pytest.approx(20, abs=0.01)
    assert depth.training_score(run(20.0, loss=loss), last=228) < 4


def test_the_panel_says_what_was_measured(flat):
    record = run(14.57)
    told = describe(SPEC, record)
    assert dict(told["references"]) == {
        "doing nothing": record.identity_psnr,
        "one flat colour": pytest.approx(flat, abs=1e-4),
    }
    sentence = told["words"]["sentence"][-1]
    assert sentence.startswith("After 1,024 steps the score is 14.57 dB: −13.56 dB against doing")
    assert f"{14.57 - flat:+.2f} dB against one flat colour ({flat:.2f} dB)" in sentence
    clean = denoising.test_patches(depth.SHALLOW)[1]
    assert f"those of the clean ones by {clean.std():.2f}" in sentence
    assert told["words"]["sentence"][1].startswith("After 1 step the")
    assert re.match(r"changes [\d,]+ of 6,912 values", told["words"]["pictures"][0])


def test_headlines_and_the_reply_count_the_seeds(flat):
    scores = [30.0] * 2 + [20.0] * 3 + [flat] * 5
    states = [[run(score) for score in scores]] * 6
    finding, detail = SPEC.headline(states[5])
    assert finding == "No better than one flat colour in 5 of 10 seeds."
    assert (
        "better than doing nothing in 2, between one flat colour and doing nothing in 3" in detail
    )
    assert f"Median {(20 + flat) / 2:.2f} dB, from {flat:.2f} to 30.00." in detail
    reply = SPEC.question.reply("better", states, 5)
    assert reply.endswith("“no better than one flat colour” happened in 5 of 10 seeds.")


def test_the_browser_gets_every_state_and_pictures_of_the_first_seed():
    meta, arrays = unpack(payload(SPEC, {r: synthetic(r) for r in SPEC.recipes()}))
    assert [knob[0] for knob in meta["panel"]["knobs"]] == ["Layers", "Symmetric skips"]
    assert meta["panel"]["start"] == [2, 1] and len(meta["runs"]) == 60
    assert meta["panel"]["charts"] == ["network", "pictures"]
    noisy, clean = denoising.crop(depth.SHALLOW)
    np.testing.assert_allclose(arrays["clean"] / 255, clean, atol=0.5 / 255 + 1e-6)
    np.testing.assert_allclose(arrays["noisy"] / 255, noisy, atol=0.5 / 255 + 1e-6)


@pytest.mark.parametrize("start", [{"depth": 15}, {"filters": 32}])
def test_what_is_no_knob_is_refused(start):
    with pytest.raises(ValueError, match="start among"):
        depth.panel_spec(start=start)


def test_the_panel_needs_no_keras():
    code = """
import sys
from tests.experiments.synthetic_runs import synthetic
from restorelib.cases import depth
from restorelib.widgets import Panel
spec = depth.panel_spec()
Panel(spec, {recipe: synthetic(recipe) for recipe in spec.recipes()})
print(sorted({"keras", "tensorflow", "jax", "torch"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
