"""PSNR against two other implementations and against its formula."""

import numpy as np
import pytest
import skimage.metrics

from restorelib import degrade, metrics

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
    noisy = degrade.add_gaussian_noise(grey, sigma=sigma, seed=0)
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
