"""`make record`: train what is missing of the recorded runs, and pack each case.

It can be stopped at any time: what is finished waits in build/record, and the next start trains
the rest. Chunks of a few seeds run on this machine, or on the workers of a Dask scheduler.
"""

import argparse
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from restorelib.cases.recording import Recording, common_provenance
from restorelib.commands.progress_bar import progress_bar
from restorelib.commands.record_child import Caps
from restorelib.commands.record_chunks import Chunk, chunks, missing, recorded, save
from restorelib.commands.record_places import here, on_dask, trained
from restorelib.commands.record_table import RECORDINGS
from restorelib.storage import checksums

RUNS = Path(__file__).parents[1] / "experiments" / "runs"
STOPPED = 130  # exit status that a shell reports for a program that Ctrl-C ended


def main(argv: list[str] | None = None) -> int:
    """Record what is missing, and pack each case that is complete; return the exit status."""
    parser = _parser()
    told = parser.parse_args(argv)
    if min(told.jobs, told.threads, told.chunk, told.memory) <= 0:
        parser.error("--jobs, --threads, --chunk and --memory expect numbers above 0.")
    recordings = [RECORDINGS[name] for name in told.case or RECORDINGS]
    with stop_signals() as stop:
        failed = _train(recordings, told, stop)
        if stop.is_set():
            print("Stopped. The same command goes on with the runs that are missing.")
            return STOPPED
    complete = [pack(recording, told.work) for recording in recordings]
    for line in failed:
        print(f"FAILED {line}")
    return int(not all(complete))


def _train(
    recordings: Sequence[Recording], told: argparse.Namespace, stop: threading.Event
) -> list[str]:
    """Train what is missing into the work folder; return a line for each recipe that failed."""
    to_do: list[Chunk] = []
    for recording in recordings:
        left = missing(recording, recorded(told.work / recording.name))
        to_do += chunks(recording, left, told.chunk)
    if not to_do:
        return []
    # The longest first, so that all workers end at about the same time.
    to_do.sort(key=lambda chunk: -sum(recipe.steps for recipe in chunk.recipes))
    total = sum(len(chunk.recipes) for chunk in to_do)
    caps = Caps(told.threads, told.memory * 1e9)
    failed = []
    chosen = on_dask(told.scheduler, told.jobs) if told.scheduler else here(told.jobs, stop)
    with chosen as place, progress_bar("record", "run", total) as bar:
        for chunk, became in trained(place, to_do, caps, stop):
            name = chunk.recording.name
            save(told.work / name, became)
            failed += [f"{name}, {failure.recipe}: {failure.error}" for failure in became.failures]
            bar.update(len(chunk.recipes))
            bar.write(f"{name}, {len(chunk.recipes)} seeds: {chunk.recipes[0]}")
        if place.lost():
            print(f"{told.scheduler} answers no more. The same command goes on where it was.")
    return failed


def pack(recording: Recording, work: Path) -> bool:
    """Pack the runs of a case, with a checksum, where `experiments.load` reads them.

    Returns:
        Whether they are complete; nothing is written if they are not.
    """
    found = recorded(work / recording.name)
    if left := missing(recording, found):
        print(f"{recording.name}: not packed, {len(left)} runs are missing.")
        return False
    records = [found[each] for recipe in recording.recipes() for each in recording.gives(recipe)]
    packed = recording.packed(records)
    checksums.write(RUNS, f"{recording.name}.bin", packed)
    print(f"{recording.name}: {len(records)} runs, {len(packed) / 1e6:.2f} MB")
    shared = common_provenance(records)
    if differing := set().union(*(each.provenance for each in records)) - {*shared, "seconds"}:
        print(f"  Its runs differ in {', '.join(sorted(differing))}.")
    return True


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """Ctrl-C and SIGTERM set the event, so that nothing is left half done; a second one ends."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    before = {each: signal.signal(each, on_signal) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m restorelib record", description=__doc__)
    parser.add_argument("--case", choices=RECORDINGS, action="append", help="only this case")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count(), help="processes at a time on this machine"
    )
    parser.add_argument(
        "--scheduler", help="address of a Dask scheduler; 'local' starts one here, to try it"
    )
    parser.add_argument("--chunk", type=int, default=10, help="seeds that one process trains")
    parser.add_argument(
        "--threads", type=int, default=1, help="of a process; other than 1 gives other bits"
    )
    parser.add_argument(
        "--memory", type=float, default=4, help="gigabytes that a process may take, on Linux"
    )
    parser.add_argument("--work", type=Path, default=Path("build/record"), help="runs done so far")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
