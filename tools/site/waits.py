"""Which parts of a lesson wait for a guess: all that follows, to the end of its comparison."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A part of a lesson that is shown or hidden as a whole.

    Attributes:
        html: what it shows.
        begins_section: whether it starts with a heading of the second order.
        asks: name of the guess that it asks for; "" for none.
        compares: names of the guesses that it compares with the measurement.
    """

    html: str
    begins_section: bool = False
    asks: str = ""
    compares: frozenset[str] = frozenset()


def waits(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """For each block, the guesses that it waits for, in the order in which they are asked.

    A guess holds back all blocks after it, to the end of the section that compares it; a question
    that is compared where it is asked, as a panel does, to the end of its own section.
    """
    waiting: list[list[str]] = [[] for _ in blocks]
    for asked, block in enumerate(blocks):
        if block.asks:
            for i in range(asked + 1, _end(blocks, asked)):
                waiting[i].append(block.asks)
    return [tuple(names) for names in waiting]


def _end(blocks: Sequence[Block], asked: int) -> int:
    name = blocks[asked].asks
    compared = max((i for i, block in enumerate(blocks) if name in block.compares), default=asked)
    later = range(max(asked, compared) + 1, len(blocks))
    return next((i for i in later if blocks[i].begins_section), len(blocks))


def folded(blocks: Sequence[Block]) -> str:
    """The blocks as HTML; those that wait for the same guesses stand in one element."""
    parts: list[str] = []
    before: tuple[str, ...] = ()
    for block, names in zip(blocks, waits(blocks), strict=True):
        if names != before:
            parts += ["</div>"] * bool(before)
            parts += [f'<div class="waits" data-waits="{" ".join(names)}">'] * bool(names)
            before = names
        parts.append(block.html)
    return "\n".join([*parts, *["</div>"] * bool(before)])
