"""Read TIFF with 16 bits; Pillow would round its colours to 8.

Pillow gets the same bytes as a grey 8-bit picture that is several times as wide. So it unpacks
them from any compression, and never more than the header announces.
"""

import io
import struct
from collections.abc import Mapping

import numpy as np
from PIL import Image
from PIL.TiffTags import TAGS_V2

ORDERS = {b"II*\0": "<", b"MM\0*": ">"}  # BigTIFF is not supported
BYTES_AT_ONCE = 2**26  # Pillow refuses a larger grey picture as a decompression bomb
NUMBERS = {info.name: number for number, info in TAGS_V2.items()}


class Tags:
    """The tags of one picture in a TIFF file, by name."""

    def __init__(self, tags: Mapping[int, object]):
        self._tags = tags

    def __contains__(self, name: str) -> bool:
        return NUMBERS[name] in self._tags

    def all(self, name: str, default: int | None = None) -> tuple[int, ...]:
        """Every value of a tag."""
        values = self._tags.get(NUMBERS[name], default)
        return tuple(values) if isinstance(values, tuple | list) else (values,)

    def one(self, name: str, default: int | None = None) -> int:
        """The first value of a tag."""
        return int(self.all(name, default)[0])


def samples(content: bytes, tags: Tags) -> tuple[np.ndarray, bool] | None:
    """The numbers of a grey or RGB TIFF file with 16 bits; None for any other form.

    Args:
        content: the whole file.
        tags: tags of its first picture.

    Returns:
        `(height, width, 1 to 4)` of 16-bit integers, and whether the last channel is alpha.

    Raises:
        ValueError: if the file is damaged; Pillow may raise other errors.
    """
    order, photometric = ORDERS.get(content[:4]), tags.one("PhotometricInterpretation", 0)
    colours, extra = {0: 1, 1: 1, 2: 3}.get(photometric, 0), tags.all("ExtraSamples")
    count, predictor = tags.one("SamplesPerPixel", 1), tags.one("Predictor", 1)
    if (
        not order
        or {*tags.all("BitsPerSample", 1)} != {16}
        or {*tags.all("SampleFormat", 1)} != {1}
        or not (count == colours or (count == colours + 1 and extra in ((0,), (2,))))
        or predictor not in (1, 2)
        or tags.one("FillOrder", 1) != 1
    ):
        return None
    planes = count if tags.one("PlanarConfiguration", 1) == 2 else 1
    found = []
    for plane in range(planes):
        lines = _unpacked(content, order, tags, count // planes * 2, plane, planes)
        numbers = lines.view(order + "u2").reshape(len(lines), -1, count // planes)
        if predictor == 2:
            numbers = _summed(numbers, tags.one("TileWidth", numbers.shape[1]))
        found.append(numbers)
    numbers = np.concatenate(found, axis=2) if planes > 1 else found[0]
    if photometric == 0:
        numbers = 65535 - numbers  # 0 is white
    if count > colours and extra == (0,):
        return numbers[..., :colours], False
    return numbers, count > colours


def _unpacked(
    content: bytes, order: str, tags: Tags, pixel: int, plane: int, planes: int
) -> np.ndarray:
    """The bytes of one plane, `(height, width * pixel)`, `pixel` bytes for each pixel."""
    width, height = tags.one("ImageWidth"), tags.one("ImageLength")
    tiled = "TileOffsets" in tags
    kind = "Tile" if tiled else "Strip"
    offsets, sizes = tags.all(f"{kind}Offsets"), tags.all(f"{kind}ByteCounts")
    own = slice(plane * len(offsets) // planes, (plane + 1) * len(offsets) // planes)
    offsets, sizes = offsets[own], sizes[own]
    if tags.one("Compression", 1) == 1 and not tiled:
        pieces = (content[at : at + size] for at, size in zip(offsets, sizes, strict=True))
        lines = np.frombuffer(b"".join(pieces), np.uint8)
        return lines[: height * width * pixel].reshape(height, width * pixel)
    entries = {
        "ImageWidth": [width * pixel],
        "BitsPerSample": [8],
        "Compression": [tags.one("Compression", 1)],
        "PhotometricInterpretation": [1],
    }
    if tiled:
        rows = tags.one("TileLength")
        across = -(-width // tags.one("TileWidth"))
        entries |= {"TileWidth": [tags.one("TileWidth") * pixel], "TileLength": [rows]}
    else:
        rows, across = min(tags.one("RowsPerStrip", height), height), 1
        entries |= {"RowsPerStrip": [rows]}
    lines = np.empty((height, width * pixel), np.uint8)
    at_once = max(1, BYTES_AT_ONCE // (rows * width * pixel))  # rows of strips or tiles
    for i, top in enumerate(range(0, height, rows * at_once)):
        part = lines[top : top + rows * at_once]
        chosen = slice(i * at_once * across, (i + 1) * at_once * across)
        entries["ImageLength"] = [len(part)]
        entries |= {f"{kind}Offsets": offsets[chosen], f"{kind}ByteCounts": sizes[chosen]}
        grey = _with_entries(content, order, entries)
        with Image.open(io.BytesIO(grey), formats=["TIFF"]) as image:
            part[:] = np.asarray(image)
    return lines


def _with_entries(content: bytes, order: str, entries: Mapping[str, list[int]]) -> bytes:
    """The TIFF file with a new directory of tags, appended to its content."""
    content += b"\0" * (len(content) % 2)
    behind = len(content) + 2 + 12 * len(entries) + 4
    directory, arrays = struct.pack(f"{order}H", len(entries)), b""
    for number, values in sorted((NUMBERS[name], values) for name, values in entries.items()):
        array = struct.pack(f"{order}{len(values)}I", *values)
        if len(values) > 1:
            array, arrays = struct.pack(f"{order}I", behind + len(arrays)), arrays + array
        directory += struct.pack(f"{order}HHI", number, 4, len(values)) + array
    start = struct.pack(f"{order}I", len(content))
    return content[:4] + start + content[8:] + directory + b"\0\0\0\0" + arrays


def _summed(numbers: np.ndarray, tile_width: int) -> np.ndarray:
    """Undo the horizontal predictor, which stores differences from the left neighbour."""
    parts = [
        np.cumsum(numbers[:, left : left + tile_width], axis=1, dtype=np.uint16)
        for left in range(0, numbers.shape[1], tile_width)
    ]
    return np.concatenate(parts, axis=1) if len(parts) > 1 else parts[0]
