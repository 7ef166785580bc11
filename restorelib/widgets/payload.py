"""What a panel sends to the browser: recorded runs, and all texts about them."""

import re
from collections.abc import Mapping
from typing import Any

from restorelib.cases import keras_code
from restorelib.cases.panel_spec import PanelSpec
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.experiments.recordings import packed_from
from restorelib.storage.packing import RecordingError
from restorelib.storage.provenance import in_words


def describe(spec: PanelSpec, record: AnyRecord) -> dict[str, Any]:
    """All texts of the panel about one run; the browser writes none itself."""
    kind, words = spec.verdict(record)
    return {
        "words": {
            name: [typeset(word(record, i)) for i in range(len(record.steps))]
            for name, word in spec.words.items()
        },
        "references": [[label, value] for label, value in spec.references(record).items()],
        "verdict": [kind, typeset(words)],
        "provenance": provenance_words(record),
    }


def typeset(text: str) -> str:
    """Numbers as the charts write them: "-15.27" -> "−15.27", "4.1e-06" -> "4.1e−6"."""
    text = re.sub(r"(?<=\d)e-0*(?=\d)", "e−", text)
    text = re.sub(r"(?<=\d)e\+0*(?=\d)", "e", text)
    return re.sub(r"(?<!\w)-(?=\d)", "−", text)


def provenance_words(record: AnyRecord) -> str:
    """Where a record comes from, in one line."""
    told = record.provenance
    ran = f"{record.steps[-1]:,} steps in {told['seconds']:.0f} s" if "seconds" in told else ""
    return in_words(told, ran=ran)


def payload(spec: PanelSpec, records: Mapping[AnyRecipe, AnyRecord]) -> bytes:
    """Everything that the browser needs to show every state of a panel, packed.

    Args:
        spec: the panel.
        records: recipe -> recorded run, at least those of the panel.

    Raises:
        RecordingError: if a state of the panel was not recorded.
    """
    recipes = spec.recipes()
    runs, missing = [], []
    for recipe in recipes:
        try:
            runs.append(records[recipe])
        except KeyError:
            missing.append(recipe)
    if missing:
        raise RecordingError(
            f"The panel expects {len(recipes)} recorded runs of {spec.case!r}; {len(missing)} are "
            f"missing, the first is {missing[0]}. Record them with 'make record'."
        )
    states = [runs[i : i + spec.seeds] for i in range(0, len(runs), spec.seeds)]
    start = [knob.values.index(spec.start[knob.field]) for knob in spec.knobs]
    panel = {
        "title": spec.title,
        "knobs": [[knob.legend, list(knob.labels)] for knob in spec.knobs],
        "start": start,
        "charts": spec.charts,
        "tells_scores": spec.tells_scores,
        "seeds": spec.seeds,
        **_states(spec),
        "headlines": [[typeset(part) for part in spec.headline(state)] for state in states],
        "live_steps": spec.live_steps,
        "live": _live(spec) if spec.live_steps else None,
        "question": None,
    }
    if spec.question:
        named = dict(zip(spec.names(), states, strict=True))
        first = ", ".join(str(spec.start[knob.field]) for knob in spec.knobs)
        panel["question"] = {
            "text": spec.question.text,
            "answer": spec.question.answer(named, first),
            "choices": [
                [choice, label, typeset(spec.question.reply(choice, named, first))]
                for choice, label in spec.question.choices.items()
            ],
        }
    described = [describe(spec, run) for run in runs]
    return packed_from(
        runs, extra_meta={"panel": panel, "described": described}, extra_arrays=spec.arrays()
    )


def _states(spec: PanelSpec) -> dict[str, Any]:
    """The states in other forms: as code, as text, and by name."""
    fields = {knob.field: knob.values for knob in spec.knobs}
    fields |= {field: (value,) for field, value in spec.fixed.items()}
    return {
        "code": [keras_code.code(state, scores=spec.tells_scores) for state in spec.states()],
        "name": spec.name or spec.case,
        "fields": [[field, [str(value) for value in values]] for field, values in fields.items()],
        "presets": [
            [
                preset.name,
                preset.what,
                [knob.values.index(preset.values[knob.field]) for knob in spec.knobs],
            ]
            for preset in spec.presets
        ],
    }


def _live(spec: PanelSpec) -> dict[str, Any]:
    """What the browser says about its own runs: templates and rules."""
    rules = spec.verdict.rules
    return {
        "verdict": [[rule.kind, rule.conditions, typeset(rule.words)] for rule in rules],
        "words": {name: typeset(word.template) for name, word in spec.words.items()},
        "known": spec.known(),
    }
