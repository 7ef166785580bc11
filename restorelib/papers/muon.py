"""Muon for convolutions: Keras's own handles matrices only and leaves kernels to Adam.

Muon replaces a gradient by the nearest matrix whose singular values are all equal, so that a step
moves each direction of a layer equally (Jordan et al. 2024, github.com/KellerJordan/Muon; scaled
as in Liu et al. 2025, arXiv 2502.16982).
"""

import math

import keras
from keras import ops


class ConvMuon(keras.optimizers.Muon):
    """`keras.optimizers.Muon` that reads a kernel as a matrix; its last axis gives the columns.

    Adam updates the biases and the slopes of PReLU, as in Keras.
    """

    def _should_use_adamw(self, variable) -> bool:
        return len(variable.shape) != 4

    def zeropower_via_newtonschulz5(self, x, steps: int):
        """The nearest such matrix to a kernel `(height, width, a, b)`, in the kernel's shape."""
        matrix = ops.reshape(x, (-1, x.shape[-1]))
        return ops.reshape(super().zeropower_via_newtonschulz5(matrix, steps), x.shape)

    def lr_adjust(self, x):
        """Scale an update to the size of one of Adam's."""
        return x * (self.rms_rate * math.sqrt(max(math.prod(x.shape[:-1]), x.shape[-1])))
