"""Your own photograph: read it in any usual form, restore it, write it as PNG.

`read` returns arrays that a network can take, or raises an error that says why it cannot. `write`
saves them upright, with the colour profile and the bit depth of the original.

`__init__.pyi` lists the names that lessons use; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
