"""One way in for both tasks: the kind of recipe decides, denoising or super-resolution."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from restorelib.experiments import denoising, super_resolution
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe

if TYPE_CHECKING:
    import keras


def bench(recipe: AnyRecipe) -> Bench:
    """The bench of a recipe: built once, it runs the recipe under many seeds."""
    return _task(recipe).Experiment(recipe)


def run(recipe: AnyRecipe, **arguments) -> AnyRecord:
    """Train a recipe and measure it at steps 0, 1, 2, 4, 8, ... Arguments as `Bench.run`."""
    return _task(recipe).run(recipe, **arguments)


def build(recipe: AnyRecipe, **arguments) -> keras.Model:
    """The compiled model of a recipe, untrained. Arguments as `build` of its task.

    Raises:
        ValueError: for an optimizer other than "adam" or "sgd", or an unknown net or initializer.
    """
    return _task(recipe).build(recipe, **arguments)


def train_patches(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets that a recipe trains on, `(N, height, width, channels)` in [0, 1]."""
    return _task(recipe).train_patches(recipe)


def test_patches(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets that a recipe is scored on, of photographs never trained on."""
    return _task(recipe).test_patches(recipe)


test_patches.__test__ = False  # pytest collects by name


def crop(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """The crop that is shown, an eye of the cat: what goes in, and what should come out."""
    return _task(recipe).crop(recipe)


def _task(recipe: AnyRecipe) -> ModuleType:
    return denoising if isinstance(recipe, Recipe) else super_resolution
