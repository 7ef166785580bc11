"""The checks of lesson 04 say what is wrong; each fault is built on purpose, nothing is trained."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.exercises.clinic.check_case import NONE
from restorelib.exercises.clinic.ward import Patient, Trial

CLEAN = np.random.default_rng(0).random((2, 8, 8, 1), dtype="float32")
NOISY = 0.9 * CLEAN + 0.05  # so that the right correction is x / 9 - 0.5 / 9: of both signs


def net(weight, bias, *, relu=True, shift=0.0, channels=1):
    """x + relu(weight * x + bias) - shift."""
    x = keras.Input((None, None, 1))
    part = layers.Conv2D(channels, 1, name="last")(x)
    part = layers.Activation("relu" if relu else "linear", name="correction")(part)
    part = layers.Rescaling(1.0, offset=-shift)(part)
    model = keras.Model(x, layers.Add(name="sum")([x, part]))
    model.get_layer("last").kernel.assign(np.full((1, 1, 1, channels), weight))
    model.get_layer("last").bias.assign(np.full(channels, bias))
    return model


@pytest.mark.parametrize(
    ("model", "says"),
    [
        (None, "your trained keras.Model"),
        (net(1 / 9, -0.5 / 9, relu=False), "no ReLU between"),
        (net(0, -1), "all died"),
        (net(0, 0.2), "brighten and never darkens"),
        (net(0, 0, shift=0.2), "darken and never brightens"),
        (net(1.0, -0.4, shift=0.1), "Train it for longer"),
    ],
)
def test_an_unsolved_net_is_told_what_is_missing(model, says):
    feedback = exercises.check_relu_kept(model, NOISY, CLEAN)
    assert not feedback.solved and says in feedback.text


def test_the_number_of_channels_is_named():
    feedback = exercises.check_relu_kept(net(0, 0, channels=3), NOISY, CLEAN)
    assert "needs 1 filters" in feedback.text


def test_a_relu_after_the_sum_is_not_the_one_that_is_asked_for():
    model = net(1 / 9, -0.5 / 9, relu=False)
    behind = keras.Model(model.input, layers.Activation("relu")(model.output))
    assert "no ReLU between" in exercises.check_relu_kept(behind, NOISY, CLEAN).text


@pytest.mark.parametrize("shift", [0.1, 0.5])
def test_a_shifted_relu_solves_it(shift):
    feedback = exercises.check_relu_kept(net(1 / 9, shift - 0.5 / 9, shift=shift), NOISY, CLEAN)
    assert feedback.solved and "dB against doing nothing" in feedback.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (lambda images, seed: images[:, :10], "finite images of the shape"),
        (lambda images, seed: images * np.nan, "finite images"),
        (lambda images, seed: images, "no damage"),
        (lambda images, seed: 0 * images, "No picture is left: all damaged values are 0"),
        (lambda images, seed: images + 0.1, "100% of your damaged values"),
        (lambda images, seed: images - 1e-4, "Make the damage stronger"),
    ],
)
def test_unsuitable_damage_is_told_why(damage, says):
    feedback = exercises.check_damage(damage, steps=1)
    assert not feedback.solved and says in feedback.text


@pytest.mark.slow
def test_damage_that_only_darkens_suits_the_net_that_died():
    def damage(images, seed):
        return images - 10 / 255 * np.abs(np.random.default_rng(seed).standard_normal(images.shape))

    assert exercises.check_damage(damage).solved


def patient(name="B"):
    """A black net that was never trained: the fields that the check reads are right."""
    x = np.random.default_rng(0).random((8, 8, 8, 1), dtype="float32")
    model = net(0, -1)
    model = keras.Model(model.input, model.get_layer("correction").output)
    model.compile("adam", "mse", jit_compile=False)
    return Patient("04", name, "", model, x, x, np.full(64, np.mean(x**2), "float32"))


def trial(*losses, name="B", **change):
    return Trial(name, change or {"learning_rate": 1e-3}, losses, 1.0)


RIGHT = {
    "number": "zero",
    "evidence": ("share alive", 0.0),
    "fix": trial(0.5, 0.5, 0.5, 2.0, 2.0),
    "recovered": 3,
}


def test_all_four_right_gives_the_reason_too():
    credits = exercises.check_case(patient(), **RIGHT)
    assert credits.solved and repr(credits).count("✔") == 4
    assert "nothing is learned" in repr(credits)


@pytest.mark.parametrize(
    ("part", "change", "says"),
    [
        ("number", {"number": None}, "say one of"),
        ("number", {"number": "the mean"}, "the mean would score"),
        ("number", {"number": "none of them"}, "Compute all three"),
        ("evidence", {"evidence": None}, "(name, value)"),
        ("evidence", {"evidence": ("share dead", 1.0)}, "(name, value)"),
        ("evidence", {"evidence": ("share alive", 0.5)}, "I measure 0 for share alive"),
        ("evidence", {"evidence": ("share alive", None)}, "you say None"),
        ("evidence", {"evidence": ("largest change", 1.2)}, "for largest change, you say 1.2"),
        ("evidence", {"evidence": ("largest change", 1.0)}, "another fault"),
        ("fix", {"fix": None}, "clinic.treat"),
        ("fix", {"fix": trial(*[0.5] * 5, name="A")}, "a trial of A"),
        ("fix", {"fix": Trial("B", {}, (0.5,) * 5, 1.0)}, "nothing was changed"),
        ("fix", {"fix": trial(*[2.0] * 5), "recovered": 0}, "recovers 0 of 5"),
        ("seeds", {"fix": trial(0.5), "recovered": 1}, "may be luck"),
        ("seeds", {"fix": trial(*[0.5] * 4), "recovered": 4}, "4 tried; so few may be luck"),
        ("seeds", {"recovered": 4}, "you count 4 recovered, the trial shows 3"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_else(part, change, says):
    credits = exercises.check_case(patient(), **{**RIGHT, **change})
    assert not credits.solved and says in getattr(credits, part)
    others = {"number", "evidence", "fix", "seeds"} - {part, "seeds" if part == "fix" else part}
    assert not any(getattr(credits, other) for other in others)


def test_a_diagnosis_can_be_credited_only_with_evidence_that_exists():
    clinic = exercises.open_clinic("04")
    for name in "ABC":
        case = clinic.diagnosis(name)
        assert case.number in (*clinic.PREDICTORS, NONE)
        assert set(case.telling) <= set(clinic.EVIDENCE)
