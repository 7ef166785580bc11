"""Read PNG with 16 bits; Pillow would round its colours to 8.

Pillow gets the bytes as two 8-bit pictures, which are then joined. Nothing is unpacked beyond the
size that the header announces.
"""

import io
import struct
import zlib
from collections.abc import Iterator

import numpy as np
from PIL import Image

from restorelib.photos.png import SIGNATURE, chunk, header

PNG_CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}  # colour types that can have 16 bits
# Passes of an interlaced PNG: first row, first column, step of rows, step of columns.
ADAM7 = (
    (0, 0, 8, 8),
    (0, 4, 8, 8),
    (4, 0, 8, 4),
    (0, 2, 4, 4),
    (2, 0, 4, 2),
    (0, 1, 2, 2),
    (1, 0, 2, 1),
)


def samples(content: bytes) -> tuple[np.ndarray, bool] | None:
    """The numbers of a PNG file with 16 bits; None for any other depth.

    Returns:
        `(height, width, 1 to 4)` uint16, and whether the last channel is alpha; a transparent
        colour (chunk tRNS) becomes an alpha channel.

    Raises:
        ValueError: if the file is damaged.
    """
    chunks = _chunks(content)
    width, height, bits, colour_type, *_, interlaced = struct.unpack(
        ">IIBBBBB", next(chunks)[1][:13]
    )
    if bits != 16 or colour_type not in PNG_CHANNELS:
        return None
    packed, transparent = [], None
    for kind, inside in chunks:
        if kind == b"IDAT":
            packed.append(inside)
        elif kind == b"tRNS":
            transparent = np.frombuffer(inside, ">u2")
    channels = PNG_CHANNELS[colour_type]
    numbers = np.empty((height, width, channels), np.uint16)
    places = [numbers[r::down, c::right] for r, c, down, right in ADAM7]
    places = [place for place in places if place.size] if interlaced else [numbers]
    length = sum(len(place) * (1 + 2 * channels * place.shape[1]) for place in places)
    lines = np.frombuffer(_inflated(packed, length), np.uint8)
    for place in places:
        rows, columns = place.shape[:2]
        part, lines = np.split(lines, [rows * (1 + 2 * channels * columns)])
        part = part.reshape(rows, -1)
        # A PNG filter treats each byte separately, so upper and lower bytes can be split.
        upper, lower = (
            _unfiltered(part[:, :1], part[:, first::2], columns, colour_type) for first in (1, 2)
        )
        np.left_shift(upper.reshape(place.shape), 8, out=place, dtype=np.uint16)
        place |= lower.reshape(place.shape)
    if transparent is not None and transparent.size == channels:
        opaque = (numbers != transparent).any(axis=2, keepdims=True)
        return np.concatenate([numbers, opaque * np.uint16(65535)], axis=2), True
    return numbers, colour_type in (4, 6)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        inside = content[place + 8 : place + 8 + length]
        if content[place + 8 + length :][:4] != chunk(kind, inside)[-4:]:
            raise ValueError(f"chunk {kind!r} is damaged")
        yield kind, inside
        place += 12 + length


def _inflated(packed: list[bytes], length: int) -> bytes:
    inflate = zlib.decompressobj()
    lines = inflate.decompress(b"".join(packed), length)
    if len(lines) < length:
        raise ValueError(f"{len(lines)} of {length} bytes are there")
    return lines


def _unfiltered(filters: np.ndarray, lines: np.ndarray, width: int, colour_type: int) -> np.ndarray:
    stored = zlib.compress(np.concatenate([filters, lines], axis=1).tobytes(), 0)
    content = header(width, len(lines), bits=8, colour_type=colour_type)
    content += chunk(b"IDAT", stored) + chunk(b"IEND", b"")
    with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
        return np.asarray(image)
