"""The page of numbers: its data, and logs that Keras really prints."""

import json
import re

import keras
import numpy as np
import pytest
from keras import layers

from restorelib.checkup import known_numbers
from restorelib.checkup.known_table import GUESSED, MEASURES
from tests import in_node
from tools.site import numbers, symptoms


def data():
    found = re.search(r'<script type="application/json">(.*?)</script>', numbers.page().body, re.S)
    return json.loads(found[1])


def test_the_page_carries_the_table_of_the_check_up():
    assert data()["table"] == json.loads(json.dumps(known_numbers.table()))
    assert set(data()["symptoms"]) == set(symptoms.symptoms())
    assert data()["path"] == numbers.page().path


def test_each_fact_has_a_field_and_each_loss_a_choice():
    asked = {fact for *_, gives in numbers.FIELDS for fact in gives}
    wanted = {fact for row in known_numbers.KNOWN for fact in known_numbers.needed(row.formula)}
    assert asked == wanted == asked | set(GUESSED)
    assert {measure for measure, _ in numbers.LOSSES} == set(MEASURES) - {"accuracy", "psnr"}


def test_landmarks_are_known_numbers():
    for value, label in numbers.LANDMARKS:
        best = known_numbers.matches(value, 1e-6, list(MEASURES), {"accuracy": 0.0}, {})[0]
        assert best.fit == "fits", label


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What two short trainings print, in each form, and the history of each."""
    rng = np.random.default_rng(0)
    x, y = rng.standard_normal((64, 4)), rng.integers(0, 10, 64)
    csv = tmp_path_factory.mktemp("log") / "log.csv"
    model = keras.Sequential([keras.Input((4,)), layers.Dense(10, "softmax")])
    loss = "sparse_categorical_crossentropy"
    model.compile("adam", loss, metrics=["accuracy"], run_eagerly=True)

    def fit(verbose, *callbacks):
        split = {"validation_split": 0.25, "batch_size": 16, "callbacks": list(callbacks)}
        return model.fit(x, y, epochs=3, verbose=verbose, **split).history

    return fit, csv


@pytest.mark.parametrize("form", ["bars", "lines", "csv", "dict"])
def test_logs_of_keras_are_read_as_it_wrote_them(form, printed, capsys, tmp_path):
    fit, csv = printed
    if form == "csv":
        history = fit(0, keras.callbacks.CSVLogger(csv))
        text = csv.read_text(encoding="utf-8")
    else:
        history = fit({"bars": 1, "lines": 2, "dict": 0}[form])
        text = capsys.readouterr().out if form != "dict" else str(history)
    assert "\x1b[" in text or form != "bars"
    script = "[...code.readLog(asked)].map(([name, all]) => [name, all.map((r) => r.value)])"
    read = dict(in_node.answers("site/training_log.ts", script, text, tmp_path))
    assert set(read) == set(history) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    for name, values in history.items():
        assert read[name] == pytest.approx(values, abs=6e-5), name
