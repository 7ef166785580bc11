"""A training that was killed ends at the same weights as one that was not."""

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from restorelib import train, training_sets
from restorelib.data import photographs, studio_luma
from restorelib.degrade import bicubic_downsample
from restorelib.recordings import RecordingError, weights
from restorelib.recordings.packing import unpack
from restorelib.training_recipes import RECIPES, TrainingRecipe
from restorelib.training_sets import Batches, read_folders

SR = TrainingRecipe(
    model="fsrcnn",
    arguments={"scale": 3, "d": 4, "s": 2, "m": 1},
    scale=3,
    steps=6,
    batch_size=2,
    patch_size=8,
    warmup_steps=2,
    ema_momentum=0.5,
    jit_compile=False,
)
NOISE = replace(
    SR,
    model="red_net",
    arguments={"depth": 4, "filters": 4},
    scale=1,
    sigma=(30.0, 30.0),
)


@pytest.fixture(scope="module")
def images():
    rgb = photographs("train", channels=3)["coffee"][:96, :90]
    return [np.rint(255 * rgb).astype("uint8")]


def run(recipe, images, work):
    return train.TrainingRun("tiny", recipe, Batches(recipe, images), "digest", work)


@pytest.mark.parametrize("recipe", [SR, NOISE], ids=["sr", "noise"])
def test_a_killed_run_goes_on_to_the_same_weights(recipe, images, tmp_path):
    whole = run(recipe, images, tmp_path / "whole")
    whole.fit(every=2)
    # Killed in its fifth step: what came after the last checkpoint is lost, and done again.
    killed = run(recipe, images, tmp_path / "killed")
    batches = killed.batches

    def die(step):
        if step == 4:
            raise KeyboardInterrupt
        return batches(step)

    killed.batches = die
    with pytest.raises(KeyboardInterrupt):
        killed.fit(every=2)
    assert killed.saved_step == 4
    resumed = run(recipe, images, tmp_path / "killed")
    assert resumed.saved_step == 4
    resumed.fit(every=2)
    _, expected = unpack(whole.packed())
    _, found = unpack(resumed.packed())
    assert all(np.array_equal(expected[key], found[key]) for key in expected)
    assert [row[:3] for row in resumed.curve] == [row[:3] for row in whole.curve]
    assert len((tmp_path / "killed" / "tiny.csv").read_text().splitlines()) == 1 + 3
    # What is kept is the average over steps, not where the last step ended.
    last = resumed.batches.recipe and whole.trainee.optimizer.variables
    assert len(last) > 2 * len(expected)
