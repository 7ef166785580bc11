"""Batches to train on: pairs that belong together, the same whenever the same step is asked for."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from restorelib.images.damage import bicubic_downsample, bicubic_upsample, modcrop
from restorelib.images.embedded import luma, photographs, studio_luma
from restorelib.models.catalogue import TrainingRecipe
from restorelib.papers.batches import Batches, degraded, read_folders

SR = TrainingRecipe("fsrcnn", {"scale": 3}, steps=1, scale=3, batch_size=5, patch_size=8)
NOISE = TrainingRecipe("red_net", {}, steps=1, sigma=(20.0, 40.0), batch_size=5, patch_size=24)


@pytest.fixture(scope="module")
def images():
    rgb = photographs("train", channels=3)
    return [np.rint(255 * rgb[name][:100, :91]).astype("uint8") for name in ("coffee", "rocket")]


@pytest.mark.parametrize("recipe", [SR, NOISE], ids=["sr", "noise"])
def test_a_batch_depends_on_the_step_alone(images, recipe):
    batches = Batches(recipe, images)
    first, later = batches(3), batches(4)
    again = Batches(recipe, images)(3)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    assert not np.array_equal(first[1], later[1])
    assert not np.array_equal(Batches(replace(recipe, seed=1), images)(3)[1], first[1])
    assert first[0].dtype == first[1].dtype == np.float32


def test_each_input_is_its_target_made_small(images):
    x, y = Batches(SR, images)(0)
    assert x.shape == (5, 8, 8, 1) and y.shape == (5, 24, 24, 1)
    for small, large in zip(x, y, strict=True):
        made = bicubic_downsample(large, 3)
        # Near the border the patch misses neighbours that the whole image had.
        assert np.allclose(small[2:-2, 2:-2], made[2:-2, 2:-2], atol=1e-5)


def test_all_eight_orientations_occur(images):
    one = Batches(replace(SR, image_scales=(1.0,), batch_size=64, patch_size=30), images[:1])
    whole = studio_luma(images[0] / np.float32(255))
    _, y = one(0)
    turned = [np.rot90(whole[:, ::flip], turns) for flip in (1, -1) for turns in range(4)]

    def is_cut_from(patch, image):
        windows = np.lib.stride_tricks.sliding_window_view(image[..., 0], (6, 6))
        return (np.abs(windows - patch[:6, :6, 0]).max(axis=(2, 3)) < 1e-6).any()

    assert {i for patch in y[:40] for i in range(8) if is_cut_from(patch, turned[i])} == {*range(8)}


def test_noise_is_drawn_anew_and_of_the_sigma_asked_for(images):
    batches = Batches(replace(NOISE, batch_size=40), images)
    noise = [np.subtract(*batches(step)) for step in (0, 1)]
    assert not np.allclose(noise[0], noise[1])
    sigmas = 255 * np.std(np.concatenate(noise), axis=(1, 2, 3))
    assert 18 < sigmas.min() < 23 and 37 < sigmas.max() < 43


@pytest.mark.parametrize(("channels", "taken"), [(1, luma), (3, lambda rgb: rgb)])
def test_a_denoiser_takes_full_range_luma_or_colour(channels, taken, images):
    rgb = images[0].astype("float32") / 255
    recipe = replace(NOISE, arguments={"channels": channels}, sigma=(30.0, 30.0))
    x, y = degraded(recipe, rgb, seed=1)
    assert np.array_equal(y, taken(rgb))
    assert 29 < 255 * np.std(x - y) < 31


def test_srcnn_takes_what_bicubic_enlarged(images):
    rgb = images[0].astype("float32") / 255
    x, y = degraded(replace(SR, model="srcnn"), rgb, seed=0)
    assert np.array_equal(y, modcrop(studio_luma(rgb), 3))
    assert np.array_equal(x, bicubic_upsample(bicubic_downsample(y, 3), 3))


def test_folders_are_read_whole_or_the_fault_is_named(tmp_path, images):
    with pytest.raises(FileNotFoundError, match="T91"):
        read_folders(tmp_path, ("T91",))
    (tmp_path / "T91").mkdir()
    Image.fromarray(images[0]).save(tmp_path / "T91" / "a.png")
    Image.fromarray(images[1]).save(tmp_path / "T91" / "t65.bmp")  # the twin of t36
    found, digest = read_folders(tmp_path, ("T91",))
    assert len(found) == 1 and np.array_equal(found[0], images[0])
    Image.fromarray(images[1]).save(tmp_path / "T91" / "b.png")
    assert read_folders(tmp_path, ("T91",))[1] != digest
    whole = (tmp_path / "T91" / "b.png").read_bytes()
    (tmp_path / "T91" / "b.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="b.png cannot be read"):
        read_folders(tmp_path, ("T91",))


def test_each_image_is_as_likely_and_in_it_each_place(images):
    small, large = images[0][:36, :36], images[1][:90, :90]  # 12 x 12 and 30 x 30 input pixels
    recipe = replace(SR, image_scales=(1.0, 0.8))  # 0.8: 9 x 9 (of 29 rows) and 24 x 24
    chances = Batches(recipe, [small, large]).chances
    assert chances == pytest.approx([25 / 58, 4 / 58, 529 / 1636, 289 / 1636])


def test_images_smaller_than_a_patch_are_refused(images):
    with pytest.raises(ValueError, match="60 x 60"):
        Batches(replace(SR, patch_size=60), images)
