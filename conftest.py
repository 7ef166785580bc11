"""No test, and no notebook that a test runs, writes into the progress of the person at work.

Here and not in tests/, since `pytest notebooks` reads only what lies above the notebooks.
"""

import os
import tempfile
from pathlib import Path

_folder = tempfile.TemporaryDirectory(prefix="restorelib-")
os.environ["RESTORELIB_PROGRESS"] = str(Path(_folder.name, "progress.json"))


def pytest_unconfigure():
    """Leave nothing behind."""
    _folder.cleanup()
