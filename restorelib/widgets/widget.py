"""What all widgets of the course share: a figure for the saved notebook, and messages."""

from collections.abc import Sequence
from html import escape

import anywidget

from restorelib.widgets import saving

HELLO = {"kind": "hello"}


class Widget(anywidget.AnyWidget):
    """A widget that leaves a figure where it cannot live, and answers the browser's hello.

    Subclasses define `fallback`, and `receive` if the browser sends them messages.
    """

    def fallback(self) -> list[str]:
        """Parts in HTML that say what this is, and what to do: "Run this cell"."""
        raise NotImplementedError

    def receive(self, message: dict, buffers: Sequence[bytes] = ()) -> None:
        """Handle a message of the browser.

        Raises:
            ValueError: if it is none that this widget knows.
        """
        raise ValueError(f"{type(self).__name__} expects no message; received {message!r:.100}.")

    def _handle_custom_msg(self, content: dict, buffers: list) -> None:
        # Not through on_msg: ipywidgets hides the errors of callbacks.
        if content == HELLO:
            self.send(HELLO)
        else:
            self.receive(content, buffers)

    def _repr_mimebundle_(self, **options) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**options)
        return data | {saving.HTML: saving.figure(*self.fallback())}, metadata


def paragraph(text: str, *, strong: bool = False) -> str:
    """A paragraph of HTML."""
    return f"<p><strong>{escape(text)}</strong></p>" if strong else f"<p>{escape(text)}</p>"


def choices(labels: Sequence[str]) -> str:
    """The answers that a question offers, as a list of HTML."""
    return "<ul>" + "".join(f"<li>{escape(label)}</li>" for label in labels) + "</ul>"
