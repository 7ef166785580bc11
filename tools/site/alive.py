"""Widgets of the lessons as parts of a page: what the browser needs of them, without a kernel."""

import base64
import functools
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
from PIL import Image

from restorelib.storage.packing import pack
from restorelib.widgets.before_after import BeforeAfter
from restorelib.widgets.clinic import Clinic
from restorelib.widgets.guess import Comparison, Guess
from restorelib.widgets.own_photo import OwnPhoto
from restorelib.widgets.panel import Panel
from restorelib.widgets.patient_runs import PatientRuns
from restorelib.widgets.slider import Slider
from restorelib.widgets.training_map import TrainingMap
from restorelib.widgets.widget import Widget
from tools.site import stage
from tools.site.addresses import binder

MOST_POSITIONS = 16  # of a slider, each with a picture; equal ones are left out
QUALITY = 75  # of these pictures: the noise of a photograph hardly gets smaller by packing


@dataclass(frozen=True)
class Part:
    """A widget on a page.

    Attributes:
        html: with what it shows before the page's script runs, and in print.
        data: name -> bytes, as for `Page`.
        asks: name of the guess that it asks for; "" for none.
        choices: the answers to it, in words.
    """

    html: str
    data: Mapping[str, bytes] = field(default_factory=dict)
    asks: str = ""
    choices: tuple[str, ...] = ()


@functools.singledispatch
def part(widget: Widget) -> Part:
    """A widget on a page.

    Raises:
        TypeError: for a kind of widget that no page shows.
    """
    raise TypeError(f"part expects a widget that the site shows; received {type(widget).__name__}.")


@part.register
def _(widget: Panel) -> Part:
    data = {_named("panel", widget.payload): widget.payload}
    if widget.patches:
        data |= stage.patches(widget.spec)
    told = dict(zip(("payload", "patches"), data, strict=False))
    question = widget.spec.question
    if not question:
        return Part(_element("lesson-panel", widget, told), data)
    told |= {"question": question.name, "choices": json.dumps(list(question.choices.items()))}
    html = _element("lesson-panel", widget, told)
    return Part(html, data, question.name, tuple(question.choices.values()))


@part.register
def _(widget: Guess) -> Part:
    told = {
        "guess": widget.name,
        "question": widget.question,
        "choices": json.dumps(widget.choices),
    }
    html = _element("guess", widget, told)
    return Part(html, asks=widget.name, choices=tuple(widget.choices))


@part.register
def _(widget: Slider) -> Part:
    spread = np.geomspace(max(1, widget.low), widget.high, MOST_POSITIONS).round().astype(int)
    positions = sorted({widget.low, widget.value, widget.high, *spread.tolist()})
    pictures, told = [], []
    start = positions.index(widget.value)
    for position in positions:
        widget.value = position
        pictures.append(np.frombuffer(_jpeg(widget.shown["source"]), "uint8"))
        told.append([position, widget.shown["words"], len(pictures[-1])])
    meta = {"label": widget.label, "start": start, "positions": told}
    packed = pack(meta, {"pictures": np.concatenate(pictures)})
    name = _named("slider", packed)
    return Part(_element("slider", widget, {"pictures": name}), {name: packed})


@part.register
def _(widget: BeforeAfter) -> Part:
    meta = {name: getattr(widget, name) for name in ("alt", "labels", "size", "format")}
    sides = {side: np.frombuffer(getattr(widget, side), "uint8") for side in ("before", "after")}
    packed = pack(meta, sides)
    name = _named("pictures", packed)
    return Part(_element("comparison", widget, {"pictures": name}), {name: packed})


@part.register
def _(widget: PatientRuns) -> Part:
    name = _named("patient", widget.payload)
    return Part(_element("patient-runs", widget, {"payload": name}), {name: widget.payload})


@part.register
def _(widget: Clinic) -> Part:
    files = {name: _named("patient", packed) for name, packed in widget.patients.items()}
    lists = {"roster": widget.roster, "causes": widget.causes, "files": files}
    told = {name: json.dumps(value) for name, value in lists.items()}
    data = {files[name]: packed for name, packed in widget.patients.items()}
    return Part(_element("clinic", widget, told), data)


@part.register
def _(widget: TrainingMap) -> Part:
    name, patches = _named("map", widget.payload), stage.patches_name(widget.base)
    told = {"payload": name, "patches": patches, "guess": widget.spec.name}
    data = {name: widget.payload, patches: widget.patches}
    return Part(_element("training-map", widget, told), data, widget.spec.name)


@part.register
def _(widget: OwnPhoto) -> Part:
    parts = "\n".join(widget.fallback()[:-1])
    return Part(f'<div class="widget card">{parts}\n{needs_kernel()}</div>')


def needs_kernel() -> str:
    """A quiet note: this needs a kernel, and how to get one."""
    return f'<p class="kernel">Runs in JupyterLab: {how_to_run()}.</p>'


def how_to_run() -> str:
    """What gets a reader a kernel, in a few words of HTML."""
    online = f', or <a href="{escape(binder())}">on Binder</a>' if binder() else ""
    return f"<code>make lab</code>{online}"


def compared(name: str, answer: str, measured: str, choices: tuple[str, ...]) -> str:
    """A comparison as one card for each choice; the page shows the one of its reader.

    Args:
        name: of the guess.
        answer: the right choice; "" if none is.
        measured: the measurement in words.
        choices: what the reader could choose.
    """
    cards = "".join(
        f'<div data-choice="{escape(choice)}"{" hidden" * bool(choice)}>'
        f"{Comparison(choice, answer, measured, name)._repr_html_()}</div>"
        for choice in ("", *choices)
    )
    told = {"compares": name, "answer": answer, "measured": measured}
    return f'<div class="compared"{_attributes(told)}>{cards}</div>'


def _element(kind: str, widget: Widget, told: Mapping[str, str]) -> str:
    """The element that the page's script fills; until then it shows what a saved notebook does."""
    still = "\n".join(widget.fallback()[:-1])  # the last part says to run the cell
    return f'<div class="widget {kind}" data-part="{kind}"{_attributes(told)}>{still}</div>'


def _attributes(told: Mapping[str, Any]) -> str:
    return "".join(f' data-{name}="{escape(value)}"' for name, value in told.items())


def _named(kind: str, packed: bytes) -> str:
    """A name that equal bytes share, so that pages share their file."""
    return f"{kind}-{hashlib.sha256(packed).hexdigest()[:10]}"


def _jpeg(data_url: str) -> bytes:
    png = base64.b64decode(data_url.partition(",")[2])
    file = io.BytesIO()
    Image.open(io.BytesIO(png)).save(file, "JPEG", quality=QUALITY, subsampling=0)
    return file.getvalue()
