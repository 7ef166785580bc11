"""`python -m restorelib take-along my_work.zip`: your notebooks and your progress as one zip."""

import argparse
import sys
from pathlib import Path

from restorelib.course.copy_record import is_copy
from restorelib.course.own_copy import FOLDER, find_course
from restorelib.course.travel import Told, take_along


def main(arguments: list[str] | None = None) -> int:
    """Write the zip; return 0 if that is done, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib take-along",
        description="Writes what is yours into one zip: the notebooks in your copy of the lessons "
        "that are not as the course made them, and your progress. `bring-back` reads it.",
    )
    parser.add_argument("zip", type=Path, nargs="?", help=f"a new file; by default in {FOLDER}/")
    return say(take_along(parser.parse_args(arguments).zip, folder=own_folder()))


def own_folder() -> Path | None:
    """The learner's copy that lies in the current folder or one above it, else in the course."""
    here = Path.cwd()
    near = [each / FOLDER for each in (here, *here.parents) if is_copy(each / FOLDER)]
    course = find_course(here)
    return next(iter([*near, *([course / FOLDER] if course else [])]), None)


def say(told: Told) -> int:
    """Print it; return the exit status."""
    print(told, file=sys.stdout if told.is_done else sys.stderr)
    return 0 if told.is_done else 1
