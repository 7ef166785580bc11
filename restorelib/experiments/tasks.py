"""The same functions for both tasks: the type of the recipe selects the task."""

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
    """The bench of a recipe, which runs it under several seeds."""
    return _task(recipe).Experiment(recipe)


def run(recipe: AnyRecipe, **arguments) -> AnyRecord:
    """Train a recipe and measure it at steps 0, 1, 2, 4, 8, ... Arguments as `Bench.run`."""
    return _task(recipe).run(recipe, **arguments)


def build(recipe: AnyRecipe, **arguments) -> keras.Model:
    """Build the compiled, untrained model of a recipe. Arguments as `build` of its task.

    Raises:
        ValueError: for an optimizer other than "adam" or "sgd", or an unknown net or initializer.
    """
    return _task(recipe).build(recipe, **arguments)


def train_patches(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets for training a recipe, `(N, height, width, channels)` float32.

    Targets lie in [0, 1]; noisy inputs may leave it.
    """
    return _task(recipe).train_patches(recipe)


def test_patches(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets for the score of a recipe, of unseen photographs; as `train_patches`."""
    return _task(recipe).test_patches(recipe)


test_patches.__test__ = False  # the name makes pytest take it for a test


def crop(recipe: AnyRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Input and target of the crop to display: an eye of the cat."""
    return _task(recipe).crop(recipe)


def _task(recipe: AnyRecipe) -> ModuleType:
    return denoising if isinstance(recipe, Recipe) else super_resolution
