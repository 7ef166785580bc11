"""Texts about a denoising run of case A: measured quantities, never an inferred cause."""

import numpy as np

from restorelib.experiments.judging import Judgement, Rule
from restorelib.experiments.recipes import RunRecord
from restorelib.experiments.verdicts import OUTCOMES, STUCK, VERDICT, facts, is_stuck, outcome
from restorelib.experiments.wording import Wording


def headline(records: list[RunRecord]) -> tuple[str, str]:
    """The finding over all seeds of a state, and its numbers."""
    ends = [record.measurement() for record in records]
    outcomes = [outcome(end) for end in ends]
    stuck, better = sum(map(is_stuck, ends)), outcomes.count("better")
    gain = round(float(np.median([end.psnr - end.identity_psnr for end in ends])), 2)
    finding = "Stuck at doing nothing" if stuck else "Better than doing nothing"
    return (
        f"{finding} in {stuck or better} of {len(ends)} seeds.",
        f"{len(ends)} recorded runs of {ends[0].step:,} steps, against doing nothing: better in "
        f"{better}, the same in {outcomes.count('same')} ({stuck} of them stuck), worse in "
        f"{outcomes.count('worse')}; median {gain + 0.0:+.2f} dB.",  # + 0.0 turns -0.0 into 0.0
    )


def _facts(record: RunRecord, snapshot: int) -> dict[str, float]:
    return facts(record.measurement(snapshot))


sentence = Wording(VERDICT, _facts)
histogram_words = Wording("{alive:,} of {values:,} values are above 0 ({alive_share:.1%})", _facts)
verdict = Judgement(
    tuple(
        Rule(kind, conditions, kind + ", {gain:+z.1f} dB")
        for kind, conditions in {"stuck": STUCK, **OUTCOMES}.items()
    ),
    _facts,
)
