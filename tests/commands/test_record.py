"""Recording goes on where it stopped, whatever ended it, and one failure costs no other run."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import psutil
import pytest

from restorelib.cases.recording import Recording
from restorelib.commands import record, record_chunks, record_places
from restorelib.commands.record_child import TRIES, Caps
from restorelib.commands.record_table import RECORDINGS
from restorelib.experiments import recordings, tasks
from restorelib.experiments.recipes import Recipe, seeds
from tests.commands import light
from tests.commands.light import Light
from tests.commands.processes import ended, trainings, wait_for
from tests.place import ROOT

TINY = Recipe(filters=2, patches=8, patch_size=8, steps=2)


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """Record this one, with further arguments; return the exit status."""
    monkeypatch.setattr(record, "RUNS", tmp_path / "runs")

    def run(recording, *further):
        monkeypatch.setitem(record.RECORDINGS, recording.name, recording)
        return record.main([*light.arguments(recording.name, tmp_path), *further])

    return run


@pytest.fixture
def recording(tmp_path):
    return Light("light", light.recipes, folder=tmp_path)


def packed(folder):
    return recordings.records_from((folder / "runs" / "light.bin").read_bytes())


def test_all_is_recorded_and_packed_with_the_provenance_of_its_machine(recording, recorded):
    assert recorded(recording) == 0
    assert sorted(recording.ran()) == list(range(6))
    runs = packed(recording.folder)
    assert list(runs) == light.recipes()
    for run in runs.values():
        assert run.provenance["seconds"] == 10 and run.provenance["threads"] == 1
    files = list((recording.folder / "work" / "light").iterdir())
    assert len(files) == 3 and {path.suffix for path in files} == {".bin"}


def test_what_is_recorded_stays_whatever_the_chunks_and_names_of_files(recording, recorded):
    first = replace(recording, recipes=three_recipes)
    assert recorded(first, "--chunk", "1") == 0
    files = list((recording.folder / "work" / "light").iterdir())
    files[0].rename(files[0].with_name("other.bin"))
    assert recorded(recording, "--chunk", "4") == 0
    assert sorted(recording.ran()) == list(range(6))
    before = (recording.folder / "runs" / "light.bin").read_bytes()
    assert recorded(recording) == 0
    assert (recording.folder / "runs" / "light.bin").read_bytes() == before


def three_recipes():
    return seeds(light.STATE, 3)


def test_a_file_that_cannot_be_read_is_recorded_again(recording, recorded, capsys):
    recorded(recording)
    file = min((recording.folder / "work" / "light").glob("*.bin"))
    file.write_bytes(b"")
    assert recorded(recording) == 0
    assert len(recording.ran()) == 8 and list(packed(recording.folder)) == light.recipes()
    assert f"{file} is put aside" in capsys.readouterr().out


def test_a_seed_that_raises_is_listed_and_stops_nothing(recording, recorded, capsys):
    assert recorded(replace(recording, raises=(2, 5))) == 1
    said = capsys.readouterr().out
    assert "light: not packed, 2 runs are missing." in said
    failed = [line for line in said.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 2 and all("FloatingPointError: the loss" in line for line in failed)
    assert sorted(recording.ran()) == list(range(6))
    assert recorded(recording) == 0
    assert sorted(recording.ran()[6:]) == [2, 5]


def test_a_process_that_dies_is_replaced(recording, recorded):
    assert recorded(replace(recording, dies_once=(0, 3))) == 0
    # The whole chunk runs again: 0, 0, 1 and 2, 3, 2, 3.
    assert sorted(recording.ran()) == [0, 0, 1, 2, 2, 3, 3, 4, 5]


def test_a_chunk_whose_process_always_dies_fails_alone(recording, recorded, capsys):
    assert recorded(replace(recording, dies=(3,))) == 1
    ran = recording.ran()
    assert ran.count(3) == TRIES and {0, 1, 4, 5} <= set(ran)
    assert f"its process ended {TRIES} times, at last by -9" in capsys.readouterr().out
    assert recorded(recording) == 0
    assert sorted(recording.ran()[len(ran) :]) == [2, 3]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds the limit")
def test_a_run_that_takes_too_much_memory_fails_alone(recording, recorded, capsys):
    greedy = replace(recording, allocates=600_000_000)
    assert recorded(greedy, "--memory", "0.5", "--chunk", "6") == 1
    assert capsys.readouterr().out.count("MemoryError") == 6
    assert recorded(greedy, "--memory", "1", "--chunk", "6") == 0


def children():
    return {child.pid for child in psutil.Process().children(recursive=True)}


@pytest.fixture
def hanging(recording):
    """Its seeds 0 to 3 are recorded, then seed 4 hangs; a second time it does not."""
    return replace(recording, hangs=(4,))


def hangs(hanging):
    return 4 in hanging.ran() and hanging.kept() == {0, 1, 2, 3}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_keeps_what_is_finished(number, hanging, recorded, capsys):
    before = children()

    def interrupt():
        wait_for(lambda: hangs(hanging))
        os.kill(os.getpid(), number)

    threading.Thread(target=interrupt).start()
    assert recorded(hanging) == record.STOPPED
    assert "The same command goes on" in capsys.readouterr().out
    assert children() <= before
    assert recorded(hanging) == 0
    assert sorted(hanging.ran()) == [0, 1, 2, 3, 4, 4, 5]


def test_processes_end_with_a_client_that_is_killed(hanging, recorded):
    (hanging.folder / "pickle").write_bytes(pickle.dumps(hanging))
    command = [sys.executable, "-m", light.__name__, str(hanging.folder / "pickle")]
    client = subprocess.Popen([*command, *light.arguments(hanging.name, hanging.folder)], cwd=ROOT)
    wait_for(lambda: hangs(hanging))
    started = trainings(client.pid)
    client.kill()
    client.wait()
    assert started
    wait_for(lambda: ended(started))
    assert recorded(hanging) == 0
    assert sorted(hanging.ran()) == [0, 1, 2, 3, 4, 4, 5]


def test_an_executor_holds_a_few_chunks_for_each_worker(recording):
    held = []

    class Counted(ThreadPoolExecutor):
        def submit(self, *arguments):
            future = super().submit(*arguments)
            held[:] = [each for each in held if not each.done()] + [future]
            assert len(held) <= 2 * record_places.AHEAD
            return future

    to_do = record_chunks.chunks(recording, recording.recipes(), 1)
    with Counted(2) as executor:
        place = record_places.Place(executor, lambda: 2, lambda: True)
        became = list(record_places.trained(place, to_do, Caps(), threading.Event()))
    assert {chunk for chunk, _ in became} == set(to_do)


def test_dask_is_asked_for_where_it_is_missing(recording, recorded, monkeypatch):
    monkeypatch.setattr(record_places.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"distributed.*install \"restorelib\[course,cluster\]\""):
        recorded(recording, "--scheduler", "tcp://127.0.0.1:8786")


@pytest.mark.parametrize("option", ["--jobs", "--chunk", "--threads", "--memory"])
def test_nothing_is_less_than_one(option, recording, recorded):
    with pytest.raises(SystemExit, match="2"):
        recorded(recording, option, "0")


@pytest.mark.parametrize("name", ["case_b", "case_b_compared"])
def test_packing_again_gives_the_committed_bytes(name):
    runs = recordings.load(name)
    assert (
        RECORDINGS[name].packed(list(runs.values())) == (record.RUNS / f"{name}.bin").read_bytes()
    )


def tiny_recipes():
    return seeds(TINY, 2)


@pytest.mark.slow
def test_a_process_trains_what_a_bench_trains(tmp_path, recorded):
    assert recorded(Recording("light", tiny_recipes, pictures=True)) == 0
    bench = tasks.bench(TINY)
    for recipe, run in packed(tmp_path).items():
        assert np.array_equal(run.loss, bench.run(recipe.seed).loss)
        assert (run.added.size > 0) == (recipe.seed == 0)
    assert list(packed(tmp_path)) == tiny_recipes()
