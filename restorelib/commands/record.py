"""`make record`: train every recipe under every seed and pack the results.

Resumable: each run is a file in build/record as soon as it is done, named by its recipe.
Parallel: processes with one thread each, so that the same processor gives the same bits.
"""

import argparse
import itertools
import multiprocessing
import os
import time
from dataclasses import replace
from pathlib import Path

from restorelib.cases import case_a, case_b, depth
from restorelib.experiments import tasks
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.experiments.recordings import packed_from, records_from
from restorelib.storage import checksums
from restorelib.storage.provenance import provenance
from restorelib.storage.whole import whole

CASES = {
    "case_a": case_a.panel_recipes,
    "case_a_suspects": case_a.suspect_recipes,
    "depth": depth.panel_recipes,
    "case_b": case_b.panel_recipes,
    "case_b_compared": case_b.comparison_recipes,
}
WITH_PICTURES = ("case_a", "depth", "case_b")  # those that a panel shows
RUNS = Path(__file__).parents[1] / "experiments" / "runs"
ONE_THREAD = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "CUDA_VISIBLE_DEVICES": "-1",
}


def main(argv: list[str] | None = None) -> int:
    """Record what is missing; pack a case once all of it is there."""
    parser = argparse.ArgumentParser(prog="python -m restorelib record", description=__doc__)
    parser.add_argument("--case", choices=CASES, action="append", help="only this case")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--work", type=Path, default=Path("build/record"), help="runs done so far")
    arguments = parser.parse_args(argv)
    arguments.work.mkdir(parents=True, exist_ok=True)
    cases = arguments.case or list(CASES)
    groups = [group for case in cases for group in _groups(case, arguments.work)]
    total = sum(len(seeds) for _, seeds, _, _ in groups)
    os.environ |= ONE_THREAD
    start = time.perf_counter()
    # A fresh process for each recipe: memory of old graphs is not given back otherwise.
    with multiprocessing.get_context("spawn").Pool(arguments.jobs, maxtasksperchild=1) as pool:
        done = 0
        for name, count in pool.imap_unordered(_record_group, groups):
            done += count
            minutes = (time.perf_counter() - start) / 60
            left = minutes / done * (total - done)
            print(f"{done}/{total} runs, {minutes:.1f} min, {left:.1f} left: {name}", flush=True)
    for case in cases:
        write_case(case, [read(arguments.work / f"{r.key}.bin") for r in CASES[case]()])
    return 0


def _groups(case: str, work: Path) -> list[tuple[AnyRecipe, list[int], bool, Path]]:
    groups = []
    by_state = itertools.groupby(CASES[case](), key=lambda recipe: replace(recipe, seed=0))
    for state, recipes in by_state:
        missing = [r.seed for r in recipes if not (work / f"{r.key}.bin").exists()]
        if missing:
            groups.append((state, missing, case in WITH_PICTURES, work))
    # The longest first: two processes then end at about the same time.
    return sorted(groups, key=lambda group: -group[0].steps * len(group[1]))


def _record_group(group: tuple[AnyRecipe, list[int], bool, Path]) -> tuple[str, int]:
    state, seeds, pictures, work = group
    bench = tasks.bench(state)
    for seed in seeds:
        save([bench.run(seed, keep_pictures=pictures and seed == 0)], work)
    return str(state), len(seeds)


def save(records: list[AnyRecord], work: Path) -> None:
    """Write records into one file, named by the recipe of the first."""
    path = work / f"{records[0].recipe.key}.bin"
    with whole(path) as part:
        part.write_bytes(packed_from(records))


def write_case(case: str, records: list[AnyRecord]) -> None:
    """Pack the records of a case where `experiments.load` reads, with its checksum."""
    packed = packed_from(records, provenance())
    checksums.write(RUNS, f"{case}.bin", packed)
    print(f"{case}: {len(records)} runs, {len(packed) / 1e6:.2f} MB")


def read(path: Path) -> AnyRecord:
    """The one record in a file of the work folder."""
    (record,) = records_from(path.read_bytes()).values()
    return record


if __name__ == "__main__":
    raise SystemExit(main())
