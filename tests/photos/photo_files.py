"""Small image files of every form that a photograph comes in, and damaged ones."""

import io
import random
import struct
import zlib

import numpy as np
import tifffile
from PIL import Image

MAGIC = b"\x89PNG\r\n\x1a\n"


def chunk(kind, content=b""):
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def png(numbers, *, filters=(0,), interlaced=False, extra=b""):
    """A PNG file of 8 or 16 bits, written pixel by pixel after the text of the format."""
    height, width, channels = numbers.shape
    bits = 8 * numbers.itemsize
    colour_type = {1: 0, 2: 4, 3: 2, 4: 6}[channels]
    passes = [(0, 0, 1, 1)]
    if interlaced:  # Adam7: rows 0, 8, ... and columns 0, 8, ... first
        passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2)]
        passes += [(0, 1, 2, 2), (1, 0, 2, 1)]
    raw, pixel = bytearray(), channels * bits // 8
    for row, column, down, right in passes:
        part = numbers[row::down, column::right]
        above = bytes(part.shape[1] * pixel)
        for i, line in enumerate(part if part.size else []):
            line = line.astype(f">u{bits // 8}").tobytes()
            kind = filters[i % len(filters)]
            raw.append(kind)
            for j, byte in enumerate(line):
                left = line[j - pixel] if j >= pixel else 0
                corner = above[j - pixel] if j >= pixel else 0
                up = above[j]
                near = min((left, up, corner), key=lambda x: abs(left + up - corner - x))
                raw.append(byte - (0, left, up, (left + up) // 2, near)[kind] & 255)
            above = line
    head = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, interlaced)
    return (
        MAGIC + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(bytes(raw)))
    ) + chunk(b"IEND")


def saved(image, format, **options):
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def tiff(numbers, **options):
    file = io.BytesIO()
    tifffile.imwrite(file, numbers, **options)
    return file.getvalue()


def noise(*shape, dtype="u1", seed=0):
    high = np.iinfo(dtype).max
    return np.random.default_rng(seed).integers(0, high, shape, dtype, endpoint=True)


def seeds():
    """name -> file, each of about 12 x 9 pixels."""
    rgb = Image.fromarray(noise(9, 12, 3))
    exif = Image.Exif()
    exif[0x0112] = 6
    files = {
        "jpeg": saved(rgb, "JPEG", exif=exif, icc_profile=b"x" * 200),
        "progressive": saved(rgb, "JPEG", progressive=True),
        "cmyk": saved(rgb.convert("CMYK"), "JPEG"),
        "grey jpeg": saved(rgb.convert("L"), "JPEG"),
        "mpo": saved(rgb, "MPO", save_all=True, append_images=[rgb]),
        "webp": saved(rgb, "WEBP", exif=exif),
        "lossless": saved(rgb.convert("RGBA"), "WEBP", lossless=True),
        "animated": saved(rgb, "WEBP", save_all=True, append_images=[rgb.rotate(90)]),
        "bmp": saved(rgb, "BMP"),
        "palette bmp": saved(rgb.convert("P"), "BMP"),
        "palette": saved(rgb.convert("P"), "PNG", transparency=3),
        "bilevel": saved(rgb.convert("1"), "PNG"),
        "apng": saved(rgb, "PNG", save_all=True, append_images=[rgb.rotate(180)]),
        "text": saved(rgb, "PNG", exif=exif, icc_profile=b"x" * 200),
        "16 bit": png(noise(9, 12, 3, dtype="u2"), filters=range(5)),
        "16 bit interlaced": png(noise(9, 12, 4, dtype="u2"), filters=range(5), interlaced=True),
        "16 bit transparent": png(
            noise(9, 12, 1, dtype="u2"), filters=range(5), extra=chunk(b"tRNS", b"\1\2")
        ),
        "tiff": tiff(noise(9, 12, 3), photometric="rgb"),
        "tiff 16 bit": tiff(noise(9, 12, 3, dtype="u2"), photometric="rgb"),
        "tiff deflated": tiff(
            noise(9, 12, 3, dtype="u2"), photometric="rgb", compression="zlib", predictor=True
        ),
        "tiff tiled": tiff(
            noise(9, 12, 4, dtype="u2"), photometric="rgb", compression="zlib", tile=(16, 16)
        ),
        "tiff planes": tiff(
            noise(3, 9, 12, dtype="u2"),
            photometric="rgb",
            planarconfig="separate",
            byteorder=">",
        ),
        "tiff floats": tiff(noise(9, 12).astype("f4") / 255),
        "tiff pages": tiff(noise(2, 9, 12), photometric="minisblack"),
    }
    for kind in ("tiff_lzw", "packbits", "jpeg", "tiff_adobe_deflate"):
        files[f"tiff {kind}"] = saved(rgb, "TIFF", compression=kind)
    files["tiff group4"] = saved(rgb.convert("1"), "TIFF", compression="group4")
    files["tiff cmyk"] = saved(rgb.convert("CMYK"), "TIFF")
    files["tiff lab"] = saved(rgb.convert("LAB"), "TIFF")
    return files


def damaged(files, count, seed):
    """`count` files, each one of `files` with a few things wrong in it."""
    rng = random.Random(seed)
    contents = list(files.values())
    for i in range(count):
        content = bytearray(contents[i % len(contents)])
        for _ in range(rng.choice((1, 1, 2, 5))):
            rng.choice((_flip, _flip, _cut, _number, _number, _splice, _repeat))(
                rng, content, contents
            )
        if content.startswith(MAGIC) and rng.random() < 0.8:
            content = _checksums_mended(content)  # else few get past the first checksum
        yield bytes(content)


def _flip(rng, content, contents):
    for _ in range(rng.choice((1, 3, 20))):
        content[_place(rng, content)] ^= 1 << rng.randrange(8)


def _cut(rng, content, contents):
    del content[rng.randrange(len(content)) :]
    content.extend(b"\0" * (not content))


def _number(rng, content, contents):
    """A whole number, as headers hold them, becomes another one."""
    place, size = _place(rng, content), rng.choice((1, 2, 4))
    value = rng.choice((0, 1, 2, 8, 16, 255, 7000, 65535, 2**24, 2**31, 2**32 - 1, len(content)))
    order = rng.choice(("big", "little"))
    content[place : place + size] = (value % 256**size).to_bytes(size, order)


def _splice(rng, content, contents):
    other = rng.choice(contents)
    start = rng.randrange(len(other))
    place = _place(rng, content)
    length = rng.randrange(1, 200)
    content[place : place + rng.choice((0, length))] = other[start : start + length]


def _repeat(rng, content, contents):
    place = _place(rng, content)
    content[place:place] = content[place : place + rng.randrange(1, 100)]


def _place(rng, content):
    end = len(content) if rng.random() < 0.4 else min(len(content), 120)  # headers, mostly
    return rng.randrange(end)


def _checksums_mended(content):
    place, whole = 8, bytearray(content[:8])
    while place + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        if place + 12 + length > len(content):
            break
        whole += chunk(kind, bytes(content[place + 8 : place + 8 + length]))
        place += 12 + length
    return whole + content[place:]
