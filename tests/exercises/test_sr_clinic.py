"""The three patients of lesson 08: that each has what it is said to have, on several seeds."""

import numpy as np
import pytest

from restorelib import exercises
from restorelib.exercises.clinic.ward import Trial
from restorelib.experiments import super_resolution

clinic = exercises.open_clinic("08")


def test_recovered_means_a_decibel_better_than_one_flat_grey():
    trial = Trial("A", {"m": 1}, (0.80, 0.79, float("inf")), 1.0, "one flat grey")
    assert trial.recovered == 1
    assert repr(trial).endswith("one flat grey 1; recovered in 1 of 3 seeds")


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("D", {}, "one of"),
        ("A", {"slope": 0}, "prelu_slope"),
        ("B", {"offset": 0, "m": 1}, "one thing at a time"),
        ("B", {"scale": 3, "offset": 0}, "offset, optimizer"),
        ("C", {"seeds": ()}, "one or more seeds"),
    ],
)
def test_what_cannot_be_treated_says_what_can(name, arguments, says):
    with pytest.raises(ValueError, match=says):
        clinic.treat(name, **arguments)


def test_an_offset_gives_each_input_the_target_of_its_neighbour():
    recipe = clinic.diagnosis("B").recipe
    low, high = super_resolution.train_patches(recipe)
    moved_low, moved_high = clinic.train_patches(recipe, offset=1)
    np.testing.assert_array_equal(moved_low, low)
    np.testing.assert_array_equal(moved_high, [high[-1], *high[:-1]])


# `make claims` runs the worked solutions, which try each fix under five seeds.


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "change"),
    [("A", {"kernel_initializer": "prelu_normal"}), ("B", {"offset": 0}), ("C", {"steps": 192})],
    ids="ABC",
)
def test_the_fix_of_the_solutions_helps(name, change):
    assert clinic.treat(name, seeds=(0,), **change).recovered == 1


@pytest.mark.slow
def test_untreated_none_has_left_its_number_and_the_evidence_tells_them_apart():
    found = {}
    for name in "ABC":
        patient = clinic.admit(name)
        case = clinic.diagnosis(name)
        late = patient.loss[-len(patient.loss) // 4 :].mean()
        scores = {key: score(patient) for key, score in clinic.PREDICTORS.items()}
        # In logarithms, since these are squared errors over two decades.
        nearest = min(scores, key=lambda key: abs(np.log(scores[key] / late)))
        assert nearest == case.number and late > 0.8 * scores[nearest], (name, late, scores)
        found[name] = {key: measure(patient) for key, measure in clinic.EVIDENCE.items()}
    a, b, c = found.values()
    assert (
        a["signal before the deconv"]
        < 1e-10
        < 0.01
        < min(other["signal before the deconv"] for other in (b, c))
    )
    assert (
        a["largest gradient of a kernel"]
        < 1e-10
        < 1e-5
        < min(other["largest gradient of a kernel"] for other in (b, c))
    )
    assert abs(b["correlation of input and target"]) < 0.1
    assert min(other["correlation of input and target"] for other in (a, c)) > 0.95
    assert c["smallest growth of a kernel"] > 1.5
    assert all(other["smallest growth of a kernel"] < 1.1 for other in (a, b))
