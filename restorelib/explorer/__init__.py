"""Widgets for lessons: `Panel` shows recorded and live runs, `Guess` asks before they are shown.

Importing this, and showing recorded runs, imports no Keras.
"""

from restorelib.explorer.guess import Guess
from restorelib.explorer.panel import Panel

__all__ = ["Guess", "Panel"]
