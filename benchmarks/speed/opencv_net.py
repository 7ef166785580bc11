"""FSRCNN for OpenCV's dnn module: a Keras model written as ONNX, layer by layer."""

import cv2
import keras
import numpy as np
import onnx
from keras import layers
from onnx import helper, numpy_helper

from benchmarks.speed import pytorch_nets
from restorelib.models.fast.phases import PhasedConv2DTranspose


def read(model: keras.Model, height: int, width: int) -> cv2.dnn.Net:
    """OpenCV's net with the weights of an `fsrcnn`, or of its phases."""
    net = cv2.dnn.readNetFromONNX(np.frombuffer(as_onnx(model, height, width), "uint8"))
    net.setPreferableBackend(cv2.dnn.DNN_BACKEND_OPENCV)
    return net


def as_onnx(model: keras.Model, height: int, width: int) -> bytes:
    """Of a chain of convolutions, PReLUs and a deconvolution or its phases, x3."""
    nodes, weights, name = [], [], "image"
    for layer in model.layers[1:]:
        own = [_turned(weight) for weight in pytorch_nets.weights(layer)]
        names = [f"{layer.name}_{i}" for i in range(len(own))]
        weights += [numpy_helper.from_array(w, n) for w, n in zip(own, names, strict=True)]
        kind, options = _operator(layer)
        nodes.append(helper.make_node(kind, [name, *names], [layer.name], **options))
        name = layer.name
        if isinstance(layer, PhasedConv2DTranspose):
            square = f"{name}_squares"
            nodes.append(helper.make_node("DepthToSpace", [name], [square], blocksize=3))
            name = square
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        model.name,
        [value("image", onnx.TensorProto.FLOAT, (1, 1, height, width))],
        [value(name, onnx.TensorProto.FLOAT, (1, 1, 3 * height, 3 * width))],
        weights,
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(made, full_check=True)
    return made.SerializeToString()


def _operator(layer: keras.Layer) -> tuple[str, dict]:
    if type(layer) is layers.Conv2DTranspose:
        beside = (layer.kernel_size[0] - layer.strides[0]) // 2
        return "ConvTranspose", {"strides": layer.strides, "pads": [beside] * 4}
    if isinstance(layer, layers.PReLU):
        return "PRelu", {}
    size = pytorch_nets.weights(layer)[0].shape[0]
    return "Conv", {"pads": [size // 2] * 4}


def _turned(weight: np.ndarray) -> np.ndarray:
    if weight.ndim == 4:
        return np.ascontiguousarray(weight.transpose(3, 2, 0, 1))
    return weight.reshape(-1, 1, 1) if weight.ndim == 3 else weight
