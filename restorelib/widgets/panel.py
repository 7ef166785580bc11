"""The panel: recorded runs go to the browser once, a live run while it trains.

The widget only passes messages; `payload` and `describe` make what it shows, without a widget.
"""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import traitlets

from restorelib.cases.panel_spec import PanelSpec
from restorelib.course import progress
from restorelib.experiments import recordings
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, seeds
from restorelib.experiments.recordings import packed_from
from restorelib.storage.provenance import provenance
from restorelib.widgets import live
from restorelib.widgets.curve_picture import curve_picture
from restorelib.widgets.payload import describe, payload
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
    guess = traitlets.Unicode("").tag(sync=True)

    def __init__(self, spec: PanelSpec, records: Mapping[AnyRecipe, AnyRecord] | None = None):
        self.spec = spec
        self.live: live.LiveRun | None = None  # the newest one
        self._recipes = spec.recipes()
        records = records or recordings.load(spec.case)
        super().__init__(payload=payload(spec, records), guess=self._kept_guess())
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

    def receive(self, message: dict, buffers: Sequence[bytes] = ()) -> None:
        """Handle a message: {"kind": "stop"} or {"kind": "train", "run": 0}.

        Raises:
            ValueError: for any other message; the panel shows its text, too.
        """
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "stop":
            if self.live:
                self.live.stop()
        elif kind == "train" and self.spec.live_steps and self._is_run(message.get("run")):
            self._train(message["run"])
        else:
            text = (
                "The panel expects 'stop' or 'train' with a run from 0 to "
                f"{len(self._recipes) - 1}; received {message!r}."
            )
            self.send({"kind": "refused", "text": text})
            raise ValueError(text)

    def _is_run(self, run: object) -> bool:
        return type(run) is int and 0 <= run < len(self._recipes)

    def _train(self, run: int) -> None:
        recipe = self.spec.live(self._recipes[run])
        try:
            self.live = live.start(
                recipe,
                on_update=lambda update: self._send_update(run, update),
                on_end=lambda record, error: self._send_end(run, record, error),
            )
        except live.BusyError as busy:
            self.send({"kind": "refused", "text": str(busy)})
        else:
            self.send({"kind": "started", "run": run, "steps": recipe.steps})

    # These two run in the training thread: they send messages and change no traits.
    def _send_update(self, run: int, update: live.Update) -> None:
        content = {
            "kind": "update",
            "run": run,
            "step": update.step,
            "steps": update.steps,
            "seconds_left": update.seconds_left,
            "losses": update.losses,
        }
        self.send(content, self._buffers(update.record))

    def _send_end(self, run: int, record: AnyRecord | None, error: BaseException | None) -> None:
        if record is None:
            text = f"Training ended with an error: {error or 'unknown'} ({type(error).__name__})."
        else:
            ended = "Stopped after" if len(record.loss) < record.recipe.steps else "Trained"
            seconds = record.provenance["seconds"]
            text = f"{ended} {len(record.loss):,} steps in {seconds:.0f} s, on this machine."
        self.send({"kind": "end", "run": run, "text": text}, self._buffers(record))

    def _buffers(self, record: AnyRecord | None) -> list[bytes]:
        if record is None:
            return []
        record = replace(record, provenance={**_here(), **record.provenance})
        return [packed_from([record], extra_meta={"described": [describe(self.spec, record)]})]

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
        return (
            f"Panel of {len(self._recipes)} recorded runs: {knobs} x {self.spec.seeds} seeds. "
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


_here = functools.cache(provenance)  # runs git only once
