"""What the check-up finds in broken nets, that it finds nothing in healthy ones, and its texts."""

import itertools
import json
import math
import re
import subprocess
import sys
import time
from functools import cache

import keras
import numpy as np
import pytest
import tensorflow as tf
from matplotlib.figure import Figure

from restorelib.checkup import bisection, diagnose
from restorelib.checkup.finding import REPAIRED
from restorelib.checkup.rules.all_rules import RULES
from tests.checkup import checkup_nets as nets
from tests.checkup import healthy_nets as healthy
from tests.place import ROOT
from tests.seeds import first_and_rest

pytestmark = pytest.mark.slow

# Seconds: so many that the busiest machine does not change what is found; tests end by their steps.
ENOUGH = 1200.0


def examined(make, seconds=ENOUGH, seed=0, further=()):
    """The net, its data, and the check-up of them: once for all tests.

    A repair is tried on the `further` seeds too; what is found does not need them.
    """
    return _examined(make, seconds, seed, further)


@cache
def _examined(make, seconds, seed, further):
    model, x, y = nets.build(make, seed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bisection, "SEEDS", further)
        return model, x, y, diagnose(model, x, y, seconds=seconds)


def numbers(sentence):
    found = re.findall(r"-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?", sentence)
    return [float(number.replace(",", "")) for number in found]


def rms(values):
    return float(np.sqrt(np.mean(np.square(values, dtype="float64"))))


def signal(model, x, layer):
    """What a layer of a functional or Sequential model puts out."""
    looked_at = keras.Model(model.inputs[0], model.layers[layer].output)
    return np.asarray(looked_at(x))


def without_gradient(model, x, y):
    """How many of its kernels have a gradient of exactly 0 or none, by TensorFlow's tape."""
    kernels = [v.value for v in model.trainable_variables if v.name == "kernel"]
    with tf.GradientTape() as tape:
        loss = keras.losses.get(model.loss)(y, model(x))
    gradients = tape.gradient(loss, kernels)
    none = sum(g is None or not np.any(g) for g in gradients)
    return f"exactly 0 in {none} of {len(kernels)}"


def share_outside_0_1(model, x, y):
    made = model.predict(x, verbose=0)
    return f"{np.mean((made < 0) | (made > 1)):.0%} of the predictions"


# Net, kind of finding, and what its sentence has to hold: words with a number, or a number that
# it comes close to (within a third), both measured here by other means.

# These show at a glance: no change has to be tried.
AT_A_GLANCE = [
    (nets.relu_residual, "one-sided-correction", lambda m, x, y: f"{np.mean(y < x):.0%} of the ta"),
    (nets.missing_values, "not-finite", lambda m, x, y: f"{np.isnan(x).sum()} of {x.size:,} val"),
    (nets.labels_from_one, "labels-out-of-range", lambda m, x, y: f"({np.mean(y > 3):.1%} outside"),
    (nets.labels_as_numbers, "shapes", lambda m, x, y: f"{m.output_shape[1:]}, its target (1,)"),
    (nets.one_target, "targets-never-vary", lambda m, x, y: f"All {len(y)} targets"),
    (nets.one_target_and_a_frozen_end, "targets-never-vary", lambda m, x, y: f"All {len(y)} targ"),
    (nets.one_input, "inputs-never-vary", lambda m, x, y: f"All {len(x)} inputs"),
    (
        nets.scaled_token_ids,
        "fractions-as-ids",
        lambda m, x, y: f"{len(np.unique(x))} different values {len(np.unique(np.floor(x)))} are",
    ),
    (
        nets.softmax_for_many_labels,
        "one-hot",
        lambda m, x, y: f"{np.mean(y.sum(axis=1) != 1):.0%} of the targets",
    ),
    (
        nets.softmax_over_one_unit,
        "softmax-of-one",
        lambda m, x, y: f"all {len(x)} predictions looked at are 1",
    ),
    (nets.undeclared_logits, "logits-or-probabilities", share_outside_0_1),
    (
        nets.relu_on_logits,
        "logits-or-probabilities",
        lambda m, x, y: f"{np.mean(m.predict(x, verbose=0) == 0):.0%} of them are exactly 0",
    ),
    (
        nets.relu_on_standardised_targets,
        "targets-out-of-reach",
        lambda m, x, y: f"{np.mean(y < 0):.0%} of the targets",
    ),
    (
        nets.sigmoid_on_grey_levels,
        "targets-out-of-reach",
        lambda m, x, y: f"from {y.min():.3g} to {y.max():.3g}",
    ),
    (nets.negated_loss, "loss-of-the-truth", lambda m, x, y: -np.mean(np.square(y))),
    (
        nets.weights_of_nan,
        "weights-not-finite",
        lambda m, x, y: f"{sum(np.isnan(w).any() for w in m.get_weights())} of 4 weights",
    ),
    (nets.all_frozen, "nothing-trainable", lambda m, x, y: f"the {len(m.weights)} weights"),
    (
        nets.slope_for_each_pixel,
        "slopes-for-each-place",
        lambda m, x, y: f"{m.layers[1].count_params()} slopes",
    ),
    (nets.constant_weights, "units-alike", lambda m, x, y: f"All {m.layers[0].units} units"),
    (
        nets.statistics_left_behind,
        "training-and-inference",
        lambda m, x, y: m.evaluate(x, y, verbose=0),
    ),
    (nets.black_output, "dead-layer", without_gradient),
    (nets.dead_hidden_units, "dead-layer", without_gradient),
    (nets.stopped_gradient, "no-gradient", without_gradient),
    (
        nets.saturated_hidden_units,
        "saturated",
        lambda m, x, y: f"{np.mean(signal(m, x, 0) > 0.99):.0%} of the values",
    ),
    (nets.uneven_upsampling, "checkerboard", lambda m, x, y: f"kernel of {(3, 3)}"),
    (nets.classes_into_one_unit, "target-and-loss", lambda m, x, y: f"{y.max() + 1} classes as wh"),
    (
        nets.targets_repeated_by_an_own_loss,
        "shapes",
        lambda m, x, y: f"target {y.shape[1:]}",
    ),
    (nets.rounded_output, "no-gradient", lambda m, x, y: f"of the {len(m.weights)} trainable"),
    (nets.root_of_zero, "gradient-not-finite", lambda m, x, y: "of 4 weights"),
    (nets.one_unit_in_the_middle, "bottleneck", lambda m, x, y: f"{m.layers[1].name} has one unit"),
    (nets.sorted_by_class, "sorted-classes", lambda m, x, y: f"{np.mean(y[204:] == 4):.0%} of its"),
    (nets.one_in_thirty, "rare-class", lambda m, x, y: f"Only {y.mean():.1%} of the targets"),
    (
        nets.ten_sigmoid_layers,
        "signal-fades",
        lambda m, x, y: rms(signal(m, x, 0) - signal(m, x, 0).mean(axis=0)),
    ),
]

# These are found by a change that mends them, or by all changes failing.
BY_CHANGES = [
    (
        nets.tanh_residual_of_grey_levels,
        "range",
        lambda m, x, y: f"x runs from {x.min():.4g} to {x.max():.4g}",
    ),
    (
        nets.raw_sensor_values,
        "range",
        lambda m, x, y: f"x runs from {x.min():.4g} to {x.max():.4g}",
    ),
    (
        nets.scaled_twice,
        "range",
        lambda m, x, y: np.std(signal(m.layers[0], x, 1), axis=0).mean(),
    ),
    (nets.digits_at_ln_10, "initial-weights", lambda m, x, y: math.log(10)),
    (
        nets.learning_rate_of_ten,
        "learning-rate-too-high",
        lambda m, x, y: f"{type(m.optimizer).__name__} at a learning rate of 10.",
    ),
    (
        # Adam's step is about the learning rate in every weight (Kingma and Ba 2015, section 2.1).
        nets.learning_rate_of_a_millionth,
        "learning-rate-too-low",
        lambda m, x, y: 1e-6 / np.median([rms(layer.kernel) for layer in m.layers]),
    ),
    (
        nets.clipped_to_nothing,
        "optimizer",
        lambda m, x, y: f"clipnorm={m.optimizer.clipnorm:g}",
    ),
    (
        nets.frozen_before_its_weights_were_loaded,
        "frozen",
        lambda m, x, y: f"{sum(not layer.trainable for layer in m.layers)} layers are frozen",
    ),
    (
        nets.heavy_penalties,
        "penalties",
        lambda m, x, y: f"{10 * sum(np.sum(np.square(la.kernel)) for la in m.layers):.3g}",
    ),
    (nets.dropout_of_95_percent, "dropout", lambda m, x, y: "rate is 0.95"),
    (nets.dropout_on_the_output, "dropout", lambda m, x, y: f"{m.layers[-1].rate:.0%} of the"),
    (nets.shuffled_labels, "nothing-to-learn", lambda m, x, y: math.log(4)),
    (nets.masks_of_other_pictures, "nothing-to-learn", lambda m, x, y: "Look at three pairs"),
    (nets.targets_one_row_late, "nothing-to-learn", lambda m, x, y: "y moved one row up"),
    (nets.linear_layers_only, "no-nonlinearity", lambda m, x, y: "(2 hidden layers)"),
    (nets.ten_sigmoid_layers, "hidden-sigmoids", lambda m, x, y: "10 hidden layers end"),
    (nets.padding_at_the_end, "padding-last", lambda m, x, y: f"last {28 / 40:.0%} of the seq"),
    (nets.squared_error_of_softmax, "target-and-loss", lambda m, x, y: "4 classes, one-hot"),
    (nets.drowned_in_noise, "not-learned", lambda m, x, y: math.log(4)),
]


def assert_consistent(report):
    """No sentence of a report contradicts the numbers in it."""
    text, trial = str(report), report.overfit
    kinds = {finding.kind: finding for finding in report.findings}
    assert all(float(share) <= 100 for share in re.findall(r"(\d+(?:\.\d+)?) ?%", text)), text
    for finding in report.findings:
        if finding.strength == REPAIRED:
            assert any(t.status == "learned" for t in report.trials.values()), text
    if report.none_helped:
        listed = [name for name in report.trials if name in report.none_helped]
        assert listed and not any(report.trials[name].status == "learned" for name in listed), text
        assert not any(finding.strength == REPAIRED for finding in report.findings), text
    if trial is None:
        return
    constants = [v for name, v in report.trivial_scores.items() if name != "the input"]
    best = min(constants, default=math.inf)
    clean = "nothing that was measured is wrong" in text
    assert not (clean and report.findings)
    if clean:  # it learned something, one batch at least
        assert report.loss < 0.9 * best or trial.status == "learned", text
        assert not any(t.status == "diverged" for t in (trial, *report.trials.values())), text
    if not report.findings:
        trained = numbers(report.facts["optimizer"])[-1] >= 100
        assert not (trained and report.loss >= 0.97 * best), text
    if "not-learned" in kinds:
        assert trial.status != "learned" or report.loss > 0.5 * best, text
    if "nothing-to-learn" in kinds:
        tried = [t for name, t in report.trials.items() if name.startswith(("with", "at a"))]
        assert not any(trial.status == "learned" for trial in tried), text
    if "loss-of-the-truth" in kinds:
        far = numbers(kinds["loss-of-the-truth"].what)[-1]
        assert far < min(report.trivial_scores.values()), text


def assert_found(make, kind, number, *, seconds=ENOUGH, seed=0, further=()):
    model, x, y, report = examined(make, seconds, seed, further)
    assert_consistent(report)
    said = {finding.kind: finding.what for finding in report.findings[:2]}
    assert kind in said, str(report)
    expected = number(model, x, y)
    if isinstance(expected, str):
        assert expected in said[kind]
    else:
        close = [n for n in numbers(said[kind]) if n == pytest.approx(expected, rel=1 / 3)]
        assert close, f"{expected} in {said[kind]}"


def by_name(value):
    return getattr(value, "__name__", str(value)).replace("<lambda>", "number")


@pytest.mark.parametrize(("make", "kind", "number"), AT_A_GLANCE, ids=by_name)
def test_what_shows_at_a_glance_is_found(make, kind, number):
    assert_found(make, kind, number, seconds=0)


@pytest.mark.parametrize(
    ("make", "kind", "number"),
    [case for case in BY_CHANGES if case[0] is not nets.raw_sensor_values],  # over seeds below
    ids=by_name,
)
def test_what_shows_by_changing_one_thing_is_found(make, kind, number):
    assert_found(make, kind, number)


THREE_SEEDS = [
    case if case[0] is nets.raw_sensor_values else pytest.param(*case, marks=pytest.mark.claims)
    for case in BY_CHANGES
]


@pytest.mark.parametrize(("make", "kind", "number"), THREE_SEEDS, ids=by_name)
def test_a_repair_is_tried_over_three_seeds(make, kind, number):
    assert_found(make, kind, number, further=(1, 2))
    report = examined(make, further=(1, 2))[-1]
    for finding in report.findings:
        if finding.strength == REPAIRED:
            assert "Over 3 seeds" in finding.what


def test_every_rule_has_a_net():
    # The last one is tested below, with the net of the fading signal.
    tried = {kind for _, kind, _ in AT_A_GLANCE + BY_CHANGES} | {"gradient-fades"}
    assert tried == {rule.kind for rule in RULES}


def test_a_fading_gradient_is_reported_with_its_sizes():
    model, x, y, report = examined(nets.ten_sigmoid_layers, 0)
    (said,) = (f.what for f in report.findings if f.kind == "gradient-fades")
    with tf.GradientTape() as tape:
        loss = keras.losses.get(model.loss)(y, model(x))
        loss = tf.reduce_mean(loss)
    first, last = model.layers[0].kernel.value, model.layers[-1].kernel.value
    for gradient in tape.gradient(loss, [first, last]):
        # of all samples here, of one batch there
        assert any(0.1 < n / rms(gradient) < 10 for n in numbers(said)), said


@pytest.mark.parametrize("seed", first_and_rest(range(3)))
def test_case_a_is_found_in_every_seed(seed):
    assert_found(*AT_A_GLANCE[0], seconds=0, seed=seed)


@pytest.mark.parametrize(
    ("make", "seed"),
    [
        (nets.small_weights, 0),
        pytest.param(nets.small_weights, 1, marks=pytest.mark.claims),
        pytest.param(nets.grey_fsrcnn, 0, marks=pytest.mark.claims),
    ],
)
def test_case_b_is_found_in_every_seed(make, seed):
    def number(model, x, y):
        return rms(signal(model, x, -1))  # about 1e-20: no other number comes close to it

    assert_found(make, "initial-weights", number, seed=seed)


def test_the_plateau_of_a_quiet_classifier_is_ln_10():
    *_, report = examined(nets.digits_at_ln_10)
    assert report.trivial_scores["all classes alike"] == pytest.approx(math.log(10), rel=1e-4)
    assert report.loss == pytest.approx(math.log(10), rel=1e-3)


def test_the_plateau_of_a_black_output_is_the_mean_square():
    _, _, y, report = examined(nets.black_output, 0)
    zero = report.trivial_scores["zero"]
    assert report.loss == zero == pytest.approx(np.mean(np.square(y)), rel=1e-4)


@pytest.mark.parametrize("make", healthy.with_claims(), ids=by_name)
def test_a_healthy_net_gets_no_finding(make):
    *_, report = examined(make)
    assert report.findings == (), str(report)
    assert "No finding: nothing that was measured is wrong" in str(report)
    assert_consistent(report)


def test_what_keras_computes_from_the_logits_is_a_note():
    for make, natural in (
        (nets.softmax_twice, "softmax"),
        (nets.sigmoid_under_categorical_crossentropy, "softmax"),
    ):
        model, x, y, report = examined(make)
        note = report.notes[0]
        assert f"as if {natural} were the last activation" in note
        assert report.loss == pytest.approx(model.evaluate(x, y, verbose=0), rel=1e-4)


@pytest.mark.parametrize(
    ("make", "further"),
    [(nets.raw_sensor_values, (1, 2)), (nets.mlp, ())],  # as examined above; mlp has no repair
    ids=by_name,
)
def test_a_busy_machine_gets_the_same_findings(make, further, monkeypatch):
    *_, report = examined(make, further=further)
    now = time.perf_counter
    monkeypatch.setattr(time, "perf_counter", lambda: 4 * now())
    monkeypatch.setattr(bisection, "SEEDS", ())
    model, x, y = nets.build(make)
    slow = diagnose(model, x, y, seconds=120)
    assert [f.kind for f in slow.findings] == [f.kind for f in report.findings]
    assert len(slow.overfit.losses) == len(report.overfit.losses)


def test_steps_that_are_too_slow_end_a_trial_and_its_verdict(monkeypatch):
    clock = itertools.count(step=0.7)  # each look at the clock takes 0.7 s, each step twice that
    monkeypatch.setattr(time, "perf_counter", lambda: next(clock))
    model, x, y = nets.build(nets.mlp)
    report = diagnose(model, x, y, seconds=20)
    assert next(clock) < 30
    assert report.overfit.status == "cut"
    assert report.findings == () and "no verdict" in str(report)


def test_trivial_predictors_are_scored_by_their_formulae():
    _, x, y, report = examined(nets.relu_residual, 0)
    assert report.trivial_scores == pytest.approx(
        {
            "the input": np.mean(np.square(x - y)),
            "the mean": np.mean(np.square(y - y.mean(axis=0))),
            "zero": np.mean(np.square(y)),
        },
        rel=1e-4,
    )
    assert list(report.trivial_scores.values()) == sorted(report.trivial_scores.values())


def test_the_models_own_loss_is_that_of_evaluate():
    model, x, y, report = examined(nets.two_inputs_two_outputs)
    assert report.loss == pytest.approx(model.evaluate(x, y, verbose=0, return_dict=True)["loss"])


def test_without_an_optimizer_no_rate_is_judged():
    bare = nets.dense_net(8, 32, 4, last="softmax")
    report = diagnose(bare, *nets.blobs(), loss=nets.SPARSE, seconds=ENOUGH)
    assert report.findings == ()
    assert "no rate was judged" in str(report)


def test_where_no_change_helped_the_report_says_so_with_their_names():
    report = examined(nets.drowned_in_noise)[-1]
    changes = [n for n in report.trials if not n.startswith(("fresh", "nothing changed"))]
    said = report.none_helped
    assert said == f"None of the {len(changes)} changes tried helped: {'; '.join(changes)}."
    assert said in " ".join(str(report).split()) and said in report._repr_html_()
    assert json.loads(report.to_json())["none_helped"] == said
    for other in (nets.digits_at_ln_10, nets.mlp):  # one was repaired, one needs no change
        assert examined(other)[-1].none_helped == ""


def test_findings_come_in_the_order_of_their_evidence():
    *_, report = examined(both_at_once, 0)
    strengths = [finding.strength for finding in report.findings]
    assert len(strengths) > 1 and len(set(strengths)) > 1
    assert strengths == sorted(strengths, reverse=True)
    places = [str(report).index(f"{i}. {f.kind}") for i, f in enumerate(report.findings, 1)]
    assert places == sorted(places)


def both_at_once():
    """A dead layer, and one target for all."""
    model, x, y = nets.dead_hidden_units()
    return model, x, np.full_like(y, 3.0)


def test_the_text_follows_the_card_and_says_what_was_not_tested():
    model, _, _, report = examined(nets.digits_at_ln_10)
    text = str(report)
    steps = ["1. Name the number", "2. Overfit one batch", "3. and 4. Follow", "5. and 6. Bisect"]
    assert [text.index(step) for step in steps] == sorted(text.index(step) for step in steps)
    assert f"{math.log(10):.5g}  all classes alike" in text
    assert "Keras 3" in text and "Python 3" in text
    assert all(layer.name in text for layer in model.layers)
    (finding,) = report.findings
    assert finding.kind in text and f"Not tested: {finding.not_tested}." in text
    lesson = re.search(r"Read: lesson \d\d, (\S+)", text).group(1)
    assert (ROOT / lesson).is_file()
    assert max(map(len, text.splitlines())) <= 80
    assert "how well the model does on data that it is not trained on" in " ".join(text.split())


def test_every_rule_says_what_was_not_tested():
    *_, report = examined(both_at_once, 0)
    for finding in report.findings:
        assert finding.not_tested
    for rule in RULES:
        assert rule.not_tested and rule.symptom and rule.first_test


def test_a_notebook_shows_findings_numbers_a_picture_in_words_and_the_text():
    *_, report = examined(nets.digits_at_ln_10)
    html = report._repr_html_()
    assert re.search(r'<img [^>]*alt="[^"]{40,}"', html)
    assert 'scope="col"' in html and 'scope="row"' in html
    assert report.findings[0].kind in html
    assert "<details>" in html and "Overfit one batch" in html


def test_a_healthy_nets_page_has_a_picture_and_says_that_nothing_is_wrong():
    html = examined(nets.mlp)[-1]._repr_html_()
    assert "<img" in html and "No finding" in html and "Lesson" not in html


def test_a_notebooks_page_has_no_colour_of_text_but_on_its_marks():
    html = examined(nets.digits_at_ln_10)[-1]._repr_html_()
    own = re.sub(r"<img.*?>|<style>.*?</style>", "", html)
    marks = re.findall(r"background-color:#[0-9A-F]{6};color:#000000", own)
    assert marks and len(re.findall(r"(?<!-)color:", own)) == len(marks)


KEYS = """format model facts heading findings none_helped notes loss trivial_scores sets one_batch
layers trials not_tested"""


@pytest.mark.parametrize("make", [nets.digits_at_ln_10, nets.missing_values])
def test_as_json_the_keys_are_those_of_the_page(make):
    report = examined(make, ENOUGH if make is nets.digits_at_ln_10 else 0)[-1]
    held = json.loads(report.to_json(None))
    assert list(held) == KEYS.split() and held["format"] == 1
    page = (ROOT / "docs" / "checkup.md").read_text(encoding="utf-8")
    inner = [*held["findings"], *held["layers"], *held["trials"].values(), held["one_batch"] or {}]
    for key in {*held, *(key for part in inner for key in part)}:
        assert f"`{key}`" in page, key
    if make is nets.missing_values:
        assert held["loss"] is None and held["one_batch"] is None
    else:
        assert held["loss"] == report.loss
        assert [f["kind"] for f in held["findings"]] == [f.kind for f in report.findings]
        assert held["one_batch"]["steps"] == len(held["one_batch"]["losses"])


def test_names_of_models_are_escaped_in_html():
    model, x, y = nets.build(nets.missing_values)
    model.name = "<script>"
    assert "<script>" not in diagnose(model, x, y)._repr_html_()


def test_the_picture_names_what_it_shows():
    *_, report = examined(nets.digits_at_ln_10)
    figure = report.plot()
    assert isinstance(figure, Figure)
    for ax in figure.axes:
        assert ax.get_title(loc="left") and ax.get_xlabel() and ax.get_ylabel()
    left, right = figure.axes
    assert len(left.lines[0].get_ydata()) == len(report.overfit.losses)
    assert [len(line.get_ydata()) for line in right.lines] == [8, 8]


def test_the_report_lists_what_there_was_no_time_for():
    *_, short = examined(nets.learning_rate_of_ten, 0)
    *_, full = examined(nets.learning_rate_of_ten)
    assert "learning-rate-too-high" not in [f.kind for f in short.findings]
    left_out = [name for name in full.trials if name.startswith("at a learning rate")]
    assert left_out and set(left_out) <= set(short.not_tested)
    assert left_out[0] in " ".join(str(short).split())


def test_the_face_lists_its_names_and_loads_no_keras():
    code = """import sys, restorelib.checkup as checkup
assert dir(checkup) == checkup.__all__ == ["Checkup", "Finding", "Watch", "diagnose"], dir(checkup)
assert checkup.Finding.__name__ == "Finding" and "keras" not in sys.modules"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_nothing_is_trained_on_values_that_are_not_numbers():
    *_, report = examined(nets.missing_values, 0)
    assert report.overfit is None and report.layers == () and report.trivial_scores == {}
    assert "1 finding" in str(report) and "not-finite" in report._repr_html_()
    assert "Name the number" not in str(report)
