"""The causes that a reader can choose from, the same for each patient."""

# Words for a cause, by its name in a patient's file.
CAUSES: dict[str, str] = {
    "last_activation": "The activation of the last layer does not fit the target",
    "loss": "The loss does not fit the target or the output",
    "learning_rate": "The learning rate is too high",
    "pairs": "Inputs and targets do not belong together",
    "scale_missing": "The inputs were never scaled",
    "scale_twice": "The inputs were scaled twice",
    "targets_not_scaled": "The targets were never scaled",
    "imbalance": "One class is so rare that ignoring it costs nothing",
    "broadcast": "Two shapes broadcast inside the loss",
    "mode": "The net computes something else in training than in use",
    "nan": "One value is not a number, and spreads",
    "no_nonlinearity": "The layers have no activation between them",
    "padding": "The net reads padding as if it were data",
    "initial_weights": "The initial weights are too small or too large",
    "too_few_epochs": "Nothing is wrong: it was stopped too early",
    "ceiling": "Nothing is wrong: the data allow no more",
}
