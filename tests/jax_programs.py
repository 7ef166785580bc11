"""What the library is asked on JAX, Keras's other backend: by test_jax.py, in a process of its own.

A process has but one backend, and to start it takes longer than most of what it is asked. Each
program gives back what JSON can hold.
"""

import contextlib
import io
import json
import sys
import tempfile
import traceback
from pathlib import Path

import keras
import numpy as np

from restorelib.checkup import diagnose
from restorelib.experiments import denoising
from restorelib.experiments.recipes import Recipe
from restorelib.models import rednet
from restorelib.models.catalogue import TrainingRecipe
from restorelib.models.fast import winograd
from restorelib.models.fast.litert import LiteRT
from restorelib.papers import training_run
from restorelib.papers.batches import Batches
from restorelib.photos import restoring
from restorelib.photos.picture import Photo
from restorelib.training import loop
from tests.checkup import checkup_nets

TINY = Recipe(depth=4, filters=4, patches=16, patch_size=12, steps=5)


def losses():
    """From weights that are given: backends draw different ones from one seed."""
    model = denoising.build(TINY)
    rng = np.random.default_rng(0)
    model.set_weights([0.1 * rng.standard_normal(w.shape) for w in model.get_weights()])
    data = denoising.train_patches(TINY)
    return loop.fit(model, *data, steps=5, batch_size=TINY.batch_size, seed=0).tolist()


def scores():
    return denoising.run(TINY).psnr.tolist()


def findings():
    kinds = {}
    for make in (checkup_nets.relu_on_standardised_targets, checkup_nets.converged):
        model, x, y = checkup_nets.build(make)
        before = [keras.ops.convert_to_numpy(v).tolist() for v in model.variables]
        kinds[make.__name__] = [f.kind for f in diagnose(model, x, y, seconds=0).findings]
        assert before == [keras.ops.convert_to_numpy(v).tolist() for v in model.variables]
    return kinds


def enlarged():
    picture = np.random.default_rng(0).random((20, 30, 3), "float32")
    return restoring.enlarge(Photo(picture, None, None, 8, "noise"), 3).pixels.tolist()


def refused():
    try:
        LiteRT(keras.Sequential([keras.Input((None, None, 1)), keras.layers.ReLU()]))
    except RuntimeError as error:
        return str(error)


def off_by():
    """By how much Winograd's convolution is, after two steps."""
    model = rednet.red_net(4, 16, 1, seed=0)
    ours = winograd.as_winograd(model)
    x, y = np.random.default_rng(0).random((2, 3, 10, 9, 1), "float32")
    for each in (model, ours):
        each.compile(keras.optimizers.SGD(0.05), "mse")
        for _ in range(2):
            each.train_on_batch(x, y)
    pairs = zip(model.get_weights(), ours.get_weights(), strict=True)
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def trained():
    recipe = TrainingRecipe(
        "red_net",
        {"depth": 4, "filters": 16},
        steps=2,
        warmup_steps=1,
        sigma=(30, 30),
        batch_size=2,
        patch_size=8,
    )
    images = [np.random.default_rng(0).integers(256, size=(40, 40, 3), dtype="uint8")]
    with tempfile.TemporaryDirectory() as work:
        run = training_run.TrainingRun("tiny", recipe, Batches(recipe, images), "", Path(work))
        run.fit(every=1)
    return run.saved_step, len(run.packed()), [type(layer).__name__ for layer in run.fast.layers]


PROGRAMS = [losses, scores, findings, enlarged, refused, off_by, trained]


def main() -> None:
    """Name of a program -> what it gives back, and what it failed with."""
    outcomes = {}
    for program in PROGRAMS:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                outcomes[program.__name__] = program(), None
        except Exception:
            outcomes[program.__name__] = None, traceback.format_exc()
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main()
