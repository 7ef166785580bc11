"""What the course wrote into a learner's copy: whatever else lies there is the learner's."""

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from restorelib.course.progress_file import alone
from restorelib.storage.whole import whole

FILE = ".lessons.json"  # hidden from JupyterLab's file browser
SCHEMA = 1


def sha256(content: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def content(path: Path) -> bytes | None:
    """The bytes of an ordinary file; None of a folder, a link, a device, and what can't be read."""
    try:
        return path.read_bytes() if stat.S_ISREG(path.lstat().st_mode) else None
    except (OSError, ValueError):
        return None


@dataclass
class Record:
    """The record of one copy, kept in a hidden file in its folder.

    A file with the bytes of one that the course wrote holds nothing of the learner's, whatever its
    name is. So a record that is lost or damaged means that nothing is replaced.
    """

    offered: dict[str, str] = field(default_factory=dict)  # lesson -> version last laid there
    written: set[str] = field(default_factory=set)  # SHA-256 of each file that the course wrote

    def wrote(self, path: Path) -> bool:
        """Whether the course wrote this file, and nobody has changed it since."""
        found = content(path)
        return found is not None and sha256(found) in self.written

    def write(self, path: Path, fresh: bytes) -> None:
        """Write a file of the course; it replaces only one that the course wrote.

        Raises:
            FileExistsError: if there is anything else of that name.
            OSError: if it can't be written; then all is as it was.
        """
        with whole(path, replace=self.wrote(path)) as part:
            part.write_bytes(fresh)
        self.written.add(sha256(fresh))


@contextmanager
def opened(folder: Path) -> Iterator[Record]:
    """Read the record, let nobody else change the copy meanwhile, and write it back.

    Raises:
        OSError: if the folder can't be written to, or another process is at work there.
    """
    place = folder / FILE
    with alone(place):
        record = read(folder)
        before = _json(record)
        try:
            yield record
        finally:
            if _json(record) != before:
                with whole(place) as part:
                    part.write_text(_json(record), encoding="utf-8")


def read(folder: Path) -> Record:
    """The record of a copy; an empty one if it is lost or damaged."""
    try:
        told = json.loads((folder / FILE).read_text(encoding="utf-8"))
        texts = [*told["offered"], *told["offered"].values(), *told["written"]]
        if told["schema"] == SCHEMA and all(isinstance(text, str) for text in texts):
            return Record(dict(told["offered"]), set(told["written"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return Record()


def is_copy(folder: Path) -> bool:
    """Whether the course has made a copy here."""
    return os.path.lexists(folder / FILE)


def _json(record: Record) -> str:
    told = {"schema": SCHEMA, "offered": record.offered, "written": sorted(record.written)}
    return json.dumps(told, indent=1, sort_keys=True) + "\n"
