"""Widgets for lessons: `Panel` shows recorded and live runs, `Guess` asks before they appear,
`Slider` shows the result of a function at each position, `BeforeAfter` compares two pictures on
top of each other, and `OwnPhoto` restores your own photograph.

`__init__.pyi` lists the names that lessons use; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
