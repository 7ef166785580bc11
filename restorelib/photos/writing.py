"""Write a photograph as PNG: all of it or nothing, and nothing over a file that is there."""

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.png import encoded
from restorelib.storage.whole import whole


def to_png(photo: Photo) -> bytes:
    """The photograph as a PNG file: upright, with its profile, its alpha and its bits.

    Values outside [0, 1] are clipped.
    """
    return b"".join(_pieces(_bands(photo), photo))


def write(photo: Photo, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Write the photograph as a PNG file.

    Args:
        photo: what to write.
        path: ends in `.png`; its folder exists.
        overwrite: replace a file that is there.

    Raises:
        PhotoError: if there is such a file already, or it cannot be written; then nothing is left
            of it.
    """
    write_bands(_bands(photo), photo, path, overwrite=overwrite)


def write_bands(
    bands: Iterable[np.ndarray],
    like: Photo,
    path: str | os.PathLike[str],
    *,
    scale: int = 1,
    overwrite: bool = False,
) -> None:
    """Write a picture that is still being made; else as `write`.

    Args:
        bands: from top to bottom, each `(rows, width, channels)` in [0, 1], alpha last.
        like: the photograph that it is made of: its channels, profile and bits.
        path: ends in `.png`; its folder exists.
        scale: how many times larger than `like` it is.
        overwrite: replace a file that is there.

    Raises:
        PhotoError: as `write`. If the bands cannot be made, nothing is left of the file either.
    """
    path = Path(path)
    check_target(path, overwrite=overwrite)
    try:
        with whole(path, replace=overwrite) as part, part.open("xb") as file:
            for piece in _pieces(bands, like, scale):
                file.write(piece)
    except FileExistsError:
        raise PhotoError(f"{path} exists by now and was left as it is. Name another.") from None
    except OSError as error:
        raise PhotoError(
            f"{path} cannot be written: {error.strerror or error}. Name another place."
        ) from error


def check_target(path: Path, *, overwrite: bool) -> None:
    """Refuse a target that could not be written, before any work is done for it.

    Raises:
        PhotoError: saying why.
    """
    if path.suffix.lower() != ".png":
        raise PhotoError(f"expected a name that ends in .png to write to; received {path}.")
    # These say False of a name that is no name, where pathlib raises.
    if not os.path.isdir(path.parent):
        raise PhotoError(f"{path.parent} is no folder. Make it first, or name another one.")
    if os.path.isdir(path):
        raise PhotoError(f"{path} is a folder; expected a file to write to.")
    if os.path.lexists(path) and not overwrite:
        raise PhotoError(f"{path} exists already and was left as it is. Name another file.")


def _bands(photo: Photo) -> Iterable[np.ndarray]:
    for top in range(0, len(photo.pixels), 256):
        parts = [photo.pixels[top : top + 256]]
        if photo.alpha is not None:
            parts.append(photo.alpha[top : top + 256])
        yield np.concatenate(parts, axis=2)


def _pieces(bands: Iterable[np.ndarray], like: Photo, scale: int = 1) -> Iterable[bytes]:
    height, width, channels = like.pixels.shape
    return encoded(
        bands,
        scale * width,
        scale * height,
        channels + (like.alpha is not None),
        bits=like.bits,
        icc_profile=like.icc_profile,
    )
