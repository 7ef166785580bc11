"""One line that shows the present stage, and disappears at the end."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator


@contextlib.contextmanager
def progress_line(own: Callable[[str], None] | None) -> Iterator[Callable[[str], None]]:
    """A function that shows a stage, in a cell's output or in the terminal.

    Args:
        own: the caller's function, used instead; None makes one, silent if there is no terminal.
    """
    if own is not None:
        yield own
        return
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is not None and getattr(shell, "kernel", None) is not None:
        from IPython.display import display

        handle = display({"text/plain": "check-up: starting ..."}, raw=True, display_id=True)
        try:
            yield lambda stage: handle.update({"text/plain": f"check-up: {stage} ..."}, raw=True)
        finally:
            handle.update({"text/plain": "check-up: done"}, raw=True)
    elif sys.stderr.isatty():
        try:
            yield lambda stage: print(f"\r\033[Kcheck-up: {stage} ...", end="", file=sys.stderr)
        finally:
            print("\r\033[K", end="", file=sys.stderr)
    else:
        yield lambda stage: None
