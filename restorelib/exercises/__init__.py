"""Exercises: their checks, the nets that some of them provide, and the clinics.

A check says what is wrong with *your* answer; it never stops a cell with an error. It reads each
answer with a function of `answers`, `arrays`, `functions` or `networks`, which refuses what it
cannot use in words that help; the decorator `exercise` turns that into feedback. `__init__.pyi`
lists the names. Each is imported on first use, so lesson 01 does not load Keras.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
