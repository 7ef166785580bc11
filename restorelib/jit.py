"""Whether a model that takes a few steps is compiled by XLA."""


def needed() -> bool:
    """On JAX: Keras runs each operation by itself there, unless `jit_compile=True`.

    TensorFlow has its graphs; for a few steps XLA, which takes seconds, is not worth its while.
    """
    import keras

    return keras.backend.backend() == "jax"
