"""What a check shows at the end of a cell: a card with a mark, in every theme.

The style stands in the elements. In a notebook that it does not trust, JupyterLab drops `role`, and
all of a style that is not on its list. So the text has the colour of its surroundings, and only the
mark and the border have colours of their own, the same in a light and in a dark theme.
"""

import html
import re

# Okabe-Ito, as in plots.drawing, which would load Matplotlib. On them, black has a contrast of 5.4
# and more; they have 3.4 and more against white and JupyterLab's dark grey.
GREEN, ORANGE, BLUE = "#009E73", "#D55E00", "#56B4E9"


class Card:
    """What shows itself as a card: a head and paragraphs, which a subclass gives in `_words`."""

    colour = BLUE

    def _words(self) -> tuple[str, ...]:
        raise NotImplementedError

    def __repr__(self) -> str:
        head, *paragraphs = self._words()
        return ": ".join(filter(None, (head, "; ".join(paragraphs))))

    def _repr_html_(self) -> str:
        return card(*self._words(), colour=self.colour)


def card(head: str, *paragraphs: str, colour: str) -> str:
    """A card as HTML.

    Args:
        head: one or a few words, such as "✔ Solved".
        *paragraphs: plain text; `code` in backticks and one *word* in stars are marked up.
        colour: of the head and of the left border, one of those above.
    """
    return (
        f'<div role="status" style="border-left:5px solid {colour};padding:4px 0 4px 12px;'
        'margin:4px 0;max-width:720px;overflow-wrap:break-word">'
        f'<span style="background-color:{colour};color:#000000;font-weight:700;padding:1px 8px;'
        f'border-radius:4px">{html.escape(head)}</span>{"".join(map(_paragraph, paragraphs))}</div>'
    )


def _paragraph(text: str) -> str:
    marked = re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))
    marked = re.sub(r"(?<![\w*])\*(\w+)\*(?![\w*])", r"<em>\1</em>", marked)
    return f'<p style="margin:6px 0 0 0">{marked}</p>'
