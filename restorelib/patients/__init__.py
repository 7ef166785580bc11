"""Other people's networks: small Keras programs that do not train, or seem not to.

A patient is one TOML file in `files/`: what its owner says, the program, what can be measured in
it, and what can be changed. Beside it lies a JSON file with what was measured: `records`.
CONTRIBUTING.md says how to add one. `__init__.pyi` lists the names.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
