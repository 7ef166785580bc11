"""The three patients of lesson 04: that each has what it is said to have, on several seeds.

`make claims` also runs the worked solutions, where each is treated under five seeds.
"""

import numpy as np
import pytest

from restorelib import exercises
from restorelib.exercises.clinic.ward import RECOVERED, Trial
from restorelib.training import inside
from tests.seeds import one_or_all

clinic = exercises.open_clinic("04")


def test_a_clinic_is_opened_by_its_lesson_and_shows_no_diagnosis():
    assert repr(clinic) == "Clinic of lesson 04, patients A, B, C"
    with pytest.raises(ValueError, match="expects one of '04', '08'; received '05'"):
        exercises.open_clinic("05")


def test_recovered_means_a_decibel_better_than_doing_nothing():
    one_db = 10**-0.1
    trial = Trial("A", {"scale": 1}, (1.01 * one_db, 0.99 * one_db, 0.1, float("inf")), 1.0)
    assert trial.recovered == 2
    assert "scale=1" in repr(trial) and "recovered in 2 of 4 seeds" in repr(trial)


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("D", {}, "one of"),
        ("A", {"widht": 3}, "residual_activation"),
        ("A", {"scale": 1, "filters": 8}, "one thing at a time"),
        ("A", {"seeds": ()}, "one or more seeds"),
        ("A", {"seed": 3}, "one thing at a time"),
    ],
)
def test_what_cannot_be_treated_says_what_can(name, arguments, says):
    with pytest.raises(ValueError, match=says):
        clinic.treat(name, **arguments)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "change"),
    [("A", {"scale": 1}), ("B", {"learning_rate": 1e-3}), ("C", {"learning_rate": 1e-3})],
    ids="ABC",
)
def test_the_fix_of_the_solutions_helps(name, change):
    assert clinic.treat(name, seeds=(0,), **change).recovered == 1


@pytest.mark.slow
@pytest.mark.parametrize("seeds", one_or_all((1, 2)))
def test_a_linear_residual_helps_the_first_in_every_seed(seeds):
    assert clinic.treat("A", seeds=seeds, residual_activation=None).recovered == len(seeds)


@pytest.mark.claims
def test_untreated_none_recovers_and_only_the_healthy_one_is_learning():
    # Under one seed; the patients as they are admitted have another one, see below.
    untreated = {name: clinic.treat(name, seeds=(1,)) for name in "ABC"}
    assert [trial.recovered for trial in untreated.values()] == [0, 0, 0]
    # A stays at doing nothing, B at black: mean(y^2). C is on its way, and reaches neither.
    for loss in untreated["A"].losses:
        assert loss == pytest.approx(untreated["A"].reference, rel=0.2)
    (black,) = untreated["B"].losses
    assert black > 100 * untreated["B"].reference
    assert all(loss > 1.05 * untreated["C"].reference for loss in untreated["C"].losses)


@pytest.mark.slow
@pytest.mark.parametrize("seeds", one_or_all((1, 2)))
def test_taking_the_relu_away_does_not_help_the_black_one(seeds):
    assert clinic.treat("B", seeds=seeds, residual_activation=None).recovered == 0


@pytest.fixture(scope="module")
def patients():
    return {name: clinic.admit(name) for name in "ABC"}


@pytest.mark.slow
def test_none_of_those_admitted_has_recovered(patients):
    for name, patient in patients.items():
        case = clinic.diagnosis(name)
        x, y = clinic.test_patches(case.recipe, **{"scale": 1, **case.patch_options})
        loss = np.mean(np.square(inside.forward(patient.model, x) - y))
        doing_nothing = np.mean(np.square(x - y))
        assert loss > RECOVERED * doing_nothing
        if name == "A":
            assert loss == pytest.approx(doing_nothing, rel=0.2)
        else:
            assert loss > (100 if name == "B" else 1.05) * doing_nothing


@pytest.mark.slow
def test_the_evidence_tells_the_three_apart(patients):
    found = {
        name: {key: measure(patient) for key, measure in clinic.EVIDENCE.items()}
        for name, patient in patients.items()
    }
    black = patients["B"]
    assert black.loss[-64:].mean() == pytest.approx(np.mean(black.y**2), rel=0.2)
    assert found["A"]["largest change"] == pytest.approx(1, abs=0.01)
    assert found["B"]["share alive"] == found["B"]["largest gradient"] == 0
    assert found["B"]["largest output"] == 0 < found["C"]["largest gradient"]
    falling = {name: values[_late(values)] for name, values in found.items()}
    assert falling["C"] < 0.85 < min(falling["A"], falling["B"])


def _late(values):
    return next(key for key in values if key.startswith("last quarter"))
