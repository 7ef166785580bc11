"""`diagnose(model, x, y)`: why does this Keras model not train?

Importing this loads no Keras; the first use of `diagnose` does.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
