"""Questions that a panel asks before it shows its results."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from restorelib.experiments.recipes import AnyRecord

States = Mapping[str, Sequence[AnyRecord]]  # name of a state, from `PanelSpec.names` -> its runs


@dataclass(frozen=True)
class Question:
    """A guess before the results appear, about the state in which the panel starts.

    `outcome` maps a run to one of the keys of `choices`. The panel then counts the seeds with
    that outcome.
    """

    name: str  # key of the answer in the learner's progress, such as "04-smaller-steps"
    text: str
    choices: Mapping[str, str]  # outcome -> label of its button, in the order of the buttons
    outcome: Callable[[AnyRecord], str]

    def answer(self, states: States, start: str) -> str:
        """The choice that is right: what happened in most seeds of the state named `start`."""
        outcomes = [self.outcome(record) for record in states[start]]
        return max(self.choices, key=outcomes.count)

    def reply(self, choice: str, states: States, start: str) -> str:
        """The learner's answer beside the result: "You said X; Y happened in 9 of 10 seeds".

        Args:
            choice: a key of `choices`.
            states: the runs of the panel.
            start: name of the state in which the panel starts.
        """
        outcomes = [self.outcome(record) for record in states[start]]
        most = self.answer(states, start)
        return (
            f"You said “{self.choices[choice]}”; “{self.choices[most]}” happened in "
            f"{outcomes.count(most)} of {len(outcomes)} seeds."
        )


@dataclass(frozen=True)
class WhichState:
    """A guess before the results appear: in which state of the panel does something happen?"""

    name: str  # as in `Question`
    text: str
    choices: Mapping[str, str]  # name of the state -> label of its button
    happened: Callable[[AnyRecord], bool]
    what: str  # what happened, in the past tense: "stood still"

    def answer(self, states: States, start: str) -> str:
        """The choice that is right: the state in which it happened in most seeds."""
        counts = self._counts(states)
        return max(counts, key=counts.get)

    def reply(self, choice: str, states: States, start: str) -> str:
        """The learner's answer, and in how many seeds it happened. Arguments as in `Question`."""
        counts = self._counts(states)
        most = self.answer(states, start)
        told = f"“{self.choices[most]}” {self.what} in {counts[most]} of {len(states[most])} seeds"
        if choice != most:
            told += f", “{self.choices[choice]}” in {counts[choice]}"
        return f"You said “{self.choices[choice]}”; {told}."

    def _counts(self, states: States) -> dict[str, int]:
        return {name: sum(map(self.happened, states[name])) for name in self.choices}
