"""`python -m restorelib train NAME --data DIR`: train a network of the course.

Resumable: a checkpoint holds everything that the next step depends on. A killed run resumes from
its last checkpoint and reaches the same weights, bit for bit on the same machine.
"""

import argparse
import os
from pathlib import Path

from restorelib.models import trained_nets
from restorelib.models.catalogue import RECIPES
from restorelib.storage.whole import whole


def main(argv: list[str] | None = None) -> int:
    """Train, or resume a training; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m restorelib train", description=__doc__)
    parser.add_argument("name", choices=RECIPES, metavar="NAME", help=", ".join(RECIPES))
    parser.add_argument("--data", type=Path, required=True, help="folder with T91, BSDS500, ...")
    parser.add_argument("--work", type=Path, default=Path("build/train"), help="for checkpoints")
    parser.add_argument("--every", type=int, default=2000, help="steps between checkpoints")
    parser.add_argument("--threads", type=int, default=0, help="0: all; 1: the same bits anywhere")
    parser.add_argument("--ship", action="store_true", help="make it the one that trained() loads")
    arguments = parser.parse_args(argv)
    if arguments.threads:
        os.environ["TF_NUM_INTRAOP_THREADS"] = str(arguments.threads)
        os.environ["TF_NUM_INTEROP_THREADS"] = str(arguments.threads)
        os.environ["OMP_NUM_THREADS"] = str(arguments.threads)
    # TensorFlow's own allocator reuses freed memory. The system's allocates it again at each step,
    # page by page, which takes a quarter of the time of a wide RED-Net with large batches.
    os.environ.setdefault("TF_CPU_ALLOCATOR_USE_BFC", "true")
    from restorelib.papers.batches import Batches, read_folders
    from restorelib.papers.training_run import TrainingRun

    recipe = RECIPES[arguments.name]
    try:
        images, digest = read_folders(arguments.data, recipe.folders)
        run = TrainingRun(arguments.name, recipe, Batches(recipe, images), digest, arguments.work)
    except (OSError, ValueError) as error:
        print(error)
        return 1
    try:
        run.fit(arguments.every)
    except KeyboardInterrupt:
        print(f"\nStopped. The same command goes on from step {run.saved_step:,}.")
        return 130
    packed = run.packed()
    path = arguments.work / f"{arguments.name}.bin"
    with whole(path) as part:
        part.write_bytes(packed)
    print(f"{path}: {len(packed) / 1e3:.0f} kB")
    if arguments.ship:
        trained_nets.ship(arguments.name, packed)
    return 0
