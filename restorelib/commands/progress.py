"""`python -m restorelib progress`: what you passed and guessed, on the screen or as JSON."""

import argparse
import json
import sys

from restorelib.course import progress
from restorelib.course.progress_map import Map, standing


def main(arguments: list[str] | None = None) -> int:
    """Print the progress; return 1 if the file exists but can't be read, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib progress",
        description="What you have passed and guessed. It is kept in one file on this machine: "
        "~/.restorelib/progress.json, or where the environment variable RESTORELIB_PROGRESS says. "
        "Delete that file to start again from nothing.",
    )
    parser.add_argument("--json", action="store_true", help="as JSON, for handing in")
    as_json, kept = parser.parse_args(arguments).json, progress.read()
    told = json.dumps(standing(kept), ensure_ascii=False, indent=2) if as_json else repr(Map(kept))
    print(told)
    if as_json and kept.trouble:
        print(kept.trouble, file=sys.stderr)
    return int(progress.is_damaged())
