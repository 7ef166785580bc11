from .gradients import GradientProbe, largest_gradients, values
from .inside import (
    alive_share,
    forward,
    gradient_by_layer,
    layers_with_kernel,
    residual_preactivation,
    residual_signs,
    signal_by_layer,
    update_to_weight_ratio,
)
from .loop import fit

__all__ = [
    "GradientProbe",
    "alive_share",
    "fit",
    "forward",
    "gradient_by_layer",
    "largest_gradients",
    "layers_with_kernel",
    "residual_preactivation",
    "residual_signs",
    "signal_by_layer",
    "update_to_weight_ratio",
    "values",
]
