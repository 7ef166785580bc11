"""`make record`: train every recipe under every seed and pack the results.

Resumable: each finished run is a file in build/record, named after its recipe. The file of a donor
also holds the runs of networks that start from its weights: their recipes do not name the donor.
Parallel: each process has one thread, so that the same processor gives the same bits.
"""

import argparse
import itertools
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from restorelib.cases import case_a, case_b, comparisons, depth, transplant
from restorelib.commands.progress_bar import progress_bar
from restorelib.experiments import tasks
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, RunRecord
from restorelib.experiments.recordings import MAPS, NOTHING, packed_from, records_from
from restorelib.storage import checksums
from restorelib.storage.provenance import provenance
from restorelib.storage.whole import whole

TRANSPLANT = "case_a_transplant"  # lesson 04: donors, and networks that start from their weights
SUSPECTS = "case_a_suspects"  # lesson 04: shown by their scores alone
CASES = {
    "case_a": case_a.panel_recipes,
    SUSPECTS: case_a.suspect_recipes,
    "depth": depth.panel_recipes,
    "case_b": case_b.panel_recipes,
    "case_b_compared": comparisons.comparison_recipes,
    TRANSPLANT: transplant.donor_recipes,
}
WITH_PICTURES = ("case_a", "depth", "case_b")  # cases that a panel shows
RUNS = Path(__file__).parents[1] / "experiments" / "runs"
ONE_THREAD = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "2",
    "CUDA_VISIBLE_DEVICES": "-1",
}


def main(argv: list[str] | None = None) -> int:
    """Record what is missing, and pack each case; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m restorelib record", description=__doc__)
    parser.add_argument("--case", choices=CASES, action="append", help="only this case")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--work", type=Path, default=Path("build/record"), help="runs done so far")
    arguments = parser.parse_args(argv)
    cases = arguments.case or list(CASES)
    groups = [group for case in cases for group in _groups(case, _folder(case, arguments.work))]
    total = sum(len(group.seeds) for group in groups)
    os.environ |= ONE_THREAD
    # A new process for each recipe: only its end frees the memory of old graphs.
    with (
        multiprocessing.get_context("spawn").Pool(arguments.jobs, maxtasksperchild=1) as pool,
        progress_bar("record", "run", total) as bar,
    ):
        for group in pool.imap_unordered(_record_group, groups):
            bar.update(len(group.seeds))
            bar.write(f"{group.case}, {len(group.seeds)} seeds: {group.state}")
    for case in cases:
        files = (_file(recipe, _folder(case, arguments.work)) for recipe in CASES[case]())
        write_case(case, [_fitting(case, record) for file in files for record in read(file)])
    return 0


class Group(NamedTuple):
    """Runs of one recipe under the missing seeds."""

    case: str
    state: AnyRecipe
    seeds: list[int]
    work: Path


def _folder(case: str, work: Path) -> Path:
    """Folder of a case's runs. Donors have their own: the panel has the same recipes."""
    folder = work / "transplant" if case == TRANSPLANT else work
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _file(recipe: AnyRecipe, work: Path) -> Path:
    return work / f"{recipe.key}.bin"


def _groups(case: str, work: Path) -> list[Group]:
    groups = []
    # A donor takes as long as many other runs, so each donor gets its own process.
    by_state = itertools.groupby(
        CASES[case](), key=lambda r: r if case == TRANSPLANT else replace(r, seed=0)
    )
    for state, recipes in by_state:
        missing = [r.seed for r in recipes if not _file(r, work).exists()]
        if missing:
            groups.append(Group(case, state, missing, work))
    # The longest first, so that all processes end at about the same time.
    return sorted(groups, key=lambda group: -group.state.steps * len(group.seeds))


def _record_group(group: Group) -> Group:
    if group.case == TRANSPLANT:
        for seed in group.seeds:
            save(transplant.run(replace(group.state, seed=seed)), group.work)
        return group
    bench = tasks.bench(group.state)
    for seed in group.seeds:
        pictures = group.case in WITH_PICTURES and seed == 0
        save([bench.run(seed, keep_pictures=pictures)], group.work)
    return group


def _fitting(case: str, record: AnyRecord) -> AnyRecord:
    """The record without what no lesson shows: then 3 MB hold all of case A.

    Maps are shown of the states that lessons discuss; single layers, of all but the suspects.
    """
    if not isinstance(record, RunRecord):
        return record
    if case == SUSPECTS:
        one_by_one = dict.fromkeys(("signal", "kernel_gradient", "dead"), NOTHING)
        record = replace(record, layers=(), units=(), **one_by_one)
    elif record.recipe.steps >= case_a.LONG:
        return record
    return replace(record, **dict.fromkeys(MAPS, NOTHING))


def save(records: list[AnyRecord], work: Path) -> None:
    """Write records into one file, named after the recipe of the first."""
    with whole(_file(records[0].recipe, work)) as part:
        part.write_bytes(packed_from(records))


def write_case(case: str, records: list[AnyRecord]) -> None:
    """Pack the records of a case, with a checksum, where `experiments.load` reads them."""
    packed = packed_from(records, provenance())
    checksums.write(RUNS, f"{case}.bin", packed)
    print(f"{case}: {len(records)} runs, {len(packed) / 1e6:.2f} MB")


def read(path: Path) -> list[AnyRecord]:
    """The records in a file of the work folder."""
    return list(records_from(path.read_bytes()).values())


if __name__ == "__main__":
    raise SystemExit(main())
