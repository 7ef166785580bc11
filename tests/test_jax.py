"""On JAX, Keras's other backend, the library does the same."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests import jax_programs
from tests.place import ROOT

pytestmark = pytest.mark.slow

ENVIRONMENT = {
    "KERAS_BACKEND": "jax",
    "JAX_PLATFORMS": "cpu",
    "JAX_DISABLE_MOST_OPTIMIZATIONS": "1",  # these programs compile more than they compute
    # JAX is not among the other packages: see `jax` in pyproject.toml.
    "PYTHONPATH": os.pathsep.join([str(Path(sys.prefix) / "jax"), str(ROOT)]),
}


@pytest.fixture(scope="module")
def outcomes():
    finished = subprocess.run(
        [sys.executable, "-m", jax_programs.__name__],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


@pytest.fixture
def on_jax(outcomes):
    """What a program gives back."""

    def outcome(program):
        value, error = outcomes[program.__name__]
        assert error is None, error
        return value

    return outcome


def test_a_recipe_is_trained_to_the_same_losses(on_jax):
    assert on_jax(jax_programs.losses) == pytest.approx(jax_programs.losses(), rel=1e-3)
    scores = on_jax(jax_programs.scores)
    assert np.isfinite(scores).all() and len(scores) == 5


def test_the_check_up_finds_the_same(on_jax):
    assert on_jax(jax_programs.findings) == {
        "relu_on_standardised_targets": ["targets-out-of-reach"],
        "converged": [],
    }


def test_a_photograph_is_enlarged_to_the_same_pixels(on_jax):
    pixels = on_jax(jax_programs.enlarged)
    np.testing.assert_allclose(pixels, jax_programs.enlarged(), atol=1e-5)
    assert np.shape(pixels) == (60, 90, 3)


def test_litert_says_that_it_needs_tensorflow(on_jax):
    refused = on_jax(jax_programs.refused)
    assert refused.startswith("LiteRT expects Keras on TensorFlow; received 'jax'. Set")


def test_winograds_convolution_is_trained_as_keras_own_is(on_jax):
    assert on_jax(jax_programs.off_by) < 1e-5


def test_a_network_that_ships_is_trained(on_jax):
    step, size, layers = on_jax(jax_programs.trained)
    assert step == 2 and size > 0 and "WinogradConv2D" in layers
