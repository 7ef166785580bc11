"""Give each layer its own copy of an initializer."""

import keras
import numpy as np

Initializer = str | keras.initializers.Initializer


def clone_per_layer(
    initializer: Initializer, count: int, seed: int | None
) -> list[keras.initializers.Initializer]:
    """Copy an initializer, with a different seed for each copy.

    If several layers of the same shape share one instance, they get identical weights (Keras
    3.15), and then all of them learn the same.

    Args:
        initializer: a name that Keras knows, or an instance, whose seed is ignored.
        count: number of copies.
        seed: determines the seeds of the copies; None gives new ones at each call.

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
