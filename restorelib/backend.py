"""The machine that Keras runs on: when to compile with XLA, threads, memory, time left."""

import functools
import gc
import os
import time


def needs_jit() -> bool:
    """Whether to compile with XLA even for a few steps: True on JAX, False elsewhere.

    On JAX, Keras runs operations one by one unless `jit_compile=True`. TensorFlow already runs a
    graph; XLA needs seconds to compile it, and a few steps do not save as much.
    """
    import keras

    return keras.backend.backend() == "jax"


def traces_each_batch() -> bool:
    """Whether `train_on_batch` makes a new graph at each call: on TensorFlow, before Keras 3.7."""
    import keras

    old = tuple(map(int, keras.__version__.split(".")[:2])) < (3, 7)
    return old and keras.backend.backend() == "tensorflow"


def collect_garbage() -> None:
    """Free the memory of unused nets before the next one is built.

    A net and its graph refer to each other, so only the garbage collector frees them. Each holds
    tens of megabytes, which matters on a machine with 2 GB.
    """
    _freeze()
    gc.collect()


@functools.cache
def _freeze() -> None:
    # Exclude the objects of Keras and TensorFlow, which stay in memory, from collection: searching
    # them takes 0.2 s each time. Python also collects while a graph is traced, so a net is ready
    # after 0.75 s instead of 0.9 s.
    gc.collect()
    gc.freeze()


def intra_op_threads() -> int:
    """Number of threads that TensorFlow computes with here.

    TF_NUM_INTRAOP_THREADS, or one for each core that this process may use. TensorFlow follows the
    same rule; its `tf.config.threading` says 0 unless a number was set there.
    """
    said = os.environ.get("TF_NUM_INTRAOP_THREADS", "")
    return (int(said) if said.isdigit() else 0) or _cores()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux has this; elsewhere a process may run on all cores
        return os.cpu_count() or 1


class Pace:
    """Estimate of the time left, from the mean time of all parts except the first.

    The first part also builds the network's graph, so its time says nothing about the others.
    """

    def __init__(self):
        self._first = 0.0  # when the first part was done

    def seconds_left(self, done: int, total: int) -> float | None:
        """Seconds until all parts are done.

        Call it right after the first part, and after any later ones.

        Args:
            done: number of parts done so far, >= 1.
            total: number of all parts.

        Returns:
            Seconds; None after the first part, since there is nothing to estimate from yet.
        """
        now = time.perf_counter()
        if done <= 1:
            self._first = now
            return None
        return (now - self._first) / (done - 1) * (total - done)
