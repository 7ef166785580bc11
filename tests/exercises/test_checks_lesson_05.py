"""Checks of lesson 05 recognise what is wrong with an answer: one test a mistake."""

import re

import numpy as np
import pytest
import skimage.color
import skimage.metrics
import skimage.transform
from PIL import Image
from scipy import ndimage

from restorelib import exercises
from restorelib.course import progress
from restorelib.images import damage, embedded, metrics

# Exercise 1: my_downsample


def squares(image, scale):
    height, width, channels = image.shape
    parts = image.reshape(height // scale, scale, width // scale, scale, channels)
    return parts.mean(axis=(1, 3))


def corners_on_corners(image, scale):
    """As SciPy's zoom does it: the first pixel on the first, the last on the last."""
    zoomed = ndimage.uniform_filter(image, (scale, scale, 1), mode="nearest")
    return ndimage.zoom(zoomed, (1 / scale, 1 / scale, 1), order=1)


def stops(*arguments):
    raise TypeError("no such thing")


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x, s: x[::s, ::s], r"Shifted by -1\.00 pixels.* down, at x3"),
        (lambda x, s: squares(x, s)[:, ::-1], "not 3 old ones apart"),
        (
            lambda x, s: squares(np.roll(x, 1, axis=1), s),
            r"Shifted by -1\.00 pixels.*across, at x3",
        ),
        (lambda x, s: squares(np.roll(x, -1, axis=0), s), r"Shifted by \+1\.00 pixels.*down"),
        (lambda x, s: x[s // 2 :: s, s // 2 :: s], r"Shifted by \+0\.50 pixels.*at x2"),
        (lambda x, s: x[1::3, 1::3] if s == 3 else squares(x, s), r"9\d% of their strength"),
        (lambda x, s: x[:, 1::3][1::3] if s == 3 else squares(x, s), "aliasing"),
        (corners_on_corners, r"not 3 old ones apart: they lie -.* at one side and \+.* at the"),
        (lambda x, s: squares(ndimage.gaussian_filter(x, (4, 4, 0)), s), "too soft: enlarged"),
        (lambda x, s: s * s * squares(x, s), "weights of a new pixel have to sum to 1"),
        (lambda x, s: squares(x, s).swapaxes(0, 1), r"is \(12, 16, 3\); yours is \(16, 12, 3\)"),
        (lambda x, s: squares(x, s)[..., 0], r"yours is \(12, 16\)"),
        (lambda x, s: x, r"yours is \(36, 48, 3\)"),
        (lambda x, s: (255 * squares(x, s)).astype("uint8"), "it returned uint8"),
        (lambda x, s: squares(x, s) * np.nan, "Finite floats"),
        (lambda x, s: None, "returns None"),
        (lambda x, s: 1 / 0, "stops with ZeroDivisionError"),
        (stops, "stops with TypeError: no such thing"),
        (squares(np.ones((6, 6, 1)), 3), "the function itself"),
    ],
)
def test_check_downsample_names_the_mistake(function, words):
    feedback = exercises.check_downsample(function)
    assert not feedback.solved
    assert re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def by_pillow(method):
    def smaller(image, scale):
        size = image.shape[1] // scale, image.shape[0] // scale
        channels = np.moveaxis(image, -1, 0)
        made = [np.asarray(Image.fromarray(c).resize(size, method)) for c in channels]
        return np.stack(made, axis=-1)

    return smaller


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (damage.bicubic_downsample, "It is the library's bicubic"),
        (by_pillow(Image.Resampling.BICUBIC), "It is the library's bicubic"),
        (by_pillow(Image.Resampling.LANCZOS), "It is not the library's"),
        (squares, "It is not the library's"),
        (
            lambda x, s: skimage.transform.resize(x, (x.shape[0] // s, x.shape[1] // s), order=1),
            "It is not the library's",
        ),
    ],
)
def test_check_downsample_takes_what_is_neither_shifted_nor_aliased(function, words):
    feedback = exercises.check_downsample(function)
    assert feedback.solved, feedback
    assert words in feedback.text
    assert "05.1" in progress.read().exercises


# Exercise 2: my_sr_psnr, of two uint8 files

STUDIO = np.array([65.481, 128.553, 24.966]) / 255  # ITU-R BT.601
FULL = np.array([0.299, 0.587, 0.114])


def decibels(one, other, peak=255):
    return 10 * np.log10(peak**2 / np.mean((one - other) ** 2))


def score(one, other, scale, *, luma=True, full=False, border=True, rounded=True, peak=255):
    both = [one.astype("float64"), other.astype("float64")]
    if luma:
        both = [file @ FULL if full else 16 + file @ STUDIO for file in both]
    if rounded:
        both = [np.round(file) for file in both]
    width = {True: scale, False: 0}.get(border, border)
    both = [file[width : len(file) - width, width : file.shape[1] - width] for file in both]
    return decibels(*both, peak)


def by_scikit_image(one, other, scale):
    lumas = [np.round(skimage.color.rgb2ycbcr(file)[..., 0]) for file in (one, other)]
    inner = [luma[scale:-scale, scale:-scale] for luma in lumas]
    return skimage.metrics.peak_signal_noise_ratio(*inner, data_range=255)


def in_uint8(one, other, scale):
    lumas = [np.round(16 + file @ STUDIO).astype("uint8") for file in (one, other)]
    return decibels(*(luma[scale:-scale, scale:-scale] for luma in lumas))


ONLY = [
    ({"luma": False}, "it is not RGB that is compared"),
    ({"full": True}, "luma goes from 16 to 235 here"),
    ({"border": False}, "the border is still there"),
    ({"rounded": False}, "luma is not rounded"),
    ({"peak": 1}, "a range of 1 goes with"),
]


@pytest.mark.parametrize(("slip", "words"), ONLY)
def test_check_sr_psnr_names_the_one_mistake(slip, words):
    feedback = exercises.check_sr_psnr(lambda a, b, s: score(a, b, s, **slip))
    assert not feedback.solved and words in feedback.text, feedback
    others = [other for _, other in ONLY if other != words]
    assert not any(other in feedback.text for other in others), feedback


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda a, b, s: score(a, b, s, luma=False, border=False), "not RGB.*the border is still"),
        (lambda a, b, s: score(a, b, s, full=True, rounded=False), "16 to 235.*not rounded"),
        (lambda a, b, s: score(a, b, s, border=2 * s), "twice `scale` wide"),
        (lambda a, b, s: score(a, b, s, border=3), "at x2|twice|where .* is right"),
        (lambda a, b, s: score(a, b, s) + 20 * np.log10(255), "a range of 255 goes with"),
        (in_uint8, "begin again at 0"),
        (lambda a, b, s: decibels(a, b), "begin again at 0"),
        (lambda a, b, s: score(a, b, s) + 1, "where .* is right, at x2. In this order"),
        (lambda a, b, s: np.nan, "nan, which is not finite"),
        (lambda a, b, s: [score(a, b, s)] * 2, "One number of dB"),
        (lambda a, b, s: "25 dB", "One number of dB"),
        (lambda a, b, s: print(score(a, b, s)), "returns None"),
        (stops, "stops with TypeError"),
        (25.2, "the function itself"),
    ],
)
def test_check_sr_psnr_names_other_mistakes(function, words):
    feedback = exercises.check_sr_psnr(function)
    assert not feedback.solved and re.search(words, feedback.text), feedback
    assert not progress.read().exercises


@pytest.mark.parametrize(
    "function",
    [
        score,
        by_scikit_image,
        lambda a, b, s: metrics.sr_psnr(a / 255, b / 255, scale=s),
        lambda a, b, s: np.float32(score(a, b, s)),
    ],
)
def test_check_sr_psnr_takes_every_right_function(function):
    assert exercises.check_sr_psnr(function).solved
    assert "05.2" in progress.read().exercises


# Exercise 3: on which rung do they stand?

RIGHT = {"A": "nearest", "B": "bicubic", "C": "no rung"}


def unstretched(rows):
    """Half as many, at the middles between two: the cubic at distances 1/2 and 3/2."""
    padded = np.pad(rows, ((1, 1), (0, 0), (0, 0)), mode="edge")
    taps = np.array([-1, 9, 9, -1]) / 16
    return sum(tap * padded[k : k + len(rows) : 2] for k, tap in enumerate(taps))


def test_the_logs_are_what_the_answers_say():
    photo = embedded.photographs("test", channels=3)["chelsea"][30:270, 105:345]
    low = by_pillow(Image.Resampling.BICUBIC)(photo, 2)
    other = unstretched(unstretched(photo).swapaxes(0, 1)).swapaxes(0, 1)
    nearest, large, larger = (
        np.kron(low, np.ones((2, 2, 1))),
        damage.bicubic_upsample(low, 2),
        damage.bicubic_upsample(other.astype("float32"), 2),
    )
    logs = exercises.standing_logs()
    assert list(logs) == list(RIGHT)
    expected = {
        "A": score(255 * photo, 255 * nearest, 2, luma=False),
        "B": score(255 * photo, 255 * large, 2, full=True),
        "C": score(255 * photo, 255 * larger, 2),
    }
    assert logs == pytest.approx(expected, abs=0.006)


def test_each_log_is_near_to_its_own_rung_only():
    photo = embedded.photographs("test", channels=3)["chelsea"][30:270, 105:345]
    low = damage.bicubic_downsample(photo, 2)
    rungs = {
        "grey": np.full_like(photo, 0.42),
        "nearest": np.kron(low, np.ones((2, 2, 1), "float32")),
        "bicubic": damage.bicubic_upsample(low, 2),
    }
    every = [
        (metrics.sr_psnr(photo, image, scale=2, convention=by), rung)
        for rung, image in rungs.items()
        for by in metrics.CONVENTIONS
    ]
    logs = exercises.standing_logs()
    near = {log: {rung for dB, rung in every if abs(dB - logs[log]) < 0.05} for log in logs}
    assert near == {"A": {"nearest"}, "B": {"bicubic"}, "C": set()}
    assert logs["C"] > max(every)[0] + 0.2


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"A": None, "B": None, "C": None}, "Fill in A, B, C with one of 'grey'"),
        (RIGHT | {"B": "Bicubic"}, "Fill in B with"),
        (RIGHT | {"B": ["bicubic"]}, "Fill in B with"),
        (RIGHT | {"C": "bicubic"}, "2 of 3 are right. C: by no convention does bicubic score"),
        (RIGHT | {"A": "grey"}, "2 of 3 are right. A: by no convention does grey score"),
        (RIGHT | {"B": "no rung"}, "B: 31.40 dB is a rung's score, by one of the five"),
        ({"A": "bicubic", "B": "nearest", "C": "grey"}, "0 of 3 are right. A: .* B: .* C: "),
        ({"A": "nearest"}, "Answer for each of A, B, C"),
        ({**RIGHT, "D": "grey"}, "Answer for each of A, B, C"),
        (["nearest", "bicubic", "no rung"], "Answer for each of A, B, C"),
        (None, "Answer for each of A, B, C; received None"),
    ],
)
def test_check_rungs_says_what_does_not_fit(answers, words):
    feedback = exercises.check_rungs(answers)
    assert not feedback.solved and re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def test_check_rungs_takes_the_right_answers():
    assert exercises.check_rungs(RIGHT).solved
    assert "05.3" in progress.read().exercises
