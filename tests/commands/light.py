"""A recording whose runs take no time and misbehave as told: all else about it is real.

`python -m tests.commands.light RECORDING.pickle ARGUMENTS` records it as `record` does.
"""

import os
import pickle
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from restorelib.cases.recording import Recording
from restorelib.commands import record
from restorelib.commands.record_chunks import recorded
from restorelib.experiments.recipes import Recipe, seeds
from tests.experiments.synthetic_runs import synthetic

STATE = Recipe(filters=2, channels=1, steps=2)


def recipes():
    """One state under six seeds."""
    return seeds(STATE, 6)


@dataclass(frozen=True)
class Light(Recording):
    """Writes into a file that a recipe was run, and makes its record up."""

    folder: Path = Path()
    raises: tuple[int, ...] = ()  # seeds
    dies: tuple[int, ...] = ()
    dies_once: tuple[int, ...] = ()
    hangs: tuple[int, ...] = ()  # the first time
    allocates: int = 0  # bytes
    seconds: float = 0.0  # of each run

    def bench(self, recipe):
        """None is needed."""

    def run(self, bench, recipe):
        """As its fields say."""
        ran = self.ran().count(recipe.seed)
        with (self.folder / "ran").open("a") as file:
            file.write(f"{recipe.seed}\n")
        time.sleep(3600 if recipe.seed in self.hangs and not ran else self.seconds)
        if recipe.seed in self.raises:
            raise FloatingPointError("the loss became NaN")
        if recipe.seed in self.dies or (recipe.seed in self.dies_once and not ran):
            os.kill(os.getpid(), signal.SIGKILL)
        np.empty(self.allocates, "uint8")  # which counts before anything is written into it
        return [synthetic(recipe)]

    def ran(self):
        """Seeds of the runs so far, in their order."""
        file = self.folder / "ran"
        return [int(line) for line in file.read_text().split()] if file.exists() else []

    def kept(self):
        """Seeds of the runs in the work folder."""
        return {recipe.seed for recipe in recorded(self.folder / "work" / self.name)}


def arguments(name, folder):
    """Of `record`, for a recording in this folder: chunks of two seeds, two processes."""
    return ["--case", name, "--work", str(folder / "work"), "--jobs", "2", "--chunk", "2"]


def main():
    """Record what a pickle describes."""
    recording = pickle.loads(Path(sys.argv[1]).read_bytes())
    record.RECORDINGS[recording.name] = recording
    record.RUNS = recording.folder / "runs"
    return record.main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
