"""Decode an opened file to the numbers of a photograph: RGB or grey, alpha, colour profile."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import ExifTags, Image, ImageCms

from restorelib.photos import deep_png, deep_tiff
from restorelib.photos.picture import PhotoError

ROWS = 256  # of a strip that is copied out of Pillow
MAX_PROFILE = 4 * 2**20  # bytes; profiles of printers have up to 3 MB
# How to turn each EXIF orientation upright (EXIF 2.32, section 4.6.4).
UPRIGHT = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: a.swapaxes(0, 1)[:, ::-1],
    7: lambda a: a.swapaxes(0, 1)[::-1, ::-1],
    8: lambda a: a.swapaxes(0, 1)[::-1],
}
# Pillow's modes that are read as they are -> whether they have alpha.
# CONVERTED maps other modes to one of these.
PLAIN = {"L": False, "LA": True, "RGB": False, "RGBA": True, "I;16": False, "F": False}
CONVERTED = {
    "1": "L",
    "I;16B": "I;16",
    "I;16L": "I;16",
    "La": "LA",
    "P": "RGB",
    "PA": "RGBA",
    "RGBX": "RGB",
    "RGBa": "RGBA",
    "YCbCr": "RGB",
}


@dataclass(frozen=True)
class Samples:
    """The content of a file, turned upright."""

    numbers: np.ndarray  # (height, width, 1 to 4): integers of 8 or 16 bits, or floats
    has_alpha: bool  # whether the last channel is alpha
    icc_profile: bytes | None
    words: list[str]  # remarks for the user


def samples_of(image: Image.Image, content: bytes) -> Samples:
    """Decode the first picture of a file.

    Args:
        image: opened by Pillow, not loaded.
        content: the whole file.

    Raises:
        PhotoError: if the pixels have a form that is not supported.
        Exception: Pillow raises errors of many kinds for a damaged file.
    """
    orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    profile, words = image.info.get("icc_profile"), []
    if getattr(image, "is_animated", False):
        words.append("first of several pictures")
    found, tags = None, deep_tiff.Tags(getattr(image, "tag_v2", {}))
    if image.format == "PNG":
        found = deep_png.samples(content)
    elif image.format == "TIFF":
        found = deep_tiff.samples(content, tags)
    if found:
        numbers, has_alpha = found
        turn = orientation
    else:
        image.load()
        turn = image.getexif().get(ExifTags.Base.Orientation, 1)  # Pillow has turned a TIFF by now
        if image.mode in ("CMYK", "LAB"):
            image, profile = _as_srgb(image, profile, words), None
        image = _plain(image)
        has_alpha = PLAIN[image.mode]
        numbers = _numbers(image)
        if tags.one("BitsPerSample", 8) > 8 and numbers.dtype == np.uint8:
            words.append(f"rounded from {tags.one('BitsPerSample')} bit")
    numbers = UPRIGHT.get(turn, UPRIGHT[1])(numbers)
    if orientation in UPRIGHT and orientation > 1:
        words.append("turned upright")
    colours = numbers.shape[2] - has_alpha
    if profile and not _fits(profile, colours):
        profile = None
        words.append("colour profile damaged or of other colours, left out")
    return Samples(numbers, has_alpha, profile, words)


def _numbers(image: Image.Image) -> np.ndarray:
    """A picture as an array, strip by strip: Pillow's own way holds it three times for a while."""
    width, height = image.size
    strips = ((top, min(top + ROWS, height)) for top in range(0, height, ROWS))
    numbers = None
    for top, bottom in strips:
        strip = np.asarray(image.crop((0, top, width, bottom)))
        if numbers is None:
            numbers = np.empty((height, *strip.shape[1:]), strip.dtype)
        numbers[top:bottom] = strip
    return numbers.reshape(height, width, -1)


def _plain(image: Image.Image) -> Image.Image:
    transparent = "transparency" in image.info
    mode = CONVERTED.get(image.mode, image.mode)
    if transparent and mode in ("L", "RGB"):
        mode += "A"
    if mode not in PLAIN:
        raise PhotoError(
            f"it holds numbers of a kind (Pillow's mode {image.mode}) that is not read here. Save "
            "it with 8 or 16 bits, as grey or RGB."
        )
    return image.convert(mode) if mode != image.mode else image


def _as_srgb(image: Image.Image, profile: bytes | None, words: list[str]) -> Image.Image:
    srgb = ImageCms.createProfile("sRGB")
    try:
        if image.mode == "LAB":
            source = ImageCms.createProfile("LAB")
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        converted = ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")
        words.append(f"{image.mode} turned into sRGB by its profile")
        return converted
    except (ImageCms.PyCMSError, OSError, ValueError):
        if image.mode == "LAB":
            raise
        words.append("CMYK without a usable profile: colours are rough")
        return image.convert("RGB")


def _fits(profile: bytes, colours: int) -> bool:
    """Whether a profile fits this number of colours: header, ICC.1:2022, section 7.2."""
    kind = {1: b"GRAY", 3: b"RGB "}[colours]
    fits = len(profile) <= MAX_PROFILE and profile[16:20] == kind and profile[36:40] == b"acsp"
    return fits and int.from_bytes(profile[:4], "big") == len(profile)
