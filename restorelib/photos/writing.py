"""Write a photograph as PNG: completely or not at all, and over a file only on request."""

import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.png import encoded
from restorelib.storage.whole import whole


def to_png(photo: Photo) -> bytes:
    """The photograph as the bytes of a PNG file: upright, with profile, alpha and bit depth.

    Values outside [0, 1] are clipped.
    """
    return b"".join(_pieces(_bands(photo), photo))


def write(photo: Photo, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Write the photograph as a PNG file.

    Args:
        photo: what to write.
        path: ends in `.png`; its folder must exist.
        overwrite: replace an existing file.

    Raises:
        PhotoError: if the file exists already, or cannot be written; no partial file is left.
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
    """Write a picture band by band while it is computed; otherwise as `write`.

    Args:
        bands: from top to bottom, each `(rows, width, channels)` in [0, 1], alpha last.
        like: the photograph that it is made from; gives the channels, the profile and the bits.
        path: ends in `.png`; its folder must exist.
        scale: how many times larger than `like` the picture is.
        overwrite: replace an existing file.

    Raises:
        PhotoError: as `write`. No partial file is left if computing the bands fails, either.
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
    """Refuse a target that cannot be written, before any work starts.

    Raises:
        PhotoError: with the reason.
    """
    if path.suffix.lower() != ".png":
        raise PhotoError(f"expected a name that ends in .png to write to; received {path}.")
    # os.path returns False for an invalid name, where pathlib raises.
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
