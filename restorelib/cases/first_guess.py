"""The panel of lesson 00: one healthy network and four single changes. Which one stops it?

It shows that training stalls, but hides the score and the reason: lesson 03 asks for both.
"""

from dataclasses import replace

from restorelib.cases import case_a
from restorelib.cases.panel_spec import Knob, PanelSpec
from restorelib.cases.question import WhichState
from restorelib.experiments.judging import Judgement, Rule
from restorelib.experiments.recipes import Recipe, RunRecord

HEALTHY = replace(case_a.BROKEN, input_skip=False)
NOTHING = "nothing"
CHANGES = {  # label of the knob -> arguments of `case_a.panel_recipe`
    NOTHING: (False, "relu", 1e-3),
    "learning rate ten times larger": (False, "relu", 1e-2),
    "learning rate ten times smaller": (False, "relu", 1e-4),
    "tanh as the last activation": (False, "tanh", 1e-3),
    "the input added to the output": (True, "relu", 1e-3),
}
STILL = 0.01  # dB: a smaller change over the second half of training means a stall


def recipe(change: str) -> Recipe:
    """Recipe of the healthy network with one of CHANGES under seed 0; all train for as long."""
    return replace(case_a.panel_recipe(*CHANGES[change]), steps=HEALTHY.steps)


def second_half(record: RunRecord) -> float:
    """Change of the PSNR over the second half of training, in dB."""
    steps = list(record.steps)
    return float(record.psnr[-1] - record.psnr[steps.index(steps[-1] // 2)])


def stands_still(record: RunRecord) -> bool:
    """Whether the PSNR changes by less than `STILL` over the second half of training."""
    return _verdict(record)[0] == "stuck"


_verdict = Judgement(
    (
        Rule("stuck", (("second_half", "<", STILL), ("second_half", ">", -STILL)), "stands still"),
        Rule("learning", (), "goes on learning"),
    ),
    lambda record, snapshot: {"second_half": second_half(record)},
)


def panel_spec() -> PanelSpec:
    """The panel. It asks first, and shows no scores: no numbers and no reference lines."""
    return PanelSpec(
        case="case_a",
        name="first_guess",
        title="A network removes noise. Which single change stops it?",
        knobs=(Knob("change", "One change", tuple(CHANGES), tuple(CHANGES)),),
        recipe=recipe,
        start={"change": NOTHING},
        charts=(),
        words={"sentence": _since_last_snapshot},
        headline=_headline,
        verdict=_verdict,
        references=lambda record: {},
        seeds=case_a.SEEDS,
        live_steps=0,  # recorded runs only, so no Keras: the first lesson opens fast
        question=WhichState(
            name="00-which-stops",
            text="This network learns to remove noise. Below are four single changes to it. With "
            "one of them, training stands still in all ten seeds. Which one?",
            choices={change: change for change in CHANGES if change != NOTHING},
            happened=stands_still,
            what="stood still",
        ),
        tells_scores=False,
    )


def _since_last_snapshot(record: RunRecord, snapshot: int) -> str:
    if snapshot == 0:
        return "Step 0: not trained yet."
    step, before = record.steps[snapshot], record.steps[snapshot - 1]
    change = float(record.psnr[snapshot] - record.psnr[snapshot - 1])
    moved = "risen" if change > 0 else "fallen"
    told = f"{moved} by {abs(change):.2f} dB" if abs(change) >= STILL else "not moved"
    return f"After {step:,} step{'s' * int(step > 1)}. Since step {before:,} the score has {told}."


def _headline(records: list[RunRecord]) -> tuple[str, str]:
    still, seeds = sum(map(stands_still, records)), len(records)
    return (
        f"Stands still in {still} of {seeds} seeds.",
        f"{seeds} recorded runs of {records[0].steps[-1]:,} steps. Standing still means: over the "
        f"second half of them, the score moves by less than {STILL} dB.",
    )
