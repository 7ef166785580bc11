"""The checks of lesson 08 say what is wrong; each fault is built on purpose, nothing is trained."""

import math
from dataclasses import replace

import numpy as np
import pytest

from restorelib import exercises
from restorelib.exercises.checks import lesson_08_gain as gain
from restorelib.exercises.clinic.check_case import NONE
from restorelib.exercises.clinic.lesson_08 import CLINIC, SMALL
from restorelib.exercises.clinic.ward import Patient, Trial, kernel_sizes


def right(size, maps_in, slope, stride):
    return math.sqrt(2 / ((1 + slope**2) * size**2 * maps_in / stride**2))


@pytest.mark.parametrize(
    ("std", "says"),
    [
        (lambda size, maps_in: 1, "it is called with (3, 12, 0.0, 1)"),
        (lambda k, n, a, s: None, "returns None"),
        (lambda k, n, a, s: "0.1", "should give a number; it returned '0.1'"),
        (lambda k, n, a, s: 0.001, "How many products"),
        (lambda k, n, a, s: right(k, n, a, s) ** 2, "a variance"),
        (lambda k, n, a, s: right(1, n, a, s) / math.sqrt(k), "size²"),
        (lambda k, n, a, s: right(k, 1, a, s), "its maps are not"),
        (lambda k, n, a, s: right(k, n, 0, s), "for a ReLU"),
        (lambda k, n, a, s: right(k, n, math.sqrt(a), s), "squared"),
        (lambda k, n, a, s: right(k, n, 1, s), "without a PReLU"),
        (lambda k, n, a, s: right(k, n, a, 1), "every stride-th row"),
        (lambda k, n, a, s: right(k, n, a, math.sqrt(s)), "rows *and* columns"),
    ],
)
def test_a_wrong_std_is_told_which_slip_it_is(std, says):
    feedback = exercises.check_std(std)
    assert not feedback.solved and says in feedback.text


def test_the_right_std_is_the_one_that_keeps_the_size_of_real_sums():
    assert exercises.check_std(right).solved
    rng = np.random.default_rng(0)
    for layer in gain.LAYERS[:2]:
        n = layer.size**2 * layer.maps_in
        before = rng.normal(0, 1, n)
        x = np.where(before > 0, before, layer.slope * before)
        x /= np.sqrt(np.mean(x**2) / ((1 + layer.slope**2) / 2))
        sums = rng.normal(0, right(layer.size, layer.maps_in, layer.slope, 1), (4000, n)) @ x
        assert np.sqrt(np.mean(sums**2)) == pytest.approx(1, rel=0.05)


GAINS = [0.01 * math.sqrt(n * (1 + 0.25**2) / 2) for n in (56, *[108] * 8, 12)]
PREDICTED = 0.5 * 0.01 * 5 * math.prod(GAINS)  # the photographs' rms is about 0.5


@pytest.mark.parametrize(
    ("predicted", "says"),
    [
        (None, "so far it is None"),
        (-1.0, "above 0"),
        (PREDICTED * 1e-11, "weights of 0.001"),
        (PREDICTED / GAINS[1] ** 4, "eight layers"),
        (PREDICTED * (2 / (1 + 0.25**2)) ** 5, "the half that PReLU"),
        (PREDICTED * 0.001 * math.sqrt(504 * 0.53125), "one layer further"),
        (PREDICTED * 7, "times too large"),
        (PREDICTED / 300, "times too small"),
    ],
)
def test_a_prediction_far_off_is_told_what_it_belongs_to(predicted, says):
    feedback = exercises.check_prediction(predicted)
    assert not feedback.solved and says in feedback.text


def test_the_formula_predicts_what_is_measured():
    feedback = exercises.check_prediction(PREDICTED)
    assert feedback.solved and "under 5 seeds" in feedback.text


# The clinic: lesson 04's check, asked about lesson 08's patients.


@pytest.fixture(scope="module")
def patient():
    """Patient A, hardly trained: the fields that the check reads are right."""
    case = CLINIC.diagnosis("A")
    recipe = replace(case.recipe, patches=80)
    model = CLINIC.build(recipe)
    x, y = CLINIC.train_patches(recipe, offset=0)
    loss = np.full(64, np.mean(y**2), "float32")
    return Patient("08", "A", "", model, x, y, loss, kernel_sizes(model))


def trial(*losses, name="A", **change):
    return Trial(name, change or {"kernel_initializer": "prelu_normal"}, losses, 1.0)


RIGHT = {"number": "black", "fix": trial(0.5, 0.5, 0.5, 2.0, 2.0), "recovered": 3}
SIGNAL = "signal before the deconv"


def answers(patient, **change):
    return {**RIGHT, "evidence": (SIGNAL, CLINIC.EVIDENCE[SIGNAL](patient)), **change}


def test_all_four_right_gives_the_reason_and_counts_for_lesson_08(patient, own_progress):
    credits = exercises.check_case(patient, **answers(patient))
    assert credits.solved and "no bias to begin with" in repr(credits)
    assert "08.A" in own_progress.read_text()


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        ("number", {"number": "the mean"}, "'repeated pixels', 'none of them'"),
        ("number", {"number": "one flat grey"}, "one flat grey would score"),
        ("number", {"number": NONE}, "last 16 steps"),
        ("evidence", {"evidence": ("largest output", 1.0)}, "'smallest growth of a kernel'"),
        ("evidence", {"evidence": (SIGNAL, 0.5)}, f"for {SIGNAL}, you say 0.5"),
        ("evidence", {"evidence": ("smallest growth of a kernel", 1.0)}, "another fault"),
        ("fix", {"fix": trial(*[2.0] * 5), "recovered": 0}, "recovers 0 of 5"),
        ("seeds", {"fix": trial(0.5), "recovered": 1}, "may be luck"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_else(patient, part, change, says):
    credits = exercises.check_case(patient, **answers(patient, **change))
    assert not credits.solved and says in getattr(credits, part)
    others = {"number", "evidence", "fix", "seeds"} - {part, "seeds" if part == "fix" else part}
    assert not any(getattr(credits, other) for other in others)


def test_a_tiny_signal_is_not_credited_to_a_net_that_shows_none(patient):
    """1e-14 and 0 are near each other; only one of them was measured."""
    credits = exercises.check_case(patient, **answers(patient, evidence=(SIGNAL, 0.0)))
    assert "I measure" in credits.evidence


def test_a_diagnosis_can_be_credited_only_with_evidence_that_exists():
    for name in "ABC":
        case = CLINIC.diagnosis(name)
        assert case.number in (*CLINIC.PREDICTORS, NONE)
        assert set(case.telling) <= set(CLINIC.EVIDENCE)
        assert case.recipe.patches == SMALL.patches
