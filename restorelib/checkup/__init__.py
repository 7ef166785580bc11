"""`diagnose(model, x, y)`: why does this Keras model not train? `Watch` asks it during `fit`.

Importing this loads no Keras; the first use of `diagnose` or `Watch` does.
"""

import lazy_loader

from restorelib.missing import require_keras

require_keras()
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
