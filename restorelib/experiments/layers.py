"""Look at each layer of a denoiser: its signal, its dead units, and its maps of a crop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from restorelib import backend
from restorelib.images.metrics import rms

if TYPE_CHECKING:
    import keras

MAP_SIDE = 24  # pixels of a map's width and height in a record: half of the crop's
MAP_STEPS = (0,)  # and the last: a record keeps no other maps, so that it stays small
MAP_LEVELS = 6  # on each side of 0: enough for a picture of 24 pixels


class LayerProbe:
    """Read the outputs of all layers with a kernel, and those of the whole net.

    Args:
        model: functional, from `models.red_net`: "conv1" is followed by "conv1_activation", and the
            last layer by "residual", where there is an activation.
    """

    def __init__(self, model: keras.Model):
        import keras

        from restorelib.training.inside import layers_with_kernel

        self.layers = layers_with_kernel(model)
        names = {layer.name for layer in model.layers}
        activated = [f"{layer.name}_activation" for layer in self.layers[:-1]] + ["residual"]
        self._after = [
            model.get_layer(name if name in names else layer.name).output
            for name, layer in zip(activated, self.layers, strict=True)
        ]
        self._model = keras.Model(
            model.inputs,
            [*(layer.output for layer in self.layers), *self._after, model.outputs[0]],
        )
        self._model.compile(jit_compile=backend.needs_jit())

    @property
    def units(self) -> tuple[int, ...]:
        """Number of units of each layer: its feature maps."""
        return tuple(int(tensor.shape[-1]) for tensor in self._after)

    def read(self, x: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray], np.ndarray]:
        """For inputs `(N, height, width, channels)`: before activations, after them, and output."""
        *layers, output = self._model.predict_on_batch(x)
        return layers[: len(self.layers)], layers[len(self.layers) :], output


def signals(before: list[np.ndarray]) -> np.ndarray:
    """Root mean square of each layer's output before its activation, `(L,)` float32."""
    return short([rms(layer) for layer in before])


def dead_units(after: list[np.ndarray]) -> np.ndarray:
    """For each unit of all layers 1 if its output is 0 at every pixel of every image, else 0.

    Args:
        after: outputs of the layers after their activations, each `(N, height, width, units)`.

    Returns:
        `(units of all layers,)` uint8.
    """
    return np.concatenate([(layer == 0).all((0, 1, 2)) for layer in after]).astype("uint8")


def maps(after: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Feature maps of one image, each made half as wide and as high, in few grey levels.

    Args:
        after: outputs of the layers after their activations, each `(1, 48, 48, units)`.

    Returns:
        `(units of all layers, 24, 24)` uint8, where 128 is 0, and 8 and 248 are the largest value
        of the layer, negative or positive; and this value of each layer, `(L,)` float32.
    """
    drawn, largest = [], []
    for layer in after:
        _, height, width, units = layer.shape
        blocks = layer.reshape(MAP_SIDE, height // MAP_SIDE, MAP_SIDE, width // MAP_SIDE, units)
        small = blocks.mean((1, 3)).transpose(2, 0, 1)
        largest.append(np.abs(small).max())
        levels = np.rint(MAP_LEVELS * small / (largest[-1] or 1))
        drawn.append(128 + 20 * levels)
    return np.concatenate(drawn).astype("uint8"), short(largest)


def short(values) -> np.ndarray:
    """float32 rounded to its first 16 bits, which packs to half the size: within 0.4 %.

    A gradient of 1e-9 must not become 0, as it would in float16.
    """
    bits = np.asarray(values, "float32").view("uint32") + np.uint32(0x8000)
    return (bits & np.uint32(0xFFFF0000)).view("float32")
