"""Recordings come back as they were, and a damaged one raises an error that says so."""

import gzip
import hashlib
import json
from dataclasses import fields, replace

import numpy as np
import pytest

from restorelib.cases import case_a
from restorelib.commands import record
from restorelib.commands.record_table import RECORDINGS
from restorelib.experiments import recordings, super_resolution
from restorelib.experiments.recipes import Recipe, RunRecord, SRRecipe, SRRecord
from restorelib.models import trained_nets
from restorelib.storage import checksums, packing

ARRAYS = {
    "a/half": np.linspace(0, 1, 7, dtype="float16"),
    "b": np.arange(6, dtype="int16").reshape(1, 2, 3),
    "empty": np.empty((0, 4), "uint8"),
    "c": np.array([[2**31 - 1]], "int32"),
}


def some_record(seed=0):
    return RunRecord(
        recipe=Recipe(steps=2, seed=seed),
        loss=np.array([0.5, 0.25], "float16"),
        steps=np.array([0, 1, 2], "int32"),
        psnr=np.array([10, 20, 28], "float32"),
        alive=np.array([1, 0.5, 0], "float32"),
        darkened=np.zeros(3, "float32"),
        brightened=np.zeros(3, "float32"),
        gradient=np.zeros(3, "float32"),
        histogram=np.zeros((3, 64), "int32"),
        added=np.zeros((3, 0, 0), "int16"),
        layers=("conv1", "deconv1"),
        units=(2, 3),
        signal=np.ones((3, 2), "float32"),
        kernel_gradient=np.ones((3, 2), "float32"),
        dead=np.eye(3, 5, dtype="uint8"),
        maps=np.empty((0, 5, 24, 24), "uint8"),
        map_scale=np.empty((0, 2), "float32"),
        map_steps=np.empty(0, "int32"),
        histogram_range=(-0.32, 0.32),
        identity_psnr=28.13,
        values=100,
        provenance={"seconds": 1.5},
    )


def test_what_is_packed_comes_back_and_packs_to_the_same_bytes():
    packed = packing.pack({"title": "naïve"}, ARRAYS)
    meta, arrays = packing.unpack(packed)
    assert meta == {"title": "naïve"} and list(arrays) == list(ARRAYS)
    for name, array in ARRAYS.items():
        assert arrays[name].dtype == array.dtype and np.array_equal(arrays[name], array)
    assert packing.pack({"title": "naïve"}, ARRAYS) == packed


def test_offsets_suit_a_browsers_typed_arrays():
    plain = gzip.decompress(packing.pack({}, ARRAYS))
    length = int.from_bytes(plain[8:12], "little")
    header = json.loads(plain[12 : 12 + length])
    assert (12 + length) % 8 == 0
    assert all(offset % 8 == 0 for _, _, offset in header["arrays"].values())


def test_a_dtype_that_no_browser_has_is_refused():
    with pytest.raises(TypeError, match="float64"):
        packing.pack({}, {"x": np.zeros(2)})


@pytest.mark.parametrize("damage", ["cut", "empty", "flipped", "other", "short header"])
def test_damage_is_refused_in_words(damage):
    packed = packing.pack({"runs": []}, ARRAYS)
    damaged = {
        "cut": packed[: len(packed) // 2],
        "empty": b"",
        "flipped": packed[:40] + bytes([packed[40] ^ 255]) + packed[41:],
        "other": gzip.compress(b"something else entirely"),
        "short header": gzip.compress(packing.MAGIC + b"\xff\xff\xff\x7f{}"),
    }[damage]
    with pytest.raises(packing.RecordingError, match="cannot be read.*git checkout"):
        packing.unpack(damaged)


def test_a_record_comes_back():
    original = some_record()
    (loaded,) = recordings.records_from(recordings.packed_from([original], {"keras": "3"})).values()
    assert loaded.recipe == original.recipe and loaded.histogram_range == (-0.32, 0.32)
    assert np.array_equal(loaded.psnr, original.psnr)
    assert loaded.provenance == {"keras": "3", "seconds": 1.5}
    assert loaded.measurement(1).alive == 0.5
    assert np.array_equal(loaded.dead, original.dead) and loaded.units == (2, 3)


def test_a_record_of_super_resolution_comes_back():
    recipe = SRRecipe(d=2, s=1, m=1, patches=8, patch_size=4, steps=1)
    bench = super_resolution.Experiment(recipe, jit_compile=False)
    original = bench.run(0, keep_pictures=True)
    (loaded,) = recordings.records_from(recordings.packed_from([original])).values()
    for name in (f.name for f in fields(SRRecord)):
        kept, was = getattr(loaded, name), getattr(original, name)
        assert np.array_equal(kept, was) if isinstance(was, np.ndarray) else kept == was, name


def test_an_altered_file_is_refused(tmp_path):
    for name in ("runs.bin", "other.bin"):
        checksums.write(tmp_path, name, name.encode())
    assert checksums.read(tmp_path, "runs.bin") == b"runs.bin"
    (tmp_path / "runs.bin").write_bytes(b"runs.bin ")
    (tmp_path / "new.bin").write_bytes(b"not in the list")
    for name in ("runs.bin", "new.bin"):
        with pytest.raises(packing.RecordingError, match="altered.*git checkout"):
            checksums.read(tmp_path, name)
    assert checksums.read(tmp_path, "other.bin") == b"other.bin"


def test_another_schema_and_other_fields_are_refused():
    with pytest.raises(packing.RecordingError, match="schema 0"):
        recordings.records_from(packing.pack({"schema": 0}, {}))
    with pytest.raises(packing.RecordingError, match="'flavour'.*does not know"):
        meta = {"schema": recordings.SCHEMA, "fields": ["seed", "flavour"], "runs": []}
        recordings.records_from(packing.pack(meta, {}))


def test_a_recipe_from_before_a_field_came_has_its_default():
    packed = recordings.packed_from([some_record()])
    meta, arrays = packing.unpack(packed)
    meta["fields"].remove("depth")
    del meta["runs"][0]["recipe"]["depth"]
    (recipe,) = recordings.records_from(packing.pack(meta, arrays))
    assert recipe == some_record().recipe and recipe.depth == 10


def test_a_record_from_before_a_measurement_came_holds_nothing_of_it():
    meta, arrays = packing.unpack(recordings.packed_from([some_record()]))
    del arrays["0/dead"], meta["runs"][0]["units"]
    (record,) = recordings.records_from(packing.pack(meta, arrays)).values()
    assert record.dead.size == 0 and record.units == () and record.signal.shape == (3, 2)


def test_an_unknown_case_is_told_the_known_ones():
    with pytest.raises(packing.RecordingError, match="case_a.*case_z"):
        recordings.load("case_z")


def test_suspects_keep_nothing_of_single_layers():
    kept = RECORDINGS["case_a_suspects"].fitting(some_record())
    assert kept.layers == () == kept.units and not any((kept.signal.size, kept.dead.size))
    assert RECORDINGS["case_a"].fitting(some_record()).signal.shape == (3, 2)


def test_nothing_is_recorded_or_trained_again():
    """The checksums that stand in the course; record or train again on purpose only."""
    digests = {
        record.RUNS: "c015b6807170f81ddb2add347a460babb8f50b85302e40796ddf934daf6eb990",
        trained_nets.FOLDER: "fadd4728e8fc7c3d6a5e936f6f0b6fb587239919c88e7fac4a8692608d549e41",
    }
    for folder, digest in digests.items():
        assert hashlib.sha256((folder / checksums.SUMS).read_bytes()).hexdigest() == digest
        for path in folder.glob("*.bin"):
            checksums.read(folder, path.name)


@pytest.mark.parametrize("case", ["case_a", "case_a_suspects", "depth"])
def test_what_ships_is_whole_small_and_says_where_it_comes_from(case):
    runs = recordings.load(case)
    assert list(runs) == RECORDINGS[case].recipes()
    for recipe, run in runs.items():
        assert len(run.loss) == recipe.steps == run.steps[-1]
        assert {"keras", "backend", "processor", "seconds", "revision"} <= set(run.provenance)
        assert (run.histogram.sum(1) == run.values).all()
    assert sum(p.stat().st_size for p in record.RUNS.glob("case_a*.bin")) < 3e6
    assert (record.RUNS / "depth.bin").stat().st_size < 1e6


@pytest.mark.parametrize("case", ["case_b", "case_b_compared"])
def test_what_ships_of_part_two_is_whole_and_small(case):
    runs = recordings.load(case)
    assert list(runs) == RECORDINGS[case].recipes()
    for recipe, run in runs.items():
        layers = len(run.layers)
        assert len(run.loss) == recipe.steps == run.steps[-1]
        assert run.signal.shape == run.gradient.shape == (len(run.steps), layers)
        assert run.bias_gradient.shape[1] == layers * recipe.use_bias
        assert (run.picture.size > 0) == (recipe.seed == 0 and case == "case_b")
        assert {"keras", "backend", "processor", "seconds", "revision"} <= set(run.provenance)
    assert sum(p.stat().st_size for p in record.RUNS.glob("case_b*.bin")) < 4e6


@pytest.mark.parametrize(("case", "states"), [("case_a", 2 * 4 * 3), ("depth", 3 * 2)])
def test_each_state_of_a_panel_has_ten_seeds_and_one_with_pictures(case, states):
    runs = recordings.load(case)
    assert len(runs) == 10 * states
    for recipe, run in runs.items():
        assert (run.added.size > 0) == (recipe.seed == 0)


def test_every_suspect_is_recorded_at_the_step_of_comparison():
    runs = recordings.load("case_a") | recordings.load("case_a_suspects")
    for name in case_a.SUSPECTS:
        for seed in range(case_a.SEEDS):
            run = runs[replace(case_a.suspect_recipe(name), seed=seed)]
            assert case_a.COMPARED_AT in run.steps
