"""Photographs, their damage, scores, and predictors that learn nothing.

`__init__.pyi` lists the names that lessons use; each is imported on first use.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
