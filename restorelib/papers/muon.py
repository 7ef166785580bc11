"""Muon for convolutions: Keras's own takes matrices only and leaves kernels to Adam.

Muon replaces a gradient by the nearest matrix of which all singular values are alike, so that a
step moves each direction of a layer equally (Jordan et al. 2024, github.com/KellerJordan/Muon;
scaled as in Liu et al. 2025, arXiv 2502.16982).
"""

import math

import keras
from keras import ops


class ConvMuon(keras.optimizers.Muon):
    """`keras.optimizers.Muon` that reads a kernel as a matrix, one column a last axis.

    Biases and PReLU's slopes go by Adam, as in Keras.
    """

    def _should_use_adamw(self, variable) -> bool:
        return len(variable.shape) != 4

    def zeropower_via_newtonschulz5(self, x, steps: int):
        """The nearest such matrix of a kernel `(height, width, a, b)`, in the kernel's shape."""
        matrix = ops.reshape(x, (-1, x.shape[-1]))
        return ops.reshape(super().zeropower_via_newtonschulz5(matrix, steps), x.shape)

    def lr_adjust(self, x):
        """Scaled so that a step is as large as one of Adam's."""
        return x * (self.rms_rate * math.sqrt(max(math.prod(x.shape[:-1]), x.shape[-1])))
