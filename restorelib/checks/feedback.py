"""What a check says: solved or not, and why. It never fails a cell."""

import textwrap
from dataclasses import dataclass

PASSES = 0.3  # dB above doing nothing, from which on nobody speaks of luck


@dataclass(frozen=True)
class Feedback:
    """What a check has to say; at the end of a cell it shows itself as a paragraph."""

    solved: bool
    text: str

    def __repr__(self) -> str:
        mark = "✔ Solved." if self.solved else "✘ Not solved yet."
        return textwrap.fill(f"{mark} {self.text}", 88)


def not_yet(text: str) -> Feedback:
    """Feedback on an answer that is missing or wrong: what was found, and what to look at."""
    return Feedback(False, text)
