"""The Keras net that an engine's specification describes."""

import keras
from keras import layers

from restorelib.experiments.initial_weights import initializer
from restorelib.experiments.recipes import SRRecipe
from restorelib.models import rednet, sr_nets


def keras_net(spec: dict, shape: tuple[int, ...]) -> keras.Model:
    """Build it with the library where the library has it. `shape` is that of one image."""
    spec = dict(spec)
    kind = spec.pop("net")
    if kind == "red_net":
        return rednet.red_net(**spec, seed=0)
    if kind == "sequential":
        made = [_layer(**layer) for layer in spec["layers"]]
        return keras.Sequential([keras.Input(shape), *made])
    recipe = SRRecipe(scale=spec.get("scale", 1), prelu_slope=spec.get("prelu_slope", 0.25))
    for name in {"kernel_initializer", "deconv_initializer"} & spec.keys():
        spec[name] = initializer(spec[name], recipe, transposed=name == "deconv_initializer")
    return {"fsrcnn": sr_nets.fsrcnn, "srcnn": sr_nets.srcnn}[kind](**spec, seed=0)


def _layer(layer: str, **options) -> keras.Layer:
    if layer == "flatten":
        return layers.Flatten()
    if layer == "activation":
        return layers.Activation(**options)
    if layer == "prelu":
        slope = keras.initializers.Constant(options["slope"])
        return layers.PReLU(alpha_initializer=slope, shared_axes=[1, 2])
    if layer == "dense":
        return layers.Dense(**options)
    kind = layers.Conv2D if layer == "conv" else layers.Conv2DTranspose
    return kind(kernel_size=options.pop("size"), **{"padding": "same"} | options)


def keras_optimizer(optimizer: str, **options) -> keras.Optimizer:
    return {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[optimizer](**options)
