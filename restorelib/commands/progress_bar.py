"""The line in the shell that says how far a command is, and how long it will still take."""

import sys

from tqdm import tqdm


def progress_bar(label: str, unit: str, total: int | None = None) -> tqdm:
    """A progress bar on standard error that is gone once it is closed.

    In a log, where each state of the bar stays, it is written twice a minute only.

    Args:
        label: what is under way.
        unit: of what is counted, in the singular.
        total: how many; None if it is not known yet.
    """
    return tqdm(
        desc=label,
        total=total,
        unit=f" {unit}",
        leave=False,
        file=sys.stderr,
        mininterval=0.2 if sys.stderr.isatty() else 30.0,
        delay=0.2,
    )
