"""What to measure in a net that does not train: signals, gradients, dead units.

Only the functions that run a model import Keras; the others do not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from restorelib.images.metrics import rms

if TYPE_CHECKING:
    import keras


def forward(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """Output of a model for `x`: one forward pass, in slices of 16 to save memory.

    Args:
        model: functional or Sequential, compiled or not.
        x: inputs, `(N, ...)`, N >= 1.

    Returns:
        `(N, ...)`, the shape of the model's output.
    """
    return _values(model, model.output, x)


def alive_share(preactivation: np.ndarray) -> float:
    """Share of values above 0: where a ReLU passes the gradient on.

    Args:
        preactivation: values before a ReLU, any shape.

    Returns:
        A share in [0, 1].

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
    """Shares of values that a net made darker, left exactly equal, or made brighter.

    Args:
        image: input of the net, any shape.
        output: output of the net, same shape.

    Returns:
        "darkened", "unchanged" and "brightened" -> a share in [0, 1]; they sum to 1.

    Raises:
        ValueError: if the shapes differ, or the arrays are empty.
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
    """Output of the last layer with a kernel, before its activation.

    Args:
        model: functional or Sequential.
        x: inputs, `(N, ...)`.

    Returns:
        `(N, ...)`, the shape of that layer's output.

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
        # The activation is part of the layer, so run a copy of the layer without it.
        twin = type(last).from_config({**last.get_config(), "activation": "linear"})
        before = _values(model, last.input, x)
        twin.build(before.shape)
        twin.set_weights(last.get_weights())
        return np.asarray(keras.ops.convert_to_numpy(twin(before)))
    return _values(model, last.output, x)


def signal_by_layer(model: keras.Model, x: np.ndarray) -> dict[str, float]:
    """Root mean square of the output of each layer with a kernel: name -> rms, in model order."""
    with_kernel = layers_with_kernel(model)
    signals = _values(model, [layer.output for layer in with_kernel], x)
    return {layer.name: rms(signal) for layer, signal in zip(with_kernel, signals, strict=True)}


def gradient_by_layer(model: keras.Model, x: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Root mean square of each kernel's gradient on one batch: name -> rms, in model order.

    Raises:
        ValueError: if the model is not compiled.
    """
    from restorelib.training.gradients import GradientProbe

    gradients = GradientProbe(model).read(x, y)
    return {layer.name: rms(gradients[layer.kernel.path]) for layer in layers_with_kernel(model)}


def update_to_weight_ratio(
    before: dict[str, np.ndarray], after: dict[str, np.ndarray]
) -> dict[str, float]:
    """Size of a training step relative to the weights: rms(after - before) / rms(before).

    A healthy net shows about 1e-3 (A. Karpathy, "A recipe for training neural networks").

    Args:
        before: path -> weights, from `{w.path: values(w) for w in model.trainable_variables}`,
            with `training.values`.
        after: the same after a step.

    Returns:
        path -> ratio; infinity if the weights were all 0 and have changed.

    Raises:
        ValueError: if the paths differ.
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
    # Call the model: `predict` would trace a graph each time, and TensorFlow warns about that.
    # In slices, since a call keeps the outputs of all layers in memory until it ends.
    import keras

    from restorelib.training.gradients import one_or_all

    looked_at = keras.Model(one_or_all(model.inputs), tensors)
    slices = [looked_at(x[i : i + 16], training=False) for i in range(0, len(x), 16)]
    joined = keras.tree.map_structure(lambda *parts: keras.ops.concatenate(parts), *slices)
    return keras.tree.map_structure(keras.ops.convert_to_numpy, joined)
