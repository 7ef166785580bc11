"""A photograph is read in every usual form, written with nothing lost, or gives an error."""

import base64
import io
import os
import struct
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from restorelib.images import embedded
from restorelib.photos import picture as photo
from restorelib.photos import reading, writing
from restorelib.photos.writing import write_bands
from tests.photos.photo_files import chunk, noise, png, saved, tiff

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
# (4000 row + 300 column + 7 channel) modulo 65536, 9 x 12 x 3: LZW and predictor, by imagecodecs.
LZW = (
    "SUkqAAgAAAAOAAABBAABAAAADAAAAAEBBAABAAAACQAAAAIBAwADAAAAtgAAAAMBAwABAAAABQAAAAYBAwABAAAAAg"
    "AAABEBBAABAAAA0AAAABUBAwABAAAAAwAAABYBBAABAAAACQAAABcBBAABAAAAegAAABoBBQABAAAAvAAAABsBBQAB"
    "AAAAxAAAABwBAwABAAAAAQAAACgBAwABAAAAAQAAAD0BAwABAAAAAgAAAAAAAAAQABAAEAABAAAAAQAAAAEAAAABAA"
    "AAAAAAAIAAAABwADgALADCIVCYZC4dDYhD4lEYpE4QoAepwergfForH49IZBHyAHyOHycH5FK5HLJcAXALnOLncLpf"
    "N5bOYmgB8hx8jh9OKFOqIICcJycLidQ6ZRI8wC6xy6zi7TatTogYDaZzabjbV7BWAAfQOfQcfbDaZzAQ"
)


def made(pixels, *, alpha=None, icc_profile=None, bits=8):
    return photo.Photo(pixels, alpha, icc_profile, bits, "made here")


def as_numbers(picture, full):
    parts = [picture.pixels] + ([] if picture.alpha is None else [picture.alpha])
    numbers = full * np.concatenate(parts, axis=2).astype("float64")
    assert np.abs(numbers - np.rint(numbers)).max() < 0.01
    return np.rint(numbers).astype(int)


@pytest.mark.parametrize("mode", ["L", "RGB", "LA", "RGBA"])
@pytest.mark.parametrize("format", ["PNG", "TIFF", "BMP", "WEBP"])
def test_eight_bits_are_read_as_they_are(mode, format):
    numbers = noise(9, 12, len(mode))
    if format == "BMP" and "A" in mode:
        pytest.skip("Pillow writes no alpha to BMP")
    options = {"lossless": True, "exact": True} if format == "WEBP" else {}
    picture = reading.read(saved(Image.fromarray(numbers.squeeze()), format, **options))
    assert picture.pixels.dtype == "float32" and picture.bits == 8
    assert f"{format}, 12 x 9, 8 bit" == picture.source
    expected = numbers
    if format == "WEBP" and "L" in mode:  # WebP has no grey
        expected = np.repeat(numbers[..., :1], 3, axis=2)
        expected = np.concatenate([expected, numbers[..., 1:]], axis=2)
    np.testing.assert_array_equal(as_numbers(picture, 255), expected)


def test_jpeg_is_read():
    y, x = np.mgrid[:40, :64]
    smooth = np.stack([4 * x, 6 * y, 255 - 3 * x], axis=2).astype("u1")
    for mode in ("RGB", "L"):
        image = Image.fromarray(smooth).convert(mode)
        picture = reading.read(saved(image, "JPEG", quality=95, progressive=True))
        expected = np.asarray(image).reshape(40, 64, -1) / 255
        assert picture.source == "JPEG, 64 x 40, 8 bit"
        assert np.abs(picture.pixels - expected).max() < 0.03


# Where row 0 and column 0 of the file belong, EXIF 2.32, section 4.6.4 A.
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def upright(numbers, orientation):
    rows, columns = numbers.shape[:2]
    lying = SIDES[orientation][0] in ("left", "right")
    seen = np.empty((columns, rows, 3) if lying else numbers.shape, numbers.dtype)
    for row, column in np.ndindex(rows, columns):
        place = {}
        for side, index in zip(SIDES[orientation], (row, column), strict=True):
            axis = "x" if side in ("left", "right") else "y"
            size = seen.shape[1 if axis == "x" else 0]
            place[axis] = index if side in ("top", "left") else size - 1 - index
        seen[place["y"], place["x"]] = numbers[row, column]
    return seen


@pytest.mark.parametrize("orientation", SIDES)
def test_what_was_turned_in_the_camera_is_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    small, deep = noise(2, 3, 3), noise(2, 3, 3, dtype="u2")
    files = {
        "PNG": (small, saved(Image.fromarray(small), "PNG", exif=exif)),
        "WEBP": (small, saved(Image.fromarray(small), "WEBP", exif=exif, lossless=True)),
        "TIFF": (small, saved(Image.fromarray(small), "TIFF", tiffinfo={0x0112: orientation})),
        "PNG 16": (deep, png(deep, extra=chunk(b"eXIf", exif.tobytes()[6:]))),
        "TIFF 16": (
            deep,
            tiff(deep, photometric="rgb", extratags=[(0x0112, 3, 1, orientation, True)]),
        ),
    }
    for name, (numbers, content) in files.items():
        picture = reading.read(content)
        full = np.iinfo(numbers.dtype).max
        expected = upright(numbers, orientation)
        np.testing.assert_array_equal(as_numbers(picture, full), expected, err_msg=name)
        assert ("turned upright" in picture.source) == (orientation > 1), name
        assert f"{expected.shape[1]} x {expected.shape[0]}" in picture.source, name


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("interlaced", [False, True])
def test_sixteen_bits_of_png_stay_sixteen(channels, interlaced):
    for shape in ((9, 12), (1, 1), (3, 2)):
        numbers = noise(*shape, channels, dtype="u2")
        picture = reading.read(png(numbers, filters=range(5), interlaced=interlaced))
        assert picture.bits == 16 and "16 bit" in picture.source
        np.testing.assert_array_equal(as_numbers(picture, 65535), numbers)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"compression": "zlib", "predictor": True},
        {"compression": "zlib", "rowsperstrip": 4, "byteorder": ">", "predictor": True},
        {"tile": (16, 16)},
        {"tile": (16, 16), "compression": "zlib", "predictor": True},
        {"planarconfig": "separate"},
        {"planarconfig": "separate", "compression": "zlib", "rowsperstrip": 4},
    ],
    ids=str,
)
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_sixteen_bits_of_tiff_stay_sixteen(options, channels):
    numbers = noise(21, 37, channels, dtype="u2")
    stored = np.moveaxis(numbers, -1, 0) if "planarconfig" in options else numbers
    kind = {1: "minisblack", 3: "rgb", 4: "rgb"}[channels]
    extra = {"extrasamples": ["unassalpha"]} if channels == 4 else {}
    stored = numbers[..., 0] if channels == 1 else stored
    picture = reading.read(tiff(stored, photometric=kind, **options, **extra))
    assert picture.bits == 16
    np.testing.assert_array_equal(as_numbers(picture, 65535), numbers)


def test_tiff_of_sixteen_bits_compressed_by_another_program():
    picture = reading.read(base64.b64decode(LZW))
    row, column, channel = np.indices((9, 12, 3))
    expected = (4000 * row + 300 * column + 7 * channel) % 65536
    np.testing.assert_array_equal(as_numbers(picture, 65535), expected)


def test_large_strips_are_unpacked_in_parts(monkeypatch):
    from restorelib.photos import deep_tiff

    monkeypatch.setattr(deep_tiff, "BYTES_AT_ONCE", 500)
    numbers = noise(21, 37, 3, dtype="u2")
    for options in ({"rowsperstrip": 2}, {"tile": (16, 16)}):
        picture = reading.read(tiff(numbers, photometric="rgb", compression="zlib", **options))
        np.testing.assert_array_equal(as_numbers(picture, 65535), numbers)


def test_compact_photographs_hold_the_numbers_of_the_file():
    for dtype, channels in (("u1", 3), ("u2", 4)):
        content = png(noise(9, 12, channels, dtype=dtype))
        whole, compact = reading.read(content), reading.read(content, compact=True)
        assert compact.pixels.shape == whole.pixels.shape and len(compact.pixels) == 9
        assert compact.pixels._numbers.dtype == dtype
        for place in (slice(2, 7), (slice(1, 3), slice(4, 9)), (Ellipsis, 0)):
            assert compact.pixels[place].dtype == "float32"
            np.testing.assert_array_equal(compact.pixels[place], whole.pixels[place])
            if channels == 4:
                np.testing.assert_array_equal(compact.alpha[place], whole.alpha[place])


def test_reading_a_photograph_takes_little_more_memory_than_its_numbers():
    numbers = np.tile(noise(50, 80, 3), (20, 10, 1))  # Pillow holds four bytes a pixel besides
    content = saved(Image.fromarray(numbers), "JPEG", quality=80)
    tracemalloc.start()
    try:
        picture = reading.read(content, compact=True)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert picture.pixels.shape == numbers.shape and peak < 1.8 * numbers.nbytes


def test_what_is_rounded_is_said():
    picture = reading.read(tiff(noise(9, 12, 3, dtype="u2"), photometric="rgb", bigtiff=True))
    assert picture.bits == 8 and "rounded from 16 bit" in picture.source


def test_white_may_be_zero():
    numbers = noise(9, 12, dtype="u2")
    picture = reading.read(tiff(numbers, photometric="miniswhite"))
    np.testing.assert_array_equal(as_numbers(picture, 65535)[..., 0], 65535 - numbers)


def test_transparent_colours_become_alpha():
    palette = Image.new("P", (2, 1))
    palette.putpalette([10, 20, 30, 40, 50, 60])
    palette.putdata([0, 1])
    picture = reading.read(saved(palette, "PNG", transparency=1))
    assert as_numbers(picture, 255).tolist() == [[[10, 20, 30, 255], [40, 50, 60, 0]]]
    rgb = Image.fromarray(np.array([[[1, 2, 3], [4, 5, 6]]], "u1"))
    picture = reading.read(saved(rgb, "PNG", transparency=(4, 5, 6)))
    assert picture.alpha.ravel().tolist() == [1, 0]
    numbers = np.array([[[1000], [2000]]], "u2")
    picture = reading.read(png(numbers, extra=chunk(b"tRNS", struct.pack(">H", 1000))))
    assert picture.alpha.ravel().tolist() == [0, 1] and picture.pixels.shape == (1, 2, 1)


def test_an_opaque_alpha_says_nothing():
    picture = reading.read(saved(Image.new("RGBA", (3, 2), (9, 8, 7, 255)), "PNG"))
    assert picture.alpha is None and picture.pixels.shape == (2, 3, 3)


def test_black_and_white_is_grey():
    image = Image.fromarray(noise(9, 12)).convert("1")
    for format, options in (("PNG", {}), ("TIFF", {"compression": "group4"}), ("BMP", {})):
        picture = reading.read(saved(image, format, **options))
        expected = np.asarray(image)[..., None]
        np.testing.assert_array_equal(picture.pixels, expected.astype("float32"))


def test_floats_are_taken_from_zero_to_one_alone():
    numbers = noise(9, 12).astype("f4") / 255
    picture = reading.read(tiff(numbers))
    assert picture.bits == 16 and "floating point" in picture.source
    np.testing.assert_array_equal(picture.pixels[..., 0], numbers)
    for wrong in (2 * numbers, numbers - 0.1, numbers * np.nan):
        with pytest.raises(photo.PhotoError, match=r"expected.*from 0 to 1; received.*Save"):
            reading.read(tiff(wrong))
    with pytest.raises(photo.PhotoError, match="16 bits"):
        reading.read(tiff((numbers * 2**31).astype("u4")))


def test_the_first_of_several_pictures_is_taken():
    first, second = (Image.new("RGB", (4, 3), colour) for colour in ("red", "blue"))
    for format in ("TIFF", "PNG", "WEBP", "MPO"):
        content = saved(first, format, save_all=True, append_images=[second])
        picture = reading.read(content)
        assert "first of several pictures" in picture.source
        assert picture.pixels[0, 0, 0] > 0.9 > 0.1 > picture.pixels[0, 0, 2]


def cmyk_profile():
    """An ICC profile in which black ink alone counts: ICC.1:2022, sections 7 and 10.10."""
    identity = bytes(range(256))
    # Lab for two points of each of four inks, black the fastest: from white to black.
    table = bytes([255, 128, 128, 0, 128, 128]) * 8
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0])
    lut += struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    lut += identity * 4 + table + identity * 3
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    text = b"desc" + bytes(4) + struct.pack(">I", 5) + b"flat\0" + bytes(79)
    tags, place, content = b"", 128 + 4 + 3 * 12, b""
    for name, tag in ((b"desc", text), (b"wtpt", white), (b"A2B0", lut)):
        tags += name + struct.pack(">II", place + len(content), len(tag))
        content += tag + bytes(-len(tag) % 4)
    head = bytes(4) + struct.pack(">I", 0x02400000) + b"prtrCMYKLab " + bytes(12) + b"acsp"
    head = head.ljust(64, b"\0") + struct.pack(">3i", 63190, 65536, 54061)
    body = head.ljust(124, b"\0") + struct.pack(">I", 3) + tags + content
    return struct.pack(">I", len(body) + 4) + body


def test_cmyk_is_turned_into_srgb_by_its_profile():
    image = Image.new("CMYK", (4, 3), (255, 255, 0, 127))
    picture = reading.read(saved(image, "TIFF", icc_profile=cmyk_profile()))
    assert picture.icc_profile is None and "CMYK turned into sRGB by its profile" in picture.source
    # L* = 50.2: Y = ((L* + 16) / 116)^3, and the curve of sRGB (IEC 61966-2-1).
    expected = 1.055 * ((66.2 / 116) ** 3) ** (1 / 2.4) - 0.055
    np.testing.assert_allclose(picture.pixels, expected, atol=3 / 255)


def test_cmyk_without_a_profile_is_said_to_be_rough():
    for profile in (None, b"nonsense"):
        for format in ("TIFF", "JPEG"):
            image = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
            picture = reading.read(saved(image, format, icc_profile=profile))
            assert "CMYK without a usable profile" in picture.source
            np.testing.assert_allclose(picture.pixels[0, 0], [0, 1, 1], atol=0.02)


def test_the_colour_profile_is_kept():
    rgb, grey = Image.fromarray(noise(9, 12, 3)), Image.fromarray(noise(9, 12))
    for format in ("JPEG", "PNG", "WEBP", "TIFF"):
        picture = reading.read(saved(rgb, format, icc_profile=SRGB))
        assert picture.icc_profile == SRGB
        assert Image.open(io.BytesIO(writing.to_png(picture))).info["icc_profile"] == SRGB
    for image, profile in ((grey, SRGB), (rgb, SRGB[:-1]), (rgb, b"nonsense")):
        picture = reading.read(saved(image, "PNG", icc_profile=profile))
        assert picture.icc_profile is None and "left out" in picture.source


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_png_is_written_with_nothing_lost(bits, channels):
    full = 2**bits - 1
    numbers = noise(301, 23, channels, dtype=f"u{bits // 8}")
    numbers[100:] = 0  # flat, striped and sloping places choose other filters than noise
    numbers[150:200, ::2] = full
    numbers[200:] = np.arange(23)[:, None] + np.arange(101)[:, None, None]
    values = (numbers / full).astype("float32")
    alpha = values[..., -1:] if channels in (2, 4) else None
    written = writing.to_png(
        made(values[..., : channels - 1 + channels % 2], alpha=alpha, bits=bits)
    )
    # Pillow keeps the upper byte of 16 bits; the lower one is read by what was tested above.
    image = np.asarray(
        Image.open(io.BytesIO(written)).convert("RGBA" if alpha is not None else None)
    )
    if bits == 8 and channels != 2:
        np.testing.assert_array_equal(image.reshape(numbers.shape), numbers)
    elif channels > 2:
        np.testing.assert_array_equal(image, numbers >> 8)
    np.testing.assert_array_equal(as_numbers(reading.read(written), full), numbers)


def test_png_is_clipped_and_rounded():
    values = np.array([[[-0.2], [1.3], [0.5 / 255 + 1e-4], [0.5 / 255 - 1e-4]]], "float32")
    image = Image.open(io.BytesIO(writing.to_png(made(values))))
    assert np.asarray(image).tolist() == [[0, 255, 1, 0]]


def test_photographs_become_files_as_small_as_pillow_makes_them():
    crop = embedded.photographs("test", channels=3)["chelsea"][100:200, 100:250]
    written = writing.to_png(made(crop))
    image = Image.open(io.BytesIO(written))
    np.testing.assert_array_equal(np.asarray(image), np.rint(255 * crop))
    by_pillow = saved(image, "PNG")
    assert len(written) < 1.02 * len(by_pillow)


def files():
    rgb = Image.fromarray(noise(40, 50, 3))
    yield from ((format, saved(rgb, format)) for format in ("JPEG", "PNG", "WEBP", "TIFF", "BMP"))
    yield "PNG 16", png(noise(40, 50, 3, dtype="u2"))
    yield "TIFF 16", tiff(noise(40, 50, 3, dtype="u2"), photometric="rgb", compression="zlib")


@pytest.mark.parametrize(("kind", "content"), [*files()], ids=lambda value: str(value)[:7])
def test_cut_off_files_are_refused(kind, content):
    reading.read(content)
    for share in (0.3, 0.6, 0.9):
        with pytest.raises(photo.PhotoError, match=r"^holiday\.jpg (is|cannot)"):
            reading.read(content[: int(share * len(content))], name="holiday.jpg")


def test_deep_files_that_say_to_be_larger_than_they_are_are_refused():
    for numbers in (noise(9, 12, 3, dtype="u2"), noise(9, 12, 1, dtype="u2")):
        content = png(numbers)
        head = struct.pack(">IIBB", 12, 10, 16, content[25]) + bytes(3)
        larger = content[:8] + chunk(b"IHDR", head) + content[8 + 25 :]
        with pytest.raises(photo.PhotoError, match="of .* bytes are there"):
            reading.read(larger)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty: 0 bytes"),
        (b"Dear diary, " * 9, "no JPEG, PNG, WebP, TIFF or BMP"),
        (b"<svg xmlns=", "SVG"),
        (saved(Image.new("L", (3, 3)), "GIF"), "GIF.*Export"),
        (b"\0\0\0\x18ftypheic" + bytes(40), "HEIC.*Export"),
        (saved(Image.new("L", (3, 3)), "ICO"), "no JPEG"),
        (tiff(noise(9, 12), extratags=[(50706, 1, 4, b"\1\4\0\0", True)]), "raw.*Develop"),
        (tiff(noise(9, 12), subfiletype=1), "preview"),
        (tiff(noise(9, 12, 3).astype("f4"), photometric="rgb"), "rare kind.*8 or 16 bits"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_photograph_is_refused_in_words(content, words):
    with pytest.raises(photo.PhotoError, match=f"^holiday.*{words}"):
        reading.read(content, name="holiday")


def bomb(width, height):
    """A PNG file of a few kilobytes that says to be that large, and is, all black."""
    inflated = zlib.compress(bytes(min(width * height, 10**7)), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    content = chunk(b"IHDR", head) + chunk(b"IDAT", inflated) + chunk(b"IEND")
    return b"\x89PNG\r\n\x1a\n" + content


@pytest.mark.parametrize("size", [(7500, 7500), (12000, 9000), (60000, 60000), (2**31 - 1, 1)])
def test_bombs_are_refused_by_their_header(size, monkeypatch, recwarn):
    limit = Image.MAX_IMAGE_PIXELS
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("unpacked"))
    with pytest.raises(photo.PhotoError, match=r"at most 50 million pixels; received.*smaller"):
        reading.read(bomb(*size))
    assert limit == Image.MAX_IMAGE_PIXELS and not recwarn.list


def test_deep_files_are_unpacked_no_further_than_their_header_says():
    zeros = zlib.compress(bytes(10**7), 9)
    head = struct.pack(">IIBBBBB", 4, 3, 16, 2, 0, 0, 0)
    content = chunk(b"IHDR", head) + chunk(b"IDAT", zeros) + chunk(b"IEND")
    from restorelib.photos import deep_png

    lengths = []

    class Watched:
        def __init__(self):
            self.inflate = zlib.decompressobj()

        def decompress(self, *arguments):
            lengths.append(len(lines := self.inflate.decompress(*arguments)))
            return lines

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deep_png, "zlib", type("z", (), {"decompressobj": Watched}))
        patch.setattr(deep_png, "_unfiltered", lambda f, lines, w, c: np.zeros((3, 4, 3), "u1"))
        reading.read(b"\x89PNG\r\n\x1a\n" + content)
    assert lengths == [3 * (1 + 4 * 6)]


def test_what_is_no_file_is_refused_in_words(tmp_path, monkeypatch):
    with pytest.raises(photo.PhotoError, match="is a folder; expected a JPEG"):
        reading.read(tmp_path)
    with pytest.raises(photo.PhotoError, match="no file on a disk"):
        reading.read(os.devnull)
    with pytest.raises(photo.PhotoError, match="does not exist"):
        reading.read(str(tmp_path / "missing.jpg"))
    (tmp_path / "secret.png").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", lambda *_: (_ for _ in ()).throw(PermissionError()))
    with pytest.raises(photo.PhotoError, match="may not be read.*permissions"):
        reading.read(tmp_path / "secret.png")


def test_files_that_are_too_large_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("restorelib.photos.reading.MAX_BYTES", 2**20)
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(photo.PhotoError, match="at most 1 MB"):
        reading.read(tmp_path / "large.png")


def test_a_file_is_never_overwritten_unasked(tmp_path):
    path = tmp_path / "result.png"
    picture = made(noise(3, 4, 3).astype("float32") / 255)
    writing.write(picture, path)
    assert path.read_bytes() == writing.to_png(picture)
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask
    path.write_bytes(b"mine")
    with pytest.raises(photo.PhotoError, match="exists already and was left as it is"):
        writing.write(picture, path)
    assert path.read_bytes() == b"mine"
    writing.write(picture, path, overwrite=True)
    assert path.read_bytes() == writing.to_png(picture)
    assert os.listdir(tmp_path) == ["result.png"]


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_left_as_it_is(tmp_path, monkeypatch, links):
    path = tmp_path / "result.png"
    picture = made(np.zeros((2, 3, 1), "float32"))
    if not links:  # as on a memory stick
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError()))

    def bands():
        path.write_bytes(b"mine")
        yield picture.pixels

    with pytest.raises(photo.PhotoError, match="left as it is"):
        write_bands(bands(), picture, path)
    assert path.read_bytes() == b"mine" and os.listdir(tmp_path) == ["result.png"]
    path.unlink()
    writing.write(picture, path)
    assert os.listdir(tmp_path) == ["result.png"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_what_fails_half_way_leaves_nothing(tmp_path, error):
    picture = made(np.zeros((200, 300, 3), "float32"))

    def bands():
        yield picture.pixels[:100]
        raise error

    with pytest.raises(error):
        write_bands(bands(), picture, tmp_path / "result.png")
    assert not os.listdir(tmp_path)
    with pytest.raises(ValueError, match="expected 200 rows; received 100"):
        write_bands([picture.pixels[:100]], picture, tmp_path / "result.png")
    with pytest.raises(ValueError, match=r"expected bands of.*300, 3.*received"):
        write_bands([picture.pixels[:, :9]], picture, tmp_path / "result.png")
    assert not os.listdir(tmp_path)


def test_places_that_cannot_be_written_to_are_said(tmp_path):
    picture = made(np.zeros((2, 3, 1), "float32"))
    (tmp_path / "folder.png").mkdir()
    for name, words in (
        ("result.jpg", r"ends in \.png"),
        ("missing/result.png", "is no folder"),
        ("folder.png", "is a folder"),
        (f"{'x' * 300}.png", "cannot be written"),
    ):
        with pytest.raises(photo.PhotoError, match=words):
            writing.write(picture, tmp_path / name)
