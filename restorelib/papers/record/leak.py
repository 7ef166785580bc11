"""The gain from training on the test images: measured once, part of `evaluate --all --record`.

FSRCNN x3 is trained for some more steps, once on the five images of Set5 and once on five other
images that are new to it, with all else equal. Both are then scored on Set5 and on other images.
"""

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from restorelib.models.catalogue import RECIPES
from restorelib.papers import image_sets, methods
from restorelib.papers.batches import Batches
from restorelib.papers.results import Setting
from restorelib.papers.scoring import measured
from restorelib.papers.training_run import TrainingRun

NAME, SCALE = "fsrcnn-x3", 3
SEEDS = range(5)
STEPS, LEARNING_RATE = 2_000, 5e-4
# Photographs of the course, about as large as Set5's images; the other five are scored.
OTHERS = ("astronaut", "coffee", "rocket", "chelsea", "camera")


def record(root: Path, folder: Path) -> None:
    """Measure the gain, unless it is already recorded for these weights.

    Raises:
        MissingImages: if Set5 is not in `root`.
        RecordingError: if FSRCNN x3 has no trained weights.
    """
    path, facts = folder / "leak.json", methods.made_by(NAME)
    if path.is_file() and json.loads(path.read_text())["made_by"] == facts:
        return
    tested = image_sets.read("Set5", root)
    embedded = image_sets.read(image_sets.EMBEDDED)
    others = {name: embedded[name] for name in OTHERS}
    unseen = {name: image for name, image in embedded.items() if name not in OTHERS}
    scored = {"Set5": tested, "other photographs": unseen}
    found = {"made_by": facts, "steps": STEPS, "learning_rate": LEARNING_RATE}
    found["before"] = _scores(methods.restorer(NAME, Setting(scale=SCALE)), scored)
    for trained_on, images in (("Set5", tested), ("five other images", others)):
        found[trained_on] = [_after(images, seed, scored) for seed in SEEDS]
        print(f"trained on {trained_on}: {found[trained_on]}", flush=True)
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _after(images: dict[str, np.ndarray], seed: int, scored: dict) -> dict[str, float]:
    recipe = replace(
        RECIPES[NAME], start_from=NAME, steps=STEPS, learning_rate=LEARNING_RATE, seed=seed
    )
    pictures = [np.rint(255 * image).astype("uint8") for image in images.values()]
    with tempfile.TemporaryDirectory() as work:
        run = TrainingRun(NAME, recipe, Batches(recipe, pictures), "", Path(work))
        run.fit(every=STEPS)
        run.packed()  # leaves the averaged weights in the model
        restore = methods.restorer(NAME, Setting(scale=SCALE), model=run.model)
        return _scores(restore, scored)


def _scores(restore: methods.Restore, scored: dict) -> dict[str, float]:
    return {
        name: round(measured(restore, images, Setting(scale=SCALE)).mean_psnr, 4)
        for name, images in scored.items()
    }
