"""Data for the widgets of a page, as scripts: a page opened from disk can load no other file."""

import base64

# The page listens on the element that loads the script: no global name.
LOADED = 'document.currentScript.dispatchEvent(new CustomEvent("data",{{detail:"{text}"}}))'


def script(packed: bytes) -> str:
    """A script that hands these bytes to the page that loads it; `data.ts` is its other half."""
    return LOADED.format(text=base64.b64encode(packed).decode())


def inlined(name: str, packed: bytes) -> str:
    """The same bytes inside a page: an element that `data.ts` finds by its name."""
    text = base64.b64encode(packed).decode()
    return f'<script type="text/plain" id="data-{name}">{text}</script>'
