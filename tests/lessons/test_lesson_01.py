"""Lesson 01: what it computes, against other implementations; what it says, over seeds."""

import subprocess
import sys

import nbformat
import numpy as np
import pytest
import skimage.exposure
import skimage.metrics
import skimage.util
from scipy.stats import norm

from restorelib import exercises
from restorelib.images import damage, embedded, metrics, predictors
from tests.place import ROOT

PATH = ROOT / "notebooks" / "01_images_noise_and_psnr.ipynb"
SOLUTIONS = ROOT / "notebooks" / "solutions" / "01_solutions.ipynb"
SEEDS = range(3)
SIGMAS = (5, 10, 20, 40, 80)


def sources(path):
    cells = nbformat.read(path, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def lesson():
    """Everything that the lesson's cells define, after they have run."""
    space: dict = {}
    for source in sources(PATH):
        exec(source, space)
    return space


# Parity


def test_its_pictures_are_the_middles_of_the_librarys_photographs(lesson):
    photos = embedded.photographs("train", channels=3) | embedded.photographs("test", channels=3)
    assert list(lesson["photos"]) == list(photos) and lesson["clean"].shape == (8, 256, 256, 3)
    for photo, middle in zip(photos.values(), lesson["clean"], strict=True):
        height, width, _ = photo.shape
        top, left = (height - 256) // 2, (width - 256) // 2
        expected = skimage.util.crop(
            photo, ((top, height - 256 - top), (left, width - 256 - left), (0, 0))
        )
        np.testing.assert_array_equal(middle, expected)


def test_its_noise_is_that_of_the_library_and_of_lesson_03(lesson):
    clean = lesson["clean"][:2]
    noisy = lesson["add_noise"](clean, sigma=10, seed=3)
    np.testing.assert_array_equal(noisy, damage.add_gaussian_noise(clean, sigma=10, seed=3))
    third = "\n".join(sources(ROOT / "notebooks" / "03_the_loss_that_never_moves.ipynb"))
    body = 'standard_normal(images.shape, dtype="float32")\n    return images + sigma / 255 * n'
    assert body in third and body in "\n".join(sources(PATH))


@pytest.mark.parametrize("sigma", SIGMAS)
def test_its_psnr_is_that_of_the_library_and_of_scikit_image(lesson, sigma):
    clean = lesson["clean"]
    noisy = lesson["add_noise"](clean, sigma, seed=1)
    measured = lesson["psnr"](clean, noisy)
    assert measured == pytest.approx(metrics.psnr(clean, noisy, data_range=1), abs=1e-5)
    theirs = skimage.metrics.peak_signal_noise_ratio(clean, noisy, data_range=1)
    assert measured == pytest.approx(theirs, abs=1e-4)


def test_its_luma_is_that_of_the_library(lesson):
    np.testing.assert_allclose(
        lesson["luma"](lesson["clean"]), embedded.luma(lesson["clean"])[..., 0], atol=1e-6
    )


def test_its_eight_bits_are_those_of_scikit_image_and_of_the_file(lesson):
    noisy = lesson["noisy"]
    expected = skimage.util.img_as_ubyte(noisy.clip(0, 1))
    np.testing.assert_array_equal(lesson["in_8_bits"](noisy), expected)
    restored = lesson["in_8_bits"](lesson["coffee"]).astype("float32") / 255
    np.testing.assert_array_equal(restored, lesson["coffee"])


@pytest.mark.parametrize("width", [3, 9])
def test_its_blur_is_that_of_the_library(lesson, width):
    noisy = lesson["noisy"]
    np.testing.assert_allclose(
        lesson["blur"](noisy, width), predictors.box_blur(noisy, width), atol=1e-6
    )


def test_its_rungs_are_those_of_the_library(lesson):
    shown = lesson["ladder"](lesson["noisy"])
    ours = predictors.rungs(lesson["noisy"], mean=lesson["clean"].mean((0, 1, 2)))
    assert list(shown) == list(ours)
    for name, images in ours.items():
        np.testing.assert_allclose(shown[name], images, atol=1e-6)


# Section 3: the score of doing nothing


@pytest.mark.parametrize("sigma", SIGMAS)
def test_doing_nothing_scores_the_formula_on_every_picture(lesson, sigma):
    formula = 20 * np.log10(255 / sigma)
    for seed in SEEDS:
        noisy = lesson["add_noise"](lesson["clean"], sigma, seed)
        for one, its in zip(lesson["clean"], noisy, strict=True):
            # 196,608 values: the standard error of their variance is sqrt(2 / 196,608), 0.014 dB.
            assert lesson["psnr"](one, its) == pytest.approx(formula, abs=0.07)
    assert max(abs(np.array(lesson["scores"]) - 20 * np.log10(255 / 20))) < 0.06
    assert len(lesson["scores"]) == 80


# Section 4: the ladder


@pytest.mark.parametrize("seed", SEEDS)
def test_which_rung_is_the_highest(lesson, seed):
    highest = []
    for sigma in SIGMAS:
        rungs = lesson["ladder"](lesson["add_noise"](lesson["clean"], sigma, seed))
        scores = {name: lesson["psnr"](lesson["clean"], images) for name, images in rungs.items()}
        highest.append(max(scores, key=scores.get))
        assert min(scores, key=scores.get) == "zero"
        assert (scores["blur 3x3"] > scores["the input"]) == (sigma >= 20)
        assert (scores["the mean"] > scores["the input"]) == (sigma == 80)
    assert highest == ["the input", "the input", "blur 3x3", "blur 3x3", "blur 7x7"]


def crossing(lesson, one):
    """The sigma from which on a 3 x 3 blur pays: it takes 8/9 of the noise's square away."""
    spoiled = np.mean((lesson["blur"](one, 3) - one) ** 2, dtype="float64")
    return 255 * np.sqrt(spoiled * 9 / 8)


def test_each_picture_has_its_own_crossing(lesson):
    found = {}
    for name, one in zip(lesson["photos"], lesson["clean"][:, None], strict=True):
        theory = crossing(lesson, one)
        for seed in SEEDS:
            for sigma, wins in ((0.95 * theory, False), (1.05 * theory, True)):
                its = lesson["add_noise"](one, sigma, seed)
                gain = lesson["psnr"](one, lesson["blur"](its, 3)) - lesson["psnr"](one, its)
                assert (gain > 0) == wins, (name, sigma, gain)
        found[name] = theory
    assert min(found, key=found.get) == "brick" and max(found, key=found.get) == "grass"
    stored = [c for c in nbformat.read(PATH, as_version=4).cells if c.id == "crossing"]
    printed = stored[0].outputs[0].text.split()
    shown = dict(zip(printed[::2], map(int, printed[1::2]), strict=True))
    assert shown == {name: int(np.ceil(theory)) for name, theory in found.items()}


def test_two_different_pictures_score_the_same(lesson):
    eye, brighter, random = lesson["eye"], lesson["brighter"], lesson["random"]
    formula = 20 * np.log10(255 / 20)
    assert lesson["psnr"](eye, brighter) == pytest.approx(formula, abs=1e-4)
    assert lesson["psnr"](eye, random) == pytest.approx(formula, abs=0.05)
    assert (brighter > eye).all() and 0.4 < (random > eye).mean() < 0.6


def test_the_slider_shows_each_sigma(lesson):
    eye = lesson["eye"][None]
    for sigma in range(1, 81):
        picture, words = lesson["look"](sigma, eye)
        noisy = damage.add_gaussian_noise(eye, sigma=sigma, seed=1)
        blurred = predictors.box_blur(noisy, 3)
        np.testing.assert_allclose(picture, np.hstack([noisy[0], blurred[0]]), atol=1e-6)
        scores = [f"{metrics.psnr(eye, its, data_range=1):.2f} dB" for its in (noisy, blurred)]
        assert words == f"sigma {sigma}: doing nothing {scores[0]}, blur 3x3 {scores[1]}"


# Section 5: how PSNR is got wrong


@pytest.fixture(scope="module")
def slips(lesson):
    """slip -> decibels too many, `(seeds, pictures)`, at sigma 20."""
    found: dict = {}
    for seed in SEEDS:
        noisy = lesson["add_noise"](lesson["clean"], 20, seed)
        for one, its in zip(lesson["clean"], noisy, strict=True):
            right = metrics.psnr(one, its, data_range=1)
            for slip, score in lesson["wrong_scores"](one, its).items():
                found.setdefault(slip, []).append(score - right)
    return {slip: np.reshape(dB, (len(SEEDS), 8)) for slip, dB in found.items()}


def in_whole_steps(weight):
    """The mean of weight(error) if errors are those of sigma 20, rounded to whole numbers."""
    errors = np.arange(-200, 201)
    return norm.pdf(errors, scale=np.sqrt(400 + 1 / 12)) @ weight(errors)


def test_the_wrong_range_costs_48_decibels(slips):
    np.testing.assert_allclose(slips["range 255, values 0 to 1"], 20 * np.log10(255), atol=1e-6)
    largest = max(slips, key=lambda slip: np.abs(slips[slip]).max())
    assert largest == "range 255, values 0 to 1"


def test_the_largest_value_as_range_is_off_by_another_amount_for_each_picture(slips):
    off = slips["range: the largest value"].mean(0)
    assert off.min() > 0 and off.max() < 4 and off.max() - off.min() > 1.5


def test_squares_that_wrap_flatter_and_differences_that_wrap_ruin(slips):
    squares = 10 * np.log10(400 / in_whole_steps(lambda e: e**2 % 256))
    # Clipping in 8 bits adds to both where a picture is dark or bright: up to a decibel.
    assert squares == pytest.approx(6.6, abs=0.2)
    assert (slips["8-bit squares wrap"] > squares - 0.1).all()
    assert (slips["8-bit squares wrap"] < squares + 1).all()
    differences = 10 * np.log10(400 / in_whole_steps(lambda e: (e % 256) ** 2))
    np.testing.assert_allclose(slips["8-bit differences wrap"], differences, atol=0.3)
    assert differences == pytest.approx(-18.5, abs=0.2)


def test_clipping_helps_where_a_picture_is_dark_or_bright(lesson, slips):
    clipped = slips["clipped first"]
    noisy = lesson["add_noise"](lesson["clean"], 20, seed=0)
    for one, its, gain in zip(lesson["clean"], noisy, clipped[0], strict=True):
        seen = skimage.exposure.rescale_intensity(its, (0, 1), (0, 1))
        expected, right = (
            skimage.metrics.peak_signal_noise_ratio(one, image, data_range=1)
            for image in (seen, its)
        )
        assert gain == pytest.approx(expected - right, abs=1e-4)
    names = list(lesson["photos"])
    assert (clipped >= 0).all() and (clipped < 1).all()
    assert (clipped[:, names.index("coffee")] > 0.5).all()
    assert (clipped[:, names.index("brick")] < 0.01).all()


def test_rounding_costs_next_to_nothing(slips):
    expected = -10 * np.log10(1 + 1 / 12 / 400)  # a rounding error has variance 1/12
    np.testing.assert_allclose(slips["rounded first"], expected, atol=0.002)


def test_luma_has_two_thirds_of_the_noise(slips):
    left = np.sqrt(0.299**2 + 0.587**2 + 0.114**2)
    assert left == pytest.approx(2 / 3, abs=0.01)
    np.testing.assert_allclose(slips["luma for RGB"], -20 * np.log10(left), atol=0.08)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_sigma_10_the_kind_of_mean_decides_who_wins(lesson, seed):
    clean = lesson["clean"]
    noisy = lesson["add_noise"](clean, 10, seed)
    gains = []
    for image in (noisy, lesson["blur"](noisy, 3)):
        each = [metrics.psnr(one, its, data_range=1) for one, its in zip(clean, image, strict=True)]
        gains.append((np.mean(each), metrics.psnr(clean, image, data_range=1)))
        assert gains[-1][0] >= gains[-1][1]
    (mean_nothing, all_nothing), (mean_blur, all_blur) = gains
    assert mean_blur > mean_nothing + 0.2 and all_blur < all_nothing - 0.2


# The whole notebook


@pytest.mark.slow
@pytest.mark.parametrize("path", [PATH, SOLUTIONS], ids=["lesson", "solutions"])
def test_no_cell_imports_keras(path):
    code = (
        "import sys\nspace = {}\n"
        f"for source in {sources(path)!r}:\n    exec(source, space)\n"
        "assert not {'keras', 'tensorflow', 'jax', 'torch'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_exercises_start_as_working_code_that_is_not_solved_yet(lesson):
    assert not exercises.check_psnr(lesson["my_psnr"]).solved
    feedback = exercises.check_psnr(lesson["my_psnr"])
    assert "the squares wrapped" in feedback.text and "use one scale" in feedback.text
    assert "rung of the ladder itself" in str(
        lesson["exercises"].check_predictor(lesson["my_predictor"], lesson["clean"], sigma=10)
    )


def test_the_solutions_are_solved():
    space: dict = {}
    solved = 0
    for source in sources(SOLUTIONS):
        lines = source.splitlines()
        if "exercises.check_" in lines[-1]:
            assert eval(lines[-1], space).solved, lines[-1]
            solved += 1
        else:
            exec(source, space)
    assert solved == 3
