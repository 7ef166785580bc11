"""The check-up where it is installed alone: any Keras, any backend, no package of the course.

`make compat` runs this file in the environments of tools/compat.py. `make test` does not: the other
files here test the same things, and more, in the versions of the lock.
"""

import importlib.util
import json

import keras
import numpy as np
import pytest

from restorelib.checkup import Watch, diagnose
from tests.checkup import checkup_nets as nets
from tests.checkup import healthy_nets as healthy

# One net of each family of rules, and the kind of finding that names its fault.
BROKEN = [
    (nets.missing_values, "not-finite"),
    (nets.labels_from_one, "labels-out-of-range"),
    (nets.classes_into_one_unit, "target-and-loss"),
    (nets.undeclared_logits, "logits-or-probabilities"),
    (nets.relu_on_standardised_targets, "targets-out-of-reach"),
    (nets.targets_repeated_by_an_own_loss, "shapes"),
    (nets.root_of_zero, "gradient-not-finite"),
    (nets.all_frozen, "nothing-trainable"),
]
# These are found only after some training.
BY_CHANGES = [
    (nets.dead_hidden_units, "dead-layer"),
    (nets.one_unit_in_the_middle, "bottleneck"),
    (nets.raw_sensor_values, "range"),
    (nets.learning_rate_of_a_millionth, "learning-rate-too-low"),
    (nets.padding_at_the_end, "padding-last"),
]
# The repaired twins of some of these, and other healthy nets.
HEALTHY = [
    nets.mlp,
    nets.targets_in_a_column,
    nets.padding_in_front,
    nets.cnn_with_batchnorm,
    nets.subclassed,
    nets.two_inputs_two_outputs,
    healthy.vae,
]


def by_name(value):
    return getattr(value, "__name__", value)


def examined(make, seconds):
    """The check-up of a net; it leaves every variable as it was."""
    model, x, y = nets.build(make)
    before = [np.array(keras.ops.convert_to_numpy(v)) for v in model.variables]
    report = diagnose(model, x, y, seconds=seconds)
    for variable, value in zip(model.variables, before, strict=True):
        np.testing.assert_array_equal(keras.ops.convert_to_numpy(variable), value)
    return report


@pytest.mark.parametrize(("make", "kind"), BROKEN, ids=by_name)
def test_what_shows_at_a_glance_is_found(make, kind):
    report = examined(make, 0)
    assert kind in [finding.kind for finding in report.findings[:2]], str(report)


@pytest.mark.parametrize(("make", "kind"), BY_CHANGES, ids=by_name)
def test_what_shows_in_training_is_found(make, kind):
    report = examined(make, 120)
    assert kind in [finding.kind for finding in report.findings[:2]], str(report)


@pytest.mark.parametrize("make", HEALTHY, ids=by_name)
def test_a_healthy_net_gets_no_finding(make):
    report = examined(make, 120)
    assert report.findings == (), str(report)


def test_the_report_is_a_text_a_page_and_json_without_matplotlib():
    assert importlib.util.find_spec("matplotlib") is None
    report = examined(nets.classes_into_one_unit, 0)
    (finding, *_) = report.findings
    assert finding.kind in str(report) and f"Keras {keras.__version__}" in str(report)
    assert finding.kind in report._repr_html_()
    assert json.loads(report.to_json())["findings"][0]["kind"] == finding.kind
    with pytest.raises(ImportError, match=r'matplotlib.*pip install "restorelib\[course\]"'):
        report.plot()


def test_watch_names_the_number_and_says_nothing_on_a_healthy_training():
    for make, epochs, batch, said in (
        (nets.digits_at_ln_10, 3, 250, "is ln 10: what guessing scores, for 3 epochs now"),
        (nets.mlp, 5, 64, ""),
    ):
        model, x, y = nets.build(make)
        watch = Watch(x, y, say=lambda line: None)
        model.fit(x, y, epochs=epochs, batch_size=batch, verbose=0, callbacks=[watch])
        assert said in "".join(watch.said) and bool(watch.said) == bool(said), watch.said
