"""The transplant: weights move, activations stay, and what follows is an experiment as any."""

from dataclasses import replace

import keras
import numpy as np
import pytest

from restorelib.cases import transplant
from restorelib.commands import record_chunks
from restorelib.commands.record_table import RECORDINGS
from restorelib.experiments import denoising, recordings
from restorelib.experiments.recipes import Recipe
from restorelib.images.metrics import psnr
from restorelib.training import inside

TINY = Recipe(filters=2, channels=1, residual_activation=None, patch_size=8, patches=8, steps=2)
X = np.random.default_rng(0).random((2, 8, 8, 1), dtype="float32")


def output(model):
    return keras.ops.convert_to_numpy(model(X))


def test_a_host_is_the_donor_with_another_activation():
    donor = denoising.build(TINY)
    before = inside.residual_preactivation(donor, X)
    for activation, formula in ((None, before), ("relu", np.maximum(before, 0))):
        host = denoising.build(replace(TINY, residual_activation=activation, seed=9))
        assert transplant.transplant(donor, host) is host
        np.testing.assert_allclose(output(host), X + formula, atol=1e-6)
    assert output(donor) == pytest.approx(X + before, abs=1e-6)  # it keeps its weights


def test_nets_of_another_size_are_refused():
    with pytest.raises(ValueError, match="same shapes"):
        transplant.transplant(denoising.build(TINY), denoising.build(replace(TINY, filters=3)))


@pytest.mark.slow
def test_a_host_starts_from_the_donor_and_its_record_says_so(monkeypatch):
    monkeypatch.setattr(transplant, "RATES", (1e-3,))
    donor, host = transplant.run(denoising.Experiment(TINY), TINY)
    assert donor.recipe == TINY and len(donor.loss) == 2
    assert host.recipe == transplant.host_recipes(TINY)[0]
    assert host.recipe.residual_activation == "relu"
    # The histogram of the pre-activations is the donor's, and not that of fresh weights.
    np.testing.assert_array_equal(host.histogram[0], donor.histogram[-1])
    assert host.psnr[0] != donor.psnr[-1]


def test_hosts_have_recipes_of_their_own():
    donors = transplant.donor_recipes()
    hosts = [host for donor in donors for host in transplant.host_recipes(donor)]
    assert len({*donors, *hosts}) == 30
    assert {host.learning_rate for host in hosts} == set(transplant.RATES)


def test_a_donor_is_recorded_once_its_hosts_are():
    recording = RECORDINGS["case_a_transplant"]
    first, *others = recording.recipes()
    given = recording.gives(first)
    assert given == [first, *transplant.host_recipes(first)]
    assert record_chunks.missing(recording, given) == others
    assert record_chunks.missing(recording, given[:-1]) == [first, *others]
    # A donor takes long, so each is a chunk of its own.
    assert all(len(c.recipes) == 1 for c in record_chunks.chunks(recording, others, 10))


@pytest.mark.slow
def test_a_relu_with_good_weights_beats_doing_nothing_and_not_the_donor():
    bench = denoising.Experiment(replace(transplant.DONOR, steps=192))
    host = denoising.build(replace(transplant.DONOR, residual_activation="relu"))
    noisy, clean = denoising.test_patches(transplant.DONOR)
    donor = bench.run(0, at=[192]).measurement()  # ten of them are recorded, below
    transplant.transplant(bench.model, host)
    restored = inside.forward(host, noisy)
    score = psnr(clean, restored, data_range=1.0)
    assert donor.identity_psnr + 0.3 < score < donor.psnr - 0.3
    assert inside.alive_share(inside.residual_preactivation(host, noisy)) > 0.2
    assert inside.residual_signs(noisy, restored)["darkened"] == 0


def test_the_recorded_transplants_say_what_the_lesson_says():
    runs = recordings.load("case_a_transplant")
    for recipe in transplant.donor_recipes():
        donor = runs[recipe].measurement()
        for host in (runs[host] for host in transplant.host_recipes(recipe)):
            given = host.measurement(0)
            # It beats doing nothing, without any training; it cannot do what the donor does.
            assert given.identity_psnr + 0.3 < given.psnr < donor.psnr - 0.3
            assert given.alive == pytest.approx(donor.alive, abs=1e-6)
            assert given.darkened == 0
