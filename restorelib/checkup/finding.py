"""A finding, and a rule: the kind of finding with the function that looks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from restorelib.course.lessons import LESSONS

if TYPE_CHECKING:
    from restorelib.checkup.evidence import Evidence
    from restorelib.checkup.trial import Trial

# Strength of evidence: findings are sorted by it.
CONTRADICTION = 3  # data, loss and layers cannot fit together, whatever the weights are
REPAIRED = 2  # one thing was changed, and the same batch was learned
MEASURED = 1  # no healthy net in the tests has this quantity; the cause may lie elsewhere

SYMPTOMS = {
    "identical digits": "The loss is the same in every epoch, to the last digit",
    "flat": "The loss moves a little and stays where it is",
    "black": "The output is 0, or lies at the edge of its range",
    "grey": "The output is one flat value, the mean",
    "NaN": "The loss is not a number",
    "jumping": "The loss starts enormous, jumps or grows",
    "crawling": "The loss falls, but by next to nothing",
    "checkerboard": "The output has a regular pattern, finer than the picture",
    "poor": "It trains, and the result is poor",
}
NOTEBOOKS = {lesson.number: f"notebooks/{lesson.file}" for lesson in LESSONS}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: measured quantities in words, and what they leave open."""

    kind: str
    what: str
    strength: int
    not_tested: str
    lesson: str = ""  # as in `Rule`


@dataclass(frozen=True)
class Rule:
    """A kind of finding: how it shows, what to test first, and the lesson that treats it, if any.

    A rule without a lesson has its repair in words: `restorelib.checkup.repairs`.
    """

    kind: str
    shows: tuple[str, ...]  # among SYMPTOMS
    symptom: str  # in the words of somebody who does not know the cause yet
    first_test: str
    not_tested: str
    look: Callable[[Evidence], tuple[str, int] | str | None] = field(repr=False)
    lesson: str = ""  # "03", or "03#5.-Name-the-number" where one section treats it
    stops: bool = False  # nothing can be trained after this finding, so no other rule is asked
    last: bool = False  # asked only if no other rule has found anything

    def __call__(self, evidence: Evidence) -> Finding | None:
        """The finding, if there is one."""
        said = self.look(evidence)
        if not said:
            return None
        what, strength = (said, CONTRADICTION) if isinstance(said, str) else said
        return Finding(self.kind, what, strength, self.not_tested, self.lesson)


def to_read(kind: str, lesson: str) -> tuple[str, str]:
    """What to read about a kind of finding: its name, and a link from the top of the course."""
    if not lesson:
        return f"{kind} in SYMPTOMS.md", f"SYMPTOMS.md#{kind}"
    number, hash_, anchor = lesson.partition("#")
    return f"lesson {number}", f"{NOTEBOOKS[number]}{hash_}{anchor}"


def rule(kind: str, **fields) -> Callable[[Callable], Rule]:
    """Turn a function that looks at the evidence into a `Rule`; its docstring is the symptom.

    The function returns None, or what it found in words: alone if it is a CONTRADICTION, else as
    (words, strength).

    Args:
        kind: of the findings.
        fields: the other fields of `Rule`.
    """
    return lambda look: Rule(kind, symptom=look.__doc__, look=look, **fields)


def repaired(
    evidence: Evidence, what: str, change: str, trial: Trial, own: Trial | None = None
) -> tuple[str, int]:
    """What is wrong, and how a test ends with one thing changed and without, over three seeds.

    Args:
        evidence: of the model.
        what: is wrong, in words.
        change: its name, as it was tried.
        trial: with the change.
        own: without it; None takes the failed test from fresh weights.
    """
    test = evidence.failed if own is None else "all batches"
    own = own or evidence.fresh_start
    pairs = [(own, trial), *evidence.bisection.over_seeds(change)]
    helped = sum(after.repairs(before, clearly=True) for before, after in pairs)
    words = ", ".join(f"{before.end:.3g} becomes {after.end:.3g}" for before, after in pairs)
    text = (
        f"{what} From fresh weights, {change} and nothing else changed, {test} end"
        f"{'s' if test == 'one batch' else ''} at a loss of {trial.end:.3g} after "
        f"{len(trial.losses)} steps (best constant prediction: {trial.constant:.3g}); without the "
        f"change it is {own.end:.3g} after {len(own.losses)} ({own.constant:.3g})."
    )
    if len(pairs) > 1:
        text += f" Over {len(pairs)} seeds: {words}; it helps in {helped} of {len(pairs)}."
    return text, REPAIRED if 2 * helped > len(pairs) or len(pairs) == 1 else MEASURED
