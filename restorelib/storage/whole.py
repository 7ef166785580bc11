"""Write a file completely or not at all: it gets its name only once it is complete."""

import hashlib
import os
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# Writers on other machines may share the folder, and a process number is valid on one machine only.
_HOST = hashlib.sha256(platform.node().encode()).hexdigest()[:8]


@contextmanager
def whole(path: Path, *, replace: bool = True) -> Iterator[Path]:
    """Yield a hidden file to write into; at the end, rename it to `path`.

    If the body raises, the hidden file is removed and `path` stays as it was. A killed process
    cannot remove its hidden file; the next writer in the same folder does so.

    Args:
        path: of the finished file; its folder exists.
        replace: whether to replace an existing file.

    Raises:
        FileExistsError: if `path` exists and `replace` is False.
        OSError: if the file cannot be written.
    """
    remove_leftovers(path.parent)
    part = path.with_name(f".{path.name}.{_HOST}-{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        yield part
        if replace:
            part.replace(path)
        else:
            _take_name(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove the hidden files of processes on this machine that no longer run."""
    import psutil  # only when something is written

    for part in folder.glob(f".*.{_HOST}-*-*.part"):
        number = part.name.split("-")[-2]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _take_name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)  # fails if `path` exists by now; a rename would replace it
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, as on a USB stick
        if os.path.lexists(path):
            raise FileExistsError(f"{path} exists already.") from None
        part.rename(path)
