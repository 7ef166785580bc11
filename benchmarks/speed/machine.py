"""The machine that it was measured on: its matrix product, which no convolution outruns."""

import platform
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np
import torch
from keras import layers

from benchmarks.speed.timing import in_turn

SIDE = 2048  # of the square matrices: 50 MB, more than the caches hold


def described(threads: int) -> dict:
    """In words, without the name of the host."""
    told = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = {line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line}
    packages = ("keras", "tensorflow-cpu", "torch", "opencv-python-headless", "numpy")
    return {
        "processor": ", ".join(sorted(names)) or platform.processor(),
        "instructions": next((s for s in ("avx512f", "avx2", "avx") if s in told), "unknown"),
        "threads": threads,
        "python": platform.python_version(),
        "versions": {name: version(name) for name in packages},
    }


def matrix_product_rate(*, rounds: int, clock: str) -> dict[str, float]:
    """Billions of floating-point operations a second of each library's own product, best round.

    On the clock, or of the processor: "wall" or "processor".
    """
    a = np.random.default_rng(0).random((SIDE, SIDE), "float32")
    of_keras, of_torch = keras.ops.convert_to_tensor(a), torch.from_numpy(a)
    found = in_turn(
        {
            "Keras": lambda: keras.ops.convert_to_numpy(keras.ops.matmul(of_keras, of_keras)),
            "PyTorch": lambda: of_torch @ of_torch,
        },
        rounds=rounds,
        seconds=0.3,
    )
    return {name: 2 * SIDE**3 / min(getattr(times, clock)) / 1e9 for name, times in found.items()}


def operations(model: keras.Model, height: int, width: int) -> float:
    """Floating-point operations of all convolutions for one image; a multiply-add counts as two.

    A deconvolution with stride 3 is counted by what it does to each small pixel, so the phases of
    it are as many.
    """
    total, height, width = 0, float(height), float(width)
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D | layers.Conv2DTranspose):
            total += 2 * height * width * int(np.prod(layer.kernel.shape))
    return total
