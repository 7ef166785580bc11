"""Muon's step on a convolution's kernel, against a singular value decomposition."""

import keras
import numpy as np
import pytest

from restorelib.papers.muon import ConvMuon

SHAPE = (3, 3, 4, 6)


def stepped(shape, gradient, **changes):
    """How far one step of rate 1e-2 moves a variable that was 0."""
    variable = keras.Variable(np.zeros(shape, "float32"))
    optimizer = ConvMuon(1e-2, weight_decay=None, adam_weight_decay=None, **changes)
    optimizer.apply([keras.ops.convert_to_tensor(gradient)], [variable])
    return -np.asarray(variable) / 1e-2


@pytest.fixture
def gradient():
    return np.random.default_rng(0).standard_normal(SHAPE).astype("float32")


def test_a_step_goes_along_all_directions_of_the_gradient_alike(gradient):
    step = stepped(SHAPE, gradient).reshape(36, 6)
    u, _, vt = np.linalg.svd(gradient.reshape(36, 6), full_matrices=False)
    # 36 = max(36, 6); the iteration ends near 1, not at it (Jordan et al. 2024: 0.7 to 1.2).
    along = np.diag(u.T @ step @ vt.T) / (0.2 * np.sqrt(36))
    assert np.all((along > 0.65) & (along < 1.25))
    assert np.abs(u.T @ step @ vt.T - np.diag(np.diag(u.T @ step @ vt.T))).max() < 1e-4


def test_a_step_is_as_large_as_one_of_adam(gradient):
    assert np.sqrt(np.mean(stepped(SHAPE, gradient) ** 2)) == pytest.approx(0.2, rel=0.2)


@pytest.mark.parametrize("shape", [(5,), (1, 1, 5), (3, 5)])
def test_all_but_kernels_of_convolutions_go_by_adam(shape):
    gradient = np.random.default_rng(1).standard_normal(shape).astype("float32")
    assert stepped(shape, gradient) == pytest.approx(np.sign(gradient), abs=1e-3)
