"""Check of lesson 06's second exercise: FSRCNN-s, built by the learner."""

import keras
import numpy as np

from restorelib.exercises.answers import read_whole
from restorelib.exercises.checks.lesson_06_counts import parts, weights_of
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.networks import ends, output_of, read_network
from restorelib.training.inside import layers_with_kernel


@exercise("06.2")
def check_fsrcnn_s(model: keras.Model | None, *, scale: int = 2) -> Feedback:
    """Lesson 06, exercise 2: is it FSRCNN-s, for this scale and for pictures of any size?

    Args:
        model: the learner's model, trained or not.
        scale: factor by which it should enlarge.
    """
    model = read_network(model)
    scale = read_whole(scale, "scale should be a whole number; it is", above=0)
    fault = _layers_fault(model) or _prelu_fault(model) or _ends_fault(model, scale)
    if fault:
        return not_yet(fault)
    slopes = sum(layer.count_params() for layer in _prelus(model))
    return Feedback(
        True,
        f"FSRCNN-s: {weights_of(parts()):,} weights in five kernels, {slopes} slopes, for a "
        f"picture of any size, {scale} times larger.",
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
    for layer, (window, before, after) in zip(with_kernel, parts(), strict=True):
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
                "Nothing follows the deconvolution." if last else "Let a PReLU do that."
            )
    return ""


def _prelu_fault(model: keras.Model) -> str:
    prelus = _prelus(model)
    convs = layers_with_kernel(model)[:-1]
    bare = [conv.name for conv in convs if not any(ends(p)[0] is ends(conv)[1] for p in prelus)]
    if bare:
        return f"After each of the four convolutions comes a PReLU; there is none after {bare[0]}."
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
    made = output_of(model, np.zeros((1, 7, 11, 1), "float32")).shape[1:3]
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
