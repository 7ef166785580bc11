"""The noise is what the formula says."""

import numpy as np
import pytest
from scipy import stats

from restorelib import degrade

GREY = np.full((64, 64, 1), 0.5, "float32")


@pytest.mark.parametrize("sigma", [10, 25, 50])
def test_noise_is_gaussian_with_that_sigma(sigma):
    noise = degrade.add_gaussian_noise(GREY, sigma=sigma, seed=0) - GREY
    assert noise.std() * 255 == pytest.approx(sigma, rel=0.05)
    assert stats.kstest(noise.ravel() * 255 / sigma, "norm").pvalue > 0.001


def test_nothing_is_clipped_and_nothing_else_is_changed():
    black = np.zeros_like(GREY)
    noisy = degrade.add_gaussian_noise(black, sigma=10, seed=0)
    assert (noisy < 0).mean() == pytest.approx(0.5, abs=0.05)
    assert noisy.dtype == "float32" and not black.any()
    assert np.array_equal(degrade.add_gaussian_noise(GREY, sigma=0, seed=0), GREY)


def test_the_seed_decides_and_no_global_state_does():
    np.random.seed(0)
    first = degrade.add_gaussian_noise(GREY, sigma=10, seed=7)
    np.random.seed(1)
    assert np.array_equal(first, degrade.add_gaussian_noise(GREY, sigma=10, seed=7))
    assert not np.array_equal(first, degrade.add_gaussian_noise(GREY, sigma=10, seed=8))


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
        degrade.add_gaussian_noise(images, sigma=sigma, seed=0)
