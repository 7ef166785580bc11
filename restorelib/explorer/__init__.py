"""Widgets for lessons: `Panel` shows recorded and live runs, `Guess` asks before they are shown,
`Slider` shows what a function makes of each position, `BeforeAfter` lays two pictures on top of
each other, and `OwnPhoto` restores a photograph of one's own.

Importing this, and showing recorded runs, imports no Keras.
"""

from restorelib.explorer.before_after import BeforeAfter
from restorelib.explorer.guess import Guess
from restorelib.explorer.own_photo import OwnPhoto
from restorelib.explorer.panel import Panel
from restorelib.explorer.slider import Slider

__all__ = ["BeforeAfter", "Guess", "OwnPhoto", "Panel", "Slider"]
