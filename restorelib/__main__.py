"""Commands: `python -m restorelib start`, `doctor`, `progress`, `restore` and others."""

import argparse
import importlib
import os
import sys

# name: (module whose main(arguments) runs it, what it does). Only the chosen one is imported:
# the doctor must work where nothing is installed.
COMMANDS = {
    "bring-back": ("restorelib.commands.bring_back", "read a zip of take-along; overwrite nothing"),
    "doctor": ("restorelib.doctor", "say what is wrong with this machine and how to mend it"),
    "evaluate": ("restorelib.commands.evaluate", "score a network as papers do, beside others"),
    "progress": (
        "restorelib.commands.progress",
        "show what you passed and guessed; --json to hand it in",
    ),
    "record": ("restorelib.commands.record", "train the recorded runs that are still missing"),
    "restore": ("restorelib.commands.restore", "restore photographs: a file or a folder of them"),
    "start": ("restorelib.commands.start", "open your own copy of the lessons in JupyterLab"),
    "take-along": ("restorelib.commands.take_along", "your notebooks and progress as one zip"),
    "train": ("restorelib.commands.train", "train a network of the course, resumable"),
}
READER_GONE = 141  # exit status that a shell reports for a program that SIGPIPE ended


def main(argv=None):
    """Run the command that `argv` names, with the rest of `argv`; return its exit status."""
    try:
        try:
            return _run(argv)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head -1`, has enough and closed the pipe
        # Python flushes again at exit, and would print an error there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE


def _run(argv):
    parser = argparse.ArgumentParser(
        prog="python -m restorelib",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="\n".join("%-10s %s" % (name, does) for name, (_, does) in COMMANDS.items()),
    )
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the command")
    given = parser.parse_args(argv)
    module = importlib.import_module(COMMANDS[given.command][0])
    return module.main(given.arguments)


if __name__ == "__main__":
    sys.exit(main())
