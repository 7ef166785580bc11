"""What LiteRT makes of a network is what Keras makes of it."""

import logging
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from restorelib.models import rednet, sr_nets
from restorelib.models.fast import phases
from restorelib.models.fast.convolutions import as_convolutions
from restorelib.models.fast.litert import LiteRT
from restorelib.models.trained_nets import trained
from restorelib.photos import enlarged
from tests.place import ROOT

pytestmark = pytest.mark.slow

RNG = np.random.default_rng(0)

NETS = {
    "trained": lambda: trained("fsrcnn-x3"),
    "in phases": lambda: phases.as_phases(trained("fsrcnn-x3"), pairs=False),
    "in phases and pairs": lambda: phases.as_phases(trained("fsrcnn-x3")),
    "x2": lambda: phases.as_phases(trained("fsrcnn-x2"), pairs=False),
    "x4": lambda: phases.as_phases(trained("fsrcnn-x4"), pairs=False),
    "red-net": lambda: rednet.red_net(6, 3, 3, strides=2, seed=0),
    "denoiser": lambda: as_convolutions(trained("red-colour-blind")),
}


@pytest.mark.parametrize("name", NETS)
def test_the_numbers_are_keras_own_whatever_the_shape(name):
    model = NETS[name]()
    run = LiteRT(model)
    for shape in ((1, 18, 30), (2, 18, 30), (1, 40, 14), (1, 18, 30)):
        batch = RNG.random((*shape, model.input.shape[-1]), "float32")
        wanted, got = np.asarray(model(batch)), run(batch)
        assert got.shape == wanted.shape
        assert got.dtype == np.float32
        np.testing.assert_allclose(got, wanted, atol=1e-5)


def test_any_array_is_taken_and_none_is_changed_later():
    model = sr_nets.fsrcnn(2, 4, 3, 1, deconv_initializer="glorot_uniform", seed=0)
    run, batch = LiteRT(model), RNG.random((1, 9, 16, 1))
    first = run(batch)
    kept = first.copy()
    turned = batch[:, ::-1, ::2]
    np.testing.assert_allclose(run(turned), np.asarray(model(turned)), atol=1e-6)
    assert np.array_equal(first, kept)
    model.set_weights([0 * weight for weight in model.get_weights()])
    assert np.array_equal(run(batch), kept)


def test_neither_a_warning_nor_a_log_is_left_of_it(recwarn):
    """In a notebook these go past the process's own error stream."""
    logged, logger = [], logging.getLogger("tensorflow")
    handler, level = logging.Handler(), logger.level
    handler.emit = logged.append
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)  # as TensorFlow has it where one works interactively
    try:
        LiteRT(sr_nets.fsrcnn(2, 4, 3, 1))(RNG.random((1, 9, 16, 1)))
        assert logger.level == logging.INFO
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert not [str(one.message) for one in recwarn]
    assert not logged


def test_photographs_are_enlarged_by_it():
    _, run = enlarged._enlarger(3)
    assert isinstance(run, LiteRT)


def test_several_threads_may_ask_at_once():
    model = sr_nets.fsrcnn(2, 8, 4, 1, deconv_initializer="glorot_uniform", seed=0)
    run = LiteRT(model)
    batches = [RNG.random((1, 20 + i % 3, 24, 1), "float32") for i in range(60)]
    with ThreadPoolExecutor(4) as threads:
        for batch, got in zip(batches, threads.map(run, batches), strict=True):
            np.testing.assert_allclose(got, np.asarray(model(batch)), atol=1e-5)


ENLARGE = """
import numpy as np
from restorelib import photos
photos.enlarge(photos.Photo(np.zeros((20, 30, 3), "float32"), None, None, 8, "black"), 3)
"""


def test_neither_tensorflow_nor_it_says_a_word():
    """What they say in passing would stand below the learner's cell.

    TensorFlow's notice about oneDNN comes on newer processors only, and heeds no level.
    """
    env = {key: value for key, value in os.environ.items() if not key.startswith("TF_")}
    command = [sys.executable, "-c", ENLARGE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
