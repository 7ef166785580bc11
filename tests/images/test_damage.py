"""The noise is what the formula says; small pictures are what bicubic resizing says."""

import numpy as np
import pytest
import skimage.color
import skimage.metrics
from scipy import stats

from restorelib.images import damage, embedded, metrics
from restorelib.papers import image_sets
from tests.place import DATA

GREY = np.full((64, 64, 1), 0.5, "float32")


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_noise_is_gaussian_with_that_sigma(sigma):
    noise = damage.add_gaussian_noise(GREY, sigma=sigma, seed=0) - GREY
    assert noise.std() * 255 == pytest.approx(sigma, rel=0.05)
    assert stats.kstest(noise.ravel() * 255 / sigma, "norm").pvalue > 0.001


def test_nothing_is_clipped_and_nothing_else_is_changed():
    black = np.zeros_like(GREY)
    noisy = damage.add_gaussian_noise(black, sigma=10, seed=0)
    assert (noisy < 0).mean() == pytest.approx(0.5, abs=0.05)
    assert noisy.dtype == "float32" and not black.any()
    assert np.array_equal(damage.add_gaussian_noise(GREY, sigma=0, seed=0), GREY)


def test_the_seed_decides_and_no_global_state_does():
    np.random.seed(0)
    first = damage.add_gaussian_noise(GREY, sigma=10, seed=7)
    np.random.seed(1)
    assert np.array_equal(first, damage.add_gaussian_noise(GREY, sigma=10, seed=7))
    assert not np.array_equal(first, damage.add_gaussian_noise(GREY, sigma=10, seed=8))


@pytest.mark.parametrize(
    ("images", "sigma", "error", "words"),
    [
        (np.zeros((4, 4), "uint8"), 10, TypeError, "expects floats.*astype"),
        (np.full((4, 4), np.nan), 10, ValueError, "finite"),
        (np.full((4, 4), 128.0), 10, ValueError, "Divide 0..255 images by 255"),
        (GREY, -1, ValueError, "sigma expects a number >= 0"),
        (GREY, float("nan"), ValueError, "sigma expects a number >= 0"),
        (GREY, float("inf"), ValueError, "sigma expects a number >= 0"),
    ],
)
def test_errors_say_what_to_do(images, sigma, error, words):
    with pytest.raises(error, match=words):
        damage.add_gaussian_noise(images, sigma=sigma, seed=0)


# Bicubic resizing, against a direct sum over one row


def keys(x):
    """The cubic of Keys 1981 (doi 10.1109/TASSP.1981.1163711), equation 4, with a = -1/2."""
    x = abs(x)
    if x < 1:
        return 3 / 2 * x**3 - 5 / 2 * x**2 + 1
    return -1 / 2 * x**3 + 5 / 2 * x**2 - 4 * x + 2 if x < 2 else 0.0


def resized_row(row, count):
    """One row made `count` values long: the pixels' middles keep their places."""
    step = len(row) / count
    stretch = max(step, 1)  # anti-aliasing: only where it gets smaller
    made = []
    for i in range(count):
        middle = step * (i + 1 / 2)
        weights = [keys((j + 1 / 2 - middle) / stretch) for j in range(len(row))]
        total = sum(w * value for w, value in zip(weights, row, strict=True))
        made.append(total / sum(weights))
    return made


def resized(image, height, width):
    """An image (height, width, channels), first along its rows, then along its columns."""
    image = np.apply_along_axis(resized_row, 1, image.astype("float64"), width)
    return np.apply_along_axis(resized_row, 0, image, height)


IMAGE = np.random.default_rng(0).random((24, 36, 2), dtype="float32")


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_downsampling_is_the_stretched_cubic(scale):
    small = damage.bicubic_downsample(IMAGE, scale)
    assert small.dtype == "float32" and small.shape == (24 // scale, 36 // scale, 2)
    expected = resized(IMAGE, 24 // scale, 36 // scale)
    np.testing.assert_allclose(small, expected, atol=1e-5)


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_upsampling_is_the_cubic(scale):
    large = damage.bicubic_upsample(IMAGE, scale)
    assert large.dtype == "float32"
    np.testing.assert_allclose(large, resized(IMAGE, 24 * scale, 36 * scale), atol=1e-5)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_nothing_is_shifted_nor_made_brighter(scale):
    """On a ramp, brightness is a place."""
    places = np.arange(24 * scale, dtype="float32")
    ramp = np.repeat(places[:, None, None], 4 * scale, axis=1)
    small = damage.bicubic_downsample(ramp, scale)[..., 0]
    middles = places.reshape(24, scale).mean(1)
    np.testing.assert_allclose(small[3:-3], np.tile(middles[3:-3, None], 4), rtol=1e-5)
    large = damage.bicubic_upsample(small[..., None], scale)[4 * scale : -4 * scale, :, 0]
    np.testing.assert_allclose(large[:, 5], places[4 * scale : -4 * scale], rtol=1e-4)


def test_stripes_too_fine_for_the_small_picture_vanish():
    stripes = np.cos(2 * np.pi * np.arange(90, dtype="float32") / 2.5)
    image = np.repeat(stripes[:, None, None], 90, axis=1)
    for turned in (image, image.swapaxes(0, 1)):
        small = damage.bicubic_downsample(turned, 3)[4:-4, 4:-4]
        assert small.std() < 0.01 * stripes.std() < image[1::3][4:-4].std()


def test_resizing_clips_nothing_and_keeps_what_it_was_given():
    edge = np.zeros((12, 12, 1), "float32")
    edge[:, 6:] = 1
    large = damage.bicubic_upsample(edge, 2)
    assert large.min() < -0.01 and large.max() > 1.01
    assert set(np.unique(edge)) == {0, 1}


@pytest.mark.parametrize(("scale", "shape"), [(1, (25, 37)), (2, (24, 36)), (5, (25, 35))])
def test_modcrop_cuts_off_the_end(scale, shape):
    image = np.arange(25 * 37.0).reshape(25, 37, 1)
    cut = damage.modcrop(image, scale)
    assert cut.shape == (*shape, 1)
    np.testing.assert_array_equal(cut, image[: shape[0], : shape[1]])
    assert np.shares_memory(cut, image)


RESIZERS = [damage.modcrop, damage.bicubic_downsample, damage.bicubic_upsample]


@pytest.mark.parametrize("function", RESIZERS, ids=lambda function: function.__name__)
@pytest.mark.parametrize(
    ("image", "scale", "error", "words"),
    [
        (np.zeros((12, 12, 1), "uint8"), 2, TypeError, r"expects floats.*uint8.*astype"),
        (np.full((12, 12, 1), np.nan), 2, ValueError, "finite values; received NaN"),
        (np.full((12, 12, 1), np.inf), 2, ValueError, "finite values; received NaN or inf"),
        (np.zeros((12, 12)), 2, ValueError, r"\(height, width, channels\).*\(12, 12\)"),
        (np.zeros((2, 12, 12, 1)), 2, ValueError, r"\(height, width, channels\)"),
        (np.zeros((12, 12, 0)), 2, ValueError, "and a channel"),
        (np.zeros((12, 12, 1)), 0, ValueError, "whole scale >= 1.*scale 0"),
        (np.zeros((12, 12, 1)), 1.5, ValueError, "whole scale >= 1.*scale 1.5"),
        (np.zeros((12, 3, 1)), 4, ValueError, r"sides >= 4.*\(12, 3, 1\)"),
    ],
)
def test_errors_of_resizing_say_what_was_wrong(function, image, scale, error, words):
    with pytest.raises(error, match=words) as caught:
        function(image, scale)
    assert str(caught.value).startswith(function.__name__)


def test_a_scale_that_does_not_divide_is_answered_with_modcrop():
    image = np.zeros((13, 12, 1))
    with pytest.raises(ValueError, match=r"sides that 2 divides.*13 x 12.*modcrop\(image, 2\)"):
        damage.bicubic_downsample(image, 2)
    assert damage.bicubic_downsample(damage.modcrop(image, 2), 2).shape == (6, 6, 1)


# Bicubic as super-resolution papers score it


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_bicubic_scores_what_an_independent_chain_of_steps_gives(scale):
    rgb = embedded.photographs("test", channels=3)["chelsea"][90:138, 150:210]
    made = resized(resized(rgb, 48 // scale, 60 // scale), 48, 60)
    lumas = [np.rint(skimage.color.rgb2ycbcr(image)[..., 0]) for image in (rgb, made)]
    inner = [luma[scale:-scale, scale:-scale] for luma in lumas]
    expected = skimage.metrics.peak_signal_noise_ratio(*inner, data_range=255)
    ours = damage.bicubic_upsample(damage.bicubic_downsample(rgb, scale), scale)
    # A value that is rounded the other way moves the score by some thousandths.
    assert metrics.sr_psnr(rgb, ours, scale=scale) == pytest.approx(expected, abs=0.01)


SET5 = DATA / "Set5"


@pytest.mark.skipif(not SET5.is_dir(), reason="Set5 is not beside this project")
@pytest.mark.parametrize(("scale", "published"), [(2, 33.66), (3, 30.39), (4, 28.42)])
def test_bicubic_scores_on_set5_what_the_papers_say(scale, published):
    scores = []
    for image in image_sets.read("Set5", DATA).values():
        high = damage.modcrop(image, scale)
        made = damage.bicubic_upsample(damage.bicubic_downsample(high, scale), scale)
        scores.append(metrics.sr_psnr(high, made, scale=scale))
    assert len(scores) == 5
    # As papers print it, such as Kim et al. 2016, arXiv 1511.04587.
    assert np.mean(scores) == pytest.approx(published, abs=0.04)
