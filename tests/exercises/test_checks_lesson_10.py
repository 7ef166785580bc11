"""Checks of lesson 10 recognise what is wrong with an answer: one test a mistake."""

import re

import numpy as np
import pytest
import scipy.ndimage
import skimage.transform
from PIL import Image

from restorelib import exercises
from restorelib.course import progress
from restorelib.exercises.checks import lesson_10_photographs as photographs
from restorelib.images import damage as degrade
from restorelib.images import embedded, metrics
from restorelib.models import tiles

RIGHT = tiles.receptive_radius


def scale_of(model):
    last = model.layers[-1]
    return last.strides[0] if hasattr(last, "strides") else 1


def windows(model):
    return [layer.kernel_size[0] for layer in model.layers if hasattr(layer, "kernel_size")]


# Exercise 1: my_overlap


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda net: 7, r"with one mapping layer: 7 is enough, and more than enough|takes all"),
        (lambda net: RIGHT(net) - 1, r"x3: 6 leaves out the last layer"),
        (lambda net: RIGHT(net) - 2, "5 is too few: the seams stay"),
        (lambda net: RIGHT(net) + 5, "12 is enough, and more than enough"),
        (lambda net: scale_of(net) * RIGHT(net), "21 are pixels of the large picture"),
        (lambda net: 2 * RIGHT(net), "14 is from one end to the other"),
        (lambda net: 2 * RIGHT(net) + 1, "15 is from one end to the other"),
        (lambda net: sum(w // 2 for w in windows(net)), "10 takes all windows for windows on the"),
        (lambda net: 7.5, "A whole number"),
        (lambda net: None, "returns None"),
        (lambda net: net.nothing, "stops with AttributeError"),
        (7, "the function itself"),
    ],
)
def test_check_overlap_names_the_mistake(function, words):
    feedback = exercises.check_overlap(function)
    assert not feedback.solved and re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def test_check_overlap_asks_about_nets_that_need_different_ones():
    feedback = exercises.check_overlap(lambda net: np.int64(RIGHT(net)))
    assert feedback.solved and "10.1" in progress.read().exercises
    # 5x5: 2, each 3x3: 1; 9 wide at a stride of 2, 3, 4 looks 2, 1, 1 further.
    found = [int(number) for number in re.findall(r" (\d)[;.]", feedback.text)]
    assert found == [2 + 4 + 1, 2 + 1 + 1, 2 + 4 + 2, 2 + 2 + 1, 6]


# Exercise 2: my_gain


def gain(image, enlarge, scale, *, score=metrics.sr_psnr, smaller=degrade.bicubic_downsample):
    whole = image[: len(image) // scale * scale, : image.shape[1] // scale * scale]
    small = smaller(whole, scale)
    height, width = whole.shape[:2]
    bicubic = np.stack(
        [
            Image.fromarray(channel).resize((width, height), Image.Resampling.BICUBIC)
            for channel in np.moveaxis(small, -1, 0)
        ],
        axis=-1,
    )
    return score(whole, enlarge(small), scale=scale) - score(whole, bicubic, scale=scale)


def plain(one, other, *, scale):
    return metrics.psnr(one, other, data_range=1.0)


def in_rgb(one, other, *, scale):
    return metrics.sr_psnr(one, other, scale=scale, convention="red, green and blue")


def thinned(image, scale):
    return np.ascontiguousarray(image[::scale, ::scale])


def only_the_score(image, enlarge, scale):
    whole = degrade.modcrop(image, scale)
    made = enlarge(degrade.bicubic_downsample(whole, scale))
    return metrics.sr_psnr(whole, made, scale=scale)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda i, e, s: metrics.sr_psnr(i, e(i), scale=s), "stops with ValueError.*of one shape"),
        (only_the_score, "that is the score itself"),
        (lambda i, e, s: -gain(i, e, s), "a loss. Turn it round"),
        (lambda i, e, s: gain(i, e, s, score=plain), "convention of the papers is images.sr_psnr"),
        (lambda i, e, s: gain(i, e, s, score=in_rgb), "the papers compare luma"),
        (lambda i, e, s: gain(i, e, s, smaller=thinned), "another small picture"),
        (lambda i, e, s: gain(i, e, s) + 1, "In this order"),
        (lambda i, e, s: gain(i, e, 3), r"stops with|In this order"),
        (lambda i, e, s: e(degrade.bicubic_downsample(i, s)), "sides that 2 divides|One number"),
        (lambda i, e, s: None, "returns None"),
    ],
)
def test_check_my_gain_names_the_mistake(function, words):
    feedback = exercises.check_my_gain(function)
    assert not feedback.solved and re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def test_check_my_gain_takes_a_right_answer_by_other_means():
    assert exercises.check_my_gain(gain).solved and "10.2" in progress.read().exercises


# Exercise 3: three photographs

SOLVED = {"A": "zoom", "B": "JPEG", "C": "noise"}


def test_each_photograph_has_its_damage_and_no_other():
    made = exercises.three_photographs()
    whole = embedded.photographs("test", channels=3) | embedded.photographs("train", channels=3)
    for name, (which, damage) in photographs.PATIENTS.items():
        image, top = made[name], (whole[which].shape[0] - 240) // 2
        left = (whole[which].shape[1] - 240) // 2
        clean = whole[which][top : top + 240, left : left + 240]
        assert image.shape == (240, 240, 3) and image.dtype == "float32" and SOLVED[name] == damage
        np.testing.assert_allclose(255 * image, np.rint(255 * image), atol=1e-3)  # 8 bits
        error = image - clean
        if damage == "noise":
            assert 5.5 < 255 * error.std() < 6.5 and abs(error.mean()) < 1e-3
        if damage == "zoom":  # what a small picture cannot hold is gone
            spectrum = np.abs(np.fft.fft2(image.mean(axis=-1)))
            assert spectrum[80:160, 80:160].mean() < 0.02 * spectrum[:40, :40].mean()
        if damage == "JPEG":
            again = scipy.ndimage.uniform_filter(image, (8, 8, 1))
            assert 20 < plain(clean, image, scale=1) < 40 and again.shape == clean.shape


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"A": None, "B": "JPEG", "C": None}, "Fill in A, C with one of 'JPEG', 'noise', 'zoom'"),
        (dict.fromkeys("ABC", "blur"), "Fill in A, B, C"),
        ({"A": "zoom"}, "Answer for each of A, B, C"),
        (["zoom"], "Answer for each"),
        (
            SOLVED | {"A": "noise"},
            r"2 of 3 are right. A is not noise: its estimated sigma is 0\.\d",
        ),
        (SOLVED | {"B": "zoom"}, r"B is not zoom: at half the size and back it scores 3\d\.\d dB"),
        (SOLVED | {"C": "JPEG"}, r"C is not JPEG: at every eighth pixel.* (0\.9\d|1\.0\d) times"),
        (dict.fromkeys("ABC", "zoom"), "1 of 3 are right. B is not zoom.* C is not zoom"),
    ],
)
def test_check_what_happened_tells_the_number_that_speaks_against_it(answers, words):
    feedback = exercises.check_what_happened(answers)
    assert not feedback.solved and re.search(words, feedback.text), feedback
    assert not progress.read().exercises


def test_check_what_happened_takes_the_right_answers():
    feedback = exercises.check_what_happened(SOLVED)
    assert feedback.solved and "10.3" in progress.read().exercises
    sigma = float(re.search(r"sigma is (\d+\.\d)", feedback.text)[1])
    assert 5 < sigma < 8


def test_the_lattice_is_seen_on_a_lattice_only():
    rng = np.random.default_rng(0)
    smooth = skimage.transform.resize(rng.random((9, 9, 3)), (72, 72), order=1)
    for shape in ((9, 1, 3), (1, 9, 3)):  # rows, columns
        stripes = skimage.transform.resize(rng.random(shape), (72, 72), order=0)
        assert photographs.grid_strength(stripes + 1e-3 * smooth) > 50
    assert 0.7 < photographs.grid_strength(rng.random((72, 72, 3))) < 1.3
