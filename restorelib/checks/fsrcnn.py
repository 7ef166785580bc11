"""Checks of lesson 06: count the weights and products of FSRCNN-s, and build it."""

import keras
import numpy as np

from restorelib.checks.feedback import Feedback, exercise, not_yet
from restorelib.diagnostics import layers_with_kernel

SMALL = (32, 5, 1)  # d, s, m of FSRCNN-s: Dong et al. 2016, arXiv 1608.00367
HEIGHT, WIDTH = 60, 90  # of exercise 1's picture


def _parts(d: int = SMALL[0], s: int = SMALL[1], m: int = SMALL[2]) -> list[tuple[int, ...]]:
    """(window, maps in, maps out) of each layer, the deconvolution last."""
    return [(5, 1, d), (1, d, s), *[(3, s, s)] * m, (1, s, d), (9, d, 1)]


def _weights(parts: list[tuple[int, ...]]) -> int:
    return sum(window**2 * before * after for window, before, after in parts)


@exercise("06.1")
def check_counts(weights: int | None, products: int | None) -> Feedback:
    """Lesson 06, exercise 1: FSRCNN-s at x4, on a picture of 60 x 90 pixels.

    Args:
        weights: of all kernels; biases and slopes do not count.
        products: multiplications for the whole picture.
    """
    if weights is None or products is None:
        return not_yet(
            f"Fill in weights and products; so far they are {weights!r} and {products!r}. One "
            "line of paper for each of the five layers is enough."
        )
    for name, number in (("weights", weights), ("products", products)):
        if isinstance(number, bool) or not isinstance(number, int | np.integer):
            return not_yet(f"{name} should be a whole number, not {number!r}.")
    right, pixels = _weights(_parts()), HEIGHT * WIDTH
    if weights != right:
        return not_yet(_weights_mistake(int(weights), right))
    if products != right * pixels:
        return not_yet(f"{right:,} weights is right. {_products_mistake(int(products))}")
    return Feedback(
        True,
        f"{right:,} weights, the paper's number, and {right * pixels:,} multiplications. The scale "
        "is in neither: on one small picture, FSRCNN costs the same at x2, x3 and x4. Two thirds "
        "of both are the deconvolution's.",
    )


def _weights_mistake(weights: int, right: int) -> str:
    biases = sum(after for *_, after in _parts())
    d, s, _ = SMALL
    mistakes = {
        right + biases: "The biases are in it, one for each filter. Only kernels are asked for.",
        right + 2 * biases - 1: "Biases and slopes are in it. Only kernels are asked for.",
        right - 81 * d: "The deconvolution is missing: 9×9, 32 maps in, one out.",
        _weights(_parts(m=4)): "Those are four mapping layers. In (32, 5, 1) the last number says "
        "how many there are.",
        _weights(_parts(m=0)): "The mapping layer is missing: 3×3, 5 maps in and 5 out.",
        _weights(_parts(56, 12, 4)): "That is the full FSRCNN, (56, 12, 4).",
        right - 81 * d + 81: "The deconvolution gets 32 maps: its kernel is (9, 9, 1, 32).",
        right - 81 * d + 81 * s: "The deconvolution stands behind expand: it gets 32 maps, not 5.",
        right - 9 * s * s + 9 * s: "The mapping layer has 5 maps in *and* 5 out: 9 × 5 × 5.",
        right - s * d: "One of the two 1×1 layers is missing.",
    }
    hint = "too many" if weights > right else "too few"
    return mistakes.get(weights) or (
        f"{weights:,} weights are {hint}. A layer has window × window × (maps in) × (maps out), "
        "and the layers are 5×5 from 1 to 32 maps, 1×1 to 5, 3×3 to 5, 1×1 to 32, 9×9 to 1."
    )


def _products_mistake(products: int) -> str:
    right, pixels, scale = _weights(_parts()), HEIGHT * WIDTH, 4
    deconv = 81 * SMALL[0]
    mistakes = {
        right: "That is for one small pixel. The picture has 60 × 90 of them.",
        right * pixels * scale**2: "You counted the pixels of the large picture. All layers stand "
        "on the small one.",
        (right - deconv + deconv * scale**2)
        * pixels: "The deconvolution stands on the small picture, too: each small pixel is "
        "multiplied by its 9 × 9 × 32 weights once, and the products lie scattered over the large "
        "picture.",
        right * pixels * scale: "Where does the 4 come from? No layer stands on a larger picture.",
        right * (HEIGHT + WIDTH): "A picture of 60 by 90 has 60 × 90 pixels, not 60 + 90.",
    }
    return mistakes.get(products) or (
        f"{products:,} multiplications are not it. Each weight is used once at each place of its "
        "window. How many places are there, for a picture of 60 × 90?"
    )


@exercise("06.2")
def check_fsrcnn_s(model: keras.Model | None, *, scale: int = 2) -> Feedback:
    """Lesson 06, exercise 2: is it FSRCNN-s, for this scale and for pictures of any size?

    Args:
        model: the learner's, trained or not.
        scale: that it should enlarge by.
    """
    if not isinstance(model, keras.Model):
        return not_yet(f"The check expects your keras.Model; it received {model!r}.")
    if len(model.inputs) != 1:
        return not_yet(f"One picture goes in; your model has {len(model.inputs)} inputs.")
    fault = _layers_fault(model) or _prelu_fault(model) or _ends_fault(model, scale)
    if fault:
        return not_yet(fault)
    slopes = sum(layer.count_params() for layer in _prelus(model))
    return Feedback(
        True,
        f"FSRCNN-s: {_weights(_parts()):,} weights in five kernels, {slopes} slopes, for a picture "
        f"of any size, {scale} times larger.",
    )


def _prelus(model: keras.Model) -> list[keras.Layer]:
    return [layer for layer in model.layers if isinstance(layer, keras.layers.PReLU)]


def _layers_fault(model: keras.Model) -> str:
    with_kernel = layers_with_kernel(model)
    if len(with_kernel) != 5:
        return (
            "FSRCNN-s has five layers with a kernel: feature, shrink, one mapping layer, expand, "
            f"deconvolution. Yours has {len(with_kernel)}."
        )
    if not isinstance(model.layers[-1], keras.layers.Conv2DTranspose):
        kind = type(model.layers[-1]).__name__
        return f"The last layer should be a Conv2DTranspose; it is a {kind}."
    for layer, (window, before, after) in zip(with_kernel, _parts(), strict=True):
        last = layer is with_kernel[-1]
        if not last and not isinstance(layer, keras.layers.Conv2D):
            return f"{layer.name} should be a Conv2D; it is a {type(layer).__name__}."
        wanted = (window, window, *((after, before) if last else (before, after)))
        if tuple(layer.kernel.shape) != wanted:
            return (
                f"The kernel of {layer.name} is {tuple(layer.kernel.shape)}; in (32, 5, 1) it is "
                f"{wanted}: height, width, {'out, in' if last else 'in, out'}."
            )
        if layer.activation is not keras.activations.linear:
            return f"{layer.name} has an activation inside. " + (
                "Nothing stands behind the deconvolution." if last else "Let a PReLU do that."
            )
    return ""


def _prelu_fault(model: keras.Model) -> str:
    prelus = _prelus(model)
    convs = layers_with_kernel(model)[:-1]
    bare = [conv.name for conv in convs if not any(p.input is conv.output for p in prelus)]
    if bare:
        return f"Behind each of the four convolutions stands a PReLU; none behind {bare[0]}."
    for layer in prelus:
        if tuple(layer.shared_axes or ()) != (1, 2):
            return (
                f"{layer.name} has {layer.count_params():,} slopes, of shape "
                f"{tuple(layer.alpha.shape)}. One for each map is wanted: along height and width "
                "they are to be shared."
            )
    return ""


def _ends_fault(model: keras.Model, scale: int) -> str:
    height, width = model.input_shape[1:3]
    if height is not None or width is not None:
        return (
            f"It builds, and takes pictures of {height} x {width} only. Which input shape stands "
            "for any size?"
        )
    wrong = [layer for layer in layers_with_kernel(model)[:-1] if layer.strides != (1, 1)]
    if wrong:
        return f"{wrong[0].name} has strides {wrong[0].strides}: only the deconvolution has any."
    made = tuple(model(np.zeros((1, 7, 11, 1), "float32")).shape[1:3])
    wanted = (scale * 7, scale * 11)
    if made != wanted:
        enlarges = layers_with_kernel(model)[-1].strides == (scale, scale)
        return (
            f"A picture of 7 x 11 comes out as {made[0]} x {made[1]}, not as {wanted[0]} x "
            f"{wanted[1]}: look at the {'padding' if enlarges else 'stride'} of your layers."
        )
    if not any(np.any(keras.ops.convert_to_numpy(prelu.alpha)) for prelu in _prelus(model)):
        return (
            "All is there but one thing: its slopes start at 0, as Keras has it. Where do the "
            "paper's start?"
        )
    return ""
