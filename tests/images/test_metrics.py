"""PSNR against two other implementations and against its formula; conventions, one by one."""

import subprocess
import sys

import numpy as np
import pytest
import skimage.color
import skimage.metrics
import skimage.util
from numpy.lib.stride_tricks import sliding_window_view

from restorelib.images import damage, embedded, metrics

RNG = np.random.default_rng(0)
CLEAN = RNG.random((2, 16, 20, 3), "float32")
NOISY = CLEAN + RNG.normal(0, 0.1, CLEAN.shape).astype("float32")


@pytest.mark.parametrize("data_range", [1.0, 255.0])
def test_psnr_agrees_with_scikit_image(data_range):
    expected = skimage.metrics.peak_signal_noise_ratio(
        CLEAN * data_range, NOISY * data_range, data_range=data_range
    )
    measured = metrics.psnr(CLEAN * data_range, NOISY * data_range, data_range=data_range)
    assert measured == pytest.approx(expected, abs=1e-4)


def test_psnr_agrees_with_tensorflow():
    import tensorflow as tf

    expected = float(tf.image.psnr(CLEAN[0], NOISY[0], max_val=1.0))
    assert metrics.psnr(CLEAN[0], NOISY[0], data_range=1.0) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("sigma", [10, 30, 50])
def test_noise_of_sigma_scores_20_log10_of_255_over_sigma(sigma):
    grey = np.full((256, 256), 0.5, "float32")
    noisy = damage.add_gaussian_noise(grey, sigma=sigma, seed=0)
    formula = 20 * np.log10(255 / sigma)
    assert metrics.psnr(grey, noisy, data_range=1.0) == pytest.approx(formula, abs=0.05)


def test_equal_images_score_infinity():
    assert metrics.psnr(CLEAN, CLEAN, data_range=1.0) == float("inf")


@pytest.mark.parametrize(
    ("reference", "image", "data_range", "error", "words"),
    [
        (CLEAN, NOISY[:1], 1.0, ValueError, "one shape"),
        (CLEAN[:0], NOISY[:0], 1.0, ValueError, "at least one value"),
        ((CLEAN * 255).astype("uint8"), NOISY, 1.0, TypeError, "reference.*wrap|wrap.*reference"),
        (CLEAN, NOISY * np.nan, 1.0, ValueError, "image holds NaN"),
        (CLEAN, NOISY, 0.0, ValueError, "data_range expects"),
        (CLEAN, NOISY, -1.0, ValueError, "data_range expects"),
    ],
)
def test_errors_say_what_was_wrong(reference, image, data_range, error, words):
    with pytest.raises(error, match=words):
        metrics.psnr(reference, image, data_range=data_range)


# The conventions of super-resolution


def test_studio_luma_is_the_y_of_scikit_image():
    expected = skimage.color.rgb2ycbcr(CLEAN)[..., :1] / 255
    np.testing.assert_allclose(embedded.studio_luma(CLEAN), expected, atol=1e-6)
    ends = embedded.studio_luma(np.array([[0.0, 0, 0], [1, 1, 1]]))
    np.testing.assert_allclose(255 * ends[:, 0], [16, 235], atol=1e-9)


FULL = np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
BY_HAND = {
    metrics.SR: (lambda rgb: skimage.color.rgb2ycbcr(rgb)[..., :1], 3, np.rint),
    "luma from 0 to 255": (lambda rgb: 255 * (rgb @ FULL)[..., None], 3, np.rint),
    "red, green and blue": (lambda rgb: 255 * rgb, 3, np.rint),
    "with the border": (lambda rgb: skimage.color.rgb2ycbcr(rgb)[..., :1], 0, np.rint),
    "not rounded": (lambda rgb: skimage.color.rgb2ycbcr(rgb)[..., :1], 3, np.asarray),
}


def test_each_convention_is_tried():
    assert list(BY_HAND) == list(metrics.CONVENTIONS)
    assert next(iter(metrics.CONVENTIONS)) == metrics.SR


def a_pair(spread, seed=0):
    """Two RGB images whose errors grow from red to blue and towards the border."""
    rng = np.random.default_rng(seed)
    reference = rng.uniform(0.1, 0.9, (30, 36, 3))
    error = spread * rng.standard_normal(reference.shape) * [0.5, 1, 2]
    error[:3] *= 3
    return reference, reference + error


@pytest.mark.parametrize("convention", BY_HAND)
@pytest.mark.parametrize("spread", [0.03, 0.001])  # 0.001 is a quarter of a level of 8 bits
def test_a_convention_is_what_scikit_image_gives_step_by_step(convention, spread):
    channels, border, rounded = BY_HAND[convention]
    pair = a_pair(spread)
    measured = metrics.sr_psnr(*pair, scale=3, convention=convention)
    made = [rounded(channels(image)).clip(0, 255) for image in pair]
    made = [
        skimage.util.crop(image, ((border, border), (border, border), (0, 0))) for image in made
    ]
    expected = skimage.metrics.peak_signal_noise_ratio(*made, data_range=255)
    assert measured == pytest.approx(expected, abs=1e-6)


def test_the_pair_tells_the_conventions_apart():
    scores = [metrics.sr_psnr(*a_pair(0.001), scale=3, convention=c) for c in metrics.CONVENTIONS]
    assert np.abs(np.subtract.outer(scores, scores)[~np.eye(5, dtype=bool)]).min() > 0.05


def test_sixteen_to_235_is_worth_20_log10_of_255_over_219():
    # Unrounded, and with the same error in red, green and blue: the range is all that differs.
    reference = a_pair(0)[0]
    image = reference + np.random.default_rng(1).normal(0, 0.05, (30, 36, 1))
    studio = metrics.sr_psnr(reference, image, scale=3, convention="not rounded")
    full = metrics.psnr(*(its[3:-3, 3:-3] for its in (reference, image)), data_range=1)
    assert studio - full == pytest.approx(20 * np.log10(255 / 219), abs=1e-9)


def test_one_channel_counts_as_the_conventions_luma():
    rgb = a_pair(0.03)
    luma = [embedded.studio_luma(image) for image in rgb]
    assert metrics.sr_psnr(*luma, scale=2) == metrics.sr_psnr(*rgb, scale=2)


def test_rounding_clips_to_what_a_file_can_hold():
    reference = np.ones((12, 12, 1))
    beyond = metrics.sr_psnr(reference, reference + 0.2, scale=2)
    assert beyond == float("inf")
    unrounded = metrics.sr_psnr(reference, reference + 0.2, scale=2, convention="not rounded")
    assert unrounded == pytest.approx(20 * np.log10(5))


def test_crop_border_is_that_of_scikit_image():
    expected = skimage.util.crop(CLEAN[0], ((3, 3), (3, 3), (0, 0)))
    np.testing.assert_array_equal(metrics.crop_border(CLEAN[0], 3), expected)
    np.testing.assert_array_equal(metrics.crop_border(CLEAN[0], 0), CLEAN[0])


@pytest.mark.parametrize("border", [-1, 8, 9])
def test_crop_border_leaves_something(border):
    with pytest.raises(ValueError, match=f"sides above.*border={border} and an image of"):
        metrics.crop_border(CLEAN[0], border)  # 16 x 20


IN_8_BITS = (255 * CLEAN[0]).astype("uint8")


@pytest.mark.parametrize(
    ("reference", "image", "changed", "error", "words"),
    [
        (CLEAN[0], NOISY[0], {"convention": "Y"}, ValueError, "convention expects one of.*'Y'"),
        (CLEAN[0], NOISY[0][:8], {}, ValueError, "of one shape"),
        (CLEAN[0][..., :2], NOISY[0][..., :2], {}, ValueError, r"1 or 3"),
        (CLEAN[0], NOISY[0] * np.nan, {}, ValueError, "image holds NaN"),
        (CLEAN[0], NOISY[0], {"scale": 8}, ValueError, "sides above 16"),
        (IN_8_BITS, IN_8_BITS // 2, {}, TypeError, "expects floats.*uint8.*Convert first"),
        (IN_8_BITS[..., :1], IN_8_BITS[..., :1], {}, TypeError, "expects floats.*uint8"),
        (IN_8_BITS, CLEAN[0], {"convention": "luma from 0 to 255"}, TypeError, "floats.*uint8"),
        (CLEAN[0], IN_8_BITS, {"convention": "red, green and blue"}, TypeError, "image of uint8"),
    ],
)
def test_errors_of_sr_psnr_say_what_was_wrong(reference, image, changed, error, words):
    with pytest.raises(error, match=words):
        metrics.sr_psnr(reference, image, **{"scale": 2} | changed)


# SSIM


def by_the_formula(reference, image, data_range):
    """Equation 13 of Wang et al. 2004 at each place where the window of 11x11 pixels fits."""
    places = np.arange(-5, 6)
    window = np.exp(-(places[:, None] ** 2 + places**2) / (2 * 1.5**2))
    window /= window.sum()
    x, y = (sliding_window_view(its, (11, 11), axis=(0, 1)) for its in (reference, image))
    mean_x, mean_y = (x * window).sum((-1, -2)), (y * window).sum((-1, -2))
    from_x, from_y = x - mean_x[..., None, None], y - mean_y[..., None, None]
    variance_x, variance_y = (from_x**2 * window).sum((-1, -2)), (from_y**2 * window).sum((-1, -2))
    covariance = (from_x * from_y * window).sum((-1, -2))
    c1, c2 = (0.01 * data_range) ** 2, (0.03 * data_range) ** 2
    luminance = (2 * mean_x * mean_y + c1) / (mean_x**2 + mean_y**2 + c1)
    return np.mean(luminance * (2 * covariance + c2) / (variance_x + variance_y + c2))


@pytest.mark.parametrize("data_range", [1.0, 255.0])
@pytest.mark.parametrize("channels", [1, 3])
def test_ssim_agrees_with_the_formula(channels, data_range):
    pair = [data_range * its[0][..., :channels] for its in (CLEAN, NOISY)]
    expected = by_the_formula(*(its.astype("float64") for its in pair), data_range)
    assert metrics.ssim(*pair, data_range=data_range) == pytest.approx(expected, abs=1e-9)


def test_ssim_agrees_with_tensorflow():
    import tensorflow as tf

    expected = float(tf.image.ssim(CLEAN[0], NOISY[0], max_val=1.0))
    assert metrics.ssim(CLEAN[0], NOISY[0], data_range=1.0) == pytest.approx(expected, abs=1e-5)


def test_only_what_asks_for_ssim_imports_scipy():
    code = "import sys, restorelib.images.metrics, restorelib.papers.bootstrap; "
    code += "assert 'scipy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_ssim_of_equal_images_is_1_and_of_a_negative_below_0():
    assert metrics.ssim(CLEAN[0], CLEAN[0], data_range=1) == pytest.approx(1, abs=1e-12)
    assert metrics.ssim(CLEAN[0], 1 - CLEAN[0], data_range=1) < 0


@pytest.mark.parametrize("scale", [2, 3])
def test_ssim_of_super_resolution_is_of_rounded_luma_without_the_border(scale):
    pair = a_pair(0.03)
    lumas = [np.rint(skimage.color.rgb2ycbcr(image)[..., :1]) for image in pair]
    inner = [luma[scale:-scale, scale:-scale] for luma in lumas]
    expected = by_the_formula(*inner, 255)
    assert metrics.sr_ssim(*pair, scale=scale) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("reference", "image", "error", "words"),
    [
        (CLEAN[0][:10], NOISY[0][:10], ValueError, r"at least 11 x 11.*\(10, 20, 3\)"),
        (CLEAN, NOISY, ValueError, r"ssim expects images \(height, width, channels\)"),
        (CLEAN[0], NOISY[0][:8], ValueError, "of one shape"),
        (IN_8_BITS, IN_8_BITS, TypeError, "floats.*uint8"),
    ],
)
def test_errors_of_ssim_say_what_was_wrong(reference, image, error, words):
    with pytest.raises(error, match=words):
        metrics.ssim(reference, image, data_range=1.0)
