"""Sets of images are found, verified file by file, and what is missing is named."""

import hashlib
import re
from pathlib import Path

import numpy as np
import pytest
import skimage.util
from PIL import Image

from restorelib.images import embedded
from restorelib.papers import image_sets
from restorelib.papers.image_sets import SETS, BenchmarkSet, MissingImages
from tests.place import DATA

FILES = ("b.png", "a.png", "10.png")


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """A set of three small images and its folder, with the digests of their files."""
    folder = tmp_path / "Toy" / "images"
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    lines = []
    for name in FILES:
        Image.fromarray(rng.integers(0, 256, (8, 9, 3), dtype="uint8")).save(folder / name)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(f"{digest}  Toy/images/{name}\n")
    package = tmp_path / "package"
    package.mkdir()
    (package / "image_sets.sha256").write_text("".join(lines))
    monkeypatch.setattr(image_sets.resources, "files", lambda name: package)
    monkeypatch.setitem(SETS, "Toy", BenchmarkSet("Toy/images", "Somebody 2001"))
    monkeypatch.setitem(SETS, "Part", BenchmarkSet("Toy/images", "Somebody 2001", ("a", "10")))
    monkeypatch.setitem(SETS, "Loose", BenchmarkSet("Toy/images", "Nobody", verified=False))
    image_sets.digests.cache_clear()
    yield folder
    image_sets.digests.cache_clear()


def test_a_set_is_read_as_rgb_in_the_order_of_names(toy, tmp_path):
    images = image_sets.read("Toy", tmp_path)
    assert list(images) == ["10", "a", "b"]
    for name, image in images.items():
        assert image.dtype == "float32"
        expected = np.asarray(Image.open(toy / f"{name}.png")) / 255
        np.testing.assert_allclose(image, expected, atol=1e-7)


def test_a_part_of_a_folder_is_a_set_too(toy, tmp_path):
    (toy / "b.png").unlink()
    assert list(image_sets.read("Part", tmp_path)) == ["10", "a"]


def test_other_files_in_the_folder_are_left_alone(toy, tmp_path):
    (toy / "more.png").write_bytes((toy / "a.png").read_bytes())
    assert len(image_sets.read("Toy", tmp_path)) == 3
    assert len(image_sets.read("Loose", tmp_path)) == 4


def test_missing_images_are_named_with_who_published_the_set(toy, tmp_path):
    (toy / "a.png").unlink()
    with pytest.raises(MissingImages, match=r"Missing: a\.png\..*published by Somebody 2001"):
        image_sets.read("Toy", tmp_path)
    with pytest.raises(MissingImages, match=r"Missing: 10\.png, a\.png, b\.png"):
        image_sets.read("Toy", tmp_path / "elsewhere")


def test_one_altered_bit_is_found(toy, tmp_path):
    content = bytearray((toy / "b.png").read_bytes())
    content[-20] ^= 1
    (toy / "b.png").write_bytes(content)
    with pytest.raises(MissingImages, match=r"Not the published file: b\.png\. A copy in another"):
        image_sets.read("Toy", tmp_path)


def test_a_set_without_digests_is_read_unverified_or_said_to_be_empty(toy, tmp_path):
    (toy / "a.png").write_bytes((toy / "b.png").read_bytes())
    assert len(image_sets.read("Loose", tmp_path)) == 3
    for path in toy.iterdir():
        path.unlink()
    with pytest.raises(MissingImages, match="There is no image.*Nobody"):
        image_sets.read("Loose", tmp_path)
    (toy / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(MissingImages, match=r"cut\.png cannot be read"):
        image_sets.read("Loose", tmp_path)


def test_a_long_list_is_cut():
    assert image_sets._listed(list("abcdefg")) == "a, b, c, d, e and 2 more"


def test_an_unknown_set_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match="expects one of.*Set5.*embedded.*'Set6'"):
        image_sets.read("Set6", ".")


def test_test_images_that_were_trained_on_are_counted(toy):
    assert image_sets.trained_on("Part", ("Toy/images",)) == 2
    assert image_sets.trained_on("Toy", ("Other",)) == 0
    assert image_sets.trained_on("embedded", ("Toy/images",)) == 0


def test_a_digest_of_the_whole_set_changes_with_each_image(toy):
    assert image_sets.digest_of("Toy") != image_sets.digest_of("Part")
    assert image_sets.digest_of("embedded") == image_sets.digest_of("Set14") == ""


# The sets themselves


def test_the_digests_are_a_file_that_sha256sum_reads():
    lines = (Path(image_sets.__file__).parent / "image_sets.sha256").read_text()
    found = re.findall(r"^([0-9a-f]{64})  (\S+)$", lines, re.MULTILINE)
    assert len(found) == lines.count("\n") == len({path for _, path in found})


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("Set5", 5),
        ("T91", 91),
        ("General100", 100),
        ("BSDS500 train", 200),
        ("BSDS500 val", 100),
        ("BSDS500 test", 200),
        ("BSD100", 100),
        ("BSD68", 68),
    ],
)
def test_a_set_has_as_many_images_as_its_authors_say(name, count):
    assert len(image_sets.digests(SETS[name])) == count


def test_bsd68_and_bsd100_lie_in_what_the_denoisers_are_trained_on():
    denoising = ("BSDS500/train", "BSDS500/val")
    assert image_sets.trained_on("BSD68", denoising) == 68
    assert image_sets.trained_on("BSD100", denoising) == 100
    # Of the hundred in the order of their names, the first 69 but one.
    hundred = sorted(image_sets.digests(SETS["BSD100"]))
    expected = [name for name in hundred[:69] if name != "156065.jpg"]
    assert sorted(image_sets.digests(SETS["BSD68"])) == expected
    for tested in ("BSDS500 test", "Set5"):
        for folders in (denoising, ("T91", "General100")):
            assert image_sets.trained_on(tested, folders) == 0


@pytest.mark.skipif(not DATA.is_dir(), reason="the sets are not beside this project")
def test_the_real_set5_is_what_its_digests_say():
    images = image_sets.read("Set5", DATA)
    assert [name[:4] for name in images] == ["baby", "bird", "butt", "head", "woma"]
    altered = DATA / "T91"
    with pytest.raises(MissingImages, match="Missing: baby_GT"):
        image_sets.read("Set5", altered)


def test_without_data_there_are_the_middles_of_all_ten_photographs():
    images = image_sets.read("embedded")
    assert list(images) == [name for names in embedded.SPLITS.values() for name in names]
    whole = embedded.photographs("far", channels=3)["retina"]
    top, left = ((side - 320) // 2 for side in whole.shape[:2])
    sides = (top, whole.shape[0] - 320 - top), (left, whole.shape[1] - 320 - left), (0, 0)
    np.testing.assert_array_equal(images["retina"], skimage.util.crop(whole, sides))
    assert images["chelsea"].shape == (300, 320, 3)
