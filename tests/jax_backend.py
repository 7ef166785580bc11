"""Keras on JAX, the other backend: in a process of its own, for a process has but one."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Not among the other packages: see `jax` in pyproject.toml.
PATHS = [Path(sys.prefix) / "jax", ROOT, ROOT / "tests"]


def run(source: str) -> str:
    """What a program prints."""
    backend = {
        "KERAS_BACKEND": "jax",
        "JAX_PLATFORMS": "cpu",
        "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",  # these programs compile more than they compute
    }
    finished = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, **backend, "PYTHONPATH": os.pathsep.join(map(str, PATHS))},
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
