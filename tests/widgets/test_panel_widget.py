"""The panel without a browser: what it sends, what it answers, and its one training thread."""

import logging
import re
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
import traitlets

from restorelib.cases import case_a
from restorelib.course import progress
from restorelib.experiments import denoising, recordings
from restorelib.experiments.verdicts import is_stuck, verdict
from restorelib.storage.packing import RecordingError, unpack
from restorelib.widgets import background, live
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


class Heard(list):
    """Stands in for a browser: a panel's messages, and a wait for one of a kind."""

    def __init__(self, panel):
        self.arrived = threading.Condition()
        panel.send = self.hear

    def hear(self, content, buffers=()):
        with self.arrived:
            self.append((content, list(buffers)))
            self.arrived.notify_all()

    def kinds(self):
        return [content["kind"] for content, _ in self]

    def wait_for(self, kind):
        with self.arrived:
            assert self.arrived.wait_for(lambda: kind in self.kinds(), timeout=60), self.kinds()
        return next(message for message in self if message[0]["kind"] == kind)


@pytest.fixture
def tiny_panel(records):
    """A panel whose live runs are tiny; the recorded ones are the usual ones."""

    class Tiny(type(SMALL)):
        def live(self, recipe):
            return replace(
                recipe, filters=2, channels=1, patches=8, patch_size=8, steps=self.live_steps
            )

    spec = Tiny(**{**vars(SMALL), "live_steps": 6})
    panel = Panel(spec, records)
    yield panel
    if panel.live:
        panel.live.stop()
        panel.live.future.exception(60)


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


def test_copied_code_rebuilds_each_recipe(monkeypatch):
    monkeypatch.setattr(denoising, "run", lambda recipe: recipe)
    for recipe in [case_a.BROKEN, *SPEC.recipes()]:
        names = {}
        exec(SPEC.code(recipe), names)
        assert names["record"] == recipe


# What it answers


def as_it_arrives(content):
    """A message of the browser, as the kernel hands it to ipywidgets."""
    return {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}


def test_the_panel_answers_hello(tiny_panel):
    heard = Heard(tiny_panel)
    tiny_panel._handle_msg(as_it_arrives({"kind": "hello"}))
    assert heard.kinds() == ["hello"]


@pytest.mark.parametrize(
    "message",
    [
        None,
        "train",
        {},
        {"kind": "hi"},
        {"kind": "train"},
        {"kind": "train", "run": -1},
        {"kind": "train", "run": 40},
        {"kind": "train", "run": 1.5},
        {"kind": "train", "run": True},
        {"kind": "train", "run": "0"},
        {"kind": "eval", "code": "1"},
    ],
)
def test_messages_are_validated(tiny_panel, message):
    heard = Heard(tiny_panel)
    with pytest.raises(ValueError, match="The panel expects 'stop' or 'train'"):
        tiny_panel.receive(message)
    assert heard.kinds() == ["refused"]  # said in the panel, too
    assert tiny_panel.live is None


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


def test_a_broken_callback_turns_this_suite_red(tiny_panel, caplog, monkeypatch):
    """The way of a real message, through ipywidgets, which swallows what `receive` raises."""
    monkeypatch.setattr(tiny_panel, "receive", lambda *message: 1 / 0)
    with caplog.at_level(logging.WARNING):
        tiny_panel._handle_msg(as_it_arrives({"kind": "stop"}))
    with pytest.raises(AssertionError, match="Exception in widget method.*division by zero"):
        assert_nothing_swallowed(caplog.records)
    caplog.clear()


def test_where_widgets_do_not_render_there_is_a_text(tiny_panel):
    assert repr(tiny_panel) == (
        "Panel of 40 recorded runs: last activation x 10 seeds. "
        "Run this cell in JupyterLab to use it."
    )


# The live run


@pytest.mark.slow
def test_a_live_run_reports_and_ends(tiny_panel):
    heard = Heard(tiny_panel)
    tiny_panel.receive({"kind": "train", "run": 20})
    record = tiny_panel.live.result(60)
    assert record.recipe.residual_activation == "tanh"
    assert heard.kinds().count("started") == 1
    updates = [(content, buffers) for content, buffers in heard if content["kind"] == "update"]
    losses = np.concatenate([content["losses"] for content, _ in updates])
    np.testing.assert_allclose(losses, record.loss, rtol=1e-3)
    assert updates[-1][0]["step"] == updates[-1][0]["steps"] == 6
    content, (packed,) = heard[-1]
    assert re.fullmatch(r"Trained 6 steps in \d+ s, on this machine\.", content["text"])
    meta, arrays = unpack(packed)
    assert arrays["0/steps"].tolist() == [0, 1, 2, 4, 6]
    assert arrays["0/added"].shape == (5, 48, 48, 1)
    assert meta["described"][0]["words"]["sentence"][-1] == typeset(verdict(record.measurement()))
    assert "keras" in meta["described"][0]["provenance"]


def test_updates_come_at_most_ten_times_a_second(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(background.time, "perf_counter", lambda: now[0])
    updates = []
    run = live.LiveRun(case_a.BROKEN, updates.append, None)

    class Progress:
        steps = 100

    for Progress.step in range(1, 101):
        Progress.loss = float(Progress.step)
        now[0] += 0.01
        run._after_step(Progress)
    assert 10 <= len(updates) <= 12  # in one second
    assert [loss for update in updates for loss in update.losses] == list(range(1, 101))
    assert updates[5].seconds_left == pytest.approx((100 - updates[5].step) * 0.01)


@pytest.mark.slow
def test_one_run_at_a_time_and_stop_is_heard(tiny_panel, records):
    tiny_panel.spec.__dict__["live_steps"] = 100_000
    heard, second = Heard(tiny_panel), Panel(SMALL, records)
    heard_too = Heard(second)
    tiny_panel.receive({"kind": "train", "run": 0})
    second.receive({"kind": "train", "run": 0})
    assert heard_too.kinds() == ["refused"]
    assert "Another run is training" in heard_too[0][0]["text"]
    heard.wait_for("update")
    tiny_panel.receive({"kind": "stop"})
    record = tiny_panel.live.result(60)
    assert 0 < len(record.loss) < 100_000
    assert heard.wait_for("end")[0]["text"].startswith("Stopped after")


def test_an_error_in_training_is_told_and_raised(tiny_panel, monkeypatch):
    def fails(*arguments, **keywords):
        raise FloatingPointError("The loss is nan at step 3.")

    monkeypatch.setattr(denoising, "run", fails)
    heard = Heard(tiny_panel)
    tiny_panel.receive({"kind": "train", "run": 0})
    with pytest.raises(FloatingPointError):
        tiny_panel.live.result(60)
    text = heard.wait_for("end")[0]["text"]
    assert text.startswith("Training ended with an error: The loss is nan at step 3.")
    tiny_panel.receive({"kind": "train", "run": 0})  # the next one may start
    with pytest.raises(FloatingPointError):
        tiny_panel.live.result(60)
    assert heard.kinds().count("refused") == 0


def test_a_callback_that_fails_in_the_thread_is_raised_again(monkeypatch):
    monkeypatch.setattr(denoising, "run", lambda *arguments, **keywords: None)

    def broken(record, error):
        raise RuntimeError("cannot send")

    with pytest.raises(RuntimeError, match="cannot send"):
        live.start(case_a.BROKEN, lambda update: None, broken).result(60)


# Without Keras


def test_recorded_runs_are_shown_without_keras():
    code = """
import sys
from tests.experiments.synthetic_runs import synthetic
from restorelib.cases import case_a
from restorelib.widgets import Guess, Panel
spec = case_a.panel_spec(knobs=["residual_activation"])
Panel(spec, {recipe: synthetic(recipe) for recipe in spec.recipes()})
Guess("?", ["a", "b"], name="g")
print(sorted({"keras", "tensorflow", "jax", "torch"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
