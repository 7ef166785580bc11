"""Compile the inner loops of the browser's engine to WebAssembly: `make wasm`.

The compiler is a Python package of 100 MB, in a folder of its own: only somebody who changes a
`.c` file needs it. The same version gives the same bytes; a test compares.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMPILER = ROOT / ".venv" / "wasm"
ENGINE = ROOT / "restorelib" / "widgets" / "js" / "engine"
SOURCES = ("kernels.c", "winograd.c")
OPTIONS = (
    # Plain SIMD: all current browsers have it, and its results are the same on every machine.
    *("-target", "wasm32-freestanding", "-mcpu=generic+simd128"),
    # As fast as with -O3, since the loops that matter say themselves what to unroll.
    *("-Os", "-s", "-nostdlib"),
    *("-Wl,--no-entry", "-Wl,--export=__heap_base", "-Wl,-z,stack-size=16384"),
)


def build(to: Path) -> None:
    """Compile the sources into one module.

    Raises:
        subprocess.CalledProcessError: if the compiler finds a fault.
    """
    command = [sys.executable, "-m", "ziglang", "cc", *OPTIONS, *SOURCES, "-o", str(to)]
    subprocess.run(command, cwd=ENGINE, env=os.environ | {"PYTHONPATH": str(COMPILER)}, check=True)
    to.chmod(0o644)


if __name__ == "__main__":
    build(ENGINE / "kernels.wasm")
