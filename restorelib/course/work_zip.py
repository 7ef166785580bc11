"""A learner's work as one zip: notebooks and progress. It may come from a stranger."""

import io
import json
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from restorelib.course.own_copy import FOLDER, sources
from restorelib.course.progress_file import OtherSchemaError, Progress, as_data, from_json

PROGRESS = "progress.json"
VERSIONS = "versions.json"  # of the lessons that the learner's notebooks come from
LARGEST_ZIP = 50_000_000  # bytes
LARGEST = 100_000_000  # bytes, unpacked
MOST_FILES = 500
# Folders of a few levels, none of them hidden, and no name that some system takes for a device.
_PART = r"(?!\.|(?:con|prn|aux|nul|com\d|lpt\d)\b)[^\x00-\x1f\x7f\\/:*?\"<>|]{1,120}"
_NOTEBOOK = re.compile(rf"(?:{_PART}/){{0,3}}{_PART}\.ipynb", re.IGNORECASE)
_LINK = 0o120000  # file type of a symbolic link, in the upper half of an entry's attributes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that the same work makes the same bytes


class WorkError(Exception):
    """The zip can't be written or read; the words say why and what to do."""


@dataclass
class Work:
    """What a zip holds, checked."""

    notebooks: dict[str, bytes] = field(default_factory=dict)  # path in the copy -> content
    versions: dict[str, str] = field(default_factory=dict)  # lesson -> version it comes from
    progress: Progress = field(default_factory=Progress)
    left_out: list[str] = field(
        default_factory=list
    )  # entries that are no part of a learner's work


def packed(work: Work) -> bytes:
    """A zip that `load` reads; the same work gives the same bytes.

    Raises:
        WorkError: if it would be too large to be read again.
    """
    size = sum(map(len, work.notebooks.values()))
    if size > LARGEST * 0.9 or len(work.notebooks) > MOST_FILES - 2:
        raise WorkError(
            f"your notebooks are {len(work.notebooks)} files of {size / 1e6:.0f} MB; a zip takes "
            f"{MOST_FILES - 2} files of {LARGEST * 0.9 / 1e6:.0f} MB. Clear large outputs (Edit > "
            "Clear Outputs of All Cells), save, and try again."
        )
    entries = {f"{FOLDER}/{name}": found for name, found in work.notebooks.items()}
    entries[VERSIONS] = json.dumps(work.versions, indent=1, sort_keys=True).encode()
    entries[PROGRESS] = json.dumps(as_data(work.progress), ensure_ascii=False, indent=1).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, found in entries.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, found, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def load(zip_file: Path) -> Work:
    """Read a zip that anybody may have made, or a `progress.json`; nothing is written.

    Raises:
        WorkError: if it is damaged, too large, or neither.
    """
    try:
        if zip_file.stat().st_size > LARGEST_ZIP:
            raise WorkError(f"{zip_file.name} is larger than {LARGEST_ZIP / 1e6:.0f} MB.")
        if zip_file.suffix == ".json":  # as the course's pages save it
            return Work(progress=_progress(zip_file.read_bytes(), zip_file.name))
        with zipfile.ZipFile(zip_file) as archive:
            return _checked(archive, zip_file.name)
    except FileNotFoundError as error:
        raise WorkError(f"There is no {zip_file.name} in {zip_file.parent.absolute()}.") from error
    except OSError as error:
        raise WorkError(f"{zip_file.name} can't be read ({error.strerror or error}).") from error
    # What zipfile raises on damaged and encrypted ones, and on methods it lacks.
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        RuntimeError,
        ValueError,
    ) as error:
        raise WorkError(
            f"{zip_file.name} is damaged, or is neither a zip that `take-along` wrote nor a "
            f"{PROGRESS}: take it again from where you made it."
        ) from error


def is_notebook_name(name: str) -> bool:
    """Whether a notebook of this path, with slashes, may be written below a copy on any system."""
    return _NOTEBOOK.fullmatch(name) is not None


def _checked(archive: zipfile.ZipFile, zip_name: str) -> Work:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
        raise WorkError(
            f"{zip_name} holds more than {MOST_FILES} files or {LARGEST / 1e6:.0f} MB: nothing of "
            "it was read."
        )
    work = Work()
    for entry in entries:
        name = entry.filename
        notebook = name.removeprefix(f"{FOLDER}/")
        if not _is_plain(entry):
            work.left_out.append(name)
        elif name == PROGRESS:
            work.progress = _progress(_bytes(archive, entry), zip_name)
        elif name == VERSIONS:
            work.versions = _versions(_bytes(archive, entry))
        elif name != notebook and is_notebook_name(notebook) and _cells(archive, entry):
            work.notebooks[notebook] = _bytes(archive, entry)
        else:
            work.left_out.append(name)
    return work


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file, no link, and packed as usual."""
    is_link = (entry.external_attr >> 16) & 0o170000 == _LINK
    return not is_link and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def _cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    return sources(_bytes(archive, entry)) is not None


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Content of an entry; never more than it says, whatever is packed in it."""
    with archive.open(entry) as file:
        return file.read(entry.file_size)


def _progress(found: bytes, zip_name: str) -> Progress:
    try:
        return from_json(found.decode())
    except OtherSchemaError as error:
        raise WorkError(f"The progress in {zip_name} has {error}: update the course.") from error


def _versions(found: bytes) -> dict[str, str]:
    told = json.loads(found)
    texts = [*told, *told.values()] if isinstance(told, dict) else [None]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("damaged")
    return told
