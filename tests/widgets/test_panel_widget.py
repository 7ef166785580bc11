"""The panel without a browser: what it sends, and what it answers."""

import logging
import re
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import traitlets

from restorelib.cases import case_a, case_b, depth, keras_code
from restorelib.course import progress
from restorelib.experiments import denoising, recordings, tasks
from restorelib.experiments.verdicts import is_stuck, verdict
from restorelib.storage.packing import RecordingError, unpack
from restorelib.widgets.live_data import live_data
from restorelib.widgets.panel import Panel
from restorelib.widgets.payload import describe, payload, typeset
from tests.experiments.synthetic_runs import synthetic

SPEC = case_a.panel_spec(question=case_a.WILL_IT_LEARN)
SMALL = case_a.panel_spec(knobs=["residual_activation"])


@pytest.fixture(scope="module")
def records():
    """The real recording; made-up records where there is none, as while it is being made."""
    try:
        return recordings.load("case_a")
    except (RecordingError, OSError):
        return {recipe: synthetic(recipe) for recipe in SPEC.recipes()}


@pytest.fixture(scope="module")
def unpacked(records):
    return unpack(payload(SPEC, records))


@pytest.fixture(autouse=True)
def nothing_swallowed(caplog):
    """ipywidgets logs what callbacks raise and goes on: here that fails the test."""
    yield
    assert_nothing_swallowed(caplog.get_records("call"))


def assert_nothing_swallowed(log):
    swallowed = [line.getMessage() for line in log if "Exception in" in line.getMessage()]
    assert not swallowed, swallowed


@pytest.fixture
def panel(records):
    return Panel(SMALL, records)


# What the browser gets


def test_every_combination_is_served(unpacked, records):
    meta, arrays = unpacked
    recipes = SPEC.recipes()
    assert len(recipes) == len(meta["runs"]) == len(meta["described"]) == 240
    for i, recipe in enumerate(recipes):
        record = records[recipe]
        assert meta["runs"][i]["recipe"]["seed"] == i % 10
        assert meta["described"][i] == describe(SPEC, record)
        for name in ("steps", "psnr", "histogram", "added", "loss"):
            np.testing.assert_array_equal(arrays[f"{i}/{name}"], getattr(record, name))
        words = meta["described"][i]["words"]
        assert all(len(words[name]) == len(record.steps) for name in words)
        assert words["sentence"][-1] == typeset(verdict(record.measurement()))
        assert len(arrays[f"{i - i % 10}/added"]) == len(record.steps)  # seed 0 has the pictures


def test_the_browser_counts_as_python_does(unpacked):
    """Last knob fastest, then the seed: what `runNumber` in js/runs.ts computes."""
    meta, _ = unpacked
    sizes = [len(labels) for _, labels in meta["panel"]["knobs"]]
    for skip in range(sizes[0]):
        for activation in range(sizes[1]):
            for rate in range(sizes[2]):
                run = ((skip * sizes[1] + activation) * sizes[2] + rate) * 10 + 3
                recipe = meta["runs"][run]["recipe"]
                places = (skip, activation, rate)
                for knob, place in zip(case_a.KNOBS, places, strict=True):
                    assert recipe[knob.field] == knob.values[place]
                assert recipe["seed"] == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-15.27 dB (-0.5)", "−15.27 dB (−0.5)"),
        ("gradient 4.1e-06, 1e-20, 3e+07", "gradient 4.1e−6, 1e−20, 3e7"),
        ("A 10-layer RED-Net, conv1 -> 2-D, case-3", "A 10-layer RED-Net, conv1 -> 2-D, case-3"),
    ],
)
def test_numbers_are_written_as_in_the_charts(text, shown):
    assert typeset(text) == shown


def test_headlines_count_the_seeds(unpacked, records):
    meta, _ = unpacked
    for state, (finding, detail) in zip(SPEC.states(), meta["panel"]["headlines"], strict=True):
        ends = [records[replace(state, seed=seed)].measurement() for seed in range(10)]
        assert f"({sum(map(is_stuck, ends))} of them stuck)" in detail
        assert re.fullmatch(r"(Stuck at|Better than) doing nothing in \d+ of 10 seeds\.", finding)


def test_the_answer_to_the_guess_is_counted(unpacked):
    meta, _ = unpacked
    for _, label, reply in meta["panel"]["question"]["choices"]:
        assert reply.startswith(f"You said “{label}”; “the same as doing nothing” happened in ")


def test_the_crop_is_sent_in_grey_levels_and_unclipped(unpacked):
    _, arrays = unpacked
    noisy, clean = denoising.crop(case_a.BROKEN)
    np.testing.assert_allclose(arrays["clean"] / 255, clean, atol=0.5 / 255 + 1e-6)
    np.testing.assert_allclose(arrays["noisy"] / 255, noisy, atol=0.5 / 255 + 1e-6)


def test_fewer_knobs_send_fewer_runs(records):
    meta, _ = unpack(payload(SMALL, records))
    assert [legend for legend, _ in meta["panel"]["knobs"]] == ["Last activation"]
    assert len(meta["runs"]) == 40
    assert all(
        run["recipe"]["input_skip"] and run["recipe"]["learning_rate"] == 1e-3
        for run in meta["runs"]
    )


@pytest.mark.parametrize("knobs", [["colour"], []])
def test_unknown_knobs_are_refused(knobs):
    with pytest.raises(ValueError, match="expects knobs among"):
        case_a.panel_spec(knobs=knobs)


def test_a_missing_recording_is_named(records):
    missing = SPEC.recipes()[17]
    rest = {recipe: record for recipe, record in records.items() if recipe != missing}
    with pytest.raises(RecordingError, match=r"1 are missing.*seed=7.*make record"):
        Panel(SPEC, rest)


# What it trains on in the browser


@pytest.mark.parametrize("case", [case_a, case_b, depth])
def test_the_patches_are_those_that_keras_trains_on(case):
    spec = case.panel_spec()
    live = spec.live(spec.states()[-1])
    meta, arrays = unpack(live_data(live))
    within = {"y": 0.5 / 255 + 1e-6, "x": 2**-11}  # 8 bits; half floats below 2
    wanted = {"train": tasks.train_patches(live), "test": tasks.test_patches(live)}
    for name, (x, y) in wanted.items():
        np.testing.assert_allclose(arrays[f"{name}/y"] / 255, y, atol=within["y"])
        if f"{name}/x" in arrays:
            np.testing.assert_allclose(arrays[f"{name}/x"], x, atol=within["x"])
    for name, crop in zip("xy", tasks.crop(live), strict=True):
        scale = 255 if name == "y" else 1
        np.testing.assert_allclose(arrays[f"crop/{name}"][0] / scale, crop, atol=within[name])
    assert meta["shapes"] == {name: list(array.shape) for name, array in arrays.items()}
    # Where noisy patches are missing, the browser draws the noise: as strong as Keras's.
    x, y = wanted["train"]
    noise = meta["noise"] or 0
    assert ("train/x" not in arrays) == (noise > 0)
    assert noise == 0 or noise == pytest.approx(np.std(x - y), rel=0.01)


def test_all_seeds_and_states_of_a_panel_share_one_copy_of_the_patches(records):
    assert Panel(SMALL, records).patches is Panel(SPEC, records).patches


def test_the_browser_is_told_the_code_of_each_state_once(unpacked):
    meta, _ = unpacked
    assert meta["panel"]["code"] == [keras_code.code(state) for state in SPEC.states()]


def test_an_engine_that_cannot_train_a_net_is_not_asked_to():
    with pytest.raises(ValueError, match="expects nets that the browser trains.*live_steps=0"):
        live_data(replace(case_b.GREY, net="srcnn"))


# What it answers


def as_it_arrives(content):
    """A message of the browser, as the kernel hands it to ipywidgets."""
    return {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}


def test_the_panel_answers_hello(panel, monkeypatch):
    sent = []
    monkeypatch.setattr(panel, "send", lambda content, *_: sent.append(content))
    panel._handle_msg(as_it_arrives({"kind": "hello"}))
    assert sent == [{"kind": "hello"}]


@pytest.mark.parametrize("message", [None, "train", {}, {"kind": "train", "run": 0}])
def test_it_takes_no_other_message(panel, message):
    with pytest.raises(ValueError, match="Panel expects no message; received"):
        panel.receive(message)


def test_the_guess_is_validated(records):
    panel = Panel(replace(SMALL, question=case_a.WILL_IT_LEARN), records)
    for known in ("better", "just show me", ""):
        panel.guess = known
    with pytest.raises(traitlets.TraitError, match="guess expects one of"):
        panel.guess = "maybe"


def test_the_answer_is_kept_and_not_asked_for_again(records):
    asking = replace(SMALL, question=case_a.WILL_IT_LEARN)
    panel = Panel(asking, records)
    panel.guess = "just show me"  # no guess
    assert progress.read().guesses == {}
    panel.guess = "better"
    kept = progress.guessed(case_a.WILL_IT_LEARN.name)
    assert kept.choice == "better than doing nothing" and kept.compared
    assert Panel(asking, records).guess == "better"
    assert Panel(SMALL, records).guess == ""  # it asks nothing
    other = replace(case_a.WILL_IT_LEARN, name="another question")
    assert Panel(replace(SMALL, question=other), records).guess == ""


def test_an_answer_that_is_no_longer_offered_is_asked_for_again(records):
    progress.make_guess(case_a.WILL_IT_LEARN.name, "an older wording", compared=True)
    assert Panel(replace(SMALL, question=case_a.WILL_IT_LEARN), records).guess == ""


def test_a_broken_callback_turns_this_suite_red(panel, caplog, monkeypatch):
    """The way of a real message, through ipywidgets, which swallows what `receive` raises."""
    monkeypatch.setattr(panel, "receive", lambda *message: 1 / 0)
    with caplog.at_level(logging.WARNING):
        panel._handle_msg(as_it_arrives({"kind": "stop"}))
    with pytest.raises(AssertionError, match="Exception in widget method.*division by zero"):
        assert_nothing_swallowed(caplog.records)
    caplog.clear()


def test_where_widgets_do_not_render_there_is_a_text(panel):
    assert repr(panel) == (
        "Panel of 40 recorded runs: last activation x 10 seeds. "
        "Run this cell in JupyterLab to use it."
    )


# Without Keras


def test_recorded_runs_are_shown_without_keras():
    code = """
import sys
from tests.experiments.synthetic_runs import synthetic
from restorelib.cases import case_a, case_b, depth
from restorelib.widgets import Guess, Panel
spec = case_a.panel_spec(knobs=["residual_activation"])
Panel(spec, {recipe: synthetic(recipe) for recipe in spec.recipes()})
Guess("?", ["a", "b"], name="g")
print(sorted({"keras", "tensorflow", "jax", "torch"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
