"""Case A as data: what its panel offers, and what each suspect changes."""

from dataclasses import fields, replace

import numpy as np
import pytest

from restorelib.cases import case_a
from restorelib.experiments.recipes import Recipe
from tests.experiments.synthetic_runs import synthetic


def differences(recipe, base):
    changed = {f.name for f in fields(Recipe) if getattr(recipe, f.name) != getattr(base, f.name)}
    # An optimizer comes with its own learning rate and momentum: one thing.
    return changed - {"learning_rate", "momentum"} if "optimizer" in changed else changed


def test_every_suspect_changes_one_thing_about_the_broken_or_the_linear_net():
    bases = (case_a.BROKEN, replace(case_a.BROKEN, residual_activation=None))
    for name, suspect in case_a.SUSPECTS.items():
        assert min(len(differences(suspect, base)) for base in bases) <= 1, name


def test_a_panel_may_show_some_knobs_and_start_elsewhere():
    spec = case_a.panel_spec(["learning_rate"], start={"learning_rate": 1e-4})
    assert spec.start == {"learning_rate": 1e-4}
    assert [r.learning_rate for r in spec.states()] == [1e-2, 1e-3, 1e-4]
    assert {r.residual_activation for r in spec.states()} == {"relu"}
    assert case_a.panel_spec().start["learning_rate"] == case_a.BROKEN.learning_rate


def test_the_states_that_the_lessons_name_run_longer():
    long = {r for r in case_a.panel_spec().states() if r.steps == case_a.LONG}
    assert {(r.input_skip, r.residual_activation, r.learning_rate) for r in long} == {
        (True, "relu", 1e-3),
        (True, "tanh", 1e-3),
        (True, None, 1e-3),
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"knobs": ["filters"]}, "knobs among"),
        ({"knobs": []}, "knobs among"),
        ({"start": {"learning_rate": 5.0}}, "start among"),
        ({"knobs": ["input_skip"], "start": {"learning_rate": 1e-3}}, "start among"),
    ],
)
def test_what_is_no_knob_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        case_a.panel_spec(**arguments)


def test_the_layers_of_a_run_are_told_in_one_sentence():
    tell = case_a.panel_spec().words["network"]
    record = synthetic(case_a.BROKEN)
    record.signal[-1] = np.linspace(0.21, 0.03, 10)
    assert tell(record, -1) == (
        "3 of 291 units are dead; the signal is 0.21 (rms) after conv1 and 0.03 after deconv5, and "
        "on its way back the gradient is exactly 0 at deconv5 and exactly 0 at conv1"
    )
    record.kernel_gradient[0] = np.linspace(2e-9, 0.5, 10)
    told = tell(record, 0)
    assert told.startswith("0 of 291 units are dead")
    assert told.endswith("the gradient is 0.5 at deconv5 and 2.0e-09 at conv1")
    older = replace(record, signal=np.empty(0))  # recorded before layers were looked at
    assert tell(older, 0) == ""
