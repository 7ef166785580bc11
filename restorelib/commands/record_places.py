"""Where chunks are trained: on this machine, or on the workers of a Dask scheduler."""

import importlib.util
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from restorelib.commands.record_child import Caps, run_chunk
from restorelib.commands.record_chunks import Chunk, Failure, Trained

AHEAD = 2  # chunks for each worker that the executor holds: one under way, one that waits
PAUSE = 0.2  # seconds between two looks


@dataclass(frozen=True)
class Place:
    """An executor of `concurrent.futures`, and what else has to be known of it."""

    executor: Executor
    workers: Callable[[], int]  # number of chunks that it trains at the same time
    wanted: Callable[[], bool]  # asked where a chunk is trained: is its result still wanted?
    lost: Callable[[], bool] = lambda: False  # whether it takes no more chunks


def trained(
    place: Place, chunks: Iterable[Chunk], caps: Caps, stop: threading.Event
) -> Iterator[tuple[Chunk, Trained]]:
    """Train chunks; yield each with what became of it, as soon as it is known.

    The iterator ends early once `stop` is set or the place is lost.
    """
    waiting: deque[Chunk] = deque(chunks)
    under_way: dict[Future, Chunk] = {}
    while (waiting or under_way) and not stop.is_set() and not place.lost():
        room = AHEAD * place.workers() - len(under_way)
        for _ in range(min(room, len(waiting))):
            chunk = waiting.popleft()
            under_way[place.executor.submit(run_chunk, chunk, caps, place.wanted)] = chunk
        if not under_way:  # no worker has come yet
            stop.wait(PAUSE)
        done = wait(under_way, PAUSE, FIRST_COMPLETED).done
        while done:
            future = done.pop()
            chunk = under_way.pop(future)
            became = _became(future, chunk)
            # Dask trains a chunk again if its worker dies while somebody still holds its future.
            del future
            if became:
                yield chunk, became
            else:  # a scheduler that was away forgot it
                waiting.appendleft(chunk)


def _became(future: Future, chunk: Chunk) -> Trained | None:
    if future.cancelled():
        return None
    if error := future.exception():  # of a worker: those of a training are in the result
        said = f"{type(error).__name__}: {error}"
        return Trained(None, [Failure(recipe, said) for recipe in chunk.recipes])
    return future.result()


@contextmanager
def here(jobs: int, stop: threading.Event) -> Iterator[Place]:
    """This machine: each thread waits for the process of its chunk."""
    executor, left = ThreadPoolExecutor(jobs), threading.Event()
    try:
        yield Place(executor, lambda: jobs, lambda: not (stop.is_set() or left.is_set()))
    finally:
        left.set()
        executor.shutdown(cancel_futures=True)


@contextmanager
def on_dask(address: str, jobs: int) -> Iterator[Place]:
    """The workers of a Dask scheduler.

    Args:
        address: such as "tcp://192.168.0.7:8786"; "local" starts a cluster on this machine.
        jobs: number of workers of such a local cluster.

    Raises:
        SystemExit: with words, if Dask is not installed, or the scheduler does not answer.
    """
    if importlib.util.find_spec("distributed") is None:
        raise SystemExit(
            "--scheduler expects the package distributed, which is not installed here. "
            'Install it: pip install "restorelib[course,cluster]"'
        )
    from distributed import Client, LocalCluster

    with ExitStack() as closing:
        if address == "local":
            # Its limit would be of the worker alone, and not of the process that trains.
            cluster = LocalCluster(None, jobs, 1, memory_limit=0, dashboard_address=None)
            address = closing.enter_context(cluster).scheduler_address
        try:
            client = closing.enter_context(Client(address))
        except OSError as error:
            raise SystemExit(
                f"--scheduler expects the address of a Dask scheduler that answers; {address} "
                f"does not ({error}). Start one: dask scheduler"
            ) from error

        def workers() -> int:
            try:
                return sum(client.nthreads().values()) if client.status == "running" else 0
            except OSError:  # the scheduler has just gone; the client tries to reach it again
                return 0

        # pure=False: a chunk whose result was lost is trained again, and not looked up.
        executor = client.get_executor(pure=False)
        yield Place(executor, workers, still_wanted, lambda: client.status == "closed")


def still_wanted() -> bool:
    """Whether the scheduler still wants the task that this thread of a worker runs.

    It does not once the client has cancelled the task or is gone.
    """
    from distributed import get_worker

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is not None and task.state in ("executing", "long-running")
