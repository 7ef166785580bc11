"""Rectangles of a photograph: clipped, grown, and cut out of bands."""

import numpy as np
import pytest

from restorelib.photos.picture import Levels, Photo
from restorelib.photos.region import Region, cut, cut_bands, whole_region

PIXELS = np.random.default_rng(0).integers(0, 256, (20, 30, 3), dtype="uint8")


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ((3, 4, 5, 6), (3, 4, 5, 6)),
        ((-3, -4, 5, 6), (0, 0, 2, 2)),
        ((25, 18, 50, 60), (25, 18, 5, 2)),
        ((99, 99, 1, 1), (29, 19, 1, 1)),
        ((5, 5, 0, -3), (5, 5, 1, 1)),
    ],
)
def test_a_region_lies_in_its_photograph(region, expected):
    assert Region(*region).within(PIXELS.shape) == Region(*expected)


def test_a_margin_is_added_where_the_photograph_has_it_and_keeps_to_the_grid():
    grown = Region(9, 10, 4, 5).grown(3, (40, 50), grid=4)
    assert grown == Region(4, 4, 12, 14)  # from columns 6 to 16 and rows 7 to 18
    assert Region(1, 2, 48, 38).grown(3, (40, 50), grid=4) == Region(0, 0, 50, 40)
    assert grown.holds(Region(9, 10, 4, 5)) and not Region(9, 10, 4, 5).holds(grown)
    assert Region(9, 10, 4, 5).seen_from(grown, 3) == Region(15, 18, 12, 15)


def test_the_middle_is_no_larger_than_the_region():
    assert Region(10, 20, 31, 40).middle(10, 21) == Region(15, 35, 21, 10)
    assert Region(10, 20, 31, 40).middle(99, 99) == Region(10, 20, 31, 40)


@pytest.mark.parametrize("compact", [True, False])
def test_a_cut_is_a_photograph_of_the_same_kind(compact):
    values = Levels(PIXELS) if compact else PIXELS / np.float32(255)
    alpha = values.part(..., slice(1)) if compact else values[..., :1]
    photo = Photo(values, alpha, b"profile", 8, "made here")
    part = cut(photo, Region(3, 4, 5, 6))
    np.testing.assert_array_equal(part.pixels[:], photo.pixels[4:10, 3:8])
    np.testing.assert_array_equal(part.alpha[:], photo.pixels[4:10, 3:8][..., :1])
    assert isinstance(part.pixels, Levels) == isinstance(part.alpha, Levels) == compact
    assert (part.icc_profile, part.bits) == (b"profile", 8)
    assert whole_region(photo) == Region(0, 0, 30, 20)


@pytest.mark.parametrize("rows", [1, 3, 7, 20])
def test_a_region_is_cut_out_of_bands(rows):
    bands = [PIXELS[top : top + rows] for top in range(0, 20, rows)]
    cuts = list(cut_bands(bands, Region(3, 4, 5, 6)))
    np.testing.assert_array_equal(np.concatenate(cuts), PIXELS[4:10, 3:8])
    assert all(len(band) for band in cuts)
