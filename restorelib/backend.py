"""The machine under Keras: whether XLA compiles, how many threads compute, memory, time left."""

import functools
import gc
import os
import time


def needs_jit() -> bool:
    """Whether a model that takes only a few steps has to be compiled by XLA: on JAX.

    Keras runs each operation by itself there, unless `jit_compile=True`. TensorFlow has its
    graphs, and compiling them takes seconds, which a few steps do not win back.
    """
    import keras

    return keras.backend.backend() == "jax"


def collect_garbage() -> None:
    """Free the nets that are no longer used, before the next one is built.

    They hang in reference cycles with their graphs: tens of megabytes each, and a machine of 2 GB
    needs them back.
    """
    _freeze()
    gc.collect()


@functools.cache
def _freeze() -> None:
    # Keras and TensorFlow stay. To look through them takes 0.2 s, each time, and garbage is looked
    # for while a graph is traced, too: a net is ready 0.15 s sooner of 0.9 s without.
    gc.collect()
    gc.freeze()


def intra_op_threads() -> int:
    """How many threads TensorFlow computes with here.

    TF_NUM_INTRAOP_THREADS, or one for each core that this process may run on. This is TensorFlow's
    own rule; its `tf.config.threading` says 0 unless a number was set there.
    """
    said = os.environ.get("TF_NUM_INTRAOP_THREADS", "")
    return (int(said) if said.isdigit() else 0) or _cores()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux has this; elsewhere a process may run on all cores
        return os.cpu_count() or 1


class Pace:
    """Time left, by the mean pace since the first part was done.

    The first part builds the network's graph, so its time says nothing about the others.
    """

    def __init__(self):
        self._first = 0.0  # when the first part was done

    def seconds_left(self, done: int, total: int) -> float | None:
        """Seconds until all parts are done; to be called after the first part, and then at will.

        Args:
            done: parts done so far, at least 1.
            total: all parts.

        Returns:
            None after the first part, when there is no pace yet.
        """
        now = time.perf_counter()
        if done <= 1:
            self._first = now
            return None
        return (now - self._first) / (done - 1) * (total - done)
