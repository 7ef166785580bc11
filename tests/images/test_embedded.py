"""Photographs, their split, and patches."""

import numpy as np
import pytest
import skimage.data
from PIL import Image

from restorelib.images import embedded


def test_the_splits_share_no_photograph_and_are_what_the_lessons_say():
    names = [name for split in embedded.SPLITS.values() for name in split]
    assert len(names) == len(set(names)) == 10
    assert embedded.SPLITS["test"] == ("chelsea", "camera")


@pytest.mark.parametrize("split", embedded.SPLITS)
@pytest.mark.parametrize("channels", [1, 3])
def test_photographs_are_floats_in_range(split, channels):
    for image in embedded.photographs(split, channels=channels).values():
        assert image.dtype == "float32" and image.shape[2] == channels
        assert image.min() >= 0 and 0.5 < image.max() <= 1


@pytest.mark.parametrize("name", [name for split in embedded.SPLITS.values() for name in split])
def test_photographs_are_what_scikit_image_itself_reads(name):
    (split,) = (split for split, names in embedded.SPLITS.items() if name in names)
    pixels = getattr(skimage.data, name)()
    ours = np.rint(255 * embedded.photographs(split, channels=3)[name])
    assert np.array_equal(ours, pixels if pixels.ndim == 3 else np.stack([pixels] * 3, -1))


def test_luma_agrees_with_pillow():
    rgb = embedded.photographs("test", channels=3)["chelsea"]
    pillow = Image.fromarray(np.rint(rgb * 255).astype("uint8")).convert("L")
    difference = 255 * embedded.luma(rgb)[..., 0] - np.asarray(pillow)
    assert np.abs(difference).max() < 1  # Pillow rounds to whole grey levels


def test_a_grey_photograph_in_rgb_is_three_equal_planes():
    camera = embedded.photographs("test", channels=3)["camera"]
    assert np.array_equal(camera[..., 0], camera[..., 2])


def test_patches_come_from_each_image_in_turn_and_again_the_same():
    images = [np.full((9, 12, 1), value, "float32") for value in (0.0, 1.0)]
    patches = embedded.extract_patches(images, size=8, count=5, seed=0)
    assert patches.shape == (5, 8, 8, 1)
    assert patches.mean((1, 2, 3)).tolist() == [0, 1, 0, 1, 0]
    assert np.array_equal(patches, embedded.extract_patches(images, size=8, count=5, seed=0))


def test_patches_reach_every_corner_and_lie_where_the_image_says():
    image = np.arange(16, dtype="float32").reshape(4, 4, 1)
    patches = embedded.extract_patches([image], size=3, count=60, seed=0)
    assert {patch[0, 0, 0] for patch in patches} == {0, 1, 4, 5}
    assert all(np.array_equal(np.diff(p[:, 0, 0]), [4, 4]) for p in patches)


def test_errors_say_what_was_expected():
    image = np.zeros((8, 8, 1), "float32")
    with pytest.raises(ValueError, match="split expects one of"):
        embedded.photographs("validation")
    with pytest.raises(ValueError, match="channels expects 1"):
        embedded.photographs("test", channels=4)
    with pytest.raises(ValueError, match="three|RGB"):
        embedded.luma(image)
    with pytest.raises(ValueError, match="at least 9 x 9"):
        embedded.extract_patches([image], size=9, count=1, seed=0)
    with pytest.raises(ValueError, match="height, width, channels"):
        embedded.extract_patches([image[..., 0]], size=4, count=1, seed=0)
    with pytest.raises(ValueError, match="at least one image"):
        embedded.extract_patches([], size=4, count=1, seed=0)


def test_the_middle_is_a_square_or_what_there_is():
    image = np.arange(7 * 4).reshape(7, 4, 1)
    assert embedded.middle(image, 3)[:, 0, 0].tolist() == [8, 12, 16]
    assert embedded.middle(image, 5).shape == (5, 4, 1)
