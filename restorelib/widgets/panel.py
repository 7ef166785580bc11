"""The panel: recorded runs go to the browser once, and what it needs to train runs of its own.

After that it asks the kernel for nothing, but to keep the guess.
"""

from collections.abc import Mapping
from pathlib import Path

import traitlets

from restorelib.cases.panel_spec import PanelSpec
from restorelib.course import progress
from restorelib.experiments import recordings
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, seeds
from restorelib.widgets.curve_picture import curve_picture
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import payload
from restorelib.widgets.widget import Widget, choices, paragraph

HERE = Path(__file__).parent
SKIPPED = "just show me"


class Panel(Widget):
    """Knobs, curve, scrubber, charts and a measured sentence over the recorded runs of a case.

    `guess` is "" until the question is answered, then the choice, or "just show me". The reply
    shows the measurement at once, so the learner's progress keeps the first choice.

    Args:
        spec: what to show, such as `case_a.panel_spec()`.
        records: recipe -> recorded run; the case's recording by default.

    Raises:
        RecordingError: if a state of the panel was not recorded.
    """

    _esm = HERE / "panel.bundle.js"
    _css = HERE / "panel.css"
    payload = traitlets.Bytes().tag(sync=True)
    patches = traitlets.Bytes().tag(sync=True)  # apart, as the browser needs them late or never
    guess = traitlets.Unicode("").tag(sync=True)

    def __init__(self, spec: PanelSpec, records: Mapping[AnyRecipe, AnyRecord] | None = None):
        self.spec = spec
        records = records or recordings.load(spec.case)
        super().__init__(
            payload=payload(spec, records),
            patches=live_data(spec.live(spec.states()[0])) if spec.live_steps else b"",
            guess=self._kept_guess(),
        )
        # Made here: to keep the records would keep all their arrays.
        self._fallback = _fallback(spec, records)
        self.observe(self._keep_guess, "guess")

    def _kept_guess(self) -> str:
        kept = progress.guessed(self.spec.question.name) if self.spec.question else None
        choices = self.spec.question.choices.items() if kept else ()
        return next((choice for choice, label in choices if label == kept.choice), "")

    def _keep_guess(self, change: dict) -> None:
        question = self.spec.question
        if question and change["new"] in question.choices:
            progress.make_guess(question.name, question.choices[change["new"]], compared=True)

    @traitlets.validate("guess")
    def _known_guess(self, proposal: dict) -> str:
        known = ["", SKIPPED, *(self.spec.question.choices if self.spec.question else ())]
        if proposal["value"] not in known:
            raise traitlets.TraitError(
                f"guess expects one of {known}; received {proposal['value']!r}."
            )
        return proposal["value"]

    def fallback(self) -> list[str]:
        """Its title, and its question or else its curves; parts of HTML."""
        return self._fallback

    def __repr__(self) -> str:
        knobs = " x ".join(knob.legend.lower() for knob in self.spec.knobs)
        runs = len(self.spec.recipes())
        return (
            f"Panel of {runs} recorded runs: {knobs} x {self.spec.seeds} seeds. "
            "Run this cell in JupyterLab to use it."
        )


def _fallback(spec: PanelSpec, records: Mapping[AnyRecipe, AnyRecord]) -> list[str]:
    title = paragraph(spec.title, strong=True)
    if spec.question:  # the curves would answer it
        asked = [paragraph(spec.question.text), choices(list(spec.question.choices.values()))]
        return [title, *asked, paragraph("Run this cell: then one click answers the question.")]
    runs = [records[recipe] for recipe in seeds(spec.recipe(**spec.start), spec.seeds)]
    picture = curve_picture(runs, spec.references(runs[0]), tells_scores=spec.tells_scores)
    return [title, *picture, paragraph("Run this cell: the panel then answers to clicks.")]
