"""FSRCNN in a form that is faster on CPUs: the same sums in another order.

*Phases*. Take a deconvolution with stride 3 and a 9x9 kernel. Along each axis, output pixel
3 q + r meets only every third weight, a different third for each r = 0, 1, 2. So nine phases, each
a 3x3 convolution of the small image, together give the large image.

*Pairs*, *points* and *rows*. A convolution is a matrix product. With few feature maps the matrix is
narrow and leaves the CPU's vector registers half empty. `PairedConv2D` computes two neighbouring
pixels at once with a kernel that is one column wider, which makes the matrix twice as wide.
`rowwise_convolution` makes it wider too: it computes all rows of the kernel side by side, and adds
their results afterwards. `PointwiseConv2D` has a 1x1 kernel, so it is a plain matrix product.
"""

import functools

import keras
import numpy as np
from keras import layers, ops


@keras.saving.register_keras_serializable("restorelib")
class PairedConv2D(layers.Conv2D):
    """`Conv2D` with stride 1 and padding "same" that computes two pixels of a row at once."""

    def convolution_op(self, inputs, kernel):
        none = ops.zeros_like(kernel[:, :1])
        left, right = (ops.concatenate(pair, axis=1) for pair in ((kernel, none), (none, kernel)))
        both = ops.concatenate((left, right), axis=-1)
        pairs = ops.conv(inputs, both, strides=(1, 2), padding="same")
        n, h, w, _ = ops.shape(inputs)
        # The maps of a pair lie in memory like those of two pixels; crop the extra one of odd rows.
        return ops.reshape(pairs, (n, h, w + w % 2, self.filters))[:, :, :w]


@keras.saving.register_keras_serializable("restorelib")
class PointwiseConv2D(layers.Conv2D):
    """`Conv2D` with a 1x1 kernel and stride 1, computed as a matrix product."""

    def convolution_op(self, inputs, kernel):
        n, h, w, maps = ops.shape(inputs)
        pixels = ops.matmul(ops.reshape(inputs, (-1, maps)), kernel[0, 0])
        return ops.reshape(pixels, (n, h, w, self.filters))


@keras.saving.register_keras_serializable("restorelib")
class PhasedConv2DTranspose(layers.Conv2DTranspose):
    """`Conv2DTranspose` with one filter and padding "same", computed phase by phase."""

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
        if self.strides[0] > 1:  # depth_to_space raises an error for 1
            x = ops.depth_to_space(x, self.strides[0])
        return x if self.bias is None else x + self.bias


def rowwise_convolution(x, kernel):
    """A convolution with stride 1 and padding "same" that computes all kernel rows side by side.

    Args:
        x: `(N, height, width, maps)`.
        kernel: `(rows, columns, maps, filters)`, with an odd number of rows and of columns.

    Returns:
        `(N, height, width, filters)`.
    """
    rows, columns, maps, filters = kernel.shape
    flat = ops.reshape(ops.transpose(kernel, (1, 2, 0, 3)), (1, columns, maps, rows * filters))
    beside = (rows - 1) // 2
    h = ops.shape(x)[1]
    x = ops.conv(x, flat, padding="same")
    x = ops.pad(x, ((0, 0), (beside, rows - 1 - beside), (0, 0), (0, 0)))
    # The result of kernel row i belongs i - beside rows above the input row.
    return sum(x[:, i : i + h, :, i * filters : (i + 1) * filters] for i in range(rows))


def as_phases(model: keras.Model, *, pairs: bool = True) -> keras.Model:
    """Equivalent network that computes in another order, about twice as fast.

    The deconvolution becomes a convolution and a rearrangement; the convolutions before it may
    become wider matrix products.

    Args:
        model: from `models.fsrcnn`, trained or not.
        pairs: whether the convolutions compute two pixels at once. This is faster in Keras, with
            or without XLA; LiteRT is faster without.

    Returns:
        A new model from luma `(N, height, width, 1)` to `(N, scale * height, scale * width, 1)`,
        with a copy of the weights. Its output differs by rounding only; training one model does
        not change the other.

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
    """Rearrange the kernel of a deconvolution by phases.

    With padding "same", weight k leads from input pixel i to output pixel scale i + k - left,
    where left = (size - scale) // 2. So output pixel scale q + r, of phase r, meets input pixel
    q + j through weight k = r + left - scale j, if the kernel has this weight.

    Args:
        kernel: `(size, size, 1, maps)`, as in `Conv2DTranspose`.
        scale: the stride, from 1 to size.

    Returns:
        `(2 reach + 1, 2 reach + 1, maps, scale^2)`, as in `Conv2D`; zero where there is no weight.
    """
    size, _, _, maps = kernel.shape
    left = (size - scale) // 2
    # How far a phase looks to the right and to the left, from 0 <= k <= size - 1.
    reach = max((scale - 1 + left) // scale, (size - 1 - left) // scale)
    phases = np.zeros((2 * reach + 1, 2 * reach + 1, maps, scale, scale), kernel.dtype)
    for r in np.ndindex(scale, scale):
        for j in np.ndindex(phases.shape[:2]):
            k = tuple(r[axis] + left - scale * (j[axis] - reach) for axis in (0, 1))
            if min(k) >= 0 and max(k) < size:
                phases[(*j, slice(None), *r)] = kernel[(*k, 0)]
    return phases.reshape(*phases.shape[:3], scale**2)


def _reordered(layer: layers.Layer, pairs: bool) -> layers.Layer:
    """Equivalent of a layer, with weights of the same shapes."""
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
