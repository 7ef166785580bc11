from .charts import curves, doing_nothing, dots, reference_line
from .drawing import BLUE, COLOURS, GREY, figure, show
from .histograms import residual_histogram, value_histogram
from .photographs import pictures

__all__ = [
    "BLUE",
    "COLOURS",
    "GREY",
    "curves",
    "doing_nothing",
    "dots",
    "figure",
    "pictures",
    "reference_line",
    "residual_histogram",
    "show",
    "value_histogram",
]
