"""The rungs of the ladder, against SciPy and against what they are by their names."""

import numpy as np
import pytest
import scipy.ndimage

from restorelib.images import predictors

RNG = np.random.default_rng(0)
IMAGES = RNG.random((3, 17, 24, 3), dtype="float32")


@pytest.mark.parametrize("width", [1, 3, 5, 9])
def test_the_blur_is_scipys_uniform_filter(width):
    expected = scipy.ndimage.uniform_filter(IMAGES, (1, width, width, 1), mode="nearest")
    blurred = predictors.box_blur(IMAGES, width)
    np.testing.assert_allclose(blurred, expected, atol=1e-6)
    assert blurred.dtype == IMAGES.dtype
    np.testing.assert_array_equal(predictors.box_blur(IMAGES[0], width), blurred[0])


def test_the_blur_leaves_what_it_was_given():
    before = IMAGES.copy()
    predictors.box_blur(IMAGES, 3)
    np.testing.assert_array_equal(IMAGES, before)


@pytest.mark.parametrize(
    ("images", "width", "words"),
    [
        (IMAGES, 4, "odd number of pixels, 1 or more; received 4"),
        (IMAGES, -1, "received -1"),
        (IMAGES[0, :, :, 0], 3, "height, width, channels"),
    ],
)
def test_the_blur_says_what_it_expects(images, width, words):
    with pytest.raises(ValueError, match=words):
        predictors.box_blur(images, width)


def test_the_rungs_are_what_they_are_called():
    mean = np.array([0.1, 0.2, 0.3])
    rungs = predictors.rungs(IMAGES, mean=mean)
    assert list(rungs) == ["the input", "zero", "the mean"] + [
        f"blur {w}x{w}" for w in (3, 5, 7, 9)
    ]
    assert all(rung.shape == IMAGES.shape for rung in rungs.values())
    assert all(rung.dtype == IMAGES.dtype for rung in rungs.values())
    np.testing.assert_array_equal(rungs["the input"], IMAGES)
    assert not rungs["zero"].any()
    np.testing.assert_allclose(rungs["the mean"][1, 2, 3], mean, rtol=1e-6)
    assert (rungs["the mean"] == rungs["the mean"][:1, :1, :1]).all()
