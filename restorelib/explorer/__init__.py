"""Widgets for lessons: `Panel` shows recorded and live runs, `Guess` asks before they are shown,
`Slider` shows what a function makes of each position.

Importing this, and showing recorded runs, imports no Keras.
"""

from restorelib.explorer.guess import Guess
from restorelib.explorer.panel import Panel
from restorelib.explorer.slider import Slider

__all__ = ["Guess", "Panel", "Slider"]
