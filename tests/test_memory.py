"""Nets that are no longer used give their memory back."""

import gc
import weakref
from dataclasses import replace

import pytest

from restorelib import experiments, sr_experiments, training

TINY = experiments.Recipe(depth=4, filters=4, patches=16, patch_size=12)
TINY_SR = sr_experiments.SRRecipe(d=2, s=2, m=1, patches=16)


@pytest.mark.parametrize(
    ("module", "recipe"), [(experiments, TINY), (sr_experiments, TINY_SR)], ids=["denoising", "sr"]
)
def test_a_new_net_frees_the_one_before(module, recipe):
    module.build(recipe)  # what is there by then stays
    model = module.build(replace(recipe, seed=1))
    training.fit(model, *module.train_patches(recipe), steps=1, batch_size=2, seed=0)
    freed = weakref.ref(model)
    del model
    gc.disable()  # only the next net may free it
    try:
        module.build(recipe)
    finally:
        gc.enable()
    assert freed() is None
