"""Read and write packed files whose SHA-256 checksums stand in SHA256SUMS beside them."""

import hashlib
from importlib.resources.abc import Traversable
from pathlib import Path

from restorelib.storage.packing import RecordingError

SUMS = "SHA256SUMS"


def write(folder: Path, name: str, packed: bytes) -> None:
    """Write a file and update the checksums of its folder.

    Args:
        folder: created if it is missing; its parent exists.
        name: of the file, ending in ".bin".
        packed: the bytes to write.
    """
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(packed)
    sums = [f"{_digest(path.read_bytes())}  {path.name}\n" for path in sorted(folder.glob("*.bin"))]
    (folder / SUMS).write_text("".join(sums))


def read(folder: Traversable, name: str) -> bytes:
    """Read a file and verify its checksum.

    Raises:
        RecordingError: if the file does not match its checksum.
        FileNotFoundError: if the file or SHA256SUMS is missing.
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
