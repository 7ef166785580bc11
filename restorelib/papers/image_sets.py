"""The image sets that papers test on: read from your folder, each image verified.

The course may not ship these images, so it ships their SHA-256 digests: `image_sets.sha256`.
Without any data, use the embedded photographs. No network was trained on them.
"""

import functools
import hashlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
from PIL import Image

from restorelib.images import embedded

EMBEDDED = "embedded"  # the centres of the ten photographs of `embedded.SPLITS`
MIDDLE = 320  # pixels a side, at most


class MissingImages(FileNotFoundError):
    """A set or one of its images is missing, or an image differs from the published one."""


@dataclass(frozen=True)
class BenchmarkSet:
    """One set: its folder, and who published it."""

    folder: str  # relative to the folder that the user names
    published: str
    names: tuple[str, ...] = ()  # of its files without suffix; empty means the whole folder
    verified: bool = True  # False: the course has no digests of it


# Its 300 images for training and validation date from 2001; the 200 for testing were new.
_BERKELEY = (
    "Arbelaez, Maire, Fowlkes, Malik 2011 (doi 10.1109/TPAMI.2010.161), on the page 'Contour "
    "Detection and Image Segmentation Resources' of the Berkeley Computer Vision Group"
)
# 68 of the 100 test images of 2001: Roth and Black 2009 (doi 10.1007/s11263-008-0197-6). The
# names are from `testsets/CBSD68` of github.com/cszn/IRCNN, whose authors test on these images.
_BSD68 = """
101085 101087 102061 103070 105025 106024 108005 108070 108082 109053 119082 12084 123074 126007
130026 134035 14037 143090 145086 147091 148026 148089 157055 159008 160068 16077 163085 167062
167083 170057 175032 175043 182053 189080 19021 196073 197017 208001 210088 21077 216081 219090
220075 223061 227092 229036 236037 24077 241004 241048 253027 253055 260058 271035 285079 291000
295087 296007 296059 299086 300091 302008 304034 304074 306005 3096 33039 351093
"""

SETS = {
    "Set5": BenchmarkSet(
        "Set5", "Bevilacqua, Roumy, Guillemot, Alberi-Morel 2012, BMVC (doi 10.5244/C.26.135)"
    ),
    "Set14": BenchmarkSet(
        "Set14", "Zeyde, Elad, Protter 2010, Curves and Surfaces", verified=False
    ),
    "BSDS500 test": BenchmarkSet("BSDS500/test", _BERKELEY),
    "BSDS500 val": BenchmarkSet("BSDS500/val", _BERKELEY),
    "BSDS500 train": BenchmarkSet("BSDS500/train", _BERKELEY),
    "BSD100": BenchmarkSet("BSDS500/val", f"Martin and others 2001, now in BSDS500: {_BERKELEY}"),
    "BSD68": BenchmarkSet("BSDS500/val", f"as BSDS500: {_BERKELEY}", tuple(_BSD68.split())),
    "T91": BenchmarkSet("T91", "Yang, Wright, Huang, Ma 2010 (doi 10.1109/TIP.2010.2050625)"),
    "General100": BenchmarkSet(
        "General100", "Dong, Loy, Tang 2016 (arXiv 1608.00367), on the project page of FSRCNN"
    ),
}


def read(name: str, root: str | os.PathLike[str] | None = None) -> dict[str, np.ndarray]:
    """The images of one set, verified.

    Args:
        name: a key of `SETS`, or "embedded".
        root: the folder that contains the sets' folders; not needed for "embedded".

    Returns:
        file name without suffix -> `(height, width, 3)` float32 in [0, 1], sorted by name.

    Raises:
        ValueError: for an unknown set.
        MissingImages: if images are missing or altered; the message lists them and names the
            publisher of the set.
    """
    if name == EMBEDDED:
        return {
            key: embedded.middle(photo, MIDDLE)
            for split in embedded.SPLITS
            for key, photo in embedded.photographs(split, channels=3).items()
        }
    one = named(name)
    folder = Path(root or ".") / one.folder
    expected = digests(one) if one.verified else {}
    missing = sorted(file for file in expected if not (folder / file).is_file())
    # Without digests, take all images in the folder.
    files = sorted(expected) if one.verified else sorted(p.name for p in _images_in(folder))
    contents = {file: (folder / file).read_bytes() for file in files if file not in missing}
    altered = [
        file
        for file, content in contents.items()
        if one.verified and hashlib.sha256(content).hexdigest() != expected[file]
    ]
    if missing or altered or not contents:
        raise MissingImages(_complaint(name, one, folder, missing, altered))
    return {Path(file).stem: _rgb(file, content) for file, content in contents.items()}


def named(name: str) -> BenchmarkSet:
    """The set of this name.

    Raises:
        ValueError: if the name is unknown.
    """
    if name not in SETS:
        raise ValueError(f"set expects one of {[*SETS, EMBEDDED]}; received {name!r}.")
    return SETS[name]


@functools.cache
def digests(one: BenchmarkSet) -> dict[str, str]:
    """SHA-256 of each file of a set: name -> 64 hexadecimal digits; empty if not verified."""
    lines = (resources.files("restorelib.papers") / "image_sets.sha256").read_text().splitlines()
    found = {}
    for line in lines:
        digest, path = line.split("  ")
        folder, _, file = path.rpartition("/")
        if folder == one.folder and (not one.names or Path(file).stem in one.names):
            found[file] = digest
    return found


def digest_of(name: str) -> str:
    """SHA-256 over the digests of all files of a set; "" if the course has none."""
    known = digests(SETS[name]) if name in SETS else {}
    whole = "".join(known[file] for file in sorted(known))
    return hashlib.sha256(whole.encode()).hexdigest() if whole else ""


def trained_on(name: str, folders: tuple[str, ...]) -> int:
    """How many images of a set are also in the folders that a network was trained on."""
    if name not in SETS:
        return 0
    known = {digest for folder in folders for digest in digests(BenchmarkSet(folder, "")).values()}
    return sum(digest in known for digest in digests(SETS[name]).values())


def _complaint(
    name: str, one: BenchmarkSet, folder: Path, missing: list[str], altered: list[str]
) -> str:
    lines = [f"{name} is expected in {folder}."]
    if missing:
        lines.append(f"Missing: {_listed(missing)}.")
    if altered:
        lines.append(
            f"Not the published file: {_listed(altered)}. A copy in another format looks alike "
            "and has another digest."
        )
    if not (missing or altered):
        lines.append("There is no image.")
    return " ".join([*lines, f"It was published by {one.published}."])


def _listed(files: list[str]) -> str:
    more = f" and {len(files) - 5} more" if len(files) > 5 else ""
    return ", ".join(files[:5]) + more


def _images_in(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*") if path.suffix.lower() in embedded.SUFFIXES)


def _rgb(file: str, content: bytes) -> np.ndarray:
    try:
        with Image.open(io.BytesIO(content)) as image:
            return np.asarray(image.convert("RGB"), dtype="float32") / 255
    except (OSError, SyntaxError, ValueError) as error:
        raise MissingImages(f"{file} cannot be read as an image ({error}).") from error
