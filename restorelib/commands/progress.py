"""`python -m restorelib progress`: what you passed and guessed; or a class, from its files."""

import argparse
import json
import sys
from pathlib import Path

from restorelib.course import progress
from restorelib.course.progress_map import Map, standing


def main(arguments: list[str] | None = None) -> int:
    """Print the progress; return 1 if a file exists but can't be read, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib progress",
        description="What you have passed and guessed. It is kept in one file on this machine: "
        "~/.restorelib/progress.json, or where the environment variable RESTORELIB_PROGRESS says. "
        "Delete that file to start again from nothing.",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for handing in")
    parser.add_argument(
        "--class",
        dest="folder",
        type=Path,
        metavar="FOLDER",
        help="for a teacher: one table of the files that a class has handed in, a file a student",
    )
    parser.add_argument(
        "--csv", type=Path, metavar="FILE", help="with --class: the table for a spreadsheet"
    )
    given = parser.parse_args(arguments)
    if given.folder:
        return _of_a_class(given.folder, given.csv)
    if given.csv:
        parser.error("--csv expects --class FOLDER beside it")
    kept = progress.read()
    as_json = json.dumps(standing(kept), ensure_ascii=False, indent=2)
    print(as_json if given.json else repr(Map(kept)))
    if given.json and kept.trouble:
        print(kept.trouble, file=sys.stderr)
    return int(progress.is_damaged())


def _of_a_class(folder: Path, table: Path | None) -> int:
    """Print or write the table; say what is wrong with which file."""
    from restorelib.course import class_table
    from restorelib.course.class_files import handed_in
    from restorelib.course.own_copy import find_course
    from restorelib.storage.whole import whole

    try:
        found = handed_in(folder)
    except OSError as error:
        print(
            f"--class expects a folder with the files of a class; {folder} can't be read "
            f"({error.strerror or error}).",
            file=sys.stderr,
        )
        return 1
    if not found.students:
        found.troubles.append(
            f"{folder} holds no progress of a student: collect the files that students make with "
            "python -m restorelib progress --json, one a student, named after them."
        )
    answers = class_table.measured_answers(find_course(Path.cwd()))
    if found.students and table is None:
        print(class_table.as_text(found.students, answers))
    elif found.students and table.suffix.lower() != ".csv":  # not to write over a student's file
        found.troubles.append(f"--csv expects a name that ends in .csv; received {table}.")
    elif found.students:
        try:
            with whole(table) as part:
                # With the mark that tells a spreadsheet to read it as UTF-8.
                part.write_text(
                    class_table.as_csv(found.students, answers), encoding="utf-8-sig", newline=""
                )
            print(f"{table}: {len(found.students)} students.")
        except OSError as error:
            found.troubles.append(f"{table} can't be written ({error.strerror or error}).")
    for trouble in found.troubles:
        print(trouble, file=sys.stderr)
    return int(bool(found.troubles))
