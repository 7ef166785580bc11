"""How long work of many equal parts will still take."""

import time


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
