"""Times that can be compared on a busy machine: in turn, round by round, as ratios with spread."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Subjects = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Times:
    """Seconds a call of one subject, one entry a round: on the clock, and of all its threads."""

    wall: list[float]
    processor: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.wall)


@dataclass(frozen=True)
class Ratio:
    """How many times faster: in the middle of the rounds, and in the extreme ones."""

    median: float
    lowest: float
    highest: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.lowest:.2f} to {self.highest:.2f})"


def in_turn(subjects: Subjects, *, rounds: int, seconds: float) -> dict[str, Times]:
    """Call each subject for some time, one after the other, and all of that `rounds` times.

    What else the machine does then disturbs all of them alike. The first call of each, which may
    compile, and the first one of each round, which finds the caches full of another's numbers,
    are not counted.

    Args:
        subjects: name -> what to call.
        rounds: how often.
        seconds: that one subject gets in a round, at least; one call if that takes longer.
    """
    found = {name: Times([], []) for name in subjects}
    for call in subjects.values():
        call()
    for _ in range(rounds):
        for name, call in subjects.items():
            call()
            calls, began, worked = 0, time.perf_counter(), time.process_time()
            while calls == 0 or time.perf_counter() - began < seconds:
                call()
                calls += 1
            found[name].wall.append((time.perf_counter() - began) / calls)
            found[name].processor.append((time.process_time() - worked) / calls)
    return found


def ratio(slower: Times, faster: Times, *, processor: bool = False) -> Ratio:
    """How many times faster the second is: of each round by itself, so that a slow one counts once.

    Args:
        slower: what is compared with.
        faster: what is praised, or blamed if the ratio is below 1.
        processor: compare processor time instead of the clock; only with one thread, since threads
            that wait for each other count, too.
    """
    pairs = (slower.processor, faster.processor) if processor else (slower.wall, faster.wall)
    ratios = [a / b for a, b in zip(*pairs, strict=True)]
    return Ratio(statistics.median(ratios), min(ratios), max(ratios))
