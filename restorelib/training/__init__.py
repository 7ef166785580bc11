"""The training loop, gradients, and measurements inside a net.

`__init__.pyi` lists the names that lessons use; each is imported on first use.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
