"""Train a chunk in a process of its own, and again in a new one if that process dies.

Only the end of a process frees what TensorFlow keeps of each training, 6.5 MB and more. So the
memory of a worker stays flat, and a training that ends its process ends no worker.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from restorelib.commands.record_chunks import Chunk, Failure, Trained
from restorelib.experiments.recordings import packed_from
from restorelib.storage.provenance import provenance

TRIES = 3  # processes for a chunk, before it is listed as failed
PAUSE = 0.1  # seconds between two looks at the process


@dataclass(frozen=True)
class Caps:
    """What one process may use. With one thread, the same processor gives the same bits.

    The memory is what a process allocates for itself, not the 0.2 GB of the libraries' files. Linux
    alone holds that limit; an allocation beyond it fails, so its recipe does, and no other one.
    """

    threads: int = 1
    memory: float = 4e9  # bytes

    def environment(self) -> dict[str, str]:
        """Variables for the process."""
        names = ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS")
        quiet = {"TF_CPP_MIN_LOG_LEVEL": "2", "CUDA_VISIBLE_DEVICES": "-1"}
        return os.environ | dict.fromkeys(names, str(self.threads)) | quiet

    def hold(self) -> None:
        """Limit the memory of this process."""
        if sys.platform == "linux":
            import resource

            # RLIMIT_AS would count what TensorFlow reserves and never uses.
            resource.setrlimit(resource.RLIMIT_DATA, (int(self.memory), int(self.memory)))


def run_chunk(chunk: Chunk, caps: Caps, wanted: Callable[[], bool]) -> Trained | None:
    """Train a chunk in a process of its own.

    Args:
        chunk: what to train.
        caps: of the process.
        wanted: asked ten times a second; once it says False, the process is ended.

    Returns:
        The records and what failed; None if they are no longer wanted.
    """
    for _ in range(TRIES):
        with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
            child = _started(chunk, caps, answer, errors)
            with child:
                if not _ended(child, wanted):
                    return None
            if child.returncode == 0:
                answer.seek(0)
                return pickle.load(answer)
            errors.seek(0)
            last = errors.read().decode(errors="replace").split("\n")[-2:][0]
    error = f"its process ended {TRIES} times, at last by {child.returncode}: {last}"
    return Trained(None, [Failure(recipe, error) for recipe in chunk.recipes])


def _started(chunk: Chunk, caps: Caps, answer: IO[bytes], errors: IO[bytes]) -> subprocess.Popen:
    child = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=errors,
        env=caps.environment(),
        start_new_session=True,  # Ctrl-C in the shell does not reach it
    )
    try:
        pickle.dump((caps, chunk), child.stdin)
        child.stdin.flush()
    except BrokenPipeError:  # it has ended already
        pass
    return child


def _ended(child: subprocess.Popen, wanted: Callable[[], bool]) -> bool:
    """Wait for the end of a process; False if this function had to end it."""
    while True:
        try:
            child.wait(PAUSE)
            return True
        except subprocess.TimeoutExpired:
            if not wanted():
                child.kill()
                return False


def train(chunk: Chunk) -> Trained:
    """Train a chunk here. A recipe that raises an error is listed, and stops no other one."""
    records, failures, bench = [], [], None
    for recipe in chunk.recipes:
        try:
            bench = bench or chunk.recording.bench(recipe)
            records += chunk.recording.run(bench, recipe)
        except Exception as error:
            said = str(error).strip().splitlines() or [""]
            failures.append(Failure(recipe, f"{type(error).__name__}: {said[-1]}"))
            bench = None  # the error may have left something in it
    if not records:
        return Trained(None, failures)
    name = f"{records[0].recipe.key}.bin"
    return Trained((name, packed_from(records, provenance())), failures)


def _main() -> None:
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    caps, chunk = pickle.load(sys.stdin.buffer)
    caps.hold()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with answer:
        pickle.dump(train(chunk), answer)


def _end_with_parent() -> None:
    os.read(0, 1)  # returns once the other end of the pipe is closed, also by kill -9
    os._exit(1)


if __name__ == "__main__":
    _main()
