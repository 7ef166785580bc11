"""Lesson 10: what it computes, against the library and others; what it says, in its own figures."""

import io
import re

import nbformat
import numpy as np
import pytest
import scipy.ndimage
import skimage.color
from PIL import Image

from restorelib import exercises
from restorelib.images import damage, embedded
from restorelib.models import tiles
from restorelib.photos import picture, restoring
from tests.place import ROOT

PATH = ROOT / "notebooks" / "10_restore_your_own_photo.ipynb"
# What defines something; the others print, draw, or ask a network for much.
CELLS = ["net", "photos", "score", "enlarge", "colour-guess", "in-tiles", "path", "as-photo"]
CELLS += ["damages", "demosaic", "camera", "my-overlap", "my-gain", "my-damages"]
NOTEBOOK = nbformat.read(PATH, as_version=4)


@pytest.fixture(scope="module")
def lesson():
    """What the lesson's cells define, once they have run."""
    space: dict = {}
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code" and cell.id in CELLS:
            exec(cell.source, space)
    return space


def stored(name):
    """The text that the committed notebook shows below a cell."""
    (cell,) = (c for c in NOTEBOOK.cells if c.id == name)
    shown = [o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in cell.outputs]
    return "".join(shown)


def numbers(text):
    return [float(number) for number in re.findall(r"[+-]?\d+\.\d+", text)]


# Parity


def test_its_formula_is_luma_by_the_network_and_colour_by_bicubic(lesson):
    """With scikit-image's YCbCr for the oracle: change Y, leave Cb and Cr."""
    small = lesson["small"]["astronaut"][:24, :30]
    ycbcr = skimage.color.rgb2ycbcr(damage.bicubic_upsample(small, 3).astype("float64"))
    luma = skimage.color.rgb2ycbcr(small.astype("float64"))[..., :1].astype("float32") / 255
    ycbcr[..., 0] = 255 * np.asarray(lesson["net"](luma[None]))[0, ..., 0]
    y, cb, cr = np.moveaxis(ycbcr, -1, 0)
    inverse = np.linalg.inv(skimage.color.colorconv.ycbcr_from_rgb)  # ycbcr2rgb clips
    expected = (np.stack([y, cb, cr], -1) - [16, 128, 128]) @ inverse.T
    np.testing.assert_allclose(lesson["enlarge"](small), expected, atol=2e-4)


def test_it_enlarges_as_the_library_does(lesson):
    small = lesson["small"]["coffee"][:20, :33]
    ours = restoring.enlarge(lesson["as_photo"](small), 3).pixels
    np.testing.assert_allclose(lesson["enlarge"](small).clip(0, 1), ours, atol=1e-4)


def test_its_tiles_are_the_librarys_once_they_overlap_by_7(lesson):
    luma = embedded.studio_luma(lesson["small"]["rocket"])[:41, :50]
    whole = np.asarray(lesson["net"](luma[None]))[0]
    np.testing.assert_allclose(lesson["in_tiles"](luma, 7), whole, atol=1e-5)
    assert np.abs(lesson["in_tiles"](luma, 6) - whole).max() > 1e-4
    np.testing.assert_allclose(tiles.restore_tiled(lesson["net"], luma, tile=32), whole, atol=1e-5)


def test_its_demosaicing_is_bilinear(lesson):
    raw = np.random.default_rng(0).random((12, 16))
    rows, columns = np.indices(raw.shape) % 2
    cross = np.array([[0, 1, 0], [1, 4, 1], [0, 1, 0]]) / 4
    square = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 4
    for colour, kernel in enumerate((square, cross, square)):
        plane = raw * (rows + columns == colour)
        expected = scipy.ndimage.convolve(plane, kernel, mode="wrap")
        np.testing.assert_allclose(lesson["demosaic"](raw)[..., colour], expected, atol=1e-6)
    flat = lesson["demosaic"](np.full((8, 8), 0.3))
    np.testing.assert_allclose(flat, 0.3, atol=1e-6)


def test_its_noises_differ_in_kind_and_not_in_strength(lesson):
    luma = np.linspace(0, 1, 200, dtype="float32")[:, None, None] * np.ones(
        (200, 200, 1), "float32"
    )
    made = lesson["noises"](luma, sigma=30, seed=0)
    assert list(made) == ["white", "more in the light", "demosaiced", "both"]

    def neighbours(noise):
        return np.corrcoef(noise[:, 1:].ravel(), noise[:, :-1].ravel())[0, 1]

    for name, noise in made.items():
        assert 255 * noise.std() == pytest.approx(30, rel=1e-4)
        assert (neighbours(noise) > 0.3) == (name in ("demosaiced", "both"))
        more = noise[150:].std() / noise[:50].std()  # sqrt((0.02 + 7/8) / (0.02 + 1/8)) = 2.5
        expected = 2.5 if name in ("more in the light", "both") else 1
        assert more == pytest.approx(expected, rel=0.15)


def test_its_jpeg_is_pillows_of_8_bits(lesson):
    image = lesson["small"]["chelsea"]
    file = io.BytesIO()
    Image.fromarray(np.round(255 * image.clip(0, 1)).astype("uint8")).save(file, "JPEG", quality=70)
    expected = np.asarray(Image.open(file)) / 255
    np.testing.assert_allclose(lesson["jpeg"](image, 70), expected, atol=1e-6)


def test_with_no_path_it_works_on_a_photograph_of_the_course(lesson):
    assert lesson["path"] is None and isinstance(lesson["mine"], picture.Photo)
    expected = damage.bicubic_downsample(lesson["originals"]["chelsea"], 3)
    np.testing.assert_array_equal(lesson["mine"].pixels, expected)


def test_a_path_is_read_in_its_place(lesson, tmp_path):
    Image.new("RGB", (9, 6), "red").save(tmp_path / "mine.png")
    (cell,) = (c for c in NOTEBOOK.cells if c.id == "path")
    path = (tmp_path / "mine.png").as_posix()
    space = dict(lesson)
    exec(cell.source.replace("path = None", f"path = {path!r}"), space)
    assert space["mine"].pixels.shape == (6, 9, 3) and space["mine"].source.startswith("PNG")


# What it says, in the figures that it shows


def test_the_network_is_better_on_each_photograph():
    pairs = re.findall(r"bicubic ([\d.]+) dB, network ([\d.]+)", stored("score"))
    assert len(pairs) == 4
    assert all(float(network) > float(bicubic) for bicubic, network in pairs)


def test_each_channel_by_itself_brings_little_of_what_luma_has_brought():
    rows = re.findall(r"bicubic ([\d.]+), luma ([\d.]+), each ([\d.]+)", stored("colour"))
    bicubic, luma, each = np.array(rows, float).T
    assert len(rows) == 4 and (each > luma).all() and (each - luma).max() < 0.5
    assert np.abs(each - luma).mean() < 0.25 * (luma - bicubic).mean()


def test_seams_cost_little_in_the_score_and_are_large():
    at_once, cut = numbers(stored("seams"))[:2]
    assert 0 < at_once - cut < 1
    assert int(re.search(r"difference (\d+) of 255", stored("seams"))[1]) > 20


def test_seven_pixels_are_enough_and_six_are_not():
    rows = re.findall(r"overlap (\d): largest difference +([\d.]+)", stored("overlaps"))
    left = {int(overlap): float(off) for overlap, off in rows}
    assert list(left) == list(range(10))
    assert min(left[k] for k in range(7)) > 0.1 and max(left[k] for k in (7, 8, 9)) < 0.01
    assert "counts 7\n" in stored("overlap-told") and tiles.receptive_radius.__doc__


def test_the_blind_network_wins_by_the_edges_that_channels_share():
    def gains(name):
        found = re.findall(r"channel ([+-][\d.]+) dB, blind ([+-][\d.]+)", stored(name))
        return np.array(found, float).T

    (grey, blind), (grey_moved, blind_moved) = gains("blind"), gains("blind-moved")
    assert len(grey) == len(grey_moved) == 3
    assert (blind > grey + 0.5).all()
    lost = grey - grey_moved
    assert [round(lost.min(), 1), round(lost.max(), 1)] == [0.1, 0.3]  # "hardly notices"
    assert (blind_moved < grey_moved - 2).all() and blind_moved[0] < 0  # sigma 10: "it does harm"


def test_the_damage_of_a_jpeg_or_of_noise_undoes_the_gain():
    rows = re.findall(r"(.+?) +network against bicubic ([+-][\d.]+) dB", stored("damage-gains"))
    gains = {name: float(mean) for name, mean in rows}
    assert len(gains) == 7 and gains["nothing"] > 0.1
    assert gains["JPEG, quality 90"] < gains["nothing"]
    assert 0.3 < gains["JPEG, quality 90"] / gains["nothing"] < 0.7  # "about half"
    assert gains["JPEG, quality 70"] < 0.15 * gains["nothing"] and gains["JPEG, quality 40"] < 0
    assert gains["noise of sigma 10"] < gains["noise of sigma 3"] < gains["nothing"]
    assert gains["noise of sigma 10"] < 0
    assert abs(gains["a digital zoom of 2"]) < 0.3 * gains["nothing"]


def test_the_estimate_is_fair_for_white_noise_and_too_low_for_a_cameras():
    for line in stored("as-photo").splitlines():
        sigma, *told = (float(number) for number in re.findall(r"\d+(?:\.\d+)?", line))
        assert np.abs(np.array(told) - sigma).max() < max(2.5, 0.25 * sigma)
    told = dict(
        re.findall(r"^(.+?) +18\.\d+ dB, estimated sigma +([\d.]+)", stored("camera-table"), re.M)
    )
    assert float(told["white"]) > 20
    assert float(told["demosaiced"]) < 15 > float(told["both"])
    true, estimated = re.search(r"sigma ([\d.]+), estimated ([\d.]+)", stored("halved")).groups()
    assert float(estimated) / float(true) > float(told["both"]) / 30


def trained_for():
    return [int(sigma) for sigma in stored("greys").split("-")[0].split()[3:]]


needs_grey = pytest.mark.skipif(
    not {10, 30, 50} <= set(trained_for()), reason="not all grey networks are trained yet"
)


@needs_grey
def test_at_each_sigma_its_own_network_is_the_best_and_too_weak_a_one_the_worse():
    rows = re.findall(r"sigma +(\d+), against[^:]+: (.*)", stored("wrong"))
    gains = {
        int(s): dict(zip(trained_for(), map(float, its.split()), strict=True)) for s, its in rows
    }
    assert trained_for() == sorted(trained_for())
    for sigma in (10, 30, 50):
        assert max(gains[sigma], key=gains[sigma].get) == sigma
    assert gains[30][10] < gains[30][50] - 0.5
    assert gains[5][50] < 0  # where there is little noise, too strong a one does harm


@needs_grey
def test_a_cameras_noise_is_taken_away_less_than_white_noise():
    rows = re.findall(r"^(.+?) +18\.\d+ dB, .* gains(.*) dB", stored("camera-table"), re.M)
    at = trained_for().index(30)
    gains = {name: float(its.split()[at]) for name, its in rows}
    assert gains["white"] > gains["more in the light"] > gains["both"]
    assert gains["white"] > gains["demosaiced"] + 1 and gains["demosaiced"] > gains["both"]


# The exercises


def test_exercises_start_as_working_code_that_is_not_solved_yet(lesson):
    first = exercises.check_overlap(lesson["my_overlap"])
    assert not first.solved and "one mapping layer" in first.text
    second = exercises.check_my_gain(lesson["my_gain"])
    assert not second.solved and "of one shape" in second.text
    third = exercises.check_what_happened(lesson["my_damages"])
    assert not third.solved and "A, B, C" in third.text
