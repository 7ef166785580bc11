"""File format of recordings: named arrays and a JSON header, gzipped; it holds no code to run.

    b"RESTORE1" | uint32 length of the header | header, UTF-8 JSON | arrays, little-endian

The header is `{"meta": ..., "arrays": {name: [dtype, shape, offset]}}`. Offsets count from the
end of the header and are multiples of 8, so that a browser can view the bytes as typed arrays.
"""

import gzip
import json
import math
import struct
import zlib

import numpy as np

MAGIC = b"RESTORE1"
DTYPES = {"float16", "float32", "int16", "int32", "uint8", "uint16"}


class RecordingError(ValueError):
    """A recording cannot be used: it is missing, damaged, or of another version."""


def pack(meta: dict, arrays: dict[str, np.ndarray]) -> bytes:
    """Pack arrays into the bytes of a recording; the same input gives the same bytes.

    Args:
        meta: anything that JSON can hold.
        arrays: name -> array of any shape, with one of `DTYPES`.

    Raises:
        TypeError: for another dtype.
    """
    index, chunks, offset = {}, [], 0
    for name, array in arrays.items():
        if array.dtype.name not in DTYPES:
            raise TypeError(f"pack expects one of {sorted(DTYPES)}; {name} is {array.dtype}.")
        raw = np.ascontiguousarray(array, array.dtype.newbyteorder("<")).tobytes()
        index[name] = [array.dtype.name, list(array.shape), offset]
        chunks.append(raw + bytes(-len(raw) % 8))
        offset += len(chunks[-1])
    header = json.dumps({"meta": meta, "arrays": index}, separators=(",", ":")).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % 8)
    plain = b"".join([MAGIC, struct.pack("<I", len(header)), header, *chunks])
    # Level 9 makes the file no smaller and takes eight times as long.
    return gzip.compress(plain, compresslevel=3, mtime=0)


def unpack(packed: bytes) -> tuple[dict, dict[str, np.ndarray]]:
    """Unpack the bytes of a recording.

    Returns:
        (meta, name -> array); the arrays are read-only views of one buffer.

    Raises:
        RecordingError: if the bytes are incomplete, altered, or not a recording.
    """
    try:
        plain = gzip.decompress(packed)
        if plain[: len(MAGIC)] != MAGIC:
            raise RecordingError(f"expected a file that starts with {MAGIC!r}")
        start = len(MAGIC) + 4
        (length,) = struct.unpack_from("<I", plain, len(MAGIC))
        header = json.loads(plain[start : start + length])
        arrays = {}
        for name, (dtype, shape, offset) in header["arrays"].items():
            if dtype not in DTYPES:
                raise RecordingError(f"unknown dtype {dtype!r}")
            array = np.frombuffer(plain, dtype, math.prod(shape), start + length + offset)
            arrays[name] = array.reshape(shape)
        return header["meta"], arrays
    except (EOFError, OSError, zlib.error, struct.error, ValueError, KeyError, TypeError) as error:
        raise RecordingError(
            f"This recording cannot be read ({error}). It is cut off, altered or of another "
            "version: get it again with 'git checkout restorelib'."
        ) from error
