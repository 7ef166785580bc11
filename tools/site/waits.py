"""Which parts of a lesson wait for a guess: all that follows, since that tells the answer, too."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A part of a lesson that is shown or hidden as a whole.

    Attributes:
        html: what it shows.
        asks: name of the guess that it asks for; "" for none.
    """

    html: str
    asks: str = ""


def folded(blocks: Sequence[Block]) -> str:
    """The blocks as HTML; all between two guesses stand in one element, with what it waits for."""
    parts: list[str] = []
    asked: list[str] = []
    for i, block in enumerate(blocks):
        parts.append(block.html)
        if block.asks:
            parts += ["</div>"] * bool(asked)
            asked.append(block.asks)
            parts += [f'<div class="waits" data-waits="{" ".join(asked)}">'] * (i + 1 < len(blocks))
    return "\n".join([*parts, *["</div>"] * bool(asked and not blocks[-1].asks)])
