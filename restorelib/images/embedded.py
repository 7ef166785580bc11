"""The photographs that come with the course, and patches of them.

Each photograph belongs to one split only, so no net trains on a patch of a test photograph.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np

# The scikit-image wheel contains all of them: nothing is downloaded. The docstrings of
# skimage/data/_fetchers.py give their licences (CC0 or public domain).
SPLITS = {
    "train": ("astronaut", "coffee", "rocket", "brick", "grass", "gravel"),
    "test": ("chelsea", "camera"),
    "far": ("retina", "hubble_deep_field"),  # unlike both: they show what generalises
}
SUFFIXES = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"}


def luma(rgb: np.ndarray) -> np.ndarray:
    """Full-range luma of RGB images: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601).

    Args:
        rgb: `(..., 3)`, any floating dtype.

    Returns:
        `(..., 1)`, in the range and dtype of `rgb`.

    Raises:
        TypeError: if `rgb` holds integers: the weights would become 0.
        ValueError: if the last axis does not have three channels.
    """
    if not np.issubdtype(rgb.dtype, np.floating):
        raise TypeError(
            f"luma expects floats; received {rgb.dtype}. "
            "Convert first: rgb.astype('float32') / 255."
        )
    if rgb.shape[-1] != 3:
        raise ValueError(f"luma expects RGB in the last axis, (..., 3); received {rgb.shape}.")
    weights = np.array([0.299, 0.587, 0.114], dtype=rgb.dtype)
    return (rgb @ weights)[..., None]


def studio_luma(rgb: np.ndarray) -> np.ndarray:
    """Luma of videos and of super-resolution papers: black is 16/255, white is 235/255.

    ITU-R BT.601: (16 + 65.481 R + 128.553 G + 24.966 B) / 255, with R, G, B in [0, 1]; equal to
    the Y of MATLAB's rgb2ycbcr.

    Args:
        rgb: `(..., 3)` in [0, 1], any floating dtype.

    Returns:
        `(..., 1)` in [16/255, 235/255], in the dtype of `rgb`.

    Raises:
        TypeError: if `rgb` holds integers.
        ValueError: if the last axis does not have three channels.
    """
    # 65.481 is 0.299 * 219; the same holds for the other two weights.
    return (16 + 219 * luma(rgb)) / 255


def photographs(split: str, *, channels: int = 1) -> dict[str, np.ndarray]:
    """Read the photographs of one split from the scikit-image package.

    Args:
        split: "train", "test" or "far".
        channels: 1 for luma, 3 for RGB (a grey photograph is repeated three times).

    Returns:
        name -> `(height, width, channels)`, float32 in [0, 1].

    Raises:
        ValueError: for an unknown split, or if `channels` is neither 1 nor 3.
    """
    if split not in SPLITS:
        raise ValueError(f"split expects one of {sorted(SPLITS)}; received {split!r}.")
    # Pillow reads the files: scikit-image's reader imports SciPy, 20 MB that no panel needs. It is
    # imported here, since the check-up takes `rms` from this wing and has no Pillow.
    if not (found := find_spec("skimage")):
        import skimage  # noqa: F401  # it fails, and says what to install
    from PIL import Image

    folder = Path(found.origin).parent / "data"
    photographs = {}
    for name in SPLITS[split]:
        (path,) = folder.glob(f"{name}.*")
        with Image.open(path) as file:
            pixels = np.asarray(file, dtype="float32") / 255
        photographs[name] = _as_channels(pixels, channels)
    return photographs


def extract_patches(
    images: Sequence[np.ndarray], *, size: int, count: int, seed: int
) -> np.ndarray:
    """Cut square patches at random places, the same number from every image.

    Args:
        images: each `(height, width, channels)`; all have the same number of channels.
        size: side of a patch in pixels.
        count: total number of patches; image `i` gives patches `i`, `i + len(images)`, ...
        seed: of the random places; the same seed gives the same patches.

    Returns:
        `(count, size, size, channels)`, the dtype of the first image.

    Raises:
        ValueError: if there is no image, an image is smaller than a patch or not of rank 3,
            or `size` or `count` is below 1.
    """
    images = list(images)
    if not images or size < 1 or count < 1:
        raise ValueError(
            "extract_patches expects at least one image, size >= 1 and count >= 1; "
            f"received {len(images)} images, size={size}, count={count}."
        )
    for image in images:
        if image.ndim != 3 or min(image.shape[:2]) < size:
            raise ValueError(
                f"extract_patches expects images (height, width, channels) of at least "
                f"{size} x {size} pixels; received {image.shape}."
            )
    rng = np.random.default_rng(seed)
    patches = np.empty((count, size, size, images[0].shape[-1]), images[0].dtype)
    for i in range(count):
        image = images[i % len(images)]
        top = rng.integers(image.shape[0] - size + 1)
        left = rng.integers(image.shape[1] - size + 1)
        patches[i] = image[top : top + size, left : left + size]
    return patches


def _as_channels(image: np.ndarray, channels: int) -> np.ndarray:
    if channels not in (1, 3):
        raise ValueError(f"channels expects 1 (luma) or 3 (RGB); received {channels}.")
    if image.ndim == 2:
        return np.repeat(image[..., None], channels, axis=-1)
    return image if channels == 3 else luma(image)


def middle(image: np.ndarray, size: int) -> np.ndarray:
    """Cut a square out of the middle of an image.

    Args:
        image: `(height, width, channels)`.
        size: side of the square in pixels.

    Returns:
        A view, `(size, size, channels)`; a side of the image below `size` is kept whole.
    """
    top, left = (max(0, (side - size) // 2) for side in image.shape[:2])
    return image[top : top + size, left : left + size]
