"""How many threads TensorFlow computes with here."""

import os


def intra_op_threads() -> int:
    """TF_NUM_INTRAOP_THREADS, or one for each core that this process may run on.

    This is TensorFlow's own rule; its `tf.config.threading` says 0 unless a number was set there.
    """
    said = os.environ.get("TF_NUM_INTRAOP_THREADS", "")
    return (int(said) if said.isdigit() else 0) or _cores()


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux knows: elsewhere a process may run on all
        return os.cpu_count() or 1
