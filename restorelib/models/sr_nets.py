"""SRCNN and FSRCNN, the super-resolution networks of part II."""

import keras
from keras import layers

from restorelib.models.initializers import PReLUNormal
from restorelib.models.per_layer import Initializer, clone_per_layer

PAPER = 1e-3  # std of SRCNN's weights and of FSRCNN's deconv weights: Dong et al. 2014 and 2016


def srcnn(*, kernel_initializer: Initializer | None = None, seed: int | None = None) -> keras.Model:
    """SRCNN 9-1-5: three convolutions that sharpen an image which is already enlarged.

    Dong, Loy, He and Tang 2016, arXiv 1501.00092: 9x9x64 and ReLU, 1x1x32 and ReLU, 5x5x1;
    8,032 kernel weights.

    Args:
        kernel_initializer: for all kernels; None is the paper's, normal with std 1e-3.
        seed: of the initial weights; None gives new ones at each call.

    Returns:
        A model from luma `(N, height, width, 1)` float32 in [0, 1], enlarged by bicubic
        interpolation, to the same shape.
    """
    if kernel_initializer is None:
        kernel_initializer = keras.initializers.RandomNormal(stddev=PAPER)
    first, second, third = clone_per_layer(kernel_initializer, 3, seed)
    inputs = keras.Input((None, None, 1), name="enlarged")
    x = layers.Conv2D(64, 9, padding="same", kernel_initializer=first, name="conv1")(inputs)
    x = layers.ReLU(name="conv1_relu")(x)
    x = layers.Conv2D(32, 1, padding="same", kernel_initializer=second, name="conv2")(x)
    x = layers.ReLU(name="conv2_relu")(x)
    x = layers.Conv2D(1, 5, padding="same", kernel_initializer=third, name="conv3")(x)
    return keras.Model(inputs, x, name="srcnn")


def fsrcnn(
    scale: int,
    d: int = 56,
    s: int = 12,
    m: int = 4,
    *,
    kernel_initializer: Initializer | None = None,
    deconv_initializer: Initializer | None = None,
    prelu_slope: float = 0.25,
    shallow: bool = False,
    use_bias: bool = True,
    seed: int | None = None,
) -> keras.Model:
    """FSRCNN: feature extraction, shrinking, mapping, expanding, deconvolution.

    Dong, Loy and Tang 2016, arXiv 1608.00367: Conv(5, d, 1), Conv(1, s, d), m Conv(3, s, s),
    Conv(1, d, s), each with a PReLU, then DeConv(9, 1, d) with stride `scale`. FSRCNN is
    d=56, s=12, m=4 with 12,464 kernel weights, FSRCNN-s is 32, 5, 1 with 3,937. All weights of
    the net of Stack Overflow question 42381661 come from one normal distribution of std 1e-3.

    Args:
        scale: how many times larger the output is, in height and in width.
        d: feature maps before the mapping and after it.
        s: feature maps of the mapping layers.
        m: number of mapping layers; 0 leaves them out.
        kernel_initializer: for the convolutions; None is `PReLUNormal(prelu_slope)`.
        deconv_initializer: for the deconvolution; None is the paper's, normal with std 1e-3.
        prelu_slope: initial slope of every PReLU; each feature map learns its own slope.
        shallow: only the first and the last layer, as in the question.
        use_bias: whether the layers have a bias.
        seed: of the initial weights; None gives new ones at each call.

    Returns:
        A model from luma `(N, height, width, 1)` float32 in [0, 1] to
        `(N, scale * height, scale * width, 1)`.

    Raises:
        ValueError: if `scale`, `d` or `s` is below 1, `m` is below 0, or `scale` is above 9, where
            some output pixels would meet no weight of the 9x9 kernel.
    """
    if not 1 <= scale <= 9 or min(d, s) < 1 or m < 0:
        raise ValueError(
            "fsrcnn expects scale from 1 to 9, d and s >= 1 and m >= 0; "
            f"received scale={scale}, d={d}, s={s}, m={m}."
        )
    if deconv_initializer is None:
        deconv_initializer = keras.initializers.RandomNormal(stddev=PAPER)
    parts = [("feature", d, 5)]
    if not shallow:
        mapping = [(f"map{i}", s, 3) for i in range(1, m + 1)]
        parts += [("shrink", s, 1), *mapping, ("expand", d, 1)]
    (deconv_initializer,) = clone_per_layer(deconv_initializer, 1, seed)
    initializers = clone_per_layer(
        kernel_initializer or PReLUNormal(prelu_slope), len(parts) + 1, seed
    )[1:]  # the first seed is the deconv's
    inputs = x = keras.Input((None, None, 1), name="low_resolution")
    for (name, maps, size), initializer in zip(parts, initializers, strict=True):
        x = layers.Conv2D(
            maps,
            size,
            padding="same",
            use_bias=use_bias,
            kernel_initializer=initializer,
            name=name,
        )(x)
        # Without shared_axes, each pixel has its own slope, which fixes the image size.
        x = layers.PReLU(
            alpha_initializer=keras.initializers.Constant(prelu_slope),
            shared_axes=[1, 2],
            name=f"{name}_prelu",
        )(x)
    x = layers.Conv2DTranspose(
        1,
        9,
        strides=scale,
        padding="same",
        use_bias=use_bias,
        kernel_initializer=deconv_initializer,
        name="deconv",
    )(x)
    return keras.Model(inputs, x, name="fsrcnn")
