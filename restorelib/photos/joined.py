"""Join bands to one photograph: in memory, or in a file while its PNG is written."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from restorelib.photos.picture import Levels, Photo
from restorelib.photos.writing import write_bands


def joined(bands: Iterable[np.ndarray], like: Photo, scale: int = 1) -> Photo:
    """Join bands to one photograph in memory.

    Args:
        bands: from top to bottom, each `(rows, width, channels)` in [0, 1], alpha last.
        like: the photograph that they are made from; gives the channels, the profile and the bits.
            If it holds the integers of its file, so does the result; else the result holds floats.
        scale: how many times larger than `like` the result is.
    """
    compact = isinstance(like.pixels, Levels)
    numbers = np.empty(_shape(like, scale), f"uint{like.bits}" if compact else "float32")
    top = 0
    for band in bands:
        numbers[top : top + len(band)] = _integers(band, like.bits) if compact else band
        top += len(band)
    return _photo(numbers, like)


def written(
    bands: Iterable[np.ndarray], like: Photo, path: Path, scale: int = 1, *, overwrite: bool = False
) -> Photo:
    """Write bands as a PNG file, and return what was written, with memory for one band.

    The photograph returned is read from a temporary file in the same folder, which holds the
    unpacked integers and ends with the photograph: a part of a PNG can only be read by unpacking
    all that stands above it. Arguments and errors as for `writing.write_bands`.
    """
    with tempfile.TemporaryFile(dir=path.parent) as file:

        def passing() -> Iterator[np.ndarray]:
            for band in bands:
                file.write(_integers(band, like.bits).tobytes())
                yield band

        write_bands(passing(), like, path, scale=scale, overwrite=overwrite)
        file.flush()
        # A map of the file outlives `file`, and only what is looked at comes into memory.
        numbers = np.memmap(file, f"uint{like.bits}", "r", shape=_shape(like, scale))
    return _photo(numbers, like)


def _shape(like: Photo, scale: int) -> tuple[int, int, int]:
    height, width, channels = like.pixels.shape
    return scale * height, scale * width, channels + (like.alpha is not None)


def _integers(band: np.ndarray, bits: int) -> np.ndarray:
    return np.rint((2**bits - 1) * band).astype(f"uint{bits}")


def _photo(numbers: np.ndarray, like: Photo) -> Photo:
    channels = like.pixels.shape[2]
    if numbers.dtype.kind == "f":
        pixels, alpha = numbers[..., :channels], numbers[..., channels:]
    else:
        values = Levels(numbers)
        pixels, alpha = values.part(..., slice(channels)), values.part(..., slice(channels, None))
    return Photo(
        pixels, None if like.alpha is None else alpha, like.icc_profile, like.bits, like.source
    )
