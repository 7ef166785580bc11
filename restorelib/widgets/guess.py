"""A one-click guess: what do you expect, before you measure?"""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from restorelib.course import progress
from restorelib.exercises.card import BLUE, GREEN, ORANGE, Card
from restorelib.exercises.guesses.outcome import Outcome, outcomes
from restorelib.exercises.shown import told
from restorelib.widgets.widget import Widget, choices, paragraph

HERE = Path(__file__).parent
UNFIT = "something that this question does not ask for"


@dataclass(frozen=True, repr=False)
class Comparison(Card):
    """A guess beside what was measured, as a card at the end of a cell."""

    choice: str  # "" if no guess was made
    answer: str  # the right choice; "" if none is
    measured: str
    name: str  # of the guess

    @property
    def colour(self) -> str:
        """Colour of the mark."""
        if not (self.choice and self.answer):
            return BLUE
        return GREEN if self.choice == self.answer else ORANGE

    def _words(self) -> tuple[str, str]:
        heads = {BLUE: "Compared", GREEN: "✔ Right", ORANGE: "✘ Otherwise"}
        head = heads[self.colour] if self.choice else "No guess made"
        said = f"You said “{self.choice}”. " if self.choice else ""
        right = f", so “{self.answer}”" if self.answer not in ("", self.measured) else ""
        return head, f"{said}Measured: {self.measured}{right}."

    def __repr__(self) -> str:
        return ". ".join(self._words())

    def _repr_html_(self) -> str:
        # A page without a kernel shows the card for its reader's choice: it reads these.
        told = {"guess": self.name, "answer": self.answer, "measured": self.measured}
        data = " ".join(f'data-{key}="{escape(value)}"' for key, value in told.items())
        # JupyterLab shows the first line of a folded output: it must give nothing away.
        return (
            "<!-- Your guess, compared: run this cell to see it. -->\n"
            f"<div {data}>{super()._repr_html_()}</div>"
        )


class Guess(Widget):
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
        found = self._found(measured)
        answer = found.answer if found.answer in self.choices else ""
        if not found.words.startswith(UNFIT):
            with self.hold_sync():
                self.measured, self.answer = found.words, answer
                self._close()
        return Comparison(self.choice, answer, found.words, self.name)

    def _found(self, measured: tuple) -> Outcome:
        of_a_lesson = outcomes().get(self.name)
        if of_a_lesson is None or all(isinstance(value, str) for value in measured):
            words = ", ".join(map(str, measured))
            return Outcome(words, words)
        try:
            return of_a_lesson(*measured)
        except Exception as error:  # the learner has changed what is measured: no cell fails here
            return Outcome("", f"{UNFIT} ({told(error)})")

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

    def fallback(self) -> list[str]:
        """The question and its answers; parts of HTML."""
        run = paragraph("Run this cell: then one click answers the question.")
        return [paragraph(self.question, strong=True), choices(self.choices), run]

    def __repr__(self) -> str:
        return f"Guess: {self.question} ({' / '.join(self.choices)})"
