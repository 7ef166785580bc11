"""Provenance of a recording or a training: versions, processor, threads, revision, date."""

import importlib.metadata
import os
import platform
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from restorelib.backend import intra_op_threads

PACKAGE = Path(__file__).parent.parent


def provenance() -> dict[str, str | int]:
    """Provenance of a run on this machine, today.

    Returns:
        Versions of Keras, NumPy, the backend and Python; processor, number of threads, git
        revision, and the date as YYYY-MM-DD.
    """
    versions = {name: importlib.metadata.version(name) for name in ("keras", "numpy")}
    backend = os.environ.get("KERAS_BACKEND", "tensorflow")
    package = "tensorflow-cpu" if backend == "tensorflow" else backend
    return {
        **versions,
        "backend": f"{backend} {importlib.metadata.version(package)}",
        "python": platform.python_version(),
        "processor": _processor(),
        "threads": intra_op_threads(),
        "revision": _revision(),
        "recorded": time.strftime("%Y-%m-%d"),
    }


def in_words(told: Mapping[str, str | int], *, ran: str = "") -> str:
    """What `provenance` returned, as far as it is known, in one line.

    Args:
        told: by `provenance`.
        ran: how long it ran; "" for nothing.
    """
    parts = [
        told.get("processor"),
        f"{told['threads']} thread{'s' * (told['threads'] != 1)}" if "threads" in told else None,
        *(f"{name} {told[name]}" for name in ("keras", "numpy", "python") if name in told),
        told.get("backend"),
        told.get("recorded"),
        ran,
        f"revision {told['revision']}" if "revision" in told else None,
    ]
    return ", ".join(str(part) for part in parts if part)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _revision() -> str:
    def git(*arguments: str) -> str:
        finished = subprocess.run(["git", *arguments], capture_output=True, text=True, cwd=PACKAGE)
        return finished.stdout.strip()

    try:
        revision = git("rev-parse", "--short", "HEAD") or "unknown"
        # Only Python files decide what a run computes; a changed notebook does not matter.
        return revision + "-dirty" * bool(git("status", "--porcelain", "--", "*.py"))
    except OSError:  # git is not installed
        return "unknown"
