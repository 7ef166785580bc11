"""`python -m restorelib bring-back my_work.zip`: read what `take-along` or a page has saved."""

import argparse
from pathlib import Path

from restorelib.commands.take_along import own_folder, say
from restorelib.course.travel import bring_back


def main(arguments: list[str] | None = None) -> int:
    """Read the file; return 0 if all of it is here now, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m restorelib bring-back",
        description="Reads a zip that `take-along` wrote, or a progress.json that a page of the "
        "course saved. Nothing that you have here is overwritten: what differs is laid beside it.",
    )
    parser.add_argument("zip", type=Path, help="the zip, or a progress.json")
    return say(bring_back(parser.parse_args(arguments).zip, folder=own_folder()))
