"""The Keras initializer that a recipe names."""

from restorelib.experiments.recipes import SRRecipe


def initializer(name: str, recipe: SRRecipe, *, transposed: bool = False):
    """The Keras initializer that a recipe names, for its convolutions or for its deconv.

    Args:
        name: a key of `recipes.INITIALIZERS`.
        recipe: gives the slope and the scale for "prelu_normal".
        transposed: True for the deconv.

    Returns:
        A `keras.initializers.Initializer` without a seed.

    Raises:
        ValueError: for an unknown name.
    """
    import keras

    from restorelib.models.initializers import PReLUNormal

    if name.startswith("normal_"):
        return keras.initializers.RandomNormal(stddev=float(name.removeprefix("normal_")))
    if name == "prelu_normal":
        strides = recipe.scale if transposed else 1
        return PReLUNormal(recipe.prelu_slope, transposed=transposed, strides=strides)
    return keras.initializers.get(name)
