"""FSRCNN from 320 x 180 to 960 x 540, luma in and out, as each library runs it."""

import copy
from collections.abc import Callable

import cv2
import keras
import numpy as np
import torch

from benchmarks.speed import opencv_net, pytorch_nets
from benchmarks.speed.timing import Times, in_turn
from restorelib.models import sr_nets
from restorelib.models.fast.litert import LiteRT
from restorelib.models.fast.phases import as_phases

HEIGHT, WIDTH, SCALE = 180, 320, 3
TOLERANCE = 1e-5  # of the brightest pixel


def network() -> keras.Model:
    """FSRCNN x3 with weights that make every pixel count; training would not change the time."""
    return sr_nets.fsrcnn(SCALE, deconv_initializer="glorot_uniform", seed=0)


def measure(*, rounds: int, seconds: float, compiled: bool) -> dict[str, Times]:
    """Times of one image, name of the subject -> times.

    Raises:
        SystemExit: if the images differ: it would not be the same work.
    """
    model = network()
    phases = as_phases(model)
    image = np.random.default_rng(0).random((1, HEIGHT, WIDTH, 1), "float32")
    theirs = (
        pytorch_nets.load(pytorch_nets.fsrcnn(), model),
        pytorch_nets.load(pytorch_nets.fsrcnn_phases(), phases),
    )
    subjects = {
        "Keras": _keras(model, image),
        "Keras, XLA": _keras(model, image, jit_compile=True),
        "Keras, as_phases": _keras(phases, image),
        "Keras, as_phases, XLA": _keras(phases, image, jit_compile=True),
        "Keras, as_phases, LiteRT": _litert(model, image),
        "PyTorch": _pytorch(theirs[0], image),
        "PyTorch, channels last": _pytorch(theirs[0], image, channels_last=True),
        "PyTorch, phases": _pytorch(theirs[1], image),
        "OpenCV": _opencv(model, image),
        "OpenCV, phases": _opencv(phases, image),
    }
    if compiled:
        subjects["PyTorch, compiled"] = _pytorch(theirs[0], image, compiled=True)
    wanted = subjects["Keras"]()
    for subject, paint in subjects.items():
        apart = np.abs(paint() - wanted).max() / np.abs(wanted).max()
        if not apart < TOLERANCE:
            raise SystemExit(f"{subject} paints another image: {apart:.1e} of the brightest pixel")
    return in_turn(subjects, rounds=rounds, seconds=seconds)


def _keras(model: keras.Model, image: np.ndarray, *, jit_compile=False) -> Callable:
    runner = keras.Model(model.inputs, model.outputs)
    runner.compile(jit_compile=jit_compile)
    return lambda: runner.predict_on_batch(image)


def _litert(model: keras.Model, image: np.ndarray) -> Callable:
    run = LiteRT(as_phases(model, pairs=False))
    return lambda: run(image)


def _pytorch(net, image: np.ndarray, *, channels_last=False, compiled=False) -> Callable:
    given = pytorch_nets.nchw(image)
    if channels_last:
        net, given = (x.to(memory_format=torch.channels_last) for x in (copy.deepcopy(net), given))
    run = torch.compile(net) if compiled else net

    def paint() -> np.ndarray:
        with torch.inference_mode():
            return pytorch_nets.nhwc(run(given))

    return paint


def _opencv(model: keras.Model, image: np.ndarray) -> Callable:
    net = opencv_net.read(model, HEIGHT, WIDTH)
    blob = cv2.dnn.blobFromImage(image[0])  # NCHW

    def paint() -> np.ndarray:
        net.setInput(blob)
        return net.forward().transpose(0, 2, 3, 1)

    return paint
