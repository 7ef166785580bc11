"""The panel: recorded runs go to the browser once, live ones as they train.

The widget only translates; what it shows comes from `payload` and `describe`, which need none.
"""

import functools
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from restorelib.cases.panel_spec import PanelSpec
from restorelib.course import progress
from restorelib.experiments import recordings
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.experiments.recordings import packed_from
from restorelib.storage.packing import RecordingError
from restorelib.storage.provenance import provenance
from restorelib.widgets import live

HERE = Path(__file__).parent
SKIPPED = "just show me"
START_UP = 8  # seconds until a first live run takes its first step: Keras, the graph


def describe(spec: PanelSpec, record: AnyRecord) -> dict[str, Any]:
    """All that the panel says about one run, in words: the browser words nothing itself."""
    return {
        "words": {
            name: [word(record, i) for i in range(len(record.steps))]
            for name, word in spec.words.items()
        },
        "references": [[label, value] for label, value in spec.references(record).items()],
        "code": spec.code(record.recipe),
        "provenance": provenance_words(record),
    }


def provenance_words(record: AnyRecord) -> str:
    """Where a record comes from, in one line."""
    told = record.provenance
    parts = [
        told.get("processor"),
        f"{told['threads']} thread{'s' * (told['threads'] != 1)}" if "threads" in told else None,
        *(f"{name} {told[name]}" for name in ("keras", "numpy", "python") if name in told),
        told.get("backend"),
        told.get("recorded"),
        f"{record.steps[-1]:,} steps in {told['seconds']:.0f} s" if "seconds" in told else None,
        f"revision {told['revision']}" if "revision" in told else None,
    ]
    return ", ".join(part for part in parts if part)


def payload(spec: PanelSpec, records: Mapping[AnyRecipe, AnyRecord]) -> bytes:
    """Everything that the browser needs to show every state of a panel, packed.

    Args:
        spec: the panel.
        records: recipe -> recorded run, at least those of the panel.

    Raises:
        RecordingError: if a state of the panel was not recorded.
    """
    recipes = spec.recipes()
    missing = [recipe for recipe in recipes if recipe not in records]
    if missing:
        raise RecordingError(
            f"The panel expects {len(recipes)} recorded runs of {spec.case!r}; {len(missing)} are "
            f"missing, the first is {missing[0]}. Record them with 'make record'."
        )
    runs = [records[recipe] for recipe in recipes]
    states = [runs[i : i + spec.seeds] for i in range(0, len(runs), spec.seeds)]
    start = [knob.values.index(spec.start[knob.field]) for knob in spec.knobs]
    panel = {
        "title": spec.title,
        "knobs": [[knob.legend, list(knob.labels)] for knob in spec.knobs],
        "start": start,
        "charts": spec.charts,
        "tells_scores": spec.tells_scores,
        "seeds": spec.seeds,
        "headlines": [spec.headline(state) for state in states],
        "live_steps": spec.live_steps,
        "live_seconds": [_live_seconds(spec, state) for state in states],
        "question": None,
    }
    if spec.question:
        named = dict(zip(spec.names(), states, strict=True))
        first = ", ".join(str(spec.start[knob.field]) for knob in spec.knobs)
        panel["question"] = {
            "text": spec.question.text,
            "choices": [
                [choice, label, spec.question.reply(choice, named, first)]
                for choice, label in spec.question.choices.items()
            ],
        }
    described = [describe(spec, run) for run in runs]
    return packed_from(
        runs, extra_meta={"panel": panel, "described": described}, extra_arrays=spec.arrays()
    )


class Panel(anywidget.AnyWidget):
    """Knobs, curve, scrubber, charts and a measured sentence over the recorded runs of a case.

    `guess` is "" until the question is answered, then the choice, or "just show me". The reply
    tells at once what was measured, so that the learner's progress keeps the first choice.

    Args:
        spec: what to show, as `case_a.panel_spec()`.
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
        self.live: live.LiveRun | None = None  # the last one
        self._recipes = spec.recipes()
        super().__init__(
            payload=payload(spec, records or recordings.load(spec.case)), guess=self._kept_guess()
        )
        self.observe(self._keep_guess, "guess")

    def _kept_guess(self) -> str:
        kept = progress.guessed(self.spec.question.name) if self.spec.question else None
        choices = self.spec.question.choices.items() if kept else ()
        return next((choice for choice, label in choices if label == kept.choice), "")

    def _keep_guess(self, change: dict) -> None:
        question = self.spec.question
        if question and change["new"] in question.choices:
            progress.make_guess(question.name, question.choices[change["new"]], compared=True)

    def receive(self, message: dict) -> None:
        """Do what the browser asks: {"kind": "hello" | "stop"} or {"kind": "train", "run": 0}.

        Raises:
            ValueError: for any other message; the panel shows its words, too.
        """
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "hello":
            self.send({"kind": "hello"})
        elif kind == "stop":
            if self.live:
                self.live.stop()
        elif kind == "train" and self.spec.live_steps and self._is_run(message.get("run")):
            self._train(message["run"])
        else:
            text = (
                "The panel expects 'hello', 'stop' or 'train' with a run from 0 to "
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

    # These two run in the training thread: they send, and touch no traits.
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

    def _handle_custom_msg(self, content: dict, buffers: list) -> None:
        self.receive(content)  # not through on_msg: ipywidgets swallows what callbacks raise

    @traitlets.validate("guess")
    def _known_guess(self, proposal: dict) -> str:
        known = ["", SKIPPED, *(self.spec.question.choices if self.spec.question else ())]
        if proposal["value"] not in known:
            raise traitlets.TraitError(
                f"guess expects one of {known}; received {proposal['value']!r}."
            )
        return proposal["value"]

    def __repr__(self) -> str:
        knobs = " x ".join(knob.legend.lower() for knob in self.spec.knobs)
        return (
            f"Panel of {len(self._recipes)} recorded runs: {knobs} x {self.spec.seeds} seeds. "
            "Run this cell in JupyterLab to use it."
        )


_here = functools.cache(provenance)  # git is asked once


def _live_seconds(spec: PanelSpec, state: list[AnyRecord]) -> int | None:
    """About how long a live run takes, to 5 s; None if the recording tells no times."""
    paces = [r.provenance["seconds"] / len(r.loss) for r in state if "seconds" in r.provenance]
    if not paces:
        return None
    return 5 * math.ceil((START_UP + spec.live_steps * min(paces)) / 5)
