"""The files that a class hands in: one a student, each made by anybody."""

import json
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import restorelib
from restorelib.course import progress_map
from restorelib.course.lessons import LESSONS
from restorelib.course.progress_file import Guessed, OtherSchemaError, Progress, from_json
from restorelib.course.work_zip import WorkError, load

LARGEST = 1_000_000  # bytes of a JSON file
KINDS = (".json", ".zip")
ASK = "Ask for it again: python -m restorelib progress --json"


class HandedInError(Exception):
    """A file holds no progress that can be read; the words say what to do."""


@dataclass
class HandedIn:
    """What a folder holds."""

    students: dict[str, Progress] = field(default_factory=dict)  # name -> progress, by name
    troubles: list[str] = field(default_factory=list)  # in words


def handed_in(folder: Path) -> HandedIn:
    """Read every file in a folder, and in folders right below it; a bad one stops no other.

    A student has the name of the file, or that of the folder below, as learning platforms make one
    for each student. Files and folders with a leading dot are not looked at.

    Raises:
        OSError: if the folder can't be read.
    """
    found, files = HandedIn(), defaultdict(list)
    for path in _visible(folder):
        for file in _visible(path) if path.is_dir() else [path]:
            if not file.is_file() or file.suffix.lower() not in KINDS:
                found.troubles.append(
                    f"{_shown(file, folder)}: expected a .json of `progress --json`, or a .zip of "
                    "`take-along`; left out."
                )
            else:
                name = printable(file.stem if file.parent == folder else file.parent.name)
                files[_key(name)].append((name, file))
    for same in files.values():
        name, file = same[0]
        if len(same) > 1:
            names = ", ".join(_shown(each, folder) for _, each in same)
            found.troubles.append(
                f"{name}: expected one file; received {names}. None of them is in the table: keep "
                "one, and run this again."
            )
            continue
        try:
            progress, trouble = _read(file)
        except HandedInError as error:
            found.troubles.append(f"{_shown(file, folder)}: {error}")
        else:
            found.students[name] = progress
            if trouble:
                found.troubles.append(f"{_shown(file, folder)}: {trouble}")
    return found


def printable(text: str) -> str:
    """The text with nothing in it that steers a terminal or can't be written as UTF-8."""
    unknown = "\N{REPLACEMENT CHARACTER}"
    return "".join(letter if letter.isprintable() else unknown for letter in text)


def _visible(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _key(name: str) -> str:
    """Names that a person takes for the same have the same key."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _shown(file: Path, folder: Path) -> str:
    return printable(file.relative_to(folder).as_posix())


def _read(file: Path) -> tuple[Progress, str]:
    """The progress in a file, and a trouble that stops nobody from using it."""
    try:
        if file.suffix.lower() == ".zip":
            return load(file).progress, ""
        if file.stat().st_size > LARGEST:
            raise HandedInError(f"expected at most {LARGEST / 1e6:.0f} MB; it is larger. {ASK}")
        content = file.read_bytes()
        told = json.loads(content)  # as UTF-8, or as UTF-16, which PowerShell's > writes
        if isinstance(told, dict) and "lessons" in told:
            return _of_a_print(told)
        return from_json(json.dumps(told)), ""  # the file of `progress` itself
    except OtherSchemaError as error:
        raise HandedInError(f"{error}: use the course that wrote it.") from error
    except WorkError as error:
        raise HandedInError(str(error)) from error
    except OSError as error:
        raise HandedInError(f"can't be read ({error.strerror or error}).") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise HandedInError(f"damaged, or no progress of this course. {ASK}") from error


def _of_a_print(told: dict) -> tuple[Progress, str]:
    """What `progress --json` printed; it holds no times."""
    if told["schema"] != progress_map.SCHEMA:
        raise OtherSchemaError(
            f"schema {told['schema']!r}, and this library reads {progress_map.SCHEMA}"
        )
    kept = Progress()
    for lesson in told["lessons"].values():
        kept.exercises.update(dict.fromkeys(map(_text, lesson["exercises"]["which"]), ""))
        for name, guess in lesson["guesses"]["which"].items():
            kept.guesses[name] = Guessed(_text(guess["choice"]), "", guess["compared"] is True)
    known = {name for lesson in LESSONS for name in (*lesson.exercises, *lesson.guesses)}
    unknown = sorted({*kept.exercises, *kept.guesses} - known)
    version = _text(told["restorelib"])
    if not unknown and version == restorelib.__version__:
        return kept, ""
    left_out = f"; not counted: {printable(', '.join(unknown))[:200]}" if unknown else ""
    return kept, (
        f"expected progress of restorelib {restorelib.__version__}; received it of "
        f"{printable(version)[:20]}. What both know is counted{left_out}."
    )


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError(f"expected text; received {told!r}")
    return told
