"""The course's nets in PyTorch, with the weights of a Keras model: NCHW, the same numbers."""

import keras
import numpy as np
import torch
from torch import nn

from restorelib.models.fast.phases import PhasedConv2DTranspose, phase_kernel


class RedNet(nn.Module):
    """`models.red_net(depth, filters, channels)`: a skip at every pair, and one from the input."""

    def __init__(self, depth: int = 10, filters: int = 64, channels: int = 3):
        super().__init__()
        half = depth // 2
        into = [channels] + [filters] * (half - 1)
        out = [filters] * (half - 1) + [channels]
        self.convs = nn.ModuleList(nn.Conv2d(maps, filters, 3, padding=1) for maps in into)
        self.deconvs = nn.ModuleList(
            nn.ConvTranspose2d(filters, maps, 3, padding=1) for maps in out
        )

    def forward(self, noisy):
        x, features = noisy, []
        for conv in self.convs:
            x = conv(x).relu()
            features.append(x)
        features.pop()
        for deconv in self.deconvs[:-1]:
            x = (features.pop() + deconv(x).relu()).relu()
        return noisy + self.deconvs[-1](x)


def fsrcnn(d: int = 56, s: int = 12, m: int = 4) -> nn.Sequential:
    """`models.fsrcnn(3)`."""
    # (n - 1) * 3 - 2 * 3 + 9 = 3 n: padding 3 is what "same" comes to.
    return nn.Sequential(*_before_the_last(d, s, m), nn.ConvTranspose2d(d, 1, 9, 3, padding=3))


def fsrcnn_phases(d: int = 56, s: int = 12, m: int = 4) -> nn.Sequential:
    """`models.as_phases(models.fsrcnn(3))`, but for the pairs: anyone can rearrange so."""
    last = nn.Conv2d(d, 9, 3, padding=1), nn.PixelShuffle(3)
    return nn.Sequential(*_before_the_last(d, s, m), *last)


def _before_the_last(d: int, s: int, m: int) -> list[nn.Module]:
    parts, maps = [], 1
    for filters, size in [(d, 5), (s, 1), *[(s, 3)] * m, (d, 1)]:
        parts += [nn.Conv2d(maps, filters, size, padding=size // 2), nn.PReLU(filters)]
        maps = filters
    return parts


def load(net: nn.Module, model: keras.Model) -> nn.Module:
    """Give a net the weights of the same Keras model, whose layers stand in the same order."""
    state = net.state_dict()
    found = [weight for layer in model.layers for weight in weights(layer)]
    for name, weight in zip(state, found, strict=True):
        # A kernel is (height, width, in, out), transposed (height, width, out, in).
        turned = weight.transpose(3, 2, 0, 1) if weight.ndim == 4 else weight.ravel()
        state[name] = torch.from_numpy(turned.reshape(state[name].shape).copy())
    net.load_state_dict(state)
    return net


def weights(layer: keras.Layer) -> list[np.ndarray]:
    """A layer's weights; of a deconvolution in phases, those of the convolution that it is."""
    found = layer.get_weights()
    if isinstance(layer, PhasedConv2DTranspose):
        kernel, bias = found
        scale = layer.strides[0]
        return [phase_kernel(kernel, scale), bias.repeat(scale**2)]
    return found


def nchw(batch: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(batch.transpose(0, 3, 1, 2)))


def nhwc(batch: torch.Tensor) -> np.ndarray:
    return batch.detach().numpy().transpose(0, 2, 3, 1)
