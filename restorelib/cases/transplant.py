"""The weights of one net in the body of another: what can it express, what can training reach?

A net with a linear residual is trained; its weights go into the same net with another activation
on the residual. What that net scores at once, it can express. What it makes of it is training.
"""

from dataclasses import replace

import keras

from restorelib.experiments.denoising import Experiment
from restorelib.experiments.recipes import Recipe, RunRecord, seeds

DONOR = Recipe(residual_activation=None)
RATES = (1e-3, 1e-4)  # at which the ReLU net is trained on


def transplant(donor: keras.Model, host: keras.Model) -> keras.Model:
    """Copy every weight of one model into another with the same layers.

    Args:
        donor: where the weights come from; it keeps them.
        host: where they go; activations may differ, as they have no weights.

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

    def _start_afresh(self, recipe: Recipe) -> None:
        super()._start_afresh(recipe)
        transplant(self.donor, self.model)


def donor_recipes(count: int = 10) -> list[Recipe]:
    """The donors: linear residual, 512 steps; one a seed."""
    return seeds(DONOR, count)


def host_recipes(donor: Recipe) -> list[Recipe]:
    """What a donor's weights are trained on as: a ReLU on the residual, one a learning rate."""
    host = replace(donor, residual_activation="relu", steps=256)
    return [replace(host, learning_rate=rate) for rate in RATES]


def run(donor: Recipe) -> list[RunRecord]:
    """Train a donor, move its weights, train on: the donor's record, then one a learning rate.

    Snapshot 0 of a host is the ReLU net with the donor's weights, not yet trained on.
    """
    experiment = Experiment(donor)
    records = [experiment.run(donor.seed)]
    for recipe in host_recipes(donor):
        host = HostExperiment(recipe, experiment.model)
        records.append(host.run(donor.seed))
    return records
