"""What a learner has passed and guessed, in one local JSON file that nobody else is told of.

The file holds the names of passed exercises, and of guesses with their choice; when; and whether
the guess was compared with what was measured. Nothing that fails here ever fails a cell.
"""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from restorelib.course.progress_file import (
    Guessed,
    Progress,
    UnreadableError,
    alone,
    load,
    load_or_set_aside,
    write,
)

VARIABLE = "RESTORELIB_PROGRESS"
_ELSE = f"Name a file that you can write to in the environment variable {VARIABLE}."
_unsaved = Progress()  # what this kernel has to remember because no file takes it


def path() -> Path | None:
    """Where the file is: $RESTORELIB_PROGRESS, else in the home folder; None without a home.

    Not in the course's folder: the file outlives `make clean` and a fresh clone, and on a
    JupyterHub the course may be read-only, while the home is what is kept.
    """
    try:
        named = os.environ.get(VARIABLE) or Path.home() / ".restorelib" / "progress.json"
        return Path(os.path.realpath(Path(named).expanduser()))
    except (RuntimeError, ValueError, OSError):  # no home; a name that no file can have
        return None


def read() -> Progress:
    """The progress so far, and what is wrong with the file, if anything. Writes nothing."""
    place, trouble, saved = path(), _unsaved.trouble, Progress()
    if place:
        try:
            saved = load(place)
        except UnreadableError as error:
            trouble = str(error)
    merged = _merge(saved, _unsaved)
    return Progress(merged.exercises, merged.guesses, trouble)


def is_damaged() -> bool:
    """Whether there is a file that can't be read."""
    place = path()
    try:
        load(place) if place else None
    except UnreadableError:
        return True
    return False


def pass_exercise(name: str) -> None:
    """Keep that an exercise, as "03.1", was passed; the first time counts."""
    _keep(Progress(exercises={name: _now()}))


def make_guess(name: str, choice: str, *, compared: bool = False) -> None:
    """Keep a guess in the place of an earlier one, unless that one was compared already."""
    _keep(Progress(guesses={name: Guessed(choice, _now(), compared)}))


def guessed(name: str) -> Guessed | None:
    """The guess that is kept under a name."""
    return read().guesses.get(name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _in_solutions() -> bool:
    """Whether this kernel runs worked solutions; Jupyter's server tells it the notebook's path."""
    return re.split(r"[\\/]", os.environ.get("JPY_SESSION_NAME", ""))[-2:-1] == ["solutions"]


def _keep(new: Progress) -> None:
    global _unsaved
    if _in_solutions():
        return
    new, place = _merge(_unsaved, new), path()
    if place is None:
        words = f"There is no home folder, so that your progress is lost with this kernel. {_ELSE}"
        _unsaved = Progress(new.exercises, new.guesses, words)
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone(place):
            write(place, _merge(load_or_set_aside(place), new))
        _unsaved = Progress()
    except (OSError, ValueError, UnreadableError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        words = f"Your progress can't be written ({reason}), so that it is lost with this kernel. "
        _unsaved = Progress(new.exercises, new.guesses, words + _ELSE)


def _merge(old: Progress, new: Progress) -> Progress:
    """The earlier pass counts, and the later guess, unless the earlier one was compared."""
    standing = {name: guess for name, guess in old.guesses.items() if guess.compared}
    return Progress({**new.exercises, **old.exercises}, {**old.guesses, **new.guesses, **standing})
