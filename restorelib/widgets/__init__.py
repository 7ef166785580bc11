"""Widgets for lessons: panels, guesses, sliders, two pictures compared, a photograph of your own.

`Panel` shows recorded and live runs, `Guess` asks before they are shown, `Slider` shows what a
function makes of each position, `TrainingMap` shows which nets of a grid learn, `BeforeAfter` lays
two pictures on top of each other, and `OwnPhoto` restores a photograph.

`__init__.pyi` lists the names that lessons use; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
