"""3x3 convolutions with a quarter of the multiplications, to train RED-Net faster.

A kernel of three weights makes four outputs in a row from six inputs, with twelve multiplications.
Winograd's minimal filtering needs six: it takes linear combinations ("mixes") of the inputs and of
the weights, multiplies them, and mixes the products. Mixing needs almost only additions. In two
dimensions, a tile of 4x4 outputs takes 36 multiplications instead of 144: this is F(4x4, 3x3) of
Lavin and Gray 2016 (arXiv 1509.09308, section 4), with their matrices.

Between the two mixings there are 36 matrix products. The method is faster only with many feature
maps, and only if XLA compiles each mixing into one loop.
"""

import keras
import numpy as np
from keras import layers, ops

TILE = 4  # outputs of a tile, in height and in width
INPUTS = np.array(  # B^T
    [
        [4, 0, -5, 0, 1, 0],
        [0, -4, -4, 1, 1, 0],
        [0, 4, -4, -1, 1, 0],
        [0, -2, -1, 2, 1, 0],
        [0, 2, -1, -2, 1, 0],
        [0, 4, 0, -5, 0, 1],
    ]
)
WEIGHTS = np.array(  # G
    [
        [1 / 4, 0, 0],
        [-1 / 6, -1 / 6, -1 / 6],
        [-1 / 6, 1 / 6, -1 / 6],
        [1 / 24, 1 / 12, 1 / 6],
        [1 / 24, -1 / 12, 1 / 6],
        [0, 0, 1],
    ]
)
OUTPUTS = np.array(  # A^T
    [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]]
)
BOTH = np.kron(WEIGHTS, WEIGHTS).astype("float32")  # mixes weights in height and in width: (36, 9)
FEWEST_MAPS = 16  # with fewer, mixing takes longer than the saved multiplications


@keras.saving.register_keras_serializable("restorelib")
class WinogradConv2D(layers.Conv2D):
    """`Conv2D` of 3x3 with stride 1 and padding "same"."""

    def convolution_op(self, inputs, kernel):
        # Reshaping gives a tensor: TensorFlow's custom gradients accept no variable.
        return winograd_convolution(inputs, ops.reshape(kernel, kernel.shape))


@keras.saving.register_keras_serializable("restorelib")
class WinogradConv2DTranspose(layers.Conv2DTranspose):
    """`Conv2DTranspose` of 3x3 with stride 1 and padding "same", as a turned convolution."""

    def call(self, inputs):
        x = winograd_convolution(inputs, _turned(self.kernel))
        return self.activation(x if self.bias is None else x + self.bias)


def as_winograd(model: keras.Model) -> keras.Model:
    """Equivalent network whose 3x3 layers with 16 maps or more use Winograd convolutions.

    Compile it with XLA.

    Args:
        model: functional, as from `models.red_net`, trained or not.

    Returns:
        A new model with a copy of the weights. Its output differs by rounding, in the sixth digit;
        training one model does not change the other.
    """
    clone = keras.models.clone_model(model, clone_function=_cloned)
    clone.set_weights(model.get_weights())
    return clone


@ops.custom_gradient
def winograd_convolution(x, kernel):
    """A 3x3 convolution with stride 1 and padding "same".

    The automatic gradient of the mixing would add up slices. The custom gradient is a Winograd
    convolution again, which is faster.

    Args:
        x: `(N, height, width, maps)` float32.
        kernel: `(3, 3, maps, filters)`.

    Returns:
        `(N, height, width, filters)`.
    """

    def gradient(*upstreams, upstream=None):
        upstream = upstreams[0] if upstream is None else upstream
        mixed = ops.matmul(ops.transpose(_mixed_inputs(x), (0, 2, 1)), _mixed_upstream(upstream))
        maps, filters = kernel.shape[2:]
        to_kernel = ops.matmul(BOTH.T, ops.reshape(mixed, (36, maps * filters)))
        return _convolved(upstream, _turned(kernel)), ops.reshape(to_kernel, kernel.shape)

    return _convolved(x, kernel), gradient


def _convolved(x, kernel):
    n, height, width, _ = ops.shape(x)
    down, right = _tiles(height), _tiles(width)
    maps, filters = kernel.shape[2:]
    weights = ops.matmul(BOTH, ops.reshape(kernel, (9, maps * filters)))
    products = ops.matmul(_mixed_inputs(x), ops.reshape(weights, (36, maps, filters)))
    products = ops.reshape(products, (6, 6, n, down, right, filters))
    rows = _mixed(OUTPUTS, [products[i] for i in range(6)])
    rows = [ops.stack(_mixed(OUTPUTS, [row[j] for j in range(6)]), axis=3) for row in rows]
    painted = ops.reshape(ops.stack(rows, axis=2), (n, TILE * down, TILE * right, filters))
    return painted[:, :height, :width]


def _mixed_inputs(x):
    """`(36, tiles, maps)`: 6x6 mixtures of each tile with a margin of one pixel."""
    n, height, width, maps = ops.shape(x)
    down, right = _tiles(height), _tiles(width)
    after = TILE * down + 3 - height, TILE * right + 3 - width
    x = ops.pad(x, ((0, 0), (1, after[0]), (1, after[1]), (0, 0)))
    x = ops.reshape(x, (n, down + 1, TILE, TILE * (right + 1), maps))
    mixed = []
    for row in _mixed(INPUTS, [x[:, i // TILE : down + i // TILE, i % TILE] for i in range(6)]):
        row = ops.reshape(row, (n, down, right + 1, TILE, maps))
        shifted = [row[:, :, j // TILE : right + j // TILE, j % TILE] for j in range(6)]
        mixed += _mixed(INPUTS, shifted)
    return ops.reshape(ops.stack(mixed), (36, n * down * right, maps))


def _mixed_upstream(gradient):
    """`(36, tiles, filters)`: gradient of the mixed products, from that of the outputs."""
    n, height, width, filters = ops.shape(gradient)
    down, right = _tiles(height), _tiles(width)
    after = TILE * down - height, TILE * right - width
    x = ops.pad(gradient, ((0, 0), (0, after[0]), (0, after[1]), (0, 0)))
    x = ops.reshape(x, (n, down, TILE, right, TILE, filters))
    rows = _mixed(OUTPUTS.T, [x[:, :, i] for i in range(TILE)])
    mixed = [m for row in rows for m in _mixed(OUTPUTS.T, [row[..., j, :] for j in range(TILE)])]
    return ops.reshape(ops.stack(mixed), (36, n * down * right, filters))


def _mixed(matrix: np.ndarray, parts: list) -> list:
    """Product of the matrix and a list of tensors; zeros in the matrix are skipped."""
    return [sum(float(c) * part for c, part in zip(row, parts, strict=True) if c) for row in matrix]


def _tiles(side):
    return -(-side // TILE)


def _turned(kernel):
    return ops.transpose(ops.flip(kernel, (0, 1)), (0, 1, 3, 2))


def _cloned(layer: layers.Layer) -> layers.Layer:
    kinds = {layers.Conv2D: WinogradConv2D, layers.Conv2DTranspose: WinogradConv2DTranspose}
    kind = kinds.get(type(layer), type(layer))
    if kind is not type(layer) and not _is_wide_3x3(layer):
        kind = type(layer)
    return kind.from_config(layer.get_config())


def _is_wide_3x3(layer) -> bool:
    return (
        layer.kernel_size == (3, 3)
        and min(layer.kernel.shape[2:]) >= FEWEST_MAPS
        and layer.padding == "same"
        and layer.data_format == "channels_last"
        and getattr(layer, "groups", 1) == 1
        and {*layer.strides, *layer.dilation_rate} == {1}
    )
