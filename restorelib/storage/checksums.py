"""Packed files with their SHA-256 beside them, in SHA256SUMS: `read` and `write` one."""

import hashlib
from importlib.resources.abc import Traversable
from pathlib import Path

from restorelib.storage.packing import RecordingError

SUMS = "SHA256SUMS"


def write(folder: Path, name: str, packed: bytes) -> None:
    """Write a file and bring the checksums of its folder up to date."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(packed)
    sums = [f"{_digest(path.read_bytes())}  {path.name}\n" for path in sorted(folder.glob("*.bin"))]
    (folder / SUMS).write_text("".join(sums))


def read(folder: Traversable, name: str) -> bytes:
    """A file's bytes, as they were written.

    Raises:
        RecordingError: if they were altered.
    """
    packed = (folder / name).read_bytes()
    lines = (folder / SUMS).read_text().splitlines()
    expected = dict(reversed(line.split()) for line in lines if line)
    if expected.get(name) != _digest(packed):
        raise RecordingError(
            f"{name} was altered: its SHA-256 is {_digest(packed)[:12]}..., {SUMS} says "
            f"{expected.get(name, 'nothing')[:12]}... Get it again with "
            "'git checkout restorelib'."
        )
    return packed


def _digest(packed: bytes) -> str:
    return hashlib.sha256(packed).hexdigest()
