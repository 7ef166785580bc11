"""A photograph of your own: read in whatever form it comes, restored, written as PNG.

`read` gives numbers that a network can take, or an error that says why it cannot; `write` puts them
back with the orientation that was seen, the colour profile and the number of bits.

`__init__.pyi` lists the names that lessons use; each is imported when it is first asked for.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
