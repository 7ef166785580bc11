"""The panel of case B without a browser: what it sends and says."""

import re
import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio

from restorelib.cases import case_b, case_b_words
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import SRRecipe, SRRecord
from restorelib.storage.packing import RecordingError, unpack
from restorelib.widgets.payload import payload
from tests.experiments.synthetic_runs import synthetic_sr
from tests.widgets.test_panel_widget import nothing_swallowed  # noqa: F401 (used by pytest)

SPEC = case_b.panel_spec(question=case_b.WHAT_DOES_IT_SCORE)
SMALL = case_b.panel_spec(knobs=["optimizer"])
QUESTIONS = [
    (case_b.WHAT_DOES_IT_SCORE, {}),
    (case_b.DOES_ADAM_ESCAPE, {"optimizer": "adam"}),
    (case_b.WHICH_ONE_CHANGE, {}),
]


@pytest.fixture(scope="module")
def records():
    """The real recording; made-up records where there is none, as while it is being made."""
    try:
        return recordings.load("case_b")
    except (RecordingError, OSError):
        return {recipe: synthetic_sr(recipe) for recipe in SPEC.recipes()}


@pytest.fixture(scope="module")
def unpacked(records):
    return unpack(payload(SPEC, records))


@pytest.fixture
def run():
    """One made-up run to change."""
    return synthetic_sr(case_b.GREY)


# What the browser gets


def test_every_combination_is_served(unpacked, records):
    meta, arrays = unpacked
    recipes = SPEC.recipes()
    assert len(set(recipes)) == len(meta["runs"]) == len(meta["described"]) == 4 * 4 * 2 * 2 * 5
    names = [f.name for f in fields(SRRecord) if f.type is np.ndarray]
    for i, recipe in enumerate(recipes):
        record = records[recipe]
        assert meta["runs"][i]["recipe"]["seed"] == recipe.seed == i % 5
        assert meta["runs"][i]["layers"] == list(record.layers)
        assert len(record.layers) == (2 if recipe.shallow else recipe.m + 4)
        for name in names:
            np.testing.assert_array_equal(arrays[f"{i}/{name}"], getattr(record, name))
        words = meta["described"][i]["words"]
        assert list(words) == ["sentence", *SPEC.charts]
        assert all(len(told) == len(record.steps) for told in words.values())
        # The pictures are those of seed 0; for other seeds there is nothing to say of them.
        assert arrays[f"{i - i % 5}/picture"].shape == (len(record.steps), 48, 48)
        assert all(words["enlarged"]) == bool(record.picture.size) == (i % 5 == 0)


def test_the_browser_counts_as_python_does(unpacked):
    """Last knob fastest, then the seed: what `runNumber` in js/runs.ts computes."""
    meta, _ = unpacked
    sizes = [len(labels) for _, labels in meta["panel"]["knobs"]]
    for places in np.ndindex(*sizes):
        recipe = meta["runs"][int(np.ravel_multi_index(places, sizes)) * 5 + 3]["recipe"]
        init, m, optimizer, slope = (
            knob.values[place] for knob, place in zip(case_b.KNOBS, places, strict=True)
        )
        assert recipe["kernel_initializer"] == init and recipe["prelu_slope"] == slope
        assert recipe["shallow"] == (m == "shallow") and (m == "shallow" or recipe["m"] == m)
        assert recipe["optimizer"] == optimizer
        assert recipe["learning_rate"] == {"sgd": 0.01, "adam": 0.001}[optimizer]


def test_the_pictures_beside_the_net_are_its_input_enlarged(unpacked):
    _, arrays = unpacked
    low, high = super_resolution.crop(case_b.GREY)
    np.testing.assert_allclose(arrays["original"] / 255, high[..., 0], atol=0.5 / 255 + 1e-6)
    blocks = arrays["nearest"].reshape(16, 3, 16, 3)
    assert (blocks == blocks[:, :1, :, :1]).all()
    np.testing.assert_allclose(blocks[:, 0, :, 0] / 255, low[..., 0], atol=0.5 / 255 + 1e-6)
    near, smooth = (
        peak_signal_noise_ratio(arrays["original"], arrays[name]) for name in ("nearest", "bicubic")
    )
    assert near < smooth


def test_the_payload_stays_small(records):
    assert len(payload(SPEC, records)) < 4e6  # a notebook's cell sends it once


@pytest.mark.parametrize("choice", [{"knobs": ["depth"]}, {"knobs": []}, {"start": {"m": 2}}])
def test_unknown_knobs_and_values_are_refused(choice):
    with pytest.raises(ValueError, match="panel_spec expects"):
        case_b.panel_spec(**choice)


def test_fewer_knobs_leave_the_rest_as_the_grey_net_has_it(records):
    meta, _ = unpack(payload(SMALL, records))
    assert [legend for legend, _ in meta["panel"]["knobs"]] == ["Optimiser"]
    assert len(meta["runs"]) == 10
    for run in meta["runs"]:
        changed = {"optimizer": "sgd", "learning_rate": 0.01, "seed": 0, "steps": 1024}
        assert SRRecipe(**{**run["recipe"], **changed}) == case_b.GREY


# What it says


@pytest.mark.parametrize(
    ("psnr", "rung"),
    [
        (11.9, "worse"),
        (12.5, "grey"),
        (14.0, "grey"),
        (14.2, "alive"),
        (28.4, "alive"),
        (28.6, "nearest"),
        (29.7, "nearest"),
        (29.8, "bicubic"),
    ],
)
def test_a_run_stands_on_a_rung(run, psnr, rung):
    assert case_b_words.outcome(replace(run, psnr=np.array([0, psnr], "float32"))) == rung


def test_the_headline_counts_the_seeds(run):
    ends = [13.0, 13.2, 29.9, 13.1, 20.0]
    psnr = [np.linspace(6, end, len(run.steps), dtype="float32") for end in ends]
    finding, detail = case_b_words.headline([replace(run, psnr=scores) for scores in psnr])
    assert finding == "Grey in 3 of 5 seeds."
    assert "5 recorded runs of 1,024 steps: past bicubic interpolation in 1, " in detail
    assert "at the score of one flat grey in 3; median 13.20 dB" in detail
    left = sorted(int(run.steps[np.argmax(scores > 14.06)]) for scores in (psnr[2], psnr[4]))
    assert f"1 dB above grey: 2 of 5, first measured at step {left[0]} to {left[1]}." in detail


def test_headlines_count_the_seeds_of_the_recording(unpacked, records):
    meta, _ = unpacked
    for state, (finding, detail) in zip(SPEC.states(), meta["panel"]["headlines"], strict=True):
        runs = [records[replace(state, seed=seed)] for seed in range(5)]
        alive = sum(bool((run.psnr > run.grey_psnr + 1).any()) for run in runs)
        assert f"1 dB above grey: {alive} of 5" in detail
        assert re.search(r" in [1-5] of 5 seeds\.$", finding)


def test_the_sentence_tells_what_was_measured(records):
    _, originals = super_resolution.test_patches(case_b.GREY)
    for recipe in (case_b.panel_recipe("prelu_normal", "shallow", "adam", 0.25), SPEC.states()[9]):
        record = records[recipe]
        told = case_b_words.sentence(record, 3)
        score, spread = float(record.psnr[3]), float(record.spread[3])
        assert told.startswith(f"After 4 steps the score is {score:.2f} dB: ")
        assert f"{score - record.grey_psnr:+.2f} dB against one flat grey" in told
        assert f"{score - record.bicubic_psnr:+.2f} dB against bicubic" in told
        std = re.search(r"have a std of ([\d.e+-]+), the original ones of ([\d.]+)\.", told)
        assert float(std[1]) == pytest.approx(spread, rel=0.06)
        assert float(std[2]) == pytest.approx(originals.std(), abs=0.005)
        signal = re.search(
            r"is ([\d.e+-]+) at the input, ([\d.e+-]+) after .* and ([\d.e+-]+)", told
        )
        expected = [record.input_rms, record.signal[3, -2], record.signal[3, -1]]
        assert [float(size) for size in signal.groups()] == pytest.approx(expected, rel=0.06)
        largest = re.search(r"kernel \(rms\) is ([\d.e+-]+), in (\w+); that of the last", told)
        assert float(largest[1]) == pytest.approx(float(record.gradient[3].max()), rel=0.06)
        assert record.gradient[3, record.layers.index(largest[2])] == record.gradient[3].max()


def test_of_a_net_without_biases_no_error_is_told(run):
    bare = replace(
        run,
        recipe=replace(run.recipe, use_bias=False),
        bias_gradient=np.empty((len(run.steps), 0), "float32"),
    )
    for word in (case_b_words.sentence, case_b_words.pipe_words):
        assert "after the last convolution" in word(bare, 0)
        assert "bias" not in word(bare, 0) and "error" not in word(bare, 0)


def test_the_picture_is_told_in_grey_levels_and_decibels(unpacked, run):
    _, arrays = unpacked
    told = case_b_words.picture_words(run, 0)
    score = peak_signal_noise_ratio(arrays["original"], run.picture[0])
    assert f"from 113 to 113 (0 is black, 255 is white): {score:.2f} dB" in told
    assert case_b_words.picture_words(replace(run, picture=np.empty((0, 0), "uint8")), 0) == ""


@pytest.mark.parametrize(
    ("question", "start"), QUESTIONS, ids=lambda value: getattr(value, "name", "")
)
def test_each_question_is_answered_by_the_recorded_seeds(records, question, start):
    spec = case_b.panel_spec(start=start, question=question)
    assert spec.start == {**SPEC.start, **start}
    meta, _ = unpack(payload(spec, records))
    for _, label, reply in meta["panel"]["question"]["choices"]:
        assert reply.startswith(f"You said “{label}”; “")
        assert re.search(r" in [1-5] of 5 seeds", reply)


def test_every_seed_has_an_outcome_that_one_can_choose(records):
    for question, start in QUESTIONS[:2]:
        state = case_b.panel_recipe(**{**SPEC.start, **start})
        for seed in range(5):
            assert question.outcome(records[replace(state, seed=seed)]) in question.choices


@pytest.mark.parametrize(
    ("step", "outcome"), [(None, "never"), (8, "at once"), (32, "at once"), (64, "late")]
)
def test_an_escape_is_told_by_its_step(run, step, outcome):
    left = np.full(run.steps.shape, step is not None) & (run.steps >= (step or 0))
    changed = replace(run, psnr=np.where(left, 20, 13).astype("float32"))
    assert case_b.DOES_ADAM_ESCAPE.outcome(changed) == outcome


def test_recorded_runs_are_shown_without_keras():
    code = """
import sys
from tests.experiments.synthetic_runs import synthetic_sr
from restorelib.cases import case_b
from restorelib.widgets import Panel
spec = case_b.panel_spec(knobs=["optimizer"])
Panel(spec, {recipe: synthetic_sr(recipe) for recipe in spec.recipes()})
print(sorted({"keras", "tensorflow", "jax", "torch", "matplotlib", "scipy"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
