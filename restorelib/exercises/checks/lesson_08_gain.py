"""Checks of lesson 08's exercises: initial weights for any layer, and a predicted signal."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from restorelib.exercises.answers import read_number
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.exercises.slips import Slip, nearest_slip
from restorelib.experiments import super_resolution
from restorelib.experiments.recipes import SRRecipe
from restorelib.images import metrics
from restorelib.models.initializers import PReLUNormal
from restorelib.training import inside

StdOf = Callable[[int, int, float, int], float]


@dataclass(frozen=True)
class _Layer:
    """A layer that needs initial weights; stride 1 is a convolution, more is a deconv."""

    size: int
    maps_in: int
    slope: float
    stride: int

    def __str__(self) -> str:
        kind = f"deconv of stride {self.stride}" if self.stride > 1 else "convolution"
        return f"a {self.size}x{self.size} {kind} on {self.maps_in} maps, slope {self.slope:g}"


# They differ in every number, so that each slip shows in at least one of them.
LAYERS = (_Layer(3, 12, 0.0, 1), _Layer(5, 20, 0.25, 1), _Layer(9, 56, 0.1, 3))
# What to tell the learner -> the std that the slip gives.
_SLIPS: dict[str, StdOf] = {
    "it is the square of what is asked for: a variance. Take the root": (
        lambda k, n, a, s: 2 * s**2 / ((1 + a**2) * k * k * n)
    ),
    "a window of size x size has size² places, not size": (
        lambda k, n, a, s: np.sqrt(2 * s**2 / ((1 + a**2) * k * n))
    ),
    "the places of the window are counted, its maps are not": (
        lambda k, n, a, s: np.sqrt(2 * s**2 / ((1 + a**2) * k * k))
    ),
    "that is the std for a ReLU; the slope lets some of the other half through": (
        lambda k, n, a, s: np.sqrt(2 * s**2 / (k * k * n))
    ),
    "the slope enters squared, as every signal does in a mean square": (
        lambda k, n, a, s: np.sqrt(2 * s**2 / ((1 + a) * k * k * n))
    ),
    "that keeps the signal's size without a PReLU; half of it is made smaller": (
        lambda k, n, a, s: np.sqrt(s**2 / (k * k * n))
    ),
    "in a deconv an output value does not meet the whole window: every stride-th row and "
    "every stride-th column": lambda k, n, a, s: np.sqrt(2 / ((1 + a**2) * k * k * n)),
    "the stride thins out rows *and* columns": (
        lambda k, n, a, s: np.sqrt(2 * s / ((1 + a**2) * k * k * n))
    ),
}


@exercise("08.1")
def check_std(my_std: StdOf) -> Feedback:
    """Lesson 08, exercise 1: the std that keeps the size of a signal, for any layer.

    Args:
        my_std: (size, maps_in, slope, stride) -> std; stride 1 is a convolution, more a deconv.
    """
    for layer in LAYERS:
        size, maps, slope, stride = layer.size, layer.maps_in, layer.slope, layer.stride
        returned = called(my_std, size, maps, slope, stride)
        asked = "my_std(size, maps_in, slope, stride) should give a number; it returned"
        given = read_number(returned, asked)
        deconv = stride > 1
        shape = (size, size, 1, maps) if deconv else (size, size, maps, 1)
        wanted = PReLUNormal(slope, transposed=deconv, strides=stride).stddev(shape)
        if np.isclose(given, wanted, rtol=0.01):
            continue
        text = f"For {layer} you give {given:.4g}; its gain is then {given / wanted:.3g}, not 1."
        slips = [Slip(std(size, maps, slope, stride), words) for words, std in _SLIPS.items()]
        slip = nearest_slip(given, slips, within=lambda std: 0.01 * std)
        if slip:
            return not_yet(f"{text} Look again: {slip.words}.")
        return not_yet(f"{text} How many products are added up in one value of its output?")
    return Feedback(
        True,
        "Three layers, each with a gain of 1. An initializer could not have done the last one "
        "alone: it sees a kernel's shape, and neither the stride nor which axis is which.",
    )


TWELVE = replace(SRRecipe(), kernel_initializer="normal_1e-2", m=8)
SEEDS = range(5)
NEAR = 3  # a prediction may be this many times too large or too small


@functools.cache
def _measured() -> tuple[float, list[float]]:
    """The input's rms, and the signal after "expand" for each seed."""
    low, _ = super_resolution.test_patches(TWELVE)
    signals = [
        inside.signal_by_layer(
            super_resolution.build(replace(TWELVE, seed=seed), jit_compile=False), low[:8]
        )
        for seed in SEEDS
    ]
    return metrics.rms(low), [signal["expand"] for signal in signals]


def _signal(*, std: float, slope: float = 0.25, m: int = 8, rms: float) -> float:
    """The signal after "expand" by the formula; the arguments may contain a slip."""
    half = (1 + slope**2) / 2
    counts = [25 / half, 56, *[9 * 12] * m, 12]  # before the first layer there is no PReLU
    return rms * float(np.prod([std * np.sqrt(half * n) for n in counts]))


@exercise("08.2")
def check_prediction(predicted: float | None) -> Feedback:
    """Lesson 08, exercise 2: the signal after the last convolution of a net of twelve layers.

    Args:
        predicted: rms after "expand", with m = 8 and all weights normal with std 0.01.
    """
    predicted = read_number(
        predicted, "predicted should be a number above 0; so far it is", above=0
    )
    rms, measured = _measured()
    middle = float(np.median(measured))
    seen = f"Measured under {len(measured)} seeds: {min(measured):.1e} to {max(measured):.1e}."
    if middle / NEAR < predicted < middle * NEAR:
        return Feedback(
            True,
            f"You say {predicted:.1e}. {seen} Ten times larger weights, and the signal is gone all "
            "the same: twelve layers, and each of them counts.",
        )
    # Logarithms, since the ratio counts. The limit is narrower than the spread between seeds.
    slip = nearest_slip(np.log(predicted), _signal_slips(rms), within=np.log(1.5))
    if slip:
        return not_yet(f"{predicted:.1e} is the signal {slip.words}. {seen}")
    side = "large" if predicted > middle else "small"
    times = max(predicted / middle, middle / predicted)
    return not_yet(
        f"You say {predicted:.1e}. {seen} That is {times:.2g} times too {side}. Multiply the "
        "input's rms by one gain a layer: feature, shrink, eight times map, expand."
    )


def _signal_slips(rms: float) -> list[Slip]:
    """Slips in the formula; each value is the logarithm of the signal."""
    signals = {
        "with the weights of 0.001": _signal(std=0.001, rms=rms),
        "with eight layers (m = 4)": _signal(std=0.01, m=4, rms=rms),
        "without the half that PReLU makes smaller": _signal(std=0.01, slope=1, rms=rms),
        "of a ReLU, slope 0": _signal(std=0.01, slope=0, rms=rms),
        "after the deconv, one layer further": _signal(std=0.01, rms=rms)
        * 0.001
        * np.sqrt(504 * 0.53125),
    }
    return [Slip(np.log(signal), words) for words, signal in signals.items()]
