"""Nets that are no longer used give their memory back; what stays is not looked through again."""

import gc
import subprocess
import sys
import weakref
from dataclasses import replace

import pytest

from restorelib.experiments import denoising, super_resolution
from restorelib.training import loop

pytestmark = pytest.mark.slow

TINY = denoising.Recipe(depth=4, filters=4, patches=16, patch_size=12)
TINY_SR = super_resolution.SRRecipe(d=2, s=2, m=1, patches=16)


@pytest.mark.parametrize(
    ("module", "recipe"), [(denoising, TINY), (super_resolution, TINY_SR)], ids=["denoising", "sr"]
)
def test_a_new_net_frees_the_one_before(module, recipe):
    module.build(recipe)  # what is there by then stays
    model = module.build(replace(recipe, seed=1))
    loop.fit(model, *module.train_patches(recipe), steps=1, batch_size=2, seed=0)
    freed = weakref.ref(model)
    del model
    gc.disable()  # only the next net may free it
    try:
        module.build(recipe)
    finally:
        gc.enable()
    assert freed() is None


AT_THE_END = """
import atexit, gc
atexit.register(lambda: print(len(gc.get_objects())))  # runs last, for it comes first
import restorelib
kept = [[] for _ in range(20_000)]
"""


def test_a_process_ends_without_looking_through_all_that_it_imported():
    done = subprocess.run([sys.executable, "-c", AT_THE_END], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 1000
