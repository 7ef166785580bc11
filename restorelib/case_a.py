"""Case A as data: the knobs of its panel, and the suspects that one could also accuse."""

from dataclasses import dataclass, replace
from itertools import product

from restorelib.experiments import Recipe, seeds

BROKEN = Recipe()  # a ReLU on the residual: the net learns to do nothing


@dataclass(frozen=True)
class Knob:
    """One choice of the panel: a field of the recipe, and the values that it may take."""

    field: str
    legend: str
    values: tuple
    labels: tuple[str, ...]


KNOBS = (
    Knob("input_skip", "Input skip", (True, False), ("on", "off")),
    Knob(
        "residual_activation",
        "Last activation",
        ("relu", "leaky_relu", "tanh", None),
        ("ReLU", "leaky ReLU", "tanh", "linear"),
    ),
    Knob("learning_rate", "Learning rate", (1e-2, 1e-3, 1e-4), ("0.01", "0.001", "0.0001")),
)
SEEDS = 10
LONG = 2048  # steps of the states that the lessons name
SUSPECTS = {
    "ReLU on the residual (case A)": BROKEN,
    "... and a ReLU after the sum, as asked": replace(BROKEN, output_activation="relu"),
    "tanh on the residual": replace(BROKEN, residual_activation="tanh"),
    "linear residual": replace(BROKEN, residual_activation=None),
    "leaky ReLU on the residual": replace(BROKEN, residual_activation="leaky_relu"),
    "ReLU, no input skip": replace(BROKEN, input_skip=False),
    "ReLU, tanh in all earlier layers": replace(BROKEN, hidden_activation="tanh"),
    "linear, tanh in all earlier layers": replace(
        BROKEN, residual_activation=None, hidden_activation="tanh"
    ),
    "ReLU, Adam 1e-2": replace(BROKEN, learning_rate=1e-2),
    "ReLU, Adam 1e-4": replace(BROKEN, learning_rate=1e-4),
    "ReLU, Adam 1e-5": replace(BROKEN, learning_rate=1e-5),
    "ReLU, SGD 0.1": replace(BROKEN, optimizer="sgd", learning_rate=0.1),
    "ReLU, SGD 0.01 with momentum 0.9": replace(
        BROKEN, optimizer="sgd", learning_rate=0.01, momentum=0.9
    ),
    "ReLU, He initialisation": replace(BROKEN, kernel_initializer="he_normal"),
    "linear, He initialisation": replace(
        BROKEN, residual_activation=None, kernel_initializer="he_normal"
    ),
    "ReLU, skips every second pair": replace(BROKEN, skip_every=2),
    "linear, skips every second pair": replace(BROKEN, residual_activation=None, skip_every=2),
    "ReLU, 16 filters": replace(BROKEN, filters=16),
    "linear, 16 filters": replace(BROKEN, residual_activation=None, filters=16),
    "ReLU, grey images": replace(BROKEN, channels=1),
    "linear, grey images": replace(BROKEN, residual_activation=None, channels=1),
    "ReLU, 64 filters": replace(BROKEN, filters=64, steps=128),
}


def panel_recipe(input_skip: bool, residual_activation: str | None, learning_rate: float) -> Recipe:
    """The recipe of one state of the panel; those that the lessons name run longer."""
    recipe = replace(
        BROKEN,
        input_skip=input_skip,
        residual_activation=residual_activation,
        learning_rate=learning_rate,
    )
    named = learning_rate == 1e-3 and (input_skip or residual_activation == "relu")
    return replace(recipe, steps=LONG) if named else recipe


def panel_recipes() -> list[Recipe]:
    """Every state of the panel under every seed: knobs in their order, seeds fastest."""
    states = product(*(knob.values for knob in KNOBS))
    return [recipe for state in states for recipe in seeds(panel_recipe(*state), SEEDS)]


def suspect_recipe(name: str) -> Recipe:
    """The recipe of a suspect; where the panel records the same one longer, that."""
    recipe = SUSPECTS[name]
    longer = replace(recipe, steps=LONG)
    return longer if longer in panel_recipes() else recipe


def suspect_recipes() -> list[Recipe]:
    """What the dot plot needs and the panel does not record, under every seed."""
    known = set(panel_recipes())
    states = (suspect_recipe(name) for name in SUSPECTS)
    return [recipe for state in states for recipe in seeds(state, SEEDS) if recipe not in known]
