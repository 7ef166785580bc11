"""RED-Net, the denoiser of part I. Its failure is an argument, never a second copy."""

from collections.abc import Callable, Sequence

import keras
from keras import layers

from restorelib.models.per_layer import Initializer, clone_per_layer

Activation = str | Callable | None


@keras.saving.register_keras_serializable(package="restorelib")
class CropLike(layers.Layer):
    """Cut the end of the rows and columns off, down to the size of another image.

    A strided net rounds an odd size up.
    """

    def call(self, inputs):
        x, like = inputs
        _, height, width, _ = keras.ops.shape(like)
        return x[:, :height, :width]

    def compute_output_shape(self, input_shapes):
        x, like = input_shapes
        return (x[0], like[1], like[2], x[3])


def red_net(
    depth: int = 10,
    filters: int | Sequence[int] = 64,
    channels: int = 1,
    *,
    symmetric_skips: bool = True,
    skip_every: int = 1,
    input_skip: bool = True,
    residual_activation: Activation = None,
    output_activation: Activation = None,
    hidden_activation: Activation = "relu",
    kernel_initializer: Initializer = "glorot_uniform",
    padding: str = "same",
    strides: int | Sequence[int] = 1,
    seed: int | None = None,
) -> keras.Model:
    """RED-Net: convolutions, as many transposed convolutions, skips between the two.

    Mao, Shen and Yang 2016, arXiv 1603.09056. `deconv{k}` is paired with `conv{depth/2 - k}`:
    their sum goes through `hidden_activation` once more. RED10 is `symmetric_skips=False,
    input_skip=False`; RED20 and RED30 are `depth=20` and `30` with `skip_every=2`.
    The net of Stack Overflow question 45976166 is `channels=3, padding="valid",
    residual_activation="relu", output_activation="relu"`.

    Args:
        depth: number of layers, 3x3 but for `strides`, half of them transposed; even, >= 4.
        filters: feature maps of every hidden layer; or of each conv, and a deconv gives as many
            as the conv before the one that it undoes.
        channels: of the image: 1 (luma) or 3 (RGB).
        symmetric_skips: join each conv to its mirror-image deconv.
        skip_every: 1 joins every pair, 2 every second one (as the paper does).
        input_skip: add the input to the last deconv's output, so that the net predicts a
            correction (a residual) and no longer the image.
        residual_activation: after the last deconv, before the input is added. None is linear,
            "relu" is the failure of lesson 03.
        output_activation: after the input was added.
        hidden_activation: of every other layer.
        kernel_initializer: for all kernels; cloned for each layer with a seed of its own.
        padding: "same", or "valid", which loses `depth` pixels a side inside and regains them.
        strides: of the first conv and of the last deconv, whose kernels are `3 * strides` wide,
            so that the stride divides them. 2 computes at half the resolution inside, a quarter of
            the work (as FFDNet does: Zhang et al. 2018, arXiv 1710.04026). Or of each conv and of
            the deconv that undoes it, as in a U-Net (Ronneberger et al. 2015, arXiv 1505.04597):
            from the second on, the kernels of those above 1 are as wide as their stride. Needs
            "same".
        seed: of the initial weights; None draws a new one.

    Returns:
        A model from `(N, height, width, channels)` float32 in [0, 1] to the same shape.

    Raises:
        ValueError: if `depth` is odd or below 4, a count is below 1, there are not as many
            filters or strides as convs, or strides meet "valid".
    """
    if depth < 4 or depth % 2:
        raise ValueError(
            f"depth expects an even number >= 4 (half convolutions, half transposed); "
            f"received {depth}."
        )
    half = depth // 2
    filters = (filters,) * half if isinstance(filters, int) else tuple(filters)
    strides = (strides, *(1,) * (half - 1)) if isinstance(strides, int) else tuple(strides)
    if not len(filters) == len(strides) == half:
        raise ValueError(
            f"filters and strides expect one number, or {half}, for each conv one; "
            f"received {filters}, {strides}."
        )
    if min(*filters, channels, skip_every, *strides) < 1:
        raise ValueError(
            "filters, channels, skip_every and strides expect numbers >= 1; "
            f"received {filters}, {channels}, {skip_every}, {strides}."
        )
    if max(strides) > 1 and padding != "same":
        raise ValueError(f"strides above 1 expect padding='same'; received {padding!r}.")
    initializers = iter(clone_per_layer(kernel_initializer, depth, seed))

    def layer(kind: type, n: int, i: int, name: str) -> keras.Layer:
        """The i-th conv, or the deconv that undoes it."""
        stride = strides[i - 1]
        return kind(
            n,
            3 * stride if i == 1 or stride == 1 else stride,
            strides=stride,
            padding=padding,
            kernel_initializer=next(initializers),
            name=name,
        )

    def activate(x, activation: Activation, name: str):
        return x if activation is None else layers.Activation(activation, name=name)(x)

    inputs = x = keras.Input((None, None, channels), name="noisy")
    features = [x]
    for i in range(1, half + 1):
        x = layer(layers.Conv2D, filters[i - 1], i, f"conv{i}")(x)
        x = activate(x, hidden_activation, f"conv{i}_activation")
        features.append(x)

    def deconv(x, k: int):
        i = half + 1 - k
        n = filters[i - 2] if i > 1 else channels
        x = layer(layers.Conv2DTranspose, n, i, f"deconv{k}")(x)
        return x if strides[i - 1] == 1 else CropLike(name=f"crop{k}")([x, features[i - 1]])

    for k in range(1, half):
        x = activate(deconv(x, k), hidden_activation, f"deconv{k}_activation")
        if symmetric_skips and (k - 1) % skip_every == 0:
            x = layers.Add(name=f"skip{k}")([features[half - k], x])
            x = activate(x, hidden_activation, f"skip{k}_activation")
    x = deconv(x, half)
    x = activate(x, residual_activation, "residual")
    if input_skip:
        x = layers.Add(name="input_skip")([inputs, x])
    x = activate(x, output_activation, "output")
    return keras.Model(inputs, x, name="red_net")
