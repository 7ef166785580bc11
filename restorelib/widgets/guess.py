"""A one-click guess: what do you expect, before you measure?"""

from pathlib import Path

import traitlets

from restorelib.course import progress
from restorelib.widgets.widget import Widget, choices, paragraph

HERE = Path(__file__).parent


class Comparison(str):
    """Text that appears without quotes at the end of a cell."""

    def __repr__(self) -> str:
        return str(self)


class Guess(Widget):
    """A question with one-click answers, which can change until `compare` is called.

    It never blocks: without a click, "Run All" continues and `compare` says that no guess was made.
    The answer is stored in the learner's progress. A cell that runs again, in this kernel or in
    another one, shows it again.

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

    def compare(self, measured: str) -> Comparison:
        """The guess beside the measurement; from now on the guess can't be changed.

        Args:
            measured: what happened, in a few words.
        """
        if not self.choice:
            return Comparison(f"No guess made. Measured: {measured}.")
        self.compared = True
        progress.make_guess(self.name, self.choice, compared=True)
        return Comparison(f"You said {self.choice}; measured: {measured}.")

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
        progress.make_guess(self.name, change["new"])

    def fallback(self) -> list[str]:
        """The question and its answers; parts of HTML."""
        run = paragraph("Run this cell: then one click answers the question.")
        return [paragraph(self.question, strong=True), choices(self.choices), run]

    def __repr__(self) -> str:
        return f"Guess: {self.question} ({' / '.join(self.choices)})"
