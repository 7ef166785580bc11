"""What to measure in a net that does not train: the signal, the gradient, the dead units.

Keras is imported inside the functions that run a model: the pure ones do without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from restorelib.images.metrics import rms

if TYPE_CHECKING:
    import keras


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
    return {layer.name: rms(signal) for layer, signal in zip(with_kernel, signals, strict=True)}


def gradient_by_layer(model: keras.Model, x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Root mean square of the gradient of each kernel on one batch, in the model's order."""
    from restorelib.training.gradients import GradientProbe

    gradients = GradientProbe(model).read(x, y)
    return {layer.name: rms(gradients[layer.kernel.path]) for layer in layers_with_kernel(model)}


def update_to_weight_ratio(
    before: dict[str, np.ndarray], after: dict[str, np.ndarray]
) -> dict[str, float]:
    """Size of one training step against the size of the weights: rms(after - before) / rms(before).

    A healthy net shows about 1e-3 (A. Karpathy, "A recipe for training neural networks").

    Args:
        before: path -> weights, as `{w.path: values(w) for w in model.trainable_variables}`,
            with `training.values`.
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
        size = rms(old)
        step = rms(after[path] - old)
        ratios[path] = step / size if size else (float("inf") if step else 0.0)
    return ratios


def _values(model: keras.Model, tensors, x: np.ndarray):
    # A plain call: `predict` would trace a graph for each look, and TensorFlow warns of that.
    # In slices, since it holds what every layer puts out until the last is done.
    import keras

    from restorelib.training.gradients import one_or_all

    looked_at = keras.Model(one_or_all(model.inputs), tensors)
    slices = [looked_at(x[i : i + 16], training=False) for i in range(0, len(x), 16)]
    joined = keras.tree.map_structure(lambda *parts: keras.ops.concatenate(parts), *slices)
    return keras.tree.map_structure(keras.ops.convert_to_numpy, joined)
