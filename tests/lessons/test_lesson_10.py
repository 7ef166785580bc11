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
CELLS = ["net", "photos", "score", "enlarge", "overlap-guess", "in-tiles", "path", "as-photo"]
CELLS += [
    "gains-of",
    "damages",
    "tone",
    "demosaic",
    "camera",
    "my-overlap",
    "my-gain",
    "my-damages",
]
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
    ramp = np.linspace(0.1, 1, 300, dtype="float32")[:, None, None] * np.ones(
        (300, 200, 1), "float32"
    )
    made = lesson["noises"](ramp, sigma=3, seed=0)
    assert list(made) == ["white", "of light", "demosaiced", "both"]

    def neighbours(noise):
        return np.corrcoef(noise[:, 1:].ravel(), noise[:, :-1].ravel())[0, 1]

    def strength(pixel):  # of weak noise: portions of light, times the slope of the tone curve
        light = pixel**2.2
        return np.sqrt(0.02 + light) * light ** (1 / 2.2 - 1)

    for name, noise in made.items():
        assert 255 * np.sqrt(np.mean(noise**2)) == pytest.approx(3, rel=1e-3)
        assert (neighbours(noise) > 0.3) == (name in ("demosaiced", "both"))
        same = np.ones_like(ramp)
        expected = strength(ramp) if name in ("of light", "both") else same
        dark, bright = (
            np.sqrt(np.mean(noise[rows] ** 2) / np.mean(expected[rows] ** 2))
            for rows in (slice(50), slice(250, 300))
        )
        assert dark / bright == pytest.approx(1, rel=0.1), name


def test_its_noise_of_light_goes_through_the_tone_curve_and_never_below_black(lesson):
    """The same photons, counted: Poisson noise, then the curve."""
    rng, pixel, full = np.random.default_rng(0), np.float32(0.5), 400
    counted = rng.poisson(full * pixel**2.2, (200, 200, 1)) / full
    drawn = rng.standard_normal((200, 200, 1)) * np.sqrt(pixel**2.2 / full)
    sigma = 255 * np.sqrt(np.mean((counted ** (1 / 2.2) - pixel) ** 2))
    flat = np.full((200, 200, 1), pixel)
    ours = lesson["developed"](flat, drawn, sigma)
    expected = np.quantile(counted ** (1 / 2.2) - pixel, [0.1, 0.5, 0.9])
    np.testing.assert_allclose(np.quantile(ours, [0.1, 0.5, 0.9]), expected, atol=0.004)
    strong = lesson["developed"](flat, drawn, 120)
    assert (flat + strong).min() == 0


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


def test_the_blind_network_uses_the_edges_that_channels_share():
    def gains(name):
        found = re.findall(r"grey ([+-][\d.]+) dB, blind ([+-][\d.]+) dB", stored(name))
        return np.array(found, float).T

    (grey, blind), (grey_moved, blind_moved) = gains("blind-run"), gains("blind-moved")
    assert len(grey) == len(grey_moved) == 3
    assert (abs(blind - grey)[1:] < 0.5).all() and grey[0] > blind[0] + 0.5
    lowest = re.findall(r"minus grey ([+-][\d.]+) to \+([\d.]+)", stored("blind-run"))
    assert all(float(low) < -0.5 and float(high) > 1 for low, high in lowest)  # "either way"
    assert (grey - grey_moved < 0.3).all() and (grey > grey_moved).all()  # "hardly notices"
    assert (blind - blind_moved > 3).all() and blind_moved[0] < 0


def test_the_damage_of_a_jpeg_or_of_noise_undoes_the_gain():
    rows = re.findall(r"(.+?) +network against bicubic ([+-][\d.]+) dB", stored("damage-gains"))
    gains = {name: float(mean) for name, mean in rows}
    assert len(gains) == 6 and gains["nothing"] > 0.1
    assert gains["JPEG, quality 90"] < gains["nothing"]
    assert 0.3 < gains["JPEG, quality 90"] / gains["nothing"] < 0.7  # "about half"
    assert gains["JPEG, quality 70"] < 0.15 * gains["nothing"] and gains["JPEG, quality 40"] < 0
    assert gains["noise of sigma 10"] < 0
    assert abs(gains["a digital zoom of 2"]) < 0.3 * gains["nothing"]


def camera():
    """Kind of noise -> (estimated sigma, gain of each grey network)."""
    rows = re.findall(
        r"^(.+?) +estimated sigma +([\d.]+), gains (.*) dB$", stored("camera-table"), re.M
    )
    return {
        kind: (float(told), [float(g) for g in re.findall(r"([+-][\d.]+) \(", its)])
        for kind, told, its in rows
    }


def test_the_estimate_is_fair_for_white_noise_and_too_low_for_a_cameras():
    for line in stored("as-photo").splitlines():
        sigma, *told = (float(number) for number in re.findall(r"\d+(?:\.\d+)?", line))
        assert np.abs(np.array(told) - sigma).max() < max(2.5, 0.25 * sigma)
    told = {kind: estimate for kind, (estimate, _) in camera().items()}
    assert min(told["white"], told["of light"]) > 25
    assert max(told["demosaiced"], told["both"]) < 15


def test_the_tone_curve_turns_the_noise_of_light_round():
    raw, shown = np.array(
        re.findall(r"noise ([\d.]+) in the raw data, ([\d.]+)", stored("tone")), float
    ).T
    assert (np.diff(raw) > 0).all() and (np.diff(shown) < 0).all()
    assert shown[0] / shown[-1] < 0.5 * raw[-1] / raw[0]


def trained_for():
    return [int(sigma) for sigma in stored("greys").split("-")[0].split()[3:]]


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


def test_a_cameras_noise_is_taken_away_less_than_white_noise():
    at, found = trained_for().index(30), camera()
    gains = {kind: its[at] for kind, (_, its) in found.items()}
    assert gains["white"] > gains["of light"] > gains["demosaiced"] + 2
    assert gains["demosaiced"] > gains["both"]
    assert gains["white"] - gains["demosaiced"] > 2 * (gains["white"] - gains["of light"])
    by_network = dict(zip(trained_for(), found["demosaiced"][1], strict=True))
    assert max(by_network, key=by_network.get) == 50 and min(by_network, key=by_network.get) == 10


# The exercises


def test_exercises_start_as_working_code_that_is_not_solved_yet(lesson):
    first = exercises.check_overlap(lesson["my_overlap"])
    assert not first.solved and "one mapping layer" in first.text
    second = exercises.check_my_gain(lesson["my_gain"])
    assert not second.solved and "of one shape" in second.text
    third = exercises.check_what_happened(lesson["my_damages"])
    assert not third.solved and "A, B, C" in third.text
