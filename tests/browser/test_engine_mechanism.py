"""What the course shows happens in the browser's engine, too, from weights that it draws itself.

`make test` trains one seed of each, `make claims` all of them.
"""

from dataclasses import asdict, replace

import numpy as np
import pytest

from restorelib.cases import case_a
from restorelib.cases.case_a import BROKEN
from restorelib.cases.case_b import GREY, REPAIRED
from restorelib.experiments import denoising, recordings, super_resolution
from restorelib.images import metrics
from tests.seeds import one_or_all

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def job(recipe, train, looks, *, net, steps):
    x, y = train
    return {
        "net": {"net": net} | asdict(recipe),
        "optimizer": asdict(recipe),
        "loss": "mse",
        "x": x,
        "y": y,
        "batch_size": recipe.batch_size,
        "steps": steps,
        "seed": recipe.seed,
        "looks": looks,
    }


def denoised(engine, residual_activation, seed, *, steps):
    """The net's output and residual on the test patches, and its gradients on eight others."""
    recipe = replace(BROKEN, residual_activation=residual_activation, seed=seed)
    x, y = denoising.train_patches(recipe)
    layers = ["deconv5", "input_skip"]
    looks = [
        {"name": "test", "at": [steps], "x": denoising.test_patches(recipe)[0], "layers": layers},
        {"name": "train", "at": [steps], "x": x[:8], "y": y[:8], "layers": []},
    ]
    end = engine.train(job(recipe, (x, y), looks, net="red_net", steps=steps))
    test, train = end["seen"]
    noisy, clean = denoising.test_patches(recipe)
    output = test["outputs"]["input_skip"].reshape(noisy.shape)
    gain = metrics.psnr(clean, output, data_range=1.0) - metrics.psnr(clean, noisy, data_range=1.0)
    largest = max(np.abs(gradient).max() for gradient in train["gradients"].values())
    return {"output": output, "noisy": noisy, "gain": gain, "gradient": largest}


def frozen_in_keras(seed, steps):
    """Whether the recorded run returned its input bit for bit, and had no gradient."""
    recipe = case_a.panel_recipe(True, "relu", BROKEN.learning_rate)
    record = recordings.load("case_a")[replace(recipe, seed=seed)]
    at = list(record.steps).index(steps)
    return record.darkened[at] == record.brightened[at] == record.gradient[at] == 0


@pytest.mark.parametrize("seeds", one_or_all((1, 0, *range(2, 10))))
def test_a_relu_residual_freezes_in_as_many_seeds_as_in_keras(engine, seeds):
    ends = [denoised(engine, "relu", seed, steps=128) for seed in seeds]
    assert all(abs(end["gain"]) < 0.01 for end in ends)
    frozen = [np.array_equal(e["output"], e["noisy"]) and e["gradient"] == 0 for e in ends]
    assert sum(frozen) >= sum(frozen_in_keras(seed, steps=128) for seed in seeds) > 0


@pytest.mark.parametrize("activation", ["tanh", None], ids=["tanh", "linear"])
@pytest.mark.parametrize("seeds", one_or_all(range(10)))
def test_other_residuals_pass_the_identity(engine, activation, seeds):
    for seed in seeds:
        end = denoised(engine, activation, seed, steps=160)
        assert end["gain"] > 0.1 and end["gradient"] > 0


def enlarged(engine, recipe, steps):
    """Score above the best grey, and spread, of the net's output on the test patches."""
    low, high = super_resolution.test_patches(recipe)
    looks = [{"name": "test", "at": [steps], "x": low, "layers": ["deconv"]}]
    train = super_resolution.train_patches(recipe)
    end = engine.train(job(recipe, train, looks, net=recipe.net, steps=steps))
    output = end["seen"][0]["outputs"]["deconv"].reshape(high.shape)
    score = metrics.psnr(high, output, data_range=1.0)
    return score - super_resolution.ladder(recipe)["grey"], float(output.std(dtype="float64"))


@pytest.mark.parametrize("seeds", one_or_all(range(5)))
def test_small_weights_with_sgd_paint_grey(engine, seeds):
    for seed in seeds:
        above, spread = enlarged(engine, replace(GREY, seed=seed), steps=256)
        assert above == pytest.approx(0, abs=0.1) and spread < 1e-3


@pytest.mark.parametrize("seeds", one_or_all(range(5)))
def test_the_initialisation_of_the_prelu_paper_leaves_grey(engine, seeds):
    for seed in seeds:
        above, spread = enlarged(engine, replace(REPAIRED, seed=seed), steps=128)
        assert above > 3 and spread > 0.1
