"""The JSON file of `progress`: checked when read, and written completely or not at all."""

import errno
import glob
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

SCHEMA = 1
NEW = ".new"  # suffix of a file that is still being written
PATIENCE = 5.0  # seconds that a cell waits for other kernels to finish writing


@dataclass(frozen=True)
class Guessed:
    """One guess as it is stored; once compared with the measurement, it can't change."""

    choice: str
    when: str  # UTC, ISO 8601
    compared: bool = False


@dataclass(frozen=True)
class Progress:
    """All that is stored about a learner."""

    exercises: dict[str, str] = field(default_factory=dict)  # "03.1" -> when it was first passed
    guesses: dict[str, Guessed] = field(default_factory=dict)
    trouble: str = ""  # why the file could not be read or written


class UnreadableError(Exception):
    """The file exists but can't be read; if `damaged`, a new one may replace it."""

    def __init__(self, words: str, *, damaged: bool):
        super().__init__(words)
        self.damaged = damaged


class OtherSchemaError(ValueError):
    """Another edition of the course wrote this progress."""


def load(place: Path) -> Progress:
    """Read the file; a missing file means no progress yet.

    Raises:
        UnreadableError: if it is damaged, has another schema, or is not an ordinary file.
    """
    try:
        if not stat.S_ISREG(place.stat().st_mode):  # writing would replace a device or a pipe
            raise UnreadableError(f"{place.name} is not an ordinary file.", damaged=False)
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        raise UnreadableError(
            f"{place.name} can't be read ({error.strerror}).", damaged=False
        ) from error
    except ValueError as error:  # not UTF-8
        raise _damaged(place) from error
    if not text.strip():
        return Progress()
    try:
        return from_json(text)
    except OtherSchemaError as error:
        raise UnreadableError(
            f"{place.name} has {error}. It is left as it is: use the course that wrote it, or move "
            "it away.",
            damaged=False,
        ) from error
    except ValueError as error:
        raise _damaged(place) from error


def from_json(text: str) -> Progress:
    """Read the text of a file.

    Raises:
        ValueError: if it is damaged; an `OtherSchemaError` if another edition wrote it.
    """
    try:
        told = json.loads(text)
        if told["schema"] == SCHEMA:
            return Progress(
                _texts(told["exercises"]),
                {name: _guess_from(**guess) for name, guess in told["guesses"].items()},
            )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("damaged") from error
    raise OtherSchemaError(f"schema {told['schema']!r}, and this library reads {SCHEMA}")


def as_data(progress: Progress) -> dict:
    """What the file holds."""
    told = {"schema": SCHEMA, **asdict(progress)}
    del told["trouble"]
    return told


def _texts(told: dict[str, str]) -> dict[str, str]:
    if not all(isinstance(text, str) for text in told.values()):
        raise TypeError(f"expects texts; received {told!r}")
    return dict(told)


def _guess_from(choice: str, when: str, compared: bool) -> Guessed:
    _texts({"choice": choice, "when": when})
    return Guessed(choice, when, bool(compared))


def _damaged(place: Path) -> UnreadableError:
    return UnreadableError(
        f"{place.name} is damaged. The next exercise or guess starts a new one, and keeps this "
        f"one beside it as {place.name}.damaged.",
        damaged=True,
    )


def load_or_set_aside(place: Path) -> Progress:
    """Read the file; rename a damaged one to a free name, and start without progress.

    Raises:
        UnreadableError: if it can't be read for another reason.
    """
    try:
        return load(place)
    except UnreadableError as error:
        if not error.damaged:
            raise
    aside = [place.with_name(f"{place.name}.damaged{i or ''}") for i in range(100)]
    place.rename(next((free for free in aside if not free.exists()), aside[-1]))
    return Progress()


def write(place: Path, progress: Progress) -> None:
    """Write the file completely or not at all: a new file replaces the old one.

    Raises:
        OSError: if it can't be written; then the old file stays as it is.
    """
    handle, new = tempfile.mkstemp(prefix=place.name, suffix=NEW, dir=place.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(as_data(progress), file, ensure_ascii=False, indent=1)
        os.replace(new, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(new)
        raise


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Allow one writer at a time; first remove the files that killed writers left.

    The operating system releases the lock of a dead process. On a file system without locks,
    writers do not wait for each other.

    Raises:
        TimeoutError: an OSError, if another process still holds it after `PATIENCE` seconds.
    """
    from filelock import FileLock, Timeout  # imported only for a write

    lock = FileLock(f"{place}.lock", timeout=PATIENCE, poll_interval=0.005)
    try:
        lock.acquire()
    except Timeout as error:
        raise TimeoutError(errno.ETIMEDOUT, "another notebook keeps it locked") from error
    except (OSError, NotImplementedError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LOCKS:
            raise
        yield
        return
    try:
        for left in place.parent.glob(f"{glob.escape(place.name)}*{NEW}"):
            left.unlink(missing_ok=True)  # its writer is dead: a live one would hold the lock
        yield
    finally:
        lock.release()


_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP}
