"""Photographs in two sets, perhaps in another size or format, so that digests miss them."""

from collections.abc import Mapping

import numpy as np
from PIL import Image

from restorelib.images import embedded

SIDE = 24  # pixels of a thumbnail
ALIKE = 0.95  # correlation; different pictures in our sets reach at most 0.94


def thumbnail(image: np.ndarray) -> np.ndarray:
    """Luma of an image at 24 x 24 pixels, `(24, 24)` float64 with mean 0 and norm 1.

    Args:
        image: RGB `(height, width, 3)`, float32 in [0, 1].
    """
    luma = Image.fromarray(embedded.luma(image)[..., 0])
    small = np.asarray(luma.resize((SIDE, SIDE), Image.Resampling.BOX), dtype="float64")
    small = small - small.mean()
    return small / max(float(np.linalg.norm(small)), 1e-12)


def pairs(images: Mapping[str, np.ndarray]) -> list[tuple[str, str, float]]:
    """Pairs of pictures whose thumbnails look alike, mirrored or not.

    Args:
        images: name -> RGB `(height, width, 3)`.

    Returns:
        (one name, other name, correlation of the thumbnails), highest correlation first.
    """
    names = list(images)
    thumbs = np.array([thumbnail(image) for image in images.values()])
    flat, flipped = (t.reshape(len(thumbs), -1) for t in (thumbs, thumbs[:, :, ::-1]))
    alike = np.triu(np.maximum(flat @ flat.T, flat @ flipped.T), k=1)
    found = [
        (names[i], names[j], round(float(alike[i, j]), 4)) for i, j in np.argwhere(alike > ALIKE)
    ]
    return sorted(found, key=lambda pair: -pair[2])
