"""Record the transplants of lesson 04: ten donors, and what becomes of their weights.

Resumable and parallel, as `record`: a file for each donor, with the record of the donor and those
of the ReLU nets that got its weights. A ReLU net's recipe does not tell where its weights are
from, so these runs have a case of their own, "case_a_transplant".
"""

import argparse
import multiprocessing
import os
from pathlib import Path

from restorelib.cases import transplant
from restorelib.commands import record
from restorelib.experiments.recipes import Recipe
from restorelib.experiments.recordings import records_from

CASE = "case_a_transplant"


def main(argv: list[str] | None = None) -> int:
    """Record the donors that are missing; pack all once they are there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes at a time")
    parser.add_argument("--work", type=Path, default=Path("build/record/transplant"))
    arguments = parser.parse_args(argv)
    arguments.work.mkdir(parents=True, exist_ok=True)
    donors = transplant.donor_recipes()
    missing = [(r, arguments.work) for r in donors if not _path(r, arguments.work).exists()]
    os.environ |= record.ONE_THREAD
    with multiprocessing.get_context("spawn").Pool(arguments.jobs, maxtasksperchild=1) as pool:
        for done, donor in enumerate(pool.imap_unordered(_record_donor, missing), 1):
            print(f"{done}/{len(missing)} donors: seed {donor.seed}", flush=True)
    files = [_path(recipe, arguments.work).read_bytes() for recipe in donors]
    record.write_case(CASE, [run for file in files for run in records_from(file).values()])
    return 0


def _path(donor: Recipe, work: Path) -> Path:
    return work / f"{donor.key}.bin"


def _record_donor(task: tuple[Recipe, Path]) -> Recipe:
    donor, work = task
    record.save(transplant.run(donor), work)
    return donor


if __name__ == "__main__":
    raise SystemExit(main())
