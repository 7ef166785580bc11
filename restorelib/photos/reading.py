"""Read a photograph, or raise an error that says why not."""

import io
import os
import stat
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from restorelib.photos.decoding import Samples, samples_of
from restorelib.photos.picture import Levels, Photo, PhotoError

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP")
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}
READABLE = "JPEG, PNG, WebP, TIFF or BMP"
MAX_PIXELS = 50_000_000  # 600 MB as float32 RGB; today's cameras have 12 to 48 million
MAX_BYTES = 512 * 2**20  # 50 million pixels with four numbers of 16 bits are 400 MB
TIFF_ADVICE = "As a TIFF it is damaged or of a rare kind: save it again, with 8 or 16 bits, as RGB."
# Other kinds of file, recognised by their first bytes: (offset, bytes, advice).
KNOWN = (
    (4, b"ftyphei", "It is a HEIC file, as phones make them. Export it as JPEG or PNG."),
    (4, b"ftypmif1", "It is a HEIF file. Export it as JPEG or PNG."),
    (4, b"ftypavif", "It is an AVIF file. Export it as PNG."),
    (0, b"GIF8", "It is a GIF file. Export its picture as PNG."),
    (0, b"%PDF", "It is a PDF file. Export its picture as PNG or TIFF."),
    (0, b"8BPS", "It is a Photoshop file. Export it as TIFF or PNG."),
    (8, b"CR\x02", "It is a camera's raw file. Develop it to TIFF or JPEG first."),
    (0, b"<", "It is a text, perhaps an SVG drawing or a web page that was saved by mistake."),
    (0, b"II", TIFF_ADVICE),
    (0, b"MM", TIFF_ADVICE),
)
DNG_VERSION, NEW_SUBFILE_TYPE = 50706, 254  # TIFF tags of a raw file, or of a preview


def read(source: str | os.PathLike[str] | bytes, *, name: str = "", compact: bool = False) -> Photo:
    """Read a photograph: JPEG, PNG, WebP, TIFF or BMP.

    Of a file with several pictures, the first is read. Palettes become RGB, CMYK and Lab become
    sRGB, floating point counts as 16 bits. `source` of the result says what was done.

    Args:
        source: a path, or the content of a file.
        name: name in error messages; by default the name of the path.
        compact: keep the pixels as the integers of the file, in `picture.Levels`. `restoring`
            takes and returns this form, too: a quarter of the memory at 8 bits.

    Raises:
        PhotoError: if it is not such a file, is damaged, or has more than 50 million pixels.
    """
    if isinstance(source, bytes):
        name, content = name or "the upload", source
    else:
        name, content = name or Path(source).name or str(source), _content(Path(source))
    if not content:
        raise PhotoError(f"{name} is empty: 0 bytes. Copy it again from where it came.")
    if len(content) > MAX_BYTES:
        raise PhotoError(
            f"{name} has {len(content) / 2**20:.0f} MB; at most {MAX_BYTES // 2**20} MB are read."
        )
    try:
        # Pillow warns about odd metadata; only the picture matters here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check(image)
                format = "JPEG" if image.format == "MPO" else image.format
                samples = samples_of(image, content)
        return _photo(samples, format, compact)
    except PhotoError as error:
        raise PhotoError(f"{name} cannot be read: {error}") from None
    except UnidentifiedImageError:
        raise PhotoError(
            f"{name} is no {READABLE} file that can be read. {_guess(content)}"
        ) from None
    except Image.DecompressionBombError:
        raise PhotoError(f"{name} cannot be read: {_too_large('far more than that')}") from None
    except Exception as error:  # Pillow raises errors of many kinds for a damaged file
        raise PhotoError(
            f"{name} is damaged or cut off ({error or type(error).__name__}). Copy it again from "
            "where it came, or open it in an image editor and save it again as PNG."
        ) from error


def _content(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise PhotoError(f"{path} is a folder; expected a {READABLE} file.")
        if not stat.S_ISREG(mode):
            raise PhotoError(f"{path} is no file on a disk; expected a {READABLE} file.")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PhotoError(f"{path} does not exist. Check its name and its folder.") from None
    except PermissionError:
        raise PhotoError(f"{path} may not be read. Change its permissions.") from None
    except (OSError, ValueError) as error:
        raise PhotoError(f"{path} cannot be read: {error}.") from None


def _check(image: Image.Image) -> None:
    """Check the header before anything is unpacked."""
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise PhotoError(_too_large(f"{width} x {height}, {width * height / 1e6:.0f} million"))
    if image.format == "TIFF" and (
        DNG_VERSION in image.tag_v2 or image.tag_v2.get(NEW_SUBFILE_TYPE) == 1
    ):
        raise PhotoError(
            "it is a camera's raw file, or begins with a small preview. Develop it to TIFF or "
            "JPEG first."
        )


def _too_large(received: str) -> str:
    return (
        f"expected at most {MAX_PIXELS // 10**6} million pixels; received {received}. Make it "
        "smaller, or cut it into parts."
    )


def _guess(content: bytes) -> str:
    for place, begin, advice in KNOWN:
        if content[place:].startswith(begin):
            return advice
    return "If it should be one, it is damaged: copy it again from where it came."


def _photo(samples: Samples, format: str, compact: bool) -> Photo:
    numbers = samples.numbers
    height, width, channels = numbers.shape
    if numbers.dtype.kind == "f":
        _check_floats(numbers)
        numbers = numbers.astype("float32")
        bits, depth, full = 16, "floating point", 1
    else:
        bits = 8 * numbers.dtype.itemsize
        depth, full = f"{bits} bit", 2**bits - 1
        numbers = Levels(numbers)
    colours = channels - samples.has_alpha
    if compact and isinstance(numbers, Levels):
        pixels, alpha = numbers.part(..., slice(colours)), numbers.part(..., slice(colours, None))
    else:
        pixels, alpha = numbers[..., :colours], numbers[..., colours:]
    if not samples.has_alpha or samples.numbers[..., colours:].min() == full:
        alpha = None
    source = ", ".join([format, f"{width} x {height}", depth, *samples.words])
    return Photo(pixels, alpha, samples.icc_profile, bits, source)


def _check_floats(numbers: np.ndarray) -> None:
    low, high = numbers.min(), numbers.max()
    if not 0 <= low <= high <= 1:  # refuses NaN, too
        raise PhotoError(
            f"expected floating-point numbers from 0 to 1; received {low:.4g} to {high:.4g}. Save "
            "it with 8 or 16 bits."
        )
