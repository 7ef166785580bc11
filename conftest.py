"""What holds for tests and for the notebooks that they run: threads, and whose progress it is.

None of them writes into the progress of the person at work.

Here and not in tests/, since `pytest notebooks` reads only what lies above the notebooks.
"""

import os
import tempfile
from pathlib import Path

if "PYTEST_XDIST_WORKER" in os.environ:
    # There is a worker for each core, or more: a net spread over all cores by each of them takes
    # half as long again. Kernels inherit this.
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")

_folder = tempfile.TemporaryDirectory(prefix="restorelib-")
os.environ["RESTORELIB_PROGRESS"] = str(Path(_folder.name, "progress.json"))


def pytest_unconfigure():
    """Leave nothing behind."""
    _folder.cleanup()
