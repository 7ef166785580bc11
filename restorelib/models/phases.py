"""FSRCNN for use: the same numbers in another order, which processors like better.

*Phases*. Pixel 3 q + r of what a deconvolution with stride 3 paints meets only those weights of
its 9x9 kernel that lie 3 apart, another third of them in height and in width for each r = 0, 1, 2.
So nine phases, each a 3x3 convolution of the small image, paint the large one between them.

*Pairs* and *rows*. A convolution is a matrix product, and few maps make a thin matrix, which
leaves a processor's registers half empty. Two pixels side by side, with a kernel that is one column
wider, make it twice as wide; so do the rows of a kernel, each by itself, to be added up afterwards.
"""

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable("restorelib")
class DepthToSpace(layers.Layer):
    """`(N, h, w, scale^2)` to `(N, scale * h, scale * w, 1)`: each pixel's maps become a square."""

    def __init__(self, scale: int, **kwargs):
        super().__init__(**kwargs)
        self.scale = scale

    def call(self, x):
        n, h, w, _ = ops.shape(x)
        x = ops.reshape(x, (n * h, w, self.scale, self.scale))
        x = ops.transpose(x, (0, 2, 1, 3))  # each row of the squares becomes a row of the image
        return ops.reshape(x, (n, h * self.scale, w * self.scale, 1))

    def compute_output_shape(self, input_shape):
        n, h, w, _ = input_shape
        return n, *(side and side * self.scale for side in (h, w)), 1

    def get_config(self):
        return {**super().get_config(), "scale": self.scale}


@keras.saving.register_keras_serializable("restorelib")
class PairedConv2D(layers.Conv2D):
    """`Conv2D` with stride 1 and padding "same", computed for two pixels of a row at once."""

    def convolution_op(self, inputs, kernel):
        none = ops.zeros_like(kernel[:, :1])
        left, right = (ops.concatenate(pair, axis=1) for pair in ((kernel, none), (none, kernel)))
        both = ops.concatenate((left, right), axis=-1)
        pairs = ops.conv(inputs, both, strides=(1, 2), padding="same")
        n, h, w, _ = ops.shape(inputs)
        # In memory, the maps of a pair lie as those of two pixels; an odd row has one too many.
        return ops.reshape(pairs, (n, h, w + w % 2, self.filters))[:, :, :w]


@keras.saving.register_keras_serializable("restorelib")
class RowwiseConv2D(layers.Conv2D):
    """`Conv2D` with stride 1 and padding "same", one convolution for all rows of its kernel."""

    def convolution_op(self, inputs, kernel):
        rows, columns, maps, filters = kernel.shape
        flat = ops.reshape(ops.transpose(kernel, (1, 2, 0, 3)), (1, columns, maps, rows * filters))
        beside = (rows - 1) // 2
        x = ops.conv(inputs, flat, padding="same")
        x = ops.pad(x, ((0, 0), (beside, rows - 1 - beside), (0, 0), (0, 0)))
        h = ops.shape(inputs)[1]
        # What row i of the kernel makes of an input row belongs i - beside rows above it.
        return sum(x[:, i : i + h, :, i * filters : (i + 1) * filters] for i in range(rows))


@keras.saving.register_keras_serializable("restorelib")
class GentlePReLU(layers.PReLU):
    """`PReLU` for slopes of at most 1, where the larger one of two numbers is the right one."""

    def call(self, inputs):
        return ops.maximum(inputs, self.alpha * inputs)


def as_phases(model: keras.Model) -> keras.Model:
    """The same network with its layers computed in another order, about twice as fast.

    The deconvolution becomes a convolution and a rearrangement; the convolutions before it take
    two pixels at once. A copy: training the one later changes nothing in the other. It is meant
    for use, not for training: zeros that fill up the kernels of the phases would be trained, too.

    Args:
        model: from `models.fsrcnn`, trained or not.

    Returns:
        A model from luma `(N, height, width, 1)` to `(N, scale * height, scale * width, 1)`, whose
        output differs from the given one's by rounding alone.

    Raises:
        ValueError: if the model does not end as `fsrcnn` does.
    """
    last = model.layers[-1] if isinstance(model, keras.Model) else None
    if not (isinstance(last, layers.Conv2DTranspose) and _paints_one_map(last)):
        raise ValueError(
            "as_phases expects a model of models.fsrcnn, which ends in a linear Conv2DTranspose to "
            "one map, padding 'same', with a square kernel no smaller than its stride; received "
            f"{model!r}."
        )
    scale = last.strides[0]
    clone = keras.models.clone_model(model, clone_function=_reordered)
    clone.set_weights(model.get_weights())
    kernel = phase_kernel(ops.convert_to_numpy(last.kernel), scale)
    phases = RowwiseConv2D(
        scale**2, kernel.shape[0], padding="same", use_bias=last.use_bias, name="phases"
    )
    x = phases(clone.layers[-1].input)
    weights = [kernel]
    if last.use_bias:
        weights.append(np.repeat(ops.convert_to_numpy(last.bias), scale**2))
    phases.set_weights(weights)
    x = DepthToSpace(scale, name="depth_to_space")(x)
    return keras.Model(clone.inputs[0], x, name=f"{model.name}_phases")


def phase_kernel(kernel: np.ndarray, scale: int) -> np.ndarray:
    """A deconvolution's kernel, sorted by phase.

    With padding "same", weight k takes input pixel i to output pixel scale i + k - left, where
    left = (size - scale) // 2. So phase r of output pixel scale q + r meets, at input pixel q + j,
    weight k = r + left - scale j, if there is one.

    Args:
        kernel: `(size, size, 1, maps)`, as of `Conv2DTranspose`.
        scale: the stride, from 1 to size.

    Returns:
        `(2 reach + 1, 2 reach + 1, maps, scale^2)`, as of `Conv2D`; zero where there is no weight.
    """
    size, _, _, maps = kernel.shape
    left = (size - scale) // 2
    # Floor and ceiling of k's bounds, 0 and size - 1: how far a phase looks right, and left.
    reach = max((scale - 1 + left) // scale, (size - 1 - left) // scale)
    phases = np.zeros((2 * reach + 1, 2 * reach + 1, maps, scale, scale), kernel.dtype)
    for r in np.ndindex(scale, scale):
        for j in np.ndindex(phases.shape[:2]):
            k = tuple(r[axis] + left - scale * (j[axis] - reach) for axis in (0, 1))
            if min(k) >= 0 and max(k) < size:
                phases[(*j, slice(None), *r)] = kernel[(*k, 0)]
    return phases.reshape(*phases.shape[:3], scale**2)


def _reordered(layer: layers.Layer) -> layers.Layer:
    """What stands for a layer, with the same weights."""
    kind = type(layer)
    if kind is layers.Conv2D and _can_be_paired(layer):
        kind = PairedConv2D
    elif kind is layers.PReLU and np.max(ops.convert_to_numpy(layer.alpha)) <= 1:
        kind = GentlePReLU
    return kind.from_config(layer.get_config())


def _can_be_paired(layer: layers.Conv2D) -> bool:
    height, width = layer.kernel_size
    return (
        height * width > 1  # a single pixel is a matrix product as it stands
        and width % 2 == 1
        and layer.padding == "same"
        and layer.data_format == "channels_last"
        and layer.groups == 1
        and {*layer.strides, *layer.dilation_rate} == {1}
    )


def _paints_one_map(layer: layers.Conv2DTranspose) -> bool:
    return (
        layer.filters == 1
        and layer.padding == "same"
        and layer.data_format == "channels_last"
        and layer.output_padding is None
        and set(layer.dilation_rate) == {1}
        and layer.activation is keras.activations.linear
        and layer.strides[0] == layer.strides[1] <= layer.kernel_size[0] == layer.kernel_size[1]
    )
