"""Join bands to one photograph: in memory, or in a file while its PNG is written."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

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
    return _photo(lambda c: Levels(numbers[..., c]) if compact else numbers[..., c], like)


class Stored:
    """Integers of a picture in a file, which are read where they are sliced.

    A map of the file lasts for one reading only: what it has read would stay in memory with it.
    """

    def __init__(self, file: IO[bytes], dtype: str, shape: tuple[int, int, int], channels: slice):
        """Represent these channels of the `(height, width, channels)` numbers in the file."""
        self.dtype = np.dtype(dtype)
        self._file, self._shape, self._channels = file, shape, channels
        self.shape = *shape[:2], len(range(shape[2])[channels])

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, place) -> np.ndarray:
        numbers = np.memmap(self._file, self.dtype, "r", shape=self._shape)
        return np.array(numbers[..., self._channels][place])


def written(
    bands: Iterable[np.ndarray], like: Photo, path: Path, scale: int = 1, *, overwrite: bool = False
) -> Photo:
    """Write bands as a PNG file, and return what was written, with memory for one band.

    The photograph returned is read from a temporary file in the same folder, which holds the
    unpacked integers and ends with the photograph: a part of a PNG can only be read by unpacking
    all that stands above it. Arguments and errors as for `writing.write_bands`.
    """
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.TemporaryFile(dir=path.parent))

        def passing() -> Iterator[np.ndarray]:
            for band in bands:
                file.write(_integers(band, like.bits).tobytes())
                yield band

        write_bands(passing(), like, path, scale=scale, overwrite=overwrite)
        file.flush()
        stack.pop_all()  # no error: the file stays open, as long as the photograph is used
    shape, dtype = _shape(like, scale), f"uint{like.bits}"
    return _photo(lambda channels: Levels(Stored(file, dtype, shape, channels)), like)


def _shape(like: Photo, scale: int) -> tuple[int, int, int]:
    height, width, channels = like.pixels.shape
    return scale * height, scale * width, channels + (like.alpha is not None)


def _integers(band: np.ndarray, bits: int) -> np.ndarray:
    return np.rint((2**bits - 1) * band).astype(f"uint{bits}")


def _photo(channels: Callable[[slice], np.ndarray | Levels], like: Photo) -> Photo:
    colours = like.pixels.shape[2]
    alpha = None if like.alpha is None else channels(slice(colours, None))
    return Photo(channels(slice(colours)), alpha, like.icc_profile, like.bits, like.source)
