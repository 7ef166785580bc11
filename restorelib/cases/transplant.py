"""Copy one network's weights into another: what can it express, and what can training reach?

Train a network with a linear residual, then copy its weights into the same network with another
activation on the residual. Its score right after the copy shows what it can express; its score
after further training shows what training can reach.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from restorelib.experiments.denoising import Experiment
from restorelib.experiments.recipes import Recipe, RunRecord, seeds

if TYPE_CHECKING:
    import keras

DONOR = Recipe(residual_activation=None)
RATES = (1e-3, 1e-4)  # learning rates for training the ReLU network further


def transplant(donor: keras.Model, host: keras.Model) -> keras.Model:
    """Copy every weight of one model into another with the same layers.

    Args:
        donor: gives the weights; stays unchanged.
        host: receives the weights; its activations may differ, as they have no weights.

    Returns:
        `host`.

    Raises:
        ValueError: if the weights of the two differ in number or shape.
    """
    given, wanted = ([w.shape for w in model.get_weights()] for model in (donor, host))
    if given != wanted:
        raise ValueError(
            f"transplant expects two models with weights of the same shapes; received {given} "
            f"for {wanted}. Build both from one recipe, with another residual_activation."
        )
    host.set_weights(donor.get_weights())
    return host


class HostExperiment(Experiment):
    """An experiment whose runs start from a donor's weights, not from random ones."""

    def __init__(self, recipe: Recipe, donor: keras.Model):
        super().__init__(recipe)
        self.donor = donor

    def _reset(self, recipe: Recipe) -> None:
        super()._reset(recipe)
        transplant(self.donor, self.model)


def donor_recipes(count: int = 10) -> list[Recipe]:
    """Recipes of the donors: linear residual, 512 steps, one for each seed."""
    return seeds(DONOR, count)


def host_recipes(donor: Recipe) -> list[Recipe]:
    """Recipes that train a donor's weights with a ReLU on the residual, one for each rate."""
    host = replace(donor, residual_activation="relu", steps=256)
    return [replace(host, learning_rate=rate) for rate in RATES]


def run(experiment: Experiment, donor: Recipe) -> list[RunRecord]:
    """Train a donor and its hosts: the donor's record, then one for each of `RATES`.

    Snapshot 0 of a host is the ReLU network with the donor's weights, before further training.

    Args:
        experiment: of the donor's recipe, under any seed.
        donor: the recipe to run.
    """
    records = [experiment.run(donor.seed)]
    for recipe in host_recipes(donor):
        host = HostExperiment(recipe, experiment.model)
        records.append(host.run(donor.seed))
    return records
