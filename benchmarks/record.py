"""What recording on an executor survives and costs: `python -m benchmarks.record PART ...`.

- kills: 20 times kill -9, of a worker, a client or the scheduler, at random moments.
- bits: 1 and 4 workers give the same records.
- memory: of the process that hands chunks out and of those that train, over 200 trainings.
- costs: processor seconds of client, scheduler and worker for a chunk.
- scaling: the same runs with one and with two processes at a time, on this machine.
- cores: how long all recorded runs would take on up to 1,000 cores, computed from their seconds.

Dask is needed for kills and costs: `make cluster`. Without a name of a part, all of them.
"""

import argparse
import heapq
import os
import random
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import numpy as np
import psutil

from restorelib.cases.recording import Recording
from restorelib.commands import record_chunks
from restorelib.commands.record_child import Caps, run_chunk
from restorelib.commands.record_places import here, trained
from restorelib.commands.record_table import RECORDINGS
from restorelib.experiments import recordings
from restorelib.experiments.recipes import Recipe, seeds
from tests.commands import light
from tests.commands.light import Light
from tests.commands.processes import Cluster, ended, wait_for

TINY = Recipe(filters=2, patches=8, patch_size=8, steps=2)
KILLS = {"worker": 8, "client": 8, "scheduler": 4}


def many():
    """A state under 160 seeds, for runs that take no processor time."""
    return seeds(light.STATE, 160)


def eight():
    """A state under 8 seeds, to train."""
    return seeds(TINY, 8)


def two_hundred():
    """A state under 200 seeds, to train."""
    return seeds(TINY, 200)


def kills() -> None:
    """Kill one of the three at a random moment, start what is gone again, and look; `KILLS` times.

    A run sleeps for a second and makes its record up: this tests what hands runs out and keeps
    them.
    """
    rng = random.Random(0)
    order = [what for what, count in KILLS.items() for _ in range(count)]
    rng.shuffle(order)
    with tempfile.TemporaryDirectory() as name:
        recording = Light("light", many, folder=Path(name), seconds=1.0)
        cluster = Cluster(recording.folder)
        cluster.begin()
        client, looks = cluster.client(recording), []
        for number, what in enumerate(order, 1):
            finished = len(recording.kept())
            wait_for(lambda known=finished: len(recording.kept()) > known)
            time.sleep(rng.uniform(0, 3))
            trainings = cluster.trainings()
            looks.append((recording.kept(), len(recording.ran())))
            if what == "worker":
                with suppress(psutil.Error):  # its chunk has just ended
                    psutil.Process(trainings[0]).parent().kill()
            elif what == "client":
                client.kill()
                wait_for(lambda pids=trainings: ended(pids))
            else:
                cluster.scheduler.kill()
                client.wait()
                cluster.end()
                cluster.begin()
            if client.poll() is not None:
                client = cluster.client(recording)
            print(f"{number}: {what}, with {len(looks[-1][0])} runs finished", flush=True)
        client.wait()
        cluster.end()
        ran = recording.ran()
        assert recording.kept() == {recipe.seed for recipe in many()}, "a finished run is gone"
        assert not any(kept & set(ran[begun:]) for kept, begun in looks), "one was trained again"
    print(f"Killed {KILLS}: all {len(many())} runs are there; {len(ran) - len(many())} under way")
    print("when something was killed ran twice, and none that was finished.")


def bits() -> None:
    """Train eight runs with one worker and with four, in chunks of two, and compare the bits."""
    told = [_runs(jobs, chunk) for jobs, chunk in ((1, 8), (4, 2))]
    for one, four in zip(*told, strict=True):
        for field in ("loss", "psnr", "signal", "histogram", "added"):
            assert np.array_equal(getattr(one, field), getattr(four, field)), field
    print(f"{len(told[0])} runs: 1 and 4 workers, chunks of 8 and of 2, give the same bits.")


def _runs(jobs: int, size: int) -> list:
    recording = Recording("tiny", eight, pictures=True)
    to_do = record_chunks.chunks(recording, eight(), size)
    stop, found = threading.Event(), {}
    with here(jobs, stop) as place:
        for _, became in trained(place, to_do, Caps(), stop):
            found |= recordings.records_from(became.file[1])
    return [found[recipe] for recipe in eight()]


def memory() -> None:
    """Train 200 runs in chunks of ten; print what each process took, and the one that waits."""
    recording = Recording("tiny", two_hundred)
    peaks, own = [], []
    for chunk in record_chunks.chunks(recording, two_hundred(), 10):
        peak = [0.0]
        end = threading.Event()
        look = threading.Thread(target=_look, args=(end, peak))
        look.start()
        run_chunk(chunk, Caps(), lambda: True)
        end.set()
        look.join()
        peaks.append(peak[0])
        own.append(psutil.Process().memory_info().rss / 1e6)
        print(f"{len(peaks):3}: {peaks[-1]:.0f} MB, {own[-1]:.0f} MB", flush=True)
    print(f"A process of ten runs: {min(peaks):.0f} to {max(peaks):.0f} MB at most.")
    print(f"The one that waits for them: {own[0]:.0f} MB after the first, {own[-1]:.0f} at last.")


def _look(end: threading.Event, peak: list[float]) -> None:
    while not end.wait(0.1):
        for child in psutil.Process().children():
            with suppress(psutil.Error):
                peak[0] = max(peak[0], child.memory_info().rss / 1e6)


def costs() -> None:
    """Hand out 100 chunks of one run each that takes no time; print processor seconds a chunk."""
    with tempfile.TemporaryDirectory() as name:
        recording = Light("light", hundred, folder=Path(name))
        cluster = Cluster(recording.folder)
        cluster.begin()
        before = {each.pid: _seconds(each.pid) for each in cluster.processes}
        client = cluster.client(recording, "--chunk", "1")
        taken = 0.0
        while client.poll() is None:
            with suppress(psutil.Error):
                taken = _seconds(client.pid)
            time.sleep(0.1)
        scheduler, *nannies, _ = cluster.processes
        print(f"Client: {1e3 * taken / 100:.0f} ms of processor time a chunk, its start included.")
        spent = _seconds(scheduler.pid) - before[scheduler.pid]
        print(f"Scheduler: {1e3 * spent / 100:.0f} ms a chunk.")
        workers = sum(_family(each.pid) for each in nannies)
        print(f"Workers, with a process of Python for each chunk: {1e3 * workers / 100:.0f} ms.")
        cluster.end()


def hundred():
    """A state under 100 seeds, for runs that take no time."""
    return seeds(light.STATE, 100)


def _seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _family(pid: int) -> float:
    """Processor seconds of the workers below a nanny, with the children that have ended."""
    children = psutil.Process(pid).children(recursive=True)
    return sum(sum(child.cpu_times()[:4]) for child in children)  # user and system, own and theirs


def twelve():
    """A state under 12 seeds, to train for some seconds each."""
    return seeds(Recipe(filters=16, channels=1, residual_activation=None, steps=384), 12)


def scaling() -> None:
    """Train twelve runs in chunks of three, with one and with two processes at a time, twice."""
    recording = Recording("scaling", twelve)
    for jobs in (1, 2, 1, 2):
        stop, start = threading.Event(), time.perf_counter()
        chunks = record_chunks.chunks(recording, twelve(), 3)
        with here(jobs, stop) as place:
            became = [each for _, each in trained(place, chunks, Caps(), stop)]
        assert not any(each.failures for each in became)
        print(f"{jobs} at a time: {time.perf_counter() - start:.0f} s")


def cores() -> None:
    """Share all recorded runs out, the longest chunk first, by the seconds that each once took.

    Without the rates and the maps, whose files keep the seconds of all their runs together.
    """
    kept = [each for each in RECORDINGS.values() if type(each).packed is Recording.packed]
    runs = [(recording, recordings.load(recording.name)) for recording in kept]
    for size, times in ((10, 1), (1, 1), (1, 10)):
        lengths = []
        for recording, found in runs:
            for chunk in record_chunks.chunks(recording, recording.recipes(), size):
                records = [found[each] for r in chunk.recipes for each in recording.gives(r)]
                lengths.append(START + sum(record.provenance["seconds"] for record in records))
        lengths *= times
        total, longest = sum(lengths), max(lengths)
        print(f"{times} x all recorded runs, chunks of {size}: {len(lengths):,} chunks, ", end="")
        print(f"{total / 3600:.1f} hours of one core, the longest {longest / 60:.1f} min.")
        for workers in (2, 16, 128, 1000):
            took = _ends(lengths, workers)
            print(f"  {workers:5} cores: {took / 60:6.1f} min, {total / took:6.1f} times as fast")


START = 3.5  # processor seconds until a process has loaded Keras and built a net


def _ends(lengths: list[float], workers: int) -> float:
    free = [0.0] * workers
    for length in sorted(lengths, reverse=True):
        heapq.heapreplace(free, free[0] + length)
    return max(free)


PARTS = {part.__name__: part for part in (kills, bits, memory, costs, scaling, cores)}


def main() -> None:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    for name in parser.parse_args().parts or PARTS:
        print(f"\n{name}: load of the machine before {os.getloadavg()[0]:.1f}")
        PARTS[name]()


if __name__ == "__main__":
    # Recipes go to other processes under the name of this module, which is another one here.
    from benchmarks import record

    record.main()
