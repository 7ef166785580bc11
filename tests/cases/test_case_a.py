"""Case A as data: what its panel offers, and what each suspect changes."""

from dataclasses import fields, replace

import pytest

from restorelib.cases import case_a
from restorelib.experiments.recipes import Recipe


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
