"""A one-click guess: what do you expect, before you measure?"""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from restorelib.course import progress
from restorelib.exercises.guesses.outcome import Outcome, outcomes

HERE = Path(__file__).parent


class Comparison(str):
    """Text that appears without quotes at the end of a cell."""

    def __repr__(self) -> str:
        return str(self)


class Guess(anywidget.AnyWidget):
    """A question with one-click answers, which can change until it is compared.

    It never blocks: without a click, "Run All" continues, `compare` says that no guess was made,
    and a click after that is compared at once. The answer is stored in the learner's progress. A
    cell that runs again, in this kernel or in another one, shows it again.

    Args:
        question: one sentence.
        choices: the answers, two or more, all different.
        name: key of the answer in the learner's progress, such as "03-which-score".

    Raises:
        ValueError: if there are fewer than two choices, or two are equal.
    """

    _esm = HERE / "guess.bundle.js"
    _css = HERE / "panel.css"
    question = traitlets.Unicode().tag(sync=True)
    choices = traitlets.List(traitlets.Unicode()).tag(sync=True)
    choice = traitlets.Unicode("").tag(sync=True)  # "" until a click
    compared = traitlets.Bool(False).tag(sync=True)
    measured = traitlets.Unicode("").tag(sync=True)  # "" until `compare`
    answer = traitlets.Unicode("").tag(sync=True)  # the right choice, as measured; "" if none is

    def __init__(self, question: str, choices: list[str], *, name: str):
        if len(choices) < 2 or len(set(choices)) < len(choices):
            raise ValueError(
                f"Guess expects two or more choices, all different; received {choices}."
            )
        self.name = name
        kept = progress.guessed(name)
        known = kept is not None and kept.choice in choices  # a lesson may have changed its choices
        super().__init__(
            question=question,
            choices=list(choices),
            choice=kept.choice if known else "",
            compared=kept.compared if known else False,
        )
        self.observe(self._keep, "choice")  # only now: a stored guess is not new

    def compare(self, *measured: Any) -> Comparison:
        """Mark the guess and the right choice; from now on the guess can't be changed.

        Args:
            *measured: what the lesson's cell has measured. The library knows which choice it makes
                right: `exercises.guesses`. For a guess of your own, give the right choice.
        """
        of_a_lesson = outcomes().get(self.name)
        if of_a_lesson:
            found = of_a_lesson(*measured)
        else:
            found = Outcome(*2 * (", ".join(map(str, measured)),))
        with self.hold_sync():
            self.measured = found.words
            self.answer = found.answer if found.answer in self.choices else ""
            self._close()
        right = f", so “{self.answer}”" if self.answer not in ("", found.words) else ""
        if not self.choice:
            return Comparison(f"No guess made. Measured: {self.measured}{right}.")
        return Comparison(f"You said “{self.choice}”. Measured: {self.measured}{right}.")

    @traitlets.validate("choice")
    def _known_choice(self, proposal: dict) -> str:
        choice = proposal["value"]
        if choice and choice not in self.choices:
            raise traitlets.TraitError(
                f"choice expects one of {self.choices} or ''; received {choice!r}."
            )
        if self.compared and choice != self.choice:
            raise traitlets.TraitError("This guess was compared already: it can't be changed.")
        return choice

    def _keep(self, change: dict) -> None:
        if self.measured:
            self._close()
        else:
            progress.make_guess(self.name, self.choice)

    def _close(self) -> None:
        """Compare the guess, if there is one, for good."""
        if self.choice:
            self.compared = True
            progress.make_guess(self.name, self.choice, compared=True)

    def __repr__(self) -> str:
        return f"Guess: {self.question} ({' / '.join(self.choices)})"
