"""Lesson 05: what it computes, against the library and others; what it says, over photographs."""

import re

import nbformat
import numpy as np
import pytest
import skimage.metrics
import skimage.util

from restorelib import exercises
from restorelib.cases import case_b, comparisons
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import seeds
from restorelib.images import damage, embedded, metrics, predictors
from tests.lessons.test_notebooks import layers_of
from tests.place import ROOT

PATH = ROOT / "notebooks" / "05_super_resolution_and_srcnn.ipynb"
SOLUTIONS = ROOT / "notebooks" / "solutions" / "05_solutions.ipynb"
# Figures, and what nbval runs: the training, and what is said of it.
LEFT_OUT = {"aliasing", "rungs-shown", "curves", "train", "name-it", "compare-rung"}
SCALES = (2, 3, 4)
SRCNN, QUICK, DEEP = comparisons.PLATEAUS


@pytest.fixture(scope="module")
def lesson():
    """What the lesson's cells define, once they have run."""
    space: dict = {}
    for cell in nbformat.read(PATH, as_version=4).cells:
        if cell.cell_type == "code" and cell.id not in LEFT_OUT:
            exec(cell.source, space)
    return space


def stored(name):
    """The text that the committed notebook shows below a cell."""
    (cell,) = (c for c in nbformat.read(PATH, as_version=4).cells if c.id == name)
    return "".join(output.get("text", "") for output in cell.outputs)


# Parity


def test_its_photographs_are_the_middles_of_the_librarys(lesson):
    whole = embedded.photographs("train", channels=3) | embedded.photographs("test", channels=3)
    assert list(lesson["whole"]) == list(whole) and lesson["photos"].shape == (8, 240, 240, 3)
    for photo, middle in zip(whole.values(), lesson["photos"], strict=True):
        top, left = (photo.shape[0] - 240) // 2, (photo.shape[1] - 240) // 2
        sides = (top, photo.shape[0] - 240 - top), (left, photo.shape[1] - 240 - left), (0, 0)
        np.testing.assert_array_equal(middle, skimage.util.crop(photo, sides))


@pytest.mark.parametrize("scale", SCALES)
def test_it_resizes_as_the_library_does(lesson, scale):
    photo = lesson["photos"][0]
    small = lesson["downsample"](photo, scale)
    np.testing.assert_allclose(small, damage.bicubic_downsample(photo, scale), atol=1e-5)
    large = damage.bicubic_upsample(small, scale)
    np.testing.assert_allclose(lesson["upsample"](small, scale), large, atol=1e-5)
    stacked = lesson["downsample"](lesson["photos"][:2], scale)
    np.testing.assert_allclose(stacked[0], small, atol=1e-6)


@pytest.mark.parametrize("scale", SCALES)
def test_every_so_manieth_pixel_is_both_mistakes_together(lesson, scale):
    photo = lesson["photos"][2]
    first = -(scale - 1) / 2
    both = lesson["downsample"](photo, scale, stretched=False, shift=first)
    np.testing.assert_allclose(both, photo[::scale, ::scale], atol=1e-6)


def test_it_scores_as_the_library_and_scikit_image_do(lesson):
    photos = lesson["photos"]
    for scale in SCALES:
        enlarged = lesson["through"](photos[0], scale)
        theirs = metrics.sr_psnr(photos[0], enlarged, scale=scale)
        assert lesson["sr_psnr"](photos[0], enlarged, scale) == pytest.approx(theirs, abs=0.002)
    enlarged = lesson["through"](photos, 3)
    expected = skimage.metrics.peak_signal_noise_ratio(photos, enlarged, data_range=1)
    assert lesson["psnr"](photos, enlarged) == pytest.approx(expected, abs=1e-4)
    np.testing.assert_allclose(
        lesson["studio_luma"](photos), embedded.studio_luma(photos), atol=1e-6
    )


def test_its_patches_and_its_ladder_are_those_of_the_recorded_runs(lesson):
    low, high = super_resolution.train_patches(case_b.GREY)
    test_low, test_high = super_resolution.test_patches(case_b.GREY)
    for name, patches in {"high": high, "test_high": test_high}.items():
        np.testing.assert_array_equal(lesson[name], patches)
    for name, patches in {"low": low, "test_low": test_low}.items():
        np.testing.assert_allclose(lesson[name], patches, atol=1e-5)
    rungs = lesson["rungs"](lesson["test_low"], 3, lesson["high"].mean())
    for name, score in super_resolution.ladder(case_b.GREY).items():
        assert lesson["psnr"](test_high, rungs[name]) == pytest.approx(score, abs=1e-3)
        assert f"{name:7} {score:.2f} dB" in stored("ladder")
    for name in ("nearest", "bicubic"):
        expected = predictors.enlarge(test_low, 3, method=name)
        np.testing.assert_allclose(rungs[name], expected, atol=1e-5)


def test_its_network_is_that_of_the_library(lesson):
    from restorelib.models import sr_nets

    shown, ours = lesson["srcnn"](seed=1), sr_nets.srcnn()
    assert layers_of(shown) == layers_of(ours)
    kernels = [weights for weights in shown.get_weights() if weights.ndim == 4]
    assert sum(kernel.size for kernel in kernels) == 8032
    assert all(0.9e-3 < kernel.std() < 1.1e-3 for kernel in kernels)
    assert [np.any(weights) for weights in shown.get_weights()] == [True, False] * 3
    ours.set_weights(shown.get_weights())
    image = np.random.default_rng(0).random((1, 12, 16, 1), dtype="float32")
    np.testing.assert_array_equal(np.asarray(shown(image)), np.asarray(ours(image)))


# Sections 1 to 3, in words


@pytest.fixture(scope="module")
def changes(lesson):
    """(scale, mistake) -> dB that it changes, of the eight photographs, by the library's score."""
    found = {}
    for scale in SCALES:
        first = -(scale - 1) / 2
        ways = {"": {}, "not stretched": {"stretched": False}, "shifted": {"shift": first}}
        scores = {}
        for name, how in ways.items():
            made = lesson["upsample"](lesson["downsample"](lesson["photos"], scale, **how), scale)
            pairs = zip(lesson["photos"], made, strict=True)
            scores[name] = np.array([metrics.sr_psnr(*pair, scale=scale) for pair in pairs])
        found |= {(scale, name): scores[name] - scores[""] for name in ways if name}
    return found


@pytest.mark.parametrize("scale", SCALES)
def test_a_shift_costs_most(changes, scale):
    shifted, not_stretched = changes[scale, "shifted"], changes[scale, "not stretched"]
    assert shifted.max() < -1
    assert shifted.mean() < not_stretched.mean() - 1
    assert f"x{scale} shifted       {shifted.mean():+.2f}" in stored("mistakes-table")


def test_not_stretching_gains_at_x2_and_costs_beyond_it(changes):
    half = changes[2, "not stretched"]
    assert half.min() > 0 and 0.3 < half.mean() < 0.7
    for scale in (3, 4):
        beyond = changes[scale, "not stretched"]
        assert beyond.mean() < -0.5 and np.sum(beyond > 0) == 1


def test_nearly_all_that_is_lost_is_lost_in_luma():
    lost = re.findall(
        r"colour made small: ([\d.]+) dB, luma made small: ([\d.]+) dB", stored("split")
    )
    assert len(lost) == 4
    for colour, luma in lost:
        assert float(colour) > float(luma) + 5  # a third of the squared error, or less


def test_half_the_shift_costs_less_than_half(lesson, changes):
    """The consequence that a reader is asked to try."""
    for scale in SCALES:
        shifted = lesson["downsample"](lesson["photos"], scale, shift=-(scale - 1) / 4)
        half = lesson["scores"](lesson["upsample"](shifted, scale), scale)
        right = lesson["scores"](lesson["through"](lesson["photos"], scale), scale)
        assert changes[scale, "shifted"].mean() / 2 < (half - right).mean() < -0.5


# Sections 5 and 6: the plateau


def test_the_committed_training_stands_on_grey():
    against = dict(re.findall(r"([+-][\d.]+) dB against (\w+)", stored("name-it")))
    against = {rung: float(dB) for dB, rung in against.items()}
    assert abs(against["grey"]) < 0.1 and against["bicubic"] < -16
    low, high, mean = map(float, re.findall(r"0\.\d{4}", stored("name-it")))
    assert high - low < 1e-3 and abs(low - mean) < 0.03


@pytest.fixture(scope="module")
def runs():
    recorded = recordings.load("case_b_compared")
    return {
        name: [recorded[r] for r in seeds(recipe, 5)]
        for name, recipe in comparisons.PLATEAUS.items()
    }


def at(run, step):
    return list(run.steps).index(step)


@pytest.mark.parametrize("name", [SRCNN, DEEP])
def test_after_64_steps_of_sgd_every_seed_stands_on_grey(runs, name):
    for run in runs[name]:
        assert abs(run.psnr[at(run, 64)] - run.grey_psnr) < 0.25
        assert run.spread[at(run, 64)] < 1e-3


def test_three_layers_leave_grey_and_eight_do_not(runs):
    for run in runs[SRCNN]:
        assert 512 < run.first_above(run.grey_psnr + 1) <= run.steps[-1] == 2048
    for run in runs[DEEP]:
        assert run.first_above(run.grey_psnr + 1) is None and run.steps[-1] == 2048
    for run in runs[QUICK]:
        assert run.first_above(run.grey_psnr + 1) < 512
    ends = [run.psnr.max() for name in (SRCNN, QUICK) for run in runs[name]]
    assert max(ends) < runs[SRCNN][0].nearest_psnr


def test_on_the_plateau_two_networks_write_one_log(runs):
    for three, eight in zip(runs[SRCNN], runs[DEEP], strict=True):
        together = three.steps <= 512
        np.testing.assert_allclose(three.psnr[together], eight.psnr[together], atol=0.02)
        assert abs(three.psnr[~together] - eight.psnr[~together]).min() > 1


# The exercises


def test_exercises_start_as_working_code_that_is_not_solved_yet(lesson):
    first = exercises.check_downsample(lesson["my_downsample"])
    assert not first.solved and "Shifted by -1.00 pixels" in first.text
    second = exercises.check_sr_psnr(lesson["my_sr_psnr"])
    assert not second.solved and "luma" in second.text
    third = exercises.check_rungs(lesson["my_rungs"])
    assert not third.solved and "A, B, C" in third.text


def test_the_solutions_are_solved():
    space: dict = {}
    solved = 0
    for cell in nbformat.read(SOLUTIONS, as_version=4).cells:
        if cell.cell_type == "code":
            lines = cell.source.splitlines()
            if "exercises.check_" in lines[-1]:
                assert eval(lines[-1], space).solved, lines[-1]
                solved += 1
            else:
                exec(cell.source, space)
    assert solved == 3
