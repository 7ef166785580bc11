"""Trained weights that ship: found, verified, as small as the score allows."""

import keras
import numpy as np
import pytest

from restorelib.images.damage import bicubic_downsample, bicubic_upsample
from restorelib.images.embedded import photographs, studio_luma
from restorelib.images.metrics import sr_psnr
from restorelib.models import trained_nets
from restorelib.models.catalogue import RECIPES, STAND_INS, TrainingRecipe
from restorelib.storage.packing import RecordingError, unpack

TINY = TrainingRecipe("fsrcnn", {"scale": 2, "d": 3, "s": 2, "m": 1}, steps=1, scale=2)


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(trained_nets, "FOLDER", tmp_path)
    monkeypatch.setitem(RECIPES, "tiny", TINY)
    return tmp_path


def packed(scores):
    model = trained_nets.build(TINY, seed=3)
    scores = iter(scores)
    return model, trained_nets.packed_from(model, TINY, {"hours": 1.5}, lambda: next(scores))


@pytest.mark.parametrize(("lost", "dtype"), [(0.0099, "float16"), (0.0101, "float32")])
def test_half_precision_only_where_it_costs_nothing(lost, dtype, elsewhere):
    model, written = packed([30.0, 30.0 - lost])
    meta, arrays = unpack(written)
    assert {array.dtype.name for array in arrays.values()} == {dtype}
    assert meta["provenance"]["precision"] == dtype
    trained_nets.ship("tiny", written)
    for ours, loaded in zip(
        model.get_weights(), trained_nets.trained("tiny").get_weights(), strict=True
    ):
        assert np.array_equal(ours.astype(dtype), loaded)
    assert trained_nets.provenance("tiny")["hours"] == 1.5
    assert trained_nets.available() == ["tiny"]


def test_recordings_loads_every_network_of_the_course_by_its_name():
    assert trained_nets.available() == list(RECIPES)
    for name in [*RECIPES, *STAND_INS]:
        model = trained_nets.trained(name)
        assert isinstance(model, keras.Model) and model.count_params() > 1000


def test_each_call_gives_a_copy_of_its_own(elsewhere):
    trained_nets.ship("tiny", packed([30.0, 30.0])[1])
    first, second = trained_nets.trained("tiny"), trained_nets.trained("tiny")
    first.set_weights([0 * w for w in first.get_weights()])
    assert any(np.any(w) for w in second.get_weights())


def test_what_stands_in_for_red30_is_a_red_net_of_that_noise():
    for name, stand_in in STAND_INS.items():
        recipe = RECIPES[stand_in]
        assert recipe.model == "red_net" and name.endswith(f"-s{recipe.sigma[0]:.0f}")
        assert trained_nets.provenance(name) == trained_nets.provenance(stand_in)


def test_what_is_missing_or_altered_is_said(elsewhere):
    with pytest.raises(RecordingError, match="expects one of \\[\\].*received 'fsrcnn-x9'"):
        trained_nets.trained("fsrcnn-x9")
    written = packed([30.0, 30.0])[1]
    trained_nets.ship("tiny", written)
    (elsewhere / "tiny.bin").write_bytes(written[:-1] + bytes([written[-1] ^ 1]))
    trained_nets._read.cache_clear()
    with pytest.raises(RecordingError, match="altered.*git checkout"):
        trained_nets.trained("tiny")


def test_what_ships_is_small_and_says_where_it_comes_from():
    sizes = [path.stat().st_size for path in trained_nets.FOLDER.glob("*.bin")]
    assert sum(sizes) < 16e6
    for name in trained_nets.available():
        facts = trained_nets.provenance(name)
        assert {"keras", "processor", "revision", "hours", "images", "curve"} <= set(facts)
        assert facts["curve"][-1][0] == RECIPES[name].steps
        assert "dirty" not in facts["revision"]


@pytest.mark.parametrize("name", [n for n in trained_nets.available() if n.startswith("fsrcnn")])
def test_a_trained_net_beats_bicubic_on_photographs_it_never_saw(name):
    scale = RECIPES[name].scale
    network, gains = trained_nets.trained(name), []
    for photograph in photographs("test", channels=3).values():
        clean = studio_luma(photograph[:240, 60:300])
        small = bicubic_downsample(clean, scale)
        ours = np.asarray(network(small[None]))[0]
        bicubic = sr_psnr(clean, bicubic_upsample(small, scale), scale=scale)
        gains.append(sr_psnr(clean, ours, scale=scale) - bicubic)
    assert min(gains) > 0.4 and np.mean(gains) > 1, gains
