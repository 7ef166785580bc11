"""FSRCNN as processors like it better: the same numbers in another order.

*Phases*. Pixel 3 q + r of what a deconvolution with stride 3 paints meets only those weights of
its 9x9 kernel that lie 3 apart, another third of them in height and in width for each r = 0, 1, 2.
So nine phases, each a 3x3 convolution of the small image, paint the large one between them.

*Pairs*, *points* and *rows*. A convolution is a matrix product, and few maps make a thin matrix,
which leaves a processor's registers half empty. Two pixels side by side, with a kernel that is one
column wider, make it twice as wide; so do the rows of a kernel, each by itself, to be added up
afterwards. With a kernel of one pixel it is a matrix product as it stands.
"""

import functools

import keras
import numpy as np
from keras import layers, ops


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
class PointwiseConv2D(layers.Conv2D):
    """`Conv2D` with a kernel of one pixel and stride 1, computed as a matrix product."""

    def convolution_op(self, inputs, kernel):
        n, h, w, maps = ops.shape(inputs)
        pixels = ops.matmul(ops.reshape(inputs, (-1, maps)), kernel[0, 0])
        return ops.reshape(pixels, (n, h, w, self.filters))


@keras.saving.register_keras_serializable("restorelib")
class PhasedConv2DTranspose(layers.Conv2DTranspose):
    """`Conv2DTranspose` to one map with padding "same", computed phase by phase."""

    def build(self, input_shape):
        super().build(input_shape)
        size = self.kernel_size[0]
        numbers = np.arange(1, size**2 + 1).reshape(size, size, 1, 1)
        self._places = phase_kernel(numbers, self.strides[0])[:, :, 0]  # 0 where there is no weight

    def call(self, inputs):
        maps = inputs.shape[-1]
        weights = ops.reshape(self.kernel, (-1, maps))
        weights = ops.concatenate((ops.zeros((1, maps), weights.dtype), weights))
        kernel = ops.take(weights, self._places, axis=0)  # rows, columns, phases, maps
        x = rowwise_convolution(inputs, ops.transpose(kernel, (0, 1, 3, 2)))
        if self.strides[0] > 1:  # depth_to_space refuses 1
            x = ops.depth_to_space(x, self.strides[0])
        return x if self.bias is None else x + self.bias


def rowwise_convolution(x, kernel):
    """A convolution with stride 1 and padding "same", one for all rows of its kernel.

    Args:
        x: `(N, height, width, maps)`.
        kernel: `(rows, columns, maps, filters)`, with an odd number of rows and of columns.
    """
    rows, columns, maps, filters = kernel.shape
    flat = ops.reshape(ops.transpose(kernel, (1, 2, 0, 3)), (1, columns, maps, rows * filters))
    beside = (rows - 1) // 2
    h = ops.shape(x)[1]
    x = ops.conv(x, flat, padding="same")
    x = ops.pad(x, ((0, 0), (beside, rows - 1 - beside), (0, 0), (0, 0)))
    # What row i of the kernel makes of an input row belongs i - beside rows above it.
    return sum(x[:, i : i + h, :, i * filters : (i + 1) * filters] for i in range(rows))


def as_phases(model: keras.Model, *, pairs: bool = True) -> keras.Model:
    """The same network with its layers computed in another order, about twice as fast.

    The deconvolution becomes a convolution and a rearrangement; the convolutions before it may
    become wider matrix products. A copy: training the one later changes nothing in the other.

    Args:
        model: from `models.fsrcnn`, trained or not.
        pairs: two pixels at once, which suits Keras, with XLA or without; LiteRT is faster with
            the convolutions as they are.

    Returns:
        A model from luma `(N, height, width, 1)` to `(N, scale * height, scale * width, 1)` with
        the same weights, whose output differs from the given one's by rounding alone.

    Raises:
        ValueError: if the model does not end as `fsrcnn` does.
    """
    last = model.layers[-1] if isinstance(model, keras.Model) else None
    if not (type(last) is layers.Conv2DTranspose and _paints_one_map(last)):
        raise ValueError(
            "as_phases expects a model of models.fsrcnn, which ends in a linear Conv2DTranspose to "
            "one map, padding 'same', with a square kernel no smaller than its stride; received "
            f"{model!r}."
        )
    copy = functools.partial(_reordered, pairs=pairs)
    clone = keras.models.clone_model(model, clone_function=copy)
    clone.set_weights(model.get_weights())
    return clone


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


def _reordered(layer: layers.Layer, pairs: bool) -> layers.Layer:
    """What stands for a layer, with weights of the same shapes."""
    kind = type(layer)
    if kind is layers.Conv2DTranspose:
        kind = PhasedConv2DTranspose
    elif kind is layers.Conv2D and pairs and _is_plain(layer):
        kind = PointwiseConv2D if layer.kernel_size == (1, 1) else PairedConv2D
    return kind.from_config(layer.get_config())


def _is_plain(layer: layers.Conv2D) -> bool:
    return (
        layer.kernel_size[1] % 2 == 1
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
