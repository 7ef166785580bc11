"""Families of Keras's losses, by their names in snake case. Without Keras."""

BINARY = ("binary_crossentropy", "binary_focal_crossentropy")
CATEGORICAL = ("categorical_crossentropy", "categorical_focal_crossentropy")
SPARSE = ("sparse_categorical_crossentropy",)
CROSSENTROPIES = (*BINARY, *CATEGORICAL, *SPARSE)
DISTANCES = (
    *("mean_squared_error", "mse", "mean_absolute_error", "mae", "huber", "log_cosh"),
    *("mean_squared_logarithmic_error", "mean_absolute_percentage_error"),
)
HINGES = ("hinge", "squared_hinge")
MEASURES = {  # loss -> what it measures, as `known_table.MEASURES` names it
    "categorical_crossentropy": "categorical",
    "sparse_categorical_crossentropy": "categorical",
    "binary_crossentropy": "binary",
    "mean_squared_error": "squared",
    "mse": "squared",
    "mean_absolute_error": "absolute",
    "mae": "absolute",
}
