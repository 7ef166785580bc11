"""A training that was killed ends at the same weights as one that was not."""

import re
from dataclasses import replace

import numpy as np
import pytest

from restorelib.images.embedded import photographs
from restorelib.models.catalogue import TrainingRecipe
from restorelib.papers import training_run
from restorelib.papers.batches import Batches
from restorelib.storage.packing import unpack

pytestmark = pytest.mark.slow

SR = TrainingRecipe(
    model="fsrcnn",
    arguments={"scale": 3, "d": 4, "s": 2, "m": 1},
    scale=3,
    steps=6,
    batch_size=2,
    patch_size=8,
    warmup_steps=2,
    ema_momentum=0.5,
    jit_compile=False,
)
NOISE = replace(
    SR,
    model="red_net",
    arguments={"depth": 4, "filters": 4},
    scale=1,
    sigma=(30.0, 30.0),
)


@pytest.fixture(scope="module")
def images():
    rgb = photographs("train", channels=3)["coffee"][:96, :90]
    return [np.rint(255 * rgb).astype("uint8")]


def run(recipe, images, work):
    return training_run.TrainingRun("tiny", recipe, Batches(recipe, images), "digest", work)


@pytest.mark.parametrize("recipe", [SR, NOISE], ids=["sr", "noise"])
def test_a_killed_run_goes_on_to_the_same_weights(recipe, images, tmp_path, capsys):
    whole = run(recipe, images, tmp_path / "whole")
    whole.fit(every=2)
    # Killed in its fifth step: what came after the last checkpoint is lost, and done again.
    killed = run(recipe, images, tmp_path / "killed")
    batches = killed.batches

    def die(step):
        if step == 4:
            raise KeyboardInterrupt
        return batches(step)

    killed.batches = die
    with pytest.raises(KeyboardInterrupt):
        killed.fit(every=2)
    assert killed.saved_step == 4
    resumed = run(recipe, images, tmp_path / "killed")
    assert resumed.saved_step == 4
    capsys.readouterr()
    resumed.fit(every=2)
    assert re.fullmatch(r"tiny: step 6 of 6, loss .* dB .*, 0 min left\n", capsys.readouterr().out)
    _, expected = unpack(whole.packed())
    _, found = unpack(resumed.packed())
    assert all(np.array_equal(expected[key], found[key]) for key in expected)
    assert [row[:3] for row in resumed.curve] == [row[:3] for row in whole.curve]
    assert len((tmp_path / "killed" / "tiny.csv").read_text().splitlines()) == 1 + 3


def test_a_run_starts_from_a_network_that_was_trained_for_it(images, tmp_path):
    first = run(NOISE, images, tmp_path)
    first.fit(every=6)
    recipe = replace(NOISE, start_from="first")
    with pytest.raises(ValueError, match=r"first\.bin to start from.*restorelib train first"):
        run(recipe, images, tmp_path)
    (tmp_path / "first.bin").write_bytes(first.packed())
    begun = training_run.TrainingRun("second", recipe, Batches(recipe, images), "digest", tmp_path)
    for ours, theirs in zip(begun.fast.get_weights(), first.model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-3)  # stored in half precision
    unlike = zip(
        begun.fast.get_weights(),
        training_run.trained_nets.build(NOISE, seed=0).get_weights(),
        strict=True,
    )
    assert max(np.abs(ours - new).max() for ours, new in unlike) > 2e-3


@pytest.mark.parametrize(("recipe", "layer"), [(SR, "phases"), (NOISE, "winograd")])
def test_it_trains_the_network_as_processors_like_it(recipe, layer, images, tmp_path, monkeypatch):
    if recipe is NOISE:
        recipe = replace(NOISE, arguments={"depth": 4, "filters": 16})
    begun = run(recipe, images, tmp_path)
    assert any(layer in type(each).__module__ for each in begun.fast.layers)
    monkeypatch.setattr("keras.distribution.list_devices", lambda: ["cpu:0", "gpu:0"])
    on_a_card = run(recipe, images, tmp_path)
    assert not any(layer in type(each).__module__ for each in on_a_card.fast.layers)
    for a, b in zip(begun.fast.get_weights(), on_a_card.fast.get_weights(), strict=True):
        assert np.array_equal(a, b)


def test_what_is_kept_is_the_average_over_steps(images, tmp_path):
    loud = replace(SR, steps=3, ema_momentum=0.9, warmup_steps=0, learning_rate=0.1)
    done = run(replace(loud, warmup_steps=1), images, tmp_path)
    average = None
    while done.saved_step < 3:
        done.recipe = replace(loud, steps=done.saved_step + 1)
        done.fit(every=1)
        now = done.fast.get_weights()
        weights = zip(average or now, now, strict=True)  # it starts with those of the first step
        average = [0.9 * a + 0.1 * w for a, w in weights]
    _, kept = unpack(done.packed())
    kept = [kept[key] for key in sorted(kept)]
    assert all(np.allclose(a, k, atol=1e-3) for a, k in zip(average, kept, strict=True))
    assert not all(np.allclose(w, k, atol=1e-2) for w, k in zip(now, kept, strict=True))


def test_a_checkpoint_of_other_images_is_refused(images, tmp_path):
    run(SR, images, tmp_path).fit(every=6)
    with pytest.raises(ValueError, match="Remove it to start again"):
        training_run.TrainingRun("tiny", SR, Batches(SR, images), "other images", tmp_path)
    with pytest.raises(ValueError, match="Remove it to start again"):
        run(replace(SR, learning_rate=1e-2), images, tmp_path)


def test_a_loss_that_is_not_finite_ends_the_run_and_keeps_the_checkpoint(images, tmp_path):
    begun = run(SR, images, tmp_path)
    begun.batches = lambda step: [array * np.float32("nan") for array in Batches(SR, images)(step)]
    with pytest.raises(FloatingPointError, match="Lower the learning rate"):
        begun.fit(every=2)
    assert not begun.checkpoint.exists()


def test_the_rate_rises_and_falls_once_a_cycle():
    once = training_run._schedule(replace(SR, steps=10, warmup_steps=4, learning_rate=1.0))
    twice = training_run._schedule(
        replace(SR, steps=20, warmup_steps=4, learning_rate=1.0, cycles=2)
    )
    rates = [float(once(step)) for step in range(10)]
    # Up by quarters, then half a cosine over the six steps that are left.
    falling = [0.5 * (1 + np.cos(np.pi * k / 6)) for k in range(6)]
    assert rates == pytest.approx([0, 0.25, 0.5, 0.75, *falling], abs=1e-6)
    assert [float(twice(step)) for step in range(20)] == pytest.approx(rates + rates)
