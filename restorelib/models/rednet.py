"""RED-Net, the denoiser of part I. An argument switches on the failure of lesson 03."""

from collections.abc import Callable, Sequence

import keras
from keras import layers

from restorelib.models.per_layer import Initializer, clone_per_layer

Activation = str | Callable | None


@keras.saving.register_keras_serializable(package="restorelib")
class CropLike(layers.Layer):
    """Crop an image at the bottom and at the right to the size of another one.

    Inputs: the image and the other one, both `(N, height, width, channels)`. A deconvolution with
    stride 2 needs this: the convolution before it rounded an odd size up.
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
    """RED-Net: convolutions, as many transposed convolutions, and skips between them.

    Mao, Shen and Yang 2016, arXiv 1603.09056. `deconv{k}` is paired with `conv{depth/2 - k}`: the
    sum of their outputs goes through `hidden_activation` again. RED10 is `symmetric_skips=False,
    input_skip=False`; RED20 and RED30 are `depth=20` and `30` with `skip_every=2`.
    The net of Stack Overflow question 45976166 is `channels=3, padding="valid",
    residual_activation="relu", output_activation="relu"`.

    Args:
        depth: number of layers, half of them transposed; even, >= 4. Their kernels are 3x3 unless
            `strides` says otherwise.
        filters: feature maps of every hidden layer; or one number for each conv, and each deconv
            restores the number of maps that its mirror-image conv received.
        channels: of the image: 1 (luma) or 3 (RGB).
        symmetric_skips: add a skip from each conv to its mirror-image deconv.
        skip_every: 1 adds a skip to every pair, 2 to every second pair (as the paper does).
        input_skip: add the input to the last deconv's output, so that the net predicts a
            correction (a residual) instead of the image.
        residual_activation: after the last deconv, before the input is added. None is linear,
            "relu" is the failure of lesson 03.
        output_activation: after the input is added.
        hidden_activation: of every other layer.
        kernel_initializer: for all kernels; each layer gets a copy with a different seed.
        padding: "same", or "valid": then the convs take `depth` pixels in all from height and
            width, and the deconvs give them back.
        strides: one number: of the first conv and of the last deconv. Their kernels are then
            `3 * strides` wide, so that the stride divides their width. With 2, the layers between
            them work at half the resolution, which is a quarter of the work (as in FFDNet: Zhang
            et al. 2018, arXiv 1710.04026). Or one number for each conv and its mirror-image
            deconv, as in a U-Net (Ronneberger et al. 2015, arXiv 1505.04597): from the second conv
            on, a kernel with a stride above 1 is as wide as its stride. Needs "same".
        seed: of the initial weights; None gives new ones at each call.

    Returns:
        A model from `(N, height, width, channels)` float32 in [0, 1] to the same shape.

    Raises:
        ValueError: if `depth` is odd or below 4, a number is below 1, there are not as many
            filters or strides as convs, or a stride is above 1 with "valid".
    """
    filters, strides = _for_each_conv(depth, filters, strides, padding)
    if min(*filters, channels, skip_every, *strides) < 1:
        raise ValueError(
            "filters, channels, skip_every and strides expect numbers >= 1; "
            f"received {filters}, {channels}, {skip_every}, {strides}."
        )
    half = depth // 2
    initializers = iter(clone_per_layer(kernel_initializer, depth, seed))

    def layer(kind: type, n: int, i: int, name: str) -> keras.Layer:
        """The i-th conv, or its mirror-image deconv."""
        stride = strides[i - 1]
        return kind(
            n,
            3 * stride if i == 1 or stride == 1 else stride,
            strides=stride,
            padding=padding,
            kernel_initializer=next(initializers),
            name=name,
        )

    inputs = x = keras.Input((None, None, channels), name="noisy")
    features = [x]
    for i in range(1, half + 1):
        x = layer(layers.Conv2D, filters[i - 1], i, f"conv{i}")(x)
        x = _activate(x, hidden_activation, f"conv{i}_activation")
        features.append(x)

    def deconv(x, k: int):
        i = half + 1 - k
        n = filters[i - 2] if i > 1 else channels
        x = layer(layers.Conv2DTranspose, n, i, f"deconv{k}")(x)
        return x if strides[i - 1] == 1 else CropLike(name=f"crop{k}")([x, features[i - 1]])

    for k in range(1, half):
        x = _activate(deconv(x, k), hidden_activation, f"deconv{k}_activation")
        if symmetric_skips and (k - 1) % skip_every == 0:
            x = layers.Add(name=f"skip{k}")([features[half - k], x])
            x = _activate(x, hidden_activation, f"skip{k}_activation")
    x = deconv(x, half)
    x = _activate(x, residual_activation, "residual")
    if input_skip:
        x = layers.Add(name="input_skip")([inputs, x])
    return keras.Model(inputs, _activate(x, output_activation, "output"), name="red_net")


def _activate(x, activation: Activation, name: str):
    return x if activation is None else layers.Activation(activation, name=name)(x)


def _for_each_conv(
    depth: int, filters: int | Sequence[int], strides: int | Sequence[int], padding: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Filters and strides of each conv, from first to last."""
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
    if max(strides) > 1 and padding != "same":
        raise ValueError(f"strides above 1 expect padding='same'; received {padding!r}.")
    return filters, strides
