"""Case A as data: the knobs of its panel, and other possible causes (`SUSPECTS`)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from restorelib.cases import case_a_words
from restorelib.cases import panel_spec as panels
from restorelib.cases.layer_words import layer_words
from restorelib.cases.panel_spec import Knob, PanelSpec, Preset
from restorelib.cases.question import Question
from restorelib.experiments.denoising import crop
from restorelib.experiments.recipes import Recipe, seeds
from restorelib.experiments.verdicts import outcome

BROKEN = Recipe()  # a ReLU on the residual: the network learns to do nothing


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
PRESETS = (
    Preset("The asker's net", "a ReLU on the correction, then the input is added", {}),
    Preset("The one-word fix", "tanh in the place of ReLU", {"residual_activation": "tanh"}),
    Preset(
        "Smaller steps",
        "the asker's net, learning rate ten times smaller",
        {"learning_rate": 1e-4},
    ),
    Preset(
        "Without the input skip",
        "the same ReLU, but it makes the picture itself",
        {"input_skip": False},
    ),
)
SEEDS = 10
LONG = 2048  # steps of the states that the lessons discuss
COMPARED_AT = 256  # step at which suspects are compared; every run has a snapshot there
SUSPECTS = {
    "ReLU on the residual (case A)": BROKEN,
    "... and a ReLU after the sum, as asked": replace(BROKEN, output_activation="relu"),
    "tanh on the residual": replace(BROKEN, residual_activation="tanh"),
    "linear residual": replace(BROKEN, residual_activation=None),
    "leaky ReLU on the residual": replace(BROKEN, residual_activation="leaky_relu"),
    "softplus on the residual": replace(BROKEN, residual_activation="softplus"),
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
    "ReLU, 64 filters": replace(BROKEN, filters=64),
}
# Suspects that are not stuck after COMPARED_AT steps, and not better either: where do they end?
FOLLOWED = ("ReLU, Adam 1e-5", "ReLU, SGD 0.1", "ReLU, SGD 0.01 with momentum 0.9")
FOLLOWED_SEEDS, FOLLOWED_STEPS = 5, 1024


def panel_recipe(input_skip: bool, residual_activation: str | None, learning_rate: float) -> Recipe:
    """Recipe of one state of the panel. States that the lessons discuss train for longer."""
    recipe = replace(
        BROKEN,
        input_skip=input_skip,
        residual_activation=residual_activation,
        learning_rate=learning_rate,
    )
    named = learning_rate == 1e-3 and input_skip and residual_activation != "leaky_relu"
    return replace(recipe, steps=LONG) if named else recipe


def panel_recipes() -> list[Recipe]:
    """Recipes of all states under all seeds; the seed varies fastest, then the last knob."""
    states = product(*(knob.values for knob in KNOBS))
    return [recipe for state in states for recipe in seeds(panel_recipe(*state), SEEDS)]


def suspect_recipe(name: str) -> Recipe:
    """Recipe of a suspect; if the panel records the same one with more steps, the panel's."""
    recipe = SUSPECTS[name]
    recorded = {replace(r, steps=0): r for r in panel_recipes()}
    shorter = replace(recipe, steps=min(recipe.steps, COMPARED_AT))
    return recorded.get(replace(recipe, steps=0), shorter)


def followed_recipes(name: str) -> list[Recipe]:
    """Recipes that follow a suspect of FOLLOWED for longer, under FOLLOWED_SEEDS seeds."""
    return seeds(replace(SUSPECTS[name], steps=FOLLOWED_STEPS), FOLLOWED_SEEDS)


def suspect_recipes() -> list[Recipe]:
    """Recipes of the suspects that the panel does not record: all seeds, then the followed."""
    known = set(panel_recipes())
    states = (suspect_recipe(name) for name in SUSPECTS)
    compared = [recipe for state in states for recipe in seeds(state, SEEDS)]
    followed = [recipe for name in FOLLOWED for recipe in followed_recipes(name)]
    return [recipe for recipe in [*compared, *followed] if recipe not in known]


def panel_spec(
    knobs: Iterable[str] | None = None,
    *,
    start: Mapping[str, Any] | None = None,
    question: Question | None = None,
) -> PanelSpec:
    """The panel of case A. Fields without a knob keep the values of the broken network.

    Args:
        knobs: fields of KNOBS to show; all by default.
        start: field -> first value of each knob that differs from the broken network.
        question: asked before the results appear, about the state in which the panel starts:
            `WILL_IT_LEARN`, or `DO_SMALLER_STEPS_HELP` with `start={"learning_rate": 1e-4}`.

    Raises:
        ValueError: if a field is not a knob, or a value is not one of its values.
    """
    return PanelSpec(
        **panels.chosen(KNOBS, BROKEN, panel_recipe, shown=knobs, start=start, presets=PRESETS),
        case="case_a",
        title="A 10-layer RED-Net removes noise (σ = 10): which choice lets it learn?",
        charts=("network", "pictures"),
        words={
            "sentence": case_a_words.sentence,
            "histogram": case_a_words.histogram_words,
            "network": layer_words,
            "pictures": panels.added_words,
        },
        headline=case_a_words.headline,
        verdict=case_a_words.verdict,
        references=lambda record: {"doing nothing": record.identity_psnr},
        arrays=lambda: panels.crop_arrays(*crop(BROKEN)),
        seeds=SEEDS,
        question=question,
    )


_AGAINST_DOING_NOTHING = {
    "better": "better than doing nothing",
    "same": "the same as doing nothing",
    "worse": "worse than doing nothing",
}
WILL_IT_LEARN = Question(
    name="03-will-it-learn",
    text="This net ends in a ReLU, then its input is added back (input skip on, Adam 0.001). "
    f"After {LONG:,} steps, will its score beat that of returning the noisy image as it is?",
    choices=_AGAINST_DOING_NOTHING,
    outcome=lambda record: outcome(record.measurement()),
)
DO_SMALLER_STEPS_HELP = Question(
    name="04-smaller-steps",
    text="The broken net again (input skip on, ReLU), with steps ten times smaller (Adam 0.0001). "
    f"After {BROKEN.steps} of them, how does it score against returning the noisy image as it is?",
    choices=_AGAINST_DOING_NOTHING,
    outcome=lambda record: outcome(record.measurement()),
)
