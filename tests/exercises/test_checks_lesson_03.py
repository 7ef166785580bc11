"""Checks recognise what is wrong with a learner's answer: one test a mistake."""

import keras
import numpy as np
import pytest
from keras import layers

from restorelib import exercises
from restorelib.images.metrics import psnr

BLUR = np.full((3, 3), 1 / 9)
NOTHING = np.zeros((3, 3))
NOTHING[1, 1] = 1


@pytest.fixture(scope="module")
def pictures():
    """Noisy and clean: smooth, so that a blur removes noise and hardly anything else."""
    rng = np.random.default_rng(0)
    bump = np.sin(np.pi * (np.arange(16, dtype="float32") + 0.5) / 16) ** 2
    # Dark at its edges: there the blur sees zeros beyond the picture.
    clean = np.tile((0.8 * np.outer(bump, bump))[:, :, None], (4, 1, 1, 3))
    return clean + 10 / 255 * rng.standard_normal(clean.shape, dtype="float32"), clean


def net(residual=None, *, output=None, join=layers.Add, blur=0.0, bias=0.0, **layer):
    """One layer that adds `blur` times (blurred - input), through an activation."""
    image = keras.Input((None, None, 3))
    x = layers.Conv2DTranspose(3, 3, padding="same", **layer)(image)
    x = layers.Activation(residual)(x) if residual else x
    x = join()([image, x]) if join else x
    model = keras.Model(image, layers.Activation(output)(x) if output else x)
    kernel = np.einsum("ij,kl->ijkl", blur * (BLUR - NOTHING), np.eye(3))
    model.set_weights([kernel, np.full(3, bias)][: len(model.get_weights())])
    return model


def small_tanh(x):
    return 0.01 * keras.ops.tanh(x)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (lambda: None, "received None"),
        (lambda: net(join=None), "input is not added"),
        (lambda: net("relu", bias=-1), "cannot darken"),
        (lambda: net("relu", blur=0.5), "cannot darken"),
        (lambda: net(activation="relu", bias=-1), "cannot darken"),
        (lambda: net("sigmoid"), "cannot darken"),
        (lambda: net("relu", join=layers.Subtract, blur=0.5), "cannot brighten"),
        (lambda: net(output="sigmoid"), "bends the picture"),
        (lambda: net(output="tanh"), "bends the picture"),
        (lambda: net(small_tanh, blur=0.5), "reaches no further than 0.010"),
        (lambda: net("tanh", blur=0.5), "without tanh"),
        (lambda: net("tanh", join=layers.Subtract, blur=0.5), "without tanh"),
        (lambda: net(bias=0.5), "not trained"),
        (lambda: net(), "within 0.01 dB"),
        (lambda: net(blur=0.02), "On its way"),
    ],
)
def test_check_repair_names_the_mistake(pictures, model, words):
    feedback = exercises.check_repair(model(), *pictures)
    assert not feedback.solved
    assert words in feedback.text


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"output": "relu"},
        {"residual": "leaky_relu", "bias": 0.001},
        {"join": layers.Subtract, "blur": -0.8},
        {"use_bias": False},
    ],
)
def test_check_repair_takes_every_repair(pictures, arguments):
    feedback = exercises.check_repair(net(**{"blur": 0.8, **arguments}), *pictures)
    assert feedback.solved, feedback


def test_check_repair_takes_two_relus_of_opposite_sign(pictures):
    image = keras.Input((None, None, 3))
    halves = [layers.Conv2D(3, 3, padding="same", activation="relu")(image) for _ in range(2)]
    brighter, darker = halves
    model = keras.Model(image, image + brighter - darker)
    kernel = np.einsum("ij,kl->ijkl", 0.8 * (BLUR - NOTHING), np.eye(3))
    model.set_weights([kernel, np.zeros(3), -kernel, np.zeros(3)])
    assert exercises.check_repair(model, *pictures).solved


def test_check_repair_says_which_channels_are_missing(pictures):
    grey = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(1, 3, padding="same")])
    assert "needs 3 filters" in exercises.check_repair(grey, *pictures).text


def test_check_repair_leaves_the_weights_as_they_were(pictures):
    model = net(blur=0.8)
    before = model.get_weights()
    exercises.check_repair(model, *pictures)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (None, "so far it is None"),
        ("20", "so far it is '20'"),
        (-20.17, "sign"),
        (10.09, "standard deviation"),
        (-27.96, "one scale"),
        (-13.98, "one scale, and square"),
        (46.44, "natural logarithm; decibels"),
        (23.22, "natural logarithm of sigma"),
        (0.00961, "mean squared error itself"),
        (625, "0..255 scale"),
        (28.13, "sigma = 10"),
        (24, "too high"),
        (15, "too low"),
    ],
)
def test_check_identity_score_names_the_mistake(number, words):
    feedback = exercises.check_identity_score(number, sigma=25)
    assert not feedback.solved
    assert words in feedback.text


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_check_identity_score_takes_what_is_measured(sigma):
    noise = np.random.default_rng(0).normal(0, sigma / 255, 200_000)
    measured = psnr(np.zeros_like(noise), noise, data_range=1.0)
    assert exercises.check_identity_score(measured, sigma=sigma).solved
    assert exercises.check_identity_score(np.float32(measured), sigma=sigma).solved


def dead():
    model = net("relu", bias=-1)
    model.compile("adam", loss="mse", jit_compile=False)
    return model


def evidence(**changes):
    right = {"is_dead": True, "largest_gradient": 0.0, "values_changed": 0}
    return {**right, **changes}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (evidence(is_dead=None, values_changed=None), "Fill in values_changed, is_dead"),
        (evidence(values_changed=5), "values_changed: I count 0 of 3,072"),
        (evidence(largest_gradient=1e-3), "largest_gradient: I measure up to 0.0e+00"),
        (evidence(is_dead=False), "stays where it is"),
    ],
)
def test_check_evidence_names_the_mistake(pictures, answers, words):
    feedback = exercises.check_evidence(dead(), *pictures, **answers)
    assert not feedback.solved
    assert words in feedback.text


def test_check_evidence_takes_the_right_verdict(pictures):
    assert exercises.check_evidence(dead(), *pictures, **evidence()).solved


@pytest.mark.slow
def test_the_suspect_scores_as_if_it_were_dead_and_is_alive(pictures):
    noisy, clean = pictures
    suspect = exercises.suspect()
    np.testing.assert_array_equal(np.asarray(suspect(noisy)), noisy)
    accused = evidence(largest_gradient=0.1)
    assert "still move" in exercises.check_evidence(suspect, noisy, clean, **accused).text
    hidden = evidence(is_dead=False)
    assert "do not round" in exercises.check_evidence(suspect, noisy, clean, **hidden).text
    acquitted = evidence(is_dead=False, largest_gradient=0.1)
    assert exercises.check_evidence(suspect, noisy, clean, **acquitted).solved


def test_feedback_shows_itself_as_a_paragraph():
    shown = repr(exercises.Feedback(False, "word " * 40))
    assert shown.startswith("✘ Not solved yet. word")
    assert max(map(len, shown.splitlines())) <= 88
    assert repr(exercises.Feedback(True, "Well.")) == "✔ Solved. Well."
