"""Denoisers without a network, against the libraries that they come from."""

import numpy as np
import pytest
from skimage.restoration import denoise_nl_means, denoise_wavelet

from restorelib.images import damage, embedded, metrics
from restorelib.papers import classical

CLEAN = embedded.photographs("test", channels=3)["chelsea"][60:124, 105:175]
NOISY = damage.add_gaussian_noise(CLEAN, sigma=30, seed=0)
S = 30 / 255


def test_non_local_means_is_scikit_images_channel_by_channel():
    expected = [
        denoise_nl_means(
            NOISY[..., i].astype("float64"), patch_size=5, patch_distance=6, h=0.6 * S, sigma=S
        )
        for i in range(3)
    ]
    denoised = classical.denoise("non-local means", NOISY, sigma=30)
    assert denoised.dtype == "float32" and denoised.shape == NOISY.shape
    np.testing.assert_allclose(denoised, np.stack(expected, axis=-1), atol=1e-6)


def test_wavelets_are_the_mean_of_sixteen_shifted_grids():
    noisy = NOISY[..., 0].astype("float64")
    shifted = [
        np.roll(
            denoise_wavelet(np.roll(noisy, (i, j), (0, 1)), sigma=S, wavelet="db1"),
            (-i, -j),
            (0, 1),
        )
        for i in range(4)
        for j in range(4)
    ]
    denoised = classical.denoise("wavelets", NOISY[..., :1], sigma=30)
    np.testing.assert_allclose(denoised[..., 0], np.mean(shifted, axis=0), atol=1e-6)


@pytest.mark.parametrize("name", ["wavelets", "non-local means"])
def test_each_removes_more_noise_than_it_blurs(name):
    nothing = metrics.psnr(CLEAN, NOISY, data_range=1)
    assert metrics.psnr(CLEAN, classical.denoise(name, NOISY, sigma=30), data_range=1) > nothing + 5


def test_bm3d_is_told_sigma_in_the_range_of_the_image(monkeypatch):
    told = []

    def stands_in(noisy, sigma):
        told.append((noisy.shape, noisy.dtype, sigma))
        return noisy[..., None] - sigma  # the library adds an axis

    module = type("module", (), {"bm3d": staticmethod(stands_in)})
    monkeypatch.setitem(__import__("sys").modules, "bm3d", module)
    monkeypatch.setattr(classical, "missing", lambda name: "")
    denoised = classical.denoise("BM3D", NOISY[..., :1], sigma=51)
    assert told == [((64, 70), np.dtype("float64"), 51 / 255)]
    np.testing.assert_allclose(denoised, NOISY[..., :1] - 0.2, atol=1e-6)


def test_what_is_not_installed_is_said_with_how_to_get_it(monkeypatch):
    monkeypatch.setattr(classical.importlib.util, "find_spec", lambda module: None)
    assert "wavelets needs PyWavelets: pip install 'restorelib[evaluate]'" in classical.missing(
        "wavelets"
    )
    with pytest.raises(classical.NotInstalled, match=r"bm3d\].*not commercial"):
        classical.denoise("BM3D", NOISY, sigma=30)


def test_an_unknown_method_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="expects one of.*wavelets.*received 'median'"):
        classical.denoise("median", NOISY, sigma=30)


def test_a_version_names_the_library():
    name, number = classical.version("non-local means").split()
    assert name == "scikit-image" and number[0].isdigit()
