"""The initializer of the PReLU paper, which Keras does not have."""

import keras
import numpy as np


@keras.saving.register_keras_serializable(package="restorelib")
class PReLUNormal(keras.initializers.Initializer):
    """Normal weights with variance 2 / ((1 + slope^2) n), which keep the size of the signal.

    He et al. 2015, arXiv 1502.01852, equations 10 and 15. `n` is the number of products in a sum:
    in one output value ("fan_in", keeps the size of signals in the forward pass), or in the
    gradient of one input value ("fan_out", keeps the size of gradients in the backward pass).
    Keras's `HeNormal` has no slope, and reads the axes of a transposed kernel as those of a
    convolution.

    Args:
        slope: of the PReLU before the layer, for values below 0; 0 is a ReLU, 1 is linear.
        mode: "fan_in" or "fan_out".
        transposed: True for `Conv2DTranspose`, whose kernel is `(height, width, out, in)`. An
            initializer knows only the shape, not the layer.
        strides: of the layer, one number or one for each axis. With a stride of n, an output value
            of a transposed convolution meets only every n-th row and column of the kernel.
        seed: the same seed gives the same weights; None gives new weights at each call.

    Raises:
        ValueError: for another mode, strides below 1, or a slope that is not finite.
    """

    def __init__(
        self,
        slope: float = 0.25,
        mode: str = "fan_in",
        *,
        transposed: bool = False,
        strides: int | tuple[int, ...] = 1,
        seed: int | None = None,
    ):
        if mode not in ("fan_in", "fan_out"):
            raise ValueError(f"mode expects 'fan_in' or 'fan_out'; received {mode!r}.")
        if np.min(strides) < 1:
            raise ValueError(f"strides expects numbers >= 1; received {strides}.")
        if not np.isfinite(slope):
            raise ValueError(f"slope expects a finite number; received {slope}.")
        self.slope = slope
        self.mode = mode
        self.transposed = transposed
        self.strides = strides
        self.seed = seed

    def stddev(self, shape: tuple[int, ...]) -> float:
        """Standard deviation of the weights of a kernel.

        Args:
            shape: of the kernel, `(..., in, out)`, or `(..., out, in)` if transposed.

        Raises:
            ValueError: if the shape has fewer than two axes.
        """
        if len(shape) < 2:
            raise ValueError(f"PReLUNormal expects a kernel of two axes or more; received {shape}.")
        *window, second_last, last = shape
        inputs, outputs = (last, second_last) if self.transposed else (second_last, last)
        n = np.prod(window) * (inputs if self.mode == "fan_in" else outputs)
        # With a stride, each value meets only a part of the window.
        if self.transposed == (self.mode == "fan_in"):
            n /= np.prod(np.broadcast_to(self.strides, len(window)))
        return float(np.sqrt(2 / ((1 + self.slope**2) * n)))

    def __call__(self, shape: tuple[int, ...], dtype: str | None = None):
        return keras.random.normal(shape, stddev=self.stddev(shape), dtype=dtype, seed=self.seed)

    def get_config(self) -> dict:
        return {
            "slope": self.slope,
            "mode": self.mode,
            "transposed": self.transposed,
            "strides": self.strides,
            "seed": self.seed,
        }
