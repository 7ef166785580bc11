from .catalogue import RECIPES
from .initializers import PReLUNormal
from .reach import receptive_radius
from .rednet import red_net
from .sr_nets import fsrcnn, srcnn
from .trained_nets import available, provenance, trained

__all__ = [
    "RECIPES",
    "PReLUNormal",
    "available",
    "fsrcnn",
    "provenance",
    "receptive_radius",
    "red_net",
    "srcnn",
    "trained",
]
