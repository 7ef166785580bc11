"""An experiment as data: the recipe, and the record of a run."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TypeVar

import numpy as np

from restorelib.experiments.verdicts import Measurement

HISTOGRAM_BINS = 64


@dataclass(frozen=True)
class Named:
    """What all recipes have: a unique key."""

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits that identify this recipe."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


SomeRecipe = TypeVar("SomeRecipe", bound=Named)


@dataclass(frozen=True)
class Recipe(Named):
    """Everything that determines a run. The defaults are case A, the net that learns to do nothing.

    Change one thing: `replace(broken, residual_activation="tanh")`.
    """

    depth: int = 10
    filters: int = 32
    channels: int = 3
    symmetric_skips: bool = True
    skip_every: int = 1
    input_skip: bool = True
    residual_activation: str | None = "relu"
    output_activation: str | None = None
    hidden_activation: str = "relu"
    kernel_initializer: str = "glorot_uniform"
    optimizer: str = "adam"
    learning_rate: float = 1e-3
    momentum: float = 0.0  # of SGD
    sigma: float = 10.0
    patch_size: int = 20
    patches: int = 800
    batch_size: int = 4
    steps: int = 512
    seed: int = 0


@dataclass(frozen=True)
class RunRecord:
    """The measurements of one run.

    Arrays with S rows have one for each of the S snapshots. L layers have a kernel, with N units in
    all; older recordings hold nothing of single layers, and their arrays are empty.
    """

    recipe: Recipe
    loss: np.ndarray  # (steps,) float16, mean squared error of each step's batch
    steps: np.ndarray  # (S,) int32: 0, 1, 2, 4, 8, ...
    psnr: np.ndarray  # (S,) float32, dB on the validation patches
    alive: np.ndarray  # (S,) float32, share of residuals above 0 before their activation
    darkened: np.ndarray  # (S,) float32, share of output values below the input
    brightened: np.ndarray  # (S,) float32
    gradient: np.ndarray  # (S,) float32, largest absolute value of any weight, on one fixed batch
    histogram: np.ndarray  # (S, 64) int32, residual before its activation; sums to `values`
    added: np.ndarray  # (S, 48, 48, channels) int16, output - input of the crop, in 1/255; or empty
    layers: tuple[str, ...]  # names of the L layers, from first to last
    units: tuple[int, ...]  # number of units of each layer
    signal: np.ndarray  # (S, L) float32, rms of the output before its activation
    kernel_gradient: np.ndarray  # (S, L) float32, rms of each kernel's gradient
    dead: np.ndarray  # (S, N) uint8, 1 for a unit whose output is 0 everywhere
    maps: np.ndarray  # (P, N, 24, 24) uint8, of the crop: `layers.maps`; or empty
    map_scale: np.ndarray  # (P, L) float32, largest absolute value in a layer's maps
    map_steps: np.ndarray  # (P,) int32, steps of the maps
    histogram_range: tuple[float, float]  # values outside count in the first and last bins
    identity_psnr: float  # dB of returning the input
    values: int  # number of output values, of which the shares are taken
    provenance: dict = field(default_factory=dict)

    def measurement(self, snapshot: int = -1) -> Measurement:
        """The numbers of one snapshot, for `verdicts.verdict`."""
        return Measurement(
            step=int(self.steps[snapshot]),
            psnr=float(self.psnr[snapshot]),
            identity_psnr=self.identity_psnr,
            alive=float(self.alive[snapshot]),
            darkened=float(self.darkened[snapshot]),
            brightened=float(self.brightened[snapshot]),
            values=self.values,
            gradient=float(self.gradient[snapshot]),
        )


def seeds(recipe: SomeRecipe, count: int) -> list[SomeRecipe]:
    """The same recipe with the seeds 0 to count - 1."""
    return [replace(recipe, seed=seed) for seed in range(count)]


def snapshot_steps(steps: int) -> list[int]:
    """0, 1, 2, 4, 8, ... and the last step: what matters happens in the first hundred steps."""
    powers = [2**i for i in range(steps.bit_length()) if 2**i < steps]
    return [0, *powers, steps] if steps else [0]


# Names of initializers in recipes -> how the lessons write them.
INITIALIZERS = {
    "normal_1e-3": "normal, std 0.001",
    "normal_1e-2": "normal, std 0.01",
    "glorot_uniform": "Glorot uniform",
    "he_normal": "Keras's He normal",
    "prelu_normal": "He et al. for PReLU",
}


@dataclass(frozen=True)
class SRRecipe(Named):
    """Everything that determines a run. The defaults are case B, the net that learns one number.

    Change one thing: `replace(grey, kernel_initializer="prelu_normal")`.
    """

    net: str = "fsrcnn"  # or "srcnn", which gets the image enlarged by bicubic interpolation
    scale: int = 3
    d: int = 56  # Dong et al. 2016, arXiv 1608.00367: d=56, s=12, m=4
    s: int = 12
    m: int = 4
    shallow: bool = False
    use_bias: bool = True
    kernel_initializer: str = "normal_1e-3"
    deconv_initializer: str = "normal_1e-3"
    prelu_slope: float = 0.25
    optimizer: str = "sgd"
    learning_rate: float = 0.01
    momentum: float = 0.0  # of SGD
    epsilon: float = 1e-7  # of Adam
    patch_size: int = 12  # pixels of low resolution
    patches: int = 2600
    batch_size: int = 8
    steps: int = 1024
    seed: int = 0


@dataclass(frozen=True)
class SRRecord:
    """The measurements of one run.

    Arrays with S rows have one for each of the S snapshots; arrays with L columns have one for each
    of the L layers with a kernel, from first to last.
    """

    recipe: SRRecipe
    loss: np.ndarray  # (steps,) float16, mean squared error of each step's batch
    steps: np.ndarray  # (S,) int32: 0, 1, 2, 4, 8, ...
    psnr: np.ndarray  # (S,) float32, dB on the validation patches
    spread: np.ndarray  # (S,) float32, std of the predicted values: 0 is one flat grey
    signal: np.ndarray  # (S, L) float32, rms of the output of each layer, before its PReLU
    gradient: np.ndarray  # (S, L) float32, rms of each kernel's gradient on one fixed batch
    bias_gradient: np.ndarray  # (S, L) float32, rms; L is 0 without biases
    weight: np.ndarray  # (S, L) float32, rms of each kernel
    picture: np.ndarray  # (S, 48, 48) uint8, the net's output for the crop; or empty
    layers: tuple[str, ...]  # names of the L layers
    input_rms: float  # rms of the input: the signal before the first layer
    grey_psnr: float  # dB of one flat grey, the mean of the training targets
    nearest_psnr: float  # dB of repeated pixels
    bicubic_psnr: float  # dB of bicubic interpolation
    provenance: dict = field(default_factory=dict)

    def first_above(self, score: float) -> int | None:
        """Step of the first snapshot with a PSNR above `score` dB; None if there is none."""
        above = np.flatnonzero(self.psnr > score)
        return int(self.steps[above[0]]) if len(above) else None


# Recordings and panels take the recipes and records of both parts.
AnyRecipe = Recipe | SRRecipe
AnyRecord = RunRecord | SRRecord
