"""Case B as data: the states of its panel, and its questions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from restorelib.cases import case_b_words
from restorelib.cases import panel_spec as panels
from restorelib.cases.panel_spec import Knob, PanelSpec, Preset
from restorelib.cases.question import Question, WhichState
from restorelib.experiments.recipes import SRRecipe, SRRecord, seeds
from restorelib.experiments.verdicts import OFF_THE_PLATEAU

GREY = SRRecipe()  # weights of std 1e-3, gradient descent: the network learns one number
ADAM = replace(GREY, optimizer="adam", learning_rate=1e-3)
REPAIRED = replace(ADAM, kernel_initializer="prelu_normal")
# One knob sets the optimiser and its learning rate.
LEARNING_RATES = {"sgd": GREY.learning_rate, "adam": ADAM.learning_rate}
SHALLOW = "shallow"

KNOBS = (
    Knob(
        "kernel_initializer",
        "Weights of the convolutions",
        ("normal_1e-3", "normal_1e-2", "glorot_uniform", "prelu_normal"),
        ("0.001", "0.01", "Glorot", "He (PReLU)"),
    ),
    Knob(
        "m",
        "Layers",
        (SHALLOW, 1, 4, 8),
        ("2 (shallow)", "5 (m = 1)", "8 (m = 4)", "12 (m = 8)"),
    ),
    Knob("optimizer", "Optimiser", ("sgd", "adam"), ("SGD 0.01", "Adam 0.001")),
    Knob("prelu_slope", "PReLU slope at the start", (0.0, 0.25), ("0", "0.25")),
)
PRESETS = (
    Preset("The asker's net", "eight layers, all weights at 0.001, gradient descent", {}),
    Preset(
        "He initialisation",
        "the asker's net, weights as He et al. 2015 draw them for PReLU",
        {"kernel_initializer": "prelu_normal"},
    ),
    Preset("Only Adam", "the asker's net, another optimiser", {"optimizer": "adam"}),
    Preset("Shallow", "only the first and the last layer of the asker's net", {"m": SHALLOW}),
    Preset(
        "He and Adam",
        "both changes at once",
        {"kernel_initializer": "prelu_normal", "optimizer": "adam"},
    ),
)
SEEDS = 5
LONG = 4096  # steps of the states that the lessons discuss
SHORT = 512  # steps of short comparisons
BRIEF = 256  # steps of the panel's other states


def panel_recipe(
    kernel_initializer: str, m: int | str, optimizer: str, prelu_slope: float
) -> SRRecipe:
    """Recipe of one state of the panel. States that the lessons discuss train for longer."""
    recipe = replace(
        GREY,
        kernel_initializer=kernel_initializer,
        shallow=m == SHALLOW,
        m=GREY.m if m == SHALLOW else m,
        optimizer=optimizer,
        learning_rate=LEARNING_RATES[optimizer],
        prelu_slope=prelu_slope,
    )
    named = kernel_initializer in ("normal_1e-3", "prelu_normal") and (
        (m in (SHALLOW, 4) and prelu_slope == 0.25)
        or (kernel_initializer, m, optimizer) == ("normal_1e-3", 8, "adam")
    )
    return replace(recipe, steps=LONG if named else BRIEF)


def panel_recipes() -> list[SRRecipe]:
    """Recipes of all states under all seeds; the seed varies fastest, then the last knob."""
    states = product(*(knob.values for knob in KNOBS))
    return [recipe for state in states for recipe in seeds(panel_recipe(*state), SEEDS)]


def panel_spec(
    knobs: Iterable[str] | None = None,
    *,
    start: Mapping[str, Any] | None = None,
    question: Question | WhichState | None = None,
) -> PanelSpec:
    """The panel of case B. Fields without a knob keep the values of the grey network.

    Args:
        knobs: fields of KNOBS to show; all by default.
        start: field -> first value of each knob that differs from the grey network at the start.
        question: asked before the results appear, about the state in which the panel starts:
            `WHAT_DOES_IT_SCORE`, `WHICH_ONE_CHANGE`, or `DOES_ADAM_ESCAPE` with
            `start={"optimizer": "adam"}`.

    Raises:
        ValueError: if a field is not a knob, or a value is not one of its values.
    """
    return PanelSpec(
        **panels.chosen(KNOBS, GREY, panel_recipe, shown=knobs, start=start, presets=PRESETS),
        case="case_b",
        title="FSRCNN makes a picture three times larger: which choice lets it learn?",
        charts=("pipe", "enlarged"),
        words={
            "sentence": case_b_words.sentence,
            "pipe": case_b_words.pipe_words,
            "enlarged": case_b_words.picture_words,
        },
        known=lambda: case_b_words.known(GREY),
        headline=case_b_words.headline,
        verdict=case_b_words.verdict,
        references=case_b_words.references,
        arrays=lambda: case_b_words.crop_arrays(GREY.scale),
        seeds=SEEDS,
        question=question,
    )


WHAT_DOES_IT_SCORE = Question(
    name="07-which-rung",
    text="Eight layers, all weights drawn with a standard deviation of 0.001, gradient descent. "
    f"After {LONG:,} steps, where on the ladder of predictors without a network does it end?",
    choices={key: case_b_words.OUTCOMES[key] for key in ("bicubic", "nearest", "alive", "grey")},
    outcome=case_b_words.outcome,
)


def _escape(record: SRRecord) -> str:
    left = record.first_above(record.grey_psnr + OFF_THE_PLATEAU)
    if left is None:
        return "never"
    return "at once" if left <= AT_ONCE else "late"


AT_ONCE = 32  # steps; the repaired network needs fewer
DOES_ADAM_ESCAPE = Question(
    name="08-does-adam-escape",
    text="The grey net again, all weights at 0.001, but Adam in the place of gradient descent. "
    f"Within {LONG:,} steps, does its score rise 1 dB above one flat grey?",
    choices={
        "never": "no, it stays grey",
        "late": f"yes, but after more than {AT_ONCE} steps",
        "at once": f"yes, within {AT_ONCE} steps",
    },
    outcome=_escape,
)
WHICH_ONE_CHANGE = WhichState(
    name="08-which-one-change",
    text="The grey net has eight layers, all weights at 0.001, and gradient descent. You may "
    f"change one thing. Which one brings it past repeated pixels within {LONG:,} steps?",
    choices={
        f"normal_1e-3, {SHALLOW}, sgd, 0.25": "only the first and the last layer",
        "normal_1e-3, 4, adam, 0.25": "Adam",
        "prelu_normal, 4, sgd, 0.25": "He initialisation",
    },
    happened=lambda record: case_b_words.outcome(record) in ("nearest", "bicubic"),
    what="got past repeated pixels",
)
