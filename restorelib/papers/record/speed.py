"""Processor time of each method, side by side in one run: part of `evaluate --all --record`."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from restorelib.papers import image_sets, methods
from restorelib.papers.results import Setting
from restorelib.papers.scoring import degraded
from restorelib.storage.provenance import provenance

SETTINGS = (Setting(scale=3), Setting(sigma=30, half=True))
ROUNDS = 7
IMAGE = "coffee"  # its centre, 320 x 320 pixels


def record(folder: Path, wanted: Callable[[Setting], list[str]]) -> None:
    """Measure all methods that `wanted` names, unless the recorded times are of the same ones."""
    path = folder / "speed.json"
    chosen = {one.label: wanted(one) for one in SETTINGS}
    facts = {name: methods.made_by(name) for names in chosen.values() for name in names}
    if path.is_file() and json.loads(path.read_text())["made_by"] == facts:
        return
    image = image_sets.read(image_sets.EMBEDDED)[IMAGE]
    found = {"made_by": facts, "processor": provenance()["processor"], "image": IMAGE}
    found["seconds"] = {one.label: _seconds(image, one, chosen[one.label]) for one in SETTINGS}
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _seconds(image: np.ndarray, setting: Setting, names: list[str]) -> dict[str, list[float]]:
    """Processor time, summed over cores, of each method in each round."""
    given, _ = degraded(image, setting, seed=0)
    restorers = {name: methods.restorer(name, setting) for name in names}
    for restore in restorers.values():
        restore(given)  # warm-up: at the first call, Keras prepares
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):  # in turn, so that other load slows all methods alike
        for name, restore in restorers.items():
            repeats = 20 if name in (methods.BICUBIC, methods.NOISY) else 1
            start = time.process_time()
            for _ in range(repeats):
                restore(given)
            found[name].append(round((time.process_time() - start) / repeats, 6))
    return found
