"""The site, built once for all tests of a run."""

import os
from pathlib import Path

import pytest
from filelock import FileLock

from tools import lock

PLACE = "ada/course"  # a repository, as long as pyproject.toml names none


def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the whole site, with the addresses of a repository; workers share it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "site"
    with FileLock(base / "site.lock"), pytest.MonkeyPatch.context() as patch:
        if not (folder / "site.js").exists():  # what is written last
            from tools.site.__main__ import write

            if lock.place() == "OWNER/REPO":
                patch.setattr(lock, "place", lambda: PLACE)
            write(folder)
    return folder
