"""One initializer for many layers: each gets a copy of its own."""

import keras
import numpy as np

Initializer = str | keras.initializers.Initializer


def clone_per_layer(
    initializer: Initializer, count: int, seed: int | None
) -> list[keras.initializers.Initializer]:
    """Copies of an initializer, each with a seed of its own.

    One instance handed to several layers of one shape gives them identical weights (Keras 3.15):
    then all of them learn the same.

    Args:
        initializer: a name that Keras knows, or an instance; its own seed is not used.
        count: how many copies.
        seed: decides the seeds of the copies; None draws new ones.

    Raises:
        ValueError: for a name that Keras does not know.
    """
    initializer = keras.initializers.get(initializer)
    config = initializer.get_config()
    clones = []
    for layer_seed in np.random.SeedSequence(seed).generate_state(count):
        if "seed" in config:
            config["seed"] = int(layer_seed)
        clones.append(type(initializer).from_config(config))
    return clones
