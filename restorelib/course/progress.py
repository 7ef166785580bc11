"""What a learner has passed and guessed, in one JSON file that stays on this machine.

The file holds the names and times of passed exercises and of guesses, the choice of each guess,
and whether it was compared with the measurement. An error here never makes a cell fail.
"""

import os
import re
from collections.abc import Callable
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
_unsaved = Progress()  # kept in this kernel while no file can be written


def path() -> Path | None:
    """Path of the file: $RESTORELIB_PROGRESS, else in the home folder; None without a home.

    It is not in the course's folder. So the file survives `make clean` and a new clone; and on a
    JupyterHub the course may be read-only, while the home folder is kept.
    """
    try:
        named = os.environ.get(VARIABLE) or Path.home() / ".restorelib" / "progress.json"
        return Path(os.path.realpath(Path(named).expanduser()))
    except (RuntimeError, ValueError, OSError):  # no home folder; an invalid name
        return None


def read() -> Progress:
    """The progress so far, and any trouble with the file. Writes nothing."""
    place, trouble, saved = path(), _unsaved.trouble, Progress()
    if place:
        try:
            saved = load(place)
        except UnreadableError as error:
            trouble = str(error)
    merged = _merge(saved, _unsaved)
    return Progress(merged.exercises, merged.guesses, trouble)


def is_damaged() -> bool:
    """Whether the file exists but can't be read."""
    place = path()
    try:
        load(place) if place else None
    except UnreadableError:
        return True
    return False


def pass_exercise(name: str) -> None:
    """Record that an exercise, such as "03.1", was passed; the first time counts."""
    _keep(Progress(exercises={name: _now()}))


def make_guess(name: str, choice: str, *, compared: bool = False) -> None:
    """Record a guess. It replaces an earlier one, unless that one was compared already."""
    _keep(Progress(guesses={name: Guessed(choice, _now(), compared)}))


def bring_back(other: Progress) -> str:
    """Add progress from elsewhere; return the trouble with the file, if there is any.

    Of two passes the earlier one is kept. Of two guesses the compared one is, of two compared ones
    the earlier, of two others the later.
    """
    _add(other, _merge_by_time)
    return _unsaved.trouble


def guessed(name: str) -> Guessed | None:
    """The recorded guess of this name, or None."""
    return read().guesses.get(name)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _in_solutions() -> bool:
    """Whether this kernel runs worked solutions; Jupyter's server gives it the notebook's path."""
    return re.split(r"[\\/]", os.environ.get("JPY_SESSION_NAME", ""))[-2:-1] == ["solutions"]


def _keep(new: Progress) -> None:
    if not _in_solutions():
        _add(new, _merge)


def _add(new: Progress, merge: Callable[[Progress, Progress], Progress]) -> None:
    global _unsaved
    new, place = merge(_unsaved, new), path()
    if place is None:
        words = f"There is no home folder, so that your progress is lost with this kernel. {_ELSE}"
        _unsaved = Progress(new.exercises, new.guesses, words)
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with alone(place):
            write(place, merge(load_or_set_aside(place), new))
        _unsaved = Progress()
    except (OSError, ValueError, UnreadableError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        words = f"Your progress can't be written ({reason}), so that it is lost with this kernel. "
        _unsaved = Progress(new.exercises, new.guesses, words + _ELSE)


def _merge(old: Progress, new: Progress) -> Progress:
    """Keep the earlier pass; keep the later guess, unless the earlier one was compared."""
    standing = {name: guess for name, guess in old.guesses.items() if guess.compared}
    return Progress({**new.exercises, **old.exercises}, {**old.guesses, **new.guesses, **standing})


def _merge_by_time(here: Progress, other: Progress) -> Progress:
    """As `_merge`, where neither of the two is known to be the older one."""
    exercises, guesses = {**other.exercises, **here.exercises}, {**other.guesses, **here.guesses}
    for name in here.exercises.keys() & other.exercises:
        exercises[name] = min(here.exercises[name], other.exercises[name])
    for name in here.guesses.keys() & other.guesses:
        old, new = sorted((here.guesses[name], other.guesses[name]), key=lambda guess: guess.when)
        guesses[name] = old if old.compared else new
    return Progress(exercises, guesses)
