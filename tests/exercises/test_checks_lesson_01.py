"""Checks of lesson 01 recognise what is wrong with an answer: one test a mistake."""

import re
import subprocess
import sys

import numpy as np
import pytest
import skimage.metrics
from scipy.ndimage import gaussian_filter, uniform_filter

from restorelib import exercises
from restorelib.course import progress
from restorelib.images import embedded

# Exercise 1: my_psnr of two uint8 pictures


def errors(a, b):
    return a.astype("float64") - b


def mse(a, b):
    return np.mean(errors(a, b) ** 2)


def dB(ratio):
    return 10 * np.log10(ratio)


def psnr(a, b):
    return dB(255**2 / mse(a, b))


def stops(a, b):
    raise TypeError("no such thing")


LUMA = np.array([0.299, 0.587, 0.114])


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda a, b: dB(255**2 / np.mean((a - b) ** 2)), "the squares wrapped"),
        (lambda a, b: dB(255**2 / np.mean((a - b).astype(float) ** 2)), "differences wrapped"),
        (lambda a, b: dB(1 / mse(a, b)), "use one scale"),
        (lambda a, b: dB(255**2 / mse(a / 255, b / 255)), "use one scale"),
        (lambda a, b: dB(1 / np.mean((a - b) ** 2)), "squares wrapped.* Besides: a range of 255"),
        (lambda a, b: dB(a.max() ** 2.0 / mse(a, b)), "largest .possible. value"),
        (lambda a, b: dB(b.max() ** 2.0 / mse(a, b)), "largest .possible. value"),
        (lambda a, b: dB(np.ptp(a) ** 2.0 / mse(a, b)), "largest .possible. value"),
        (lambda a, b: dB(255 / mse(a, b)), "range is not squared"),
        (lambda a, b: dB(mse(a, b) / 255**2), "sign is wrong"),
        (lambda a, b: dB(255 / mse(a, b) ** 0.5), "it is half"),
        (lambda a, b: 2 * psnr(a, b), "twice as much"),
        (lambda a, b: 10 * np.log(255**2 / mse(a, b)), "natural logarithm; decibels"),
        (lambda a, b: 10 * np.log(255 / mse(a, b) ** 0.5), "natural logarithm, and it lacks"),
        (lambda a, b: 20 * np.log(255 / mse(a, b) ** 0.5), "natural logarithm; decibels"),
        (mse, "that is the mean squared error itself"),
        (lambda a, b: mse(a / 255, b / 255), "mean squared error on 0 to 1"),
        (lambda a, b: mse(a, b) ** 0.5, "root of the mean squared error"),
        (lambda a, b: mse(a / 255, b / 255) ** 0.5, "root of the error on 0 to 1"),
        (lambda a, b: 2 * dB(255 / np.abs(errors(a, b)).mean()), "absolute errors"),
        (lambda a, b: psnr(a @ LUMA, b @ LUMA), "that is luma"),
        (
            lambda a, b: np.mean([psnr(a[..., c], b[..., c]) for c in range(3)]),
            "mean of three channels",
        ),
        (lambda a, b: psnr(a, b) + 1, "is right. Go through it in steps"),
        (lambda a, b: np.nan, "nan, which is not finite"),
        (lambda a, b: print(psnr(a, b)), "returns None"),
        (lambda a, b: psnr(a, b) * np.ones(3), "One number of dB"),
        (lambda a, b: "20 dB", "One number of dB"),
        (lambda a: a, "stops with TypeError"),
        (stops, "stops with TypeError: no such thing"),
        (19.7, "the function itself"),
    ],
)
def test_check_psnr_names_the_mistake(function, words):
    feedback = exercises.check_psnr(function)
    assert not feedback.solved
    assert re.search(words, feedback.text), feedback


@pytest.mark.parametrize(
    "function",
    [
        psnr,
        lambda a, b: np.float32(psnr(a, b)),
        lambda a, b: 20 * np.log10(255 / mse(a, b) ** 0.5),
        lambda a, b: dB(1 / mse(a / 255, b / 255)),
        lambda a, b: skimage.metrics.peak_signal_noise_ratio(a, b, data_range=255),
    ],
)
def test_check_psnr_takes_every_right_function(function):
    assert exercises.check_psnr(function).solved
    assert "01.1" in progress.read().exercises


def test_check_psnr_finds_wrapping_that_only_large_errors_show():
    def only_if_small(a, b):
        wrapped = np.mean((a - b) ** 2)
        return dB(255**2 / wrapped)

    a = np.full((8, 8, 3), 100, "uint8")
    assert only_if_small(a, a + np.uint8(9)) == pytest.approx(psnr(a, a + np.uint8(9)))
    assert not exercises.check_psnr(only_if_small).solved


# Exercise 2: one number over eight pictures


@pytest.fixture(scope="module")
def clean():
    """The middles of the eight photographs, smooth and rough, dark and bright."""
    photos = embedded.photographs("train", channels=3) | embedded.photographs("test", channels=3)
    middles = [(photo, photo.shape[0] // 2, photo.shape[1] // 2) for photo in photos.values()]
    return np.stack([photo[y - 64 : y + 64, x - 64 : x + 64] for photo, y, x in middles])


SIGMA, WIDTH = 30, 5


def noise(clean, sigma=SIGMA, seed=7):
    return clean + np.random.default_rng(seed).normal(0, sigma / 255, clean.shape)


def blur(images, width=WIDTH):
    return uniform_filter(images, (1, width, width, 1), mode="nearest")


def score(clean, image):
    return dB(1 / mse(clean, image))


NUMBERS = {
    "mean of the pictures' PSNRs": lambda c: np.mean(
        [score(one, its) for one, its in zip(c, blur(noise(c)), strict=True)]
    ),
    "Divide it by 255": lambda c: score(c, blur(noise(c, 255 * SIGMA))),
    "you clipped the noisy pictures": lambda c: score(c, blur(noise(c).clip(0, 1))),
    "use one scale": lambda c: dB(255**2 / mse(c, blur(noise(c)))),
    "that is doing nothing": lambda c: score(c, noise(c)),
    "you blurred the clean pictures": lambda c: score(c, blur(c)),
    "compared with the noisy pictures": lambda c: (lambda n: score(n, blur(n)))(noise(c)),
    "that is luma": lambda c: score(c @ LUMA, blur(noise(c)) @ LUMA),
    "a blur of 3x3": lambda c: score(c, blur(noise(c), 3)),
    "a blur of 9x9": lambda c: score(c, blur(noise(c), 9)),
    "that is sigma 40; here it is 30": lambda c: score(c, blur(noise(c, 40))),
    "that is sigma 10; here it is 30": lambda c: score(c, blur(noise(c, 10))),
    "natural logarithm": lambda c: 10 * np.log(1 / mse(c, blur(noise(c)))),
    "it is half": lambda c: score(c, blur(noise(c))) / 2,
    "sign": lambda c: -score(c, blur(noise(c))),
    "mean squared error itself": lambda c: mse(c, blur(noise(c))),
    "root of the mean squared error": lambda c: mse(c, blur(noise(c))) ** 0.5,
    "picture 3 alone": lambda c: score(c[3], blur(noise(c))[3]),
    "Go through it in steps": lambda c: 99.0,
    "so far it is None": lambda c: None,
    "so far it is '24'": lambda c: "24",
    "so far it is True": lambda c: True,
}


def handed_in(number, clean):
    return exercises.check_ladder_score(number, clean, sigma=SIGMA, width=WIDTH)


@pytest.mark.parametrize("words", NUMBERS)
def test_check_ladder_score_names_the_mistake(clean, words, monkeypatch):
    # The same noise here and there: the pictures are small, and two seeds would differ too much.
    from restorelib.exercises.checks import lesson_01_psnr

    monkeypatch.setattr(
        lesson_01_psnr, "add_gaussian_noise", lambda c, *, sigma, seed: noise(c, sigma)
    )
    feedback = handed_in(NUMBERS[words](clean), clean)
    assert not feedback.solved
    assert words in feedback.text


@pytest.mark.parametrize("seed", range(3))
def test_check_ladder_score_takes_any_seed(seed):
    pictures = np.tile(np.linspace(0, 1, 256, dtype="float32")[:, None, None], (8, 1, 256, 3))
    number = score(pictures, blur(noise(pictures, seed=seed)))
    feedback = handed_in(np.float32(number), pictures)
    assert feedback.solved, feedback
    assert "01.2" in progress.read().exercises


# Exercise 3: one rung more


def predict(function, clean):
    return exercises.check_predictor(function, clean, sigma=10)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda y: y, "a rung of the ladder itself: the input"),
        (lambda y: 0 * y, "a rung of the ladder itself: zero"),
        (lambda y: blur(y, 7), "a rung of the ladder itself: blur 7x7"),
        (lambda y: 0 * y + 0.4, "one flat colour"),
        (lambda y: 0 * y + y.mean((1, 2), keepdims=True), "one flat colour"),
        (lambda y: 255 * y, "Your values reach"),
        (lambda y: (y + blur(y, 9)) / 2 + 0.1, "against the highest rung"),
        (lambda y: y[..., 0], "it returned"),
        (lambda y: y * np.nan, "all of them finite"),
        (lambda y: (255 * y.clip(0, 1)).astype("uint8"), "It should return floats"),
        (lambda y: None, "returns None"),
        (lambda y: y / [], "stops with ValueError"),
        (None, "the function itself"),
    ],
)
def test_check_predictor_names_the_mistake(clean, function, words):
    feedback = predict(function, clean)
    assert not feedback.solved
    assert words in feedback.text


def test_check_predictor_names_the_mean_of_the_clean_pictures(clean):
    feedback = predict(lambda y: 0 * y + clean.mean((0, 1, 2)), clean)
    assert "a rung of the ladder itself: the mean" in feedback.text


@pytest.mark.parametrize("share", [1, 0.5])
def test_check_predictor_notices_a_look_at_the_clean_pictures(clean, share):
    feedback = predict(lambda y: share * clean + (1 - share) * y, clean)
    assert not feedback.solved and "upside down" in feedback.text


@pytest.mark.parametrize(
    "function",
    [
        lambda y: (y + blur(y, 3)) / 2,
        lambda y: gaussian_filter(y, (0, 0.6, 0.6, 0)),
        lambda y: ((y + blur(y, 3)) / 2).clip(0, 1),
    ],
)
def test_check_predictor_takes_what_beats_the_ladder(clean, function):
    feedback = predict(function, clean)
    assert feedback.solved, feedback
    assert "01.3" in progress.read().exercises


def test_check_predictor_keeps_its_pictures_from_a_function_that_writes_into_them(clean):
    def in_place(y):
        y *= 0.5
        y += 0.5 * blur(2 * y, 3)
        return y

    before = clean.copy()
    assert predict(in_place, clean).solved
    np.testing.assert_array_equal(clean, before)


# The package imports a check when it is asked for


def test_every_name_of_the_package_is_there():
    for name in exercises.__all__:
        assert callable(getattr(exercises, name)), name
        assert name in dir(exercises)
    with pytest.raises(AttributeError, match="check_pnsr"):
        exercises.check_pnsr  # noqa: B018


@pytest.mark.slow
def test_a_check_imports_keras_only_if_it_needs_it():
    without = ["check_psnr", "check_ladder_score", "check_predictor", "Feedback"]
    code = (
        "import sys; from restorelib import exercises\n"
        f"for name in {without}:\n"
        "    getattr(exercises, name)\n"
        "    assert 'keras' not in sys.modules, name\n"
        "exercises.check_repair\n"
        "assert 'keras' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
