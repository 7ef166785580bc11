"""The lessons, and the learner's progress.

`__init__.pyi` lists the names that lessons use; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
