"""Exercises: their checks, the nets that some of them hand over, and the clinics.

A check says what is wrong with *your* answer, and never fails a cell. `__init__.pyi` lists the
names. Each is imported when it is first used: lesson 01 needs no Keras, so it waits for none.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
