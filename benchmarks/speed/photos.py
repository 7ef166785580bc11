"""Photo size against time and memory: enlarging x3 in tiles, each size in a process of its own.

`python -m benchmarks.speed.photos MEGAPIXELS` measures one size and prints it as JSON.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

MEGAPIXELS = (0.25, 1, 4, 12, 24)
SCALE = 3


def measure(sizes: tuple[float, ...] = MEGAPIXELS) -> list[dict]:
    """Seconds on the clock and of the processor, and memory, of photographs of some sizes."""
    found = []
    for size in sizes:
        print(f"{size:g} megapixels ...", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", __spec__.name, str(size)]
        told = subprocess.run(
            command,
            check=True,
            text=True,
            stdout=subprocess.PIPE,
            env={k: v for k, v in os.environ.items() if k != "TF_CPU_ALLOCATOR_USE_BFC"},
        ).stdout
        found.append(json.loads(told.splitlines()[-1]))
    return found


def one(megapixels: float) -> dict:
    """Enlarge noise of this size, as `python -m restorelib restore` does: band by band."""
    import numpy as np

    from restorelib.photos import restoring
    from restorelib.photos.picture import Levels, Photo

    small = Photo(np.zeros((300, 300, 3), "float32"), None, None, 8, "nothing")
    for _ in restoring.enlarged_bands(small, SCALE):  # prepares the network
        pass
    height = round((megapixels * 1e6 * 3 / 4) ** 0.5)
    width = round(megapixels * 1e6 / height)
    before = _megabytes("VmRSS")
    pixels = np.random.default_rng(0).integers(256, size=(height, width, 3), dtype="uint8")
    photo = Photo(Levels(pixels), None, None, 8, f"noise, {width} x {height}")
    began, worked = time.perf_counter(), time.process_time()
    rows = sum(len(band) for band in restoring.enlarged_bands(photo, SCALE))
    found = {
        "megapixels": megapixels,
        "wall": time.perf_counter() - began,
        "processor": time.process_time() - worked,
        "megabytes_before": before,
        "megabytes_peak": _megabytes("VmHWM"),  # ru_maxrss would be that of the parent, if larger
    }
    assert rows == SCALE * height
    return found


def _megabytes(name: str) -> float:
    told = Path("/proc/self/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+)", told, re.MULTILINE)[1]) * 1024 / 1e6


if __name__ == "__main__":
    print(json.dumps(one(float(sys.argv[1]))))
