"""What to measure in a net that does not train: the signal, the gradient, the dead units.

Keras is imported inside the functions that run a model, so that recorded runs can be judged
by `verdict` without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from restorelib import metrics

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True)
class Measurement:
    """One look at a denoiser with an input skip: shares in [0, 1], scores in dB."""

    step: int
    psnr: float
    identity_psnr: float  # of returning the input: the score of doing nothing
    alive: float  # share of residuals above 0 before their activation
    darkened: float  # share of output values below the input
    brightened: float
    values: int  # how many values the shares are of
    gradient: float  # largest absolute gradient of any weight


def verdict(m: Measurement) -> str:
    """One sentence of measured quantities; it never infers a cause."""
    gradient = "exactly 0" if m.gradient == 0 else f"{m.gradient:.1e}"
    gain = round(m.psnr - m.identity_psnr, 2) + 0.0  # never "-0.00"
    return (
        f"After {m.step:,} step{'s' * (m.step != 1)} the score is {m.psnr:.2f} dB, "
        f"{gain:+.2f} dB against doing nothing ({m.identity_psnr:.2f} dB): "
        f"{_count(m.alive, m.values)} values of the last layer are above zero before its "
        f"activation, the output differs from the input in "
        f"{_count(m.darkened + m.brightened, m.values)} values ({m.darkened:.1%} darker, "
        f"{m.brightened:.1%} brighter), and the largest gradient is {gradient}."
    )


def outcome(m: Measurement) -> str:
    """Where a net stands against doing nothing: "better", "same" or "worse", by 0.3 dB or more."""
    gain = m.psnr - m.identity_psnr
    return "better" if gain >= 0.3 else "worse" if gain <= -0.3 else "same"


def is_stuck(m: Measurement) -> bool:
    """Within 0.01 dB of doing nothing, with fewer than 0.1 % of the residuals alive."""
    return abs(m.psnr - m.identity_psnr) < 0.01 and m.alive < 1e-3


def _count(share: float, values: int) -> str:
    return f"{round(share * values):,} of {values:,}"


def measure(model: keras.Model, noisy: np.ndarray, clean: np.ndarray, *, step: int) -> Measurement:
    """Look at a compiled denoiser once, on one batch.

    Args:
        model: compiled with a loss; its last layer with a kernel gives the residual.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
        step: how many steps the model has been trained; copied into the result.
    """
    from restorelib.gradients import GradientProbe

    output = forward(model, noisy)
    signs = residual_signs(noisy, output)
    gradients = GradientProbe(model).read(noisy, clean)
    return Measurement(
        step=step,
        psnr=metrics.psnr(clean, output, data_range=1.0),
        identity_psnr=metrics.psnr(clean, noisy, data_range=1.0),
        alive=alive_share(residual_preactivation(model, noisy)),
        darkened=signs["darkened"],
        brightened=signs["brightened"],
        values=output.size,
        gradient=float(max(np.abs(g).max() for g in gradients.values())),
    )


def forward(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """What a model puts out for `x`: one forward pass, in slices that a small machine can hold.

    Args:
        model: functional or Sequential, compiled or not.
        x: a batch of any length.
    """
    return _values(model, model.output, x)


def alive_share(preactivation: np.ndarray) -> float:
    """Share of values above 0: those through which a ReLU passes a gradient.

    Raises:
        ValueError: if the array is empty or not finite.
    """
    preactivation = np.asarray(preactivation)
    if not preactivation.size or not np.isfinite(preactivation).all():
        raise ValueError(
            "alive_share expects at least one value and only finite ones; received an array of "
            f"shape {preactivation.shape}."
        )
    return float(np.mean(preactivation > 0))


def residual_signs(image: np.ndarray, output: np.ndarray) -> dict[str, float]:
    """Shares of values that a net made darker, left as they were to the last bit, or brighter.

    Args:
        image: what went in, any shape.
        output: what came out, the same shape.

    Raises:
        ValueError: if the shapes differ or hold no value.
    """
    if np.shape(image) != np.shape(output) or not np.size(image):
        raise ValueError(
            "residual_signs expects input and output of one shape, with at least one value; "
            f"received {np.shape(image)} and {np.shape(output)}."
        )
    return {
        "darkened": float(np.mean(output < image)),
        "unchanged": float(np.mean(output == image)),
        "brightened": float(np.mean(output > image)),
    }


def layers_with_kernel(model: keras.Model) -> list[keras.Layer]:
    """Convolutions, transposed convolutions and dense layers, in the model's order."""
    return [layer for layer in model.layers if getattr(layer, "kernel", None) is not None]


def residual_preactivation(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """What the last layer with a kernel computes, before its activation.

    Args:
        model: functional or Sequential.
        x: a batch for it.

    Raises:
        ValueError: if no layer of the model has a kernel.
    """
    import keras

    with_kernel = layers_with_kernel(model)
    if not with_kernel:
        raise ValueError(
            "residual_preactivation expects a model with a convolution or dense layer."
        )
    last = with_kernel[-1]
    if last.activation is not keras.activations.linear:
        # The activation sits inside the layer: ask a twin without one.
        twin = type(last).from_config({**last.get_config(), "activation": "linear"})
        before = _values(model, last.input, x)
        twin.build(before.shape)
        twin.set_weights(last.get_weights())
        return np.asarray(keras.ops.convert_to_numpy(twin(before)))
    return _values(model, last.output, x)


def signal_by_layer(model: keras.Model, x: np.ndarray) -> dict[str, float]:
    """Root mean square of what each layer with a kernel puts out, in the model's order."""
    with_kernel = layers_with_kernel(model)
    signals = _values(model, [layer.output for layer in with_kernel], x)
    return {
        layer.name: float(np.sqrt(np.mean(np.square(signal, dtype="float64"))))
        for layer, signal in zip(with_kernel, signals, strict=True)
    }


def gradient_by_layer(model: keras.Model, x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Root mean square of the gradient of each kernel on one batch, in the model's order."""
    from restorelib.gradients import GradientProbe

    gradients = GradientProbe(model).read(x, y)
    return {
        layer.name: float(
            np.sqrt(np.mean(np.square(gradients[layer.kernel.path], dtype="float64")))
        )
        for layer in layers_with_kernel(model)
    }


def dead_share_by_layer(model: keras.Model, x: np.ndarray) -> dict[str, float]:
    """Share of channels that are 0 for all of `x`, after each layer named `*_activation`.

    A channel that is 0 at every place of every image passes no gradient through a ReLU.
    """
    activations = [layer for layer in model.layers if layer.name.endswith("_activation")]
    if not activations:
        raise ValueError(
            "dead_share_by_layer expects layers named '..._activation', as models.red_net names "
            f"them; received {[layer.name for layer in model.layers]}."
        )
    signals = _values(model, [layer.output for layer in activations], x)
    return {
        layer.name: float(np.mean(np.all(signal == 0, axis=tuple(range(signal.ndim - 1)))))
        for layer, signal in zip(activations, signals, strict=True)
    }


def update_to_weight_ratio(
    before: dict[str, np.ndarray], after: dict[str, np.ndarray]
) -> dict[str, float]:
    """Size of one training step against the size of the weights: rms(after - before) / rms(before).

    A healthy net shows about 1e-3 (A. Karpathy, "A recipe for training neural networks").

    Args:
        before: path -> weights, as `{w.path: values(w) for w in model.trainable_variables}`,
            with `gradients.values`.
        after: the same after a step.

    Returns:
        path -> ratio; infinity where the weights were all 0 and moved.
    """
    if before.keys() != after.keys():
        raise ValueError(
            "update_to_weight_ratio expects the same weights before and after; they differ in "
            f"{sorted(before.keys() ^ after.keys())}."
        )
    ratios = {}
    for path, old in before.items():
        size = float(np.sqrt(np.mean(np.square(old, dtype="float64"))))
        step = float(np.sqrt(np.mean(np.square(after[path] - old, dtype="float64"))))
        ratios[path] = step / size if size else (float("inf") if step else 0.0)
    return ratios


def _values(model: keras.Model, tensors, x: np.ndarray):
    # A plain call: `predict` would trace a graph for each look, and TensorFlow warns of that.
    # In slices, since it holds what every layer puts out until the last is done.
    import keras

    from restorelib.gradients import one_or_all

    looked_at = keras.Model(one_or_all(model.inputs), tensors)
    slices = [looked_at(x[i : i + 16], training=False) for i in range(0, len(x), 16)]
    joined = keras.tree.map_structure(lambda *parts: keras.ops.concatenate(parts), *slices)
    return keras.tree.map_structure(keras.ops.convert_to_numpy, joined)
