"""Deconvolutions of stride 1 as convolutions: the same results, faster; not meant for training."""

import keras
from keras import layers, ops


def as_convolutions(model: keras.Model) -> keras.Model:
    """Equivalent network in which each deconvolution of stride 1 is a convolution.

    Such a deconvolution equals a convolution with the kernel turned by 180 degrees. TensorFlow
    computes it as the gradient of a convolution, which takes twice the time and far more memory.
    Deconvolutions with another stride or an even kernel stay as they are.

    Args:
        model: functional, as from `models.red_net`.

    Returns:
        A new model with a copy of the weights. Its output differs by rounding only; training one
        model does not change the other.
    """
    clone = keras.models.clone_model(model, clone_function=_cloned)
    for old, new in zip(model.layers, clone.layers, strict=True):
        weights = old.get_weights()
        if isinstance(old, layers.Conv2DTranspose) and isinstance(new, layers.Conv2D):
            # (height, width, out, in) to (height, width, in, out).
            weights[0] = ops.convert_to_numpy(ops.flip(old.kernel, (0, 1))).swapaxes(2, 3)
        new.set_weights(weights)
    return clone


def _cloned(layer: keras.Layer) -> keras.Layer:
    if not (
        isinstance(layer, layers.Conv2DTranspose)
        and layer.padding == "same"
        and {*layer.strides, *layer.dilation_rate} == {1}
        and all(side % 2 for side in layer.kernel_size)
    ):
        return layer.__class__.from_config(layer.get_config())
    return layers.Conv2D(
        layer.filters,
        layer.kernel_size,
        padding="same",
        activation=layer.activation,
        use_bias=layer.use_bias,
        kernel_initializer="zeros",  # set_weights replaces them; random numbers would take time
        name=layer.name,
    )
