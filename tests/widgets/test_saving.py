"""What a saved notebook shows in place of a widget, and that saving changes nothing else."""

import copy
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import nbformat
import numpy as np
import pytest
from jupyter_server.extension.utils import validate_extension
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from restorelib.cases import case_a, case_b, depth
from restorelib.experiments import recordings
from restorelib.photos.picture import Photo
from restorelib.widgets import BeforeAfter, Guess, Panel, Slider
from restorelib.widgets.curve_picture import HEIGHT, WIDTH
from restorelib.widgets.own_photo import OwnPhoto
from restorelib.widgets.saving import VIEW, before_save, without_views
from tests.place import ROOT

GREY = np.full((4, 6, 3), 0.5)
MOST = 6_000  # characters of a figure: a lesson has one for each of its widgets
PANELS = {
    "a": case_a.panel_spec(),
    "b": case_b.panel_spec(),
    "depth": depth.panel_spec(),
    "one knob": case_a.panel_spec(knobs=["residual_activation"]),
}
ASKING = case_a.panel_spec(question=case_a.WILL_IT_LEARN)


WIDGETS = {
    "guess": lambda: Guess("How many are < 0?", ["a few", "all & more"], name="saving"),
    "slider": lambda: Slider(lambda _: (GREY, "grey"), label="sigma", low=1, high=80, start=5),
    "pictures": lambda: BeforeAfter(GREY, GREY, alt="A grey field."),
    "panel": lambda: Panel(ASKING),
    "own photograph": lambda: OwnPhoto(
        Photo(pixels=GREY, alpha=None, icc_profile=None, bits=8, source="PNG"), name="a.png"
    ),
}


def html_of(widget):
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {VIEW, "text/html", "text/plain"}
    return data["text/html"]


def run_of(spec):
    return recordings.load(spec.case)[spec.recipe(**spec.start)]


class Words(HTMLParser):
    """The words of a page and of its pictures; all that is opened has to be closed."""

    def __init__(self, page):
        super().__init__()
        self.words, self.pictures, self.open = "", [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        if tag == "img":
            self.pictures.append(dict(attributes))
        else:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data


def output(**data):
    return nbformat.v4.new_output("display_data", data)


def saved_with(*outputs, **metadata):
    cell = nbformat.v4.new_code_cell("widget", outputs=list(outputs))
    return nbformat.v4.new_notebook(cells=[cell], metadata=metadata)


@pytest.mark.parametrize("make", WIDGETS.values(), ids=WIDGETS)
def test_each_widget_says_what_it_is_and_to_run_the_cell(make):
    widget = make()
    html = html_of(widget)
    told = Words(html)
    assert "Run this cell" in told.words and len(html) < MOST
    for name in ("question", "label"):
        assert getattr(widget, name, "") in told.words
    offered = [label for label, *_ in getattr(widget, "tasks", ())]
    assert all(label in told.words for label in [*getattr(widget, "choices", ()), *offered])


@pytest.mark.parametrize("spec", PANELS.values(), ids=PANELS)
def test_a_panel_leaves_the_curve_of_the_state_in_which_it_starts(spec):
    html = html_of(Panel(spec))
    (picture,) = Words(html).pictures
    kind, data = picture["src"].split(",", 1)
    assert kind == "data:image/svg+xml" and len(html) < MOST
    svg = ElementTree.fromstring(unquote(data))
    curves = [line for line in svg.iter() if line.tag.endswith("polyline")]
    assert len(curves) == spec.seeds
    across = [[*map(float, point.split(","))] for point in curves[-1].get("points").split()]
    assert len(across) > 5 and all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in across)
    assert "dB at step" in picture["alt"] and spec.title in Words(html).words
    assert all(label in Words(html).words for label in spec.references(run_of(spec)))


@pytest.mark.parametrize(
    "spec", [ASKING, depth.panel_spec(question=depth.WHERE_DOES_IT_STAND)], ids=["a", "depth"]
)
def test_a_panel_that_asks_first_leaves_its_question_and_no_result(spec):
    told = Words(html_of(Panel(spec)))
    assert spec.question.text in told.words and told.pictures == []
    assert all(label in told.words for label in spec.question.choices.values())
    assert not re.search(r"\d dB", told.words.replace(spec.question.text, ""))


def test_a_panel_that_tells_no_scores_leaves_a_curve_without_numbers():
    told = Words(html_of(Panel(replace(PANELS["one knob"], tells_scores=False))))
    assert "dB" not in told.pictures[0]["alt"] + told.words


def test_the_saved_file_keeps_the_figure_and_not_the_widget():
    html = html_of(Guess("?", ["a", "b"], name="saving"))
    view = {"model_id": "1"}
    ours = output(**{VIEW: view, "text/html": html, "text/plain": "Guess"})
    notebook = saved_with(ours, widgets={"state": {}})
    without_views(notebook)
    assert notebook.cells[0].outputs[0].data == {"text/html": html, "text/plain": "Guess"}
    assert "widgets" not in notebook.metadata
    nbformat.validate(notebook)


@pytest.mark.parametrize(
    "data",
    [
        {VIEW: {"model_id": "1"}, "text/plain": "IntSlider()"},
        {VIEW: {"model_id": "1"}, "text/plain": "Figure", "text/html": "<b>a figure</b>"},
        {"text/html": '<div class="rl-saved">', "text/plain": "text"},
    ],
)
def test_what_others_show_is_saved_as_it_is(data):
    notebook = saved_with(output(**data), widgets={"state": {}})
    before = copy.deepcopy(notebook.cells)
    without_views(notebook)
    assert notebook.cells == before
    assert ("widgets" in notebook.metadata) == (VIEW in data)  # state that an output refers to


def test_the_server_can_load_it():
    config = json.loads((ROOT / "tools/jupyter_server.json").read_text(encoding="utf-8"))
    enabled = config["ServerApp"]["jpserver_extensions"]
    assert enabled["restorelib.widgets.saving"]
    assert all(on and validate_extension(module) for module, on in enabled.items())


@pytest.mark.parametrize(
    "model",
    [
        {"type": "notebook", "content": {"nbformat": 4, "cells": None, "metadata": {}}},
        {"type": "notebook", "content": {"nbformat": 3, "worksheets": []}},
        {"type": "notebook"},
        {"type": "file", "content": "text"},
        {"type": "directory"},
        {},
    ],
)
def test_no_save_is_stopped(model, tmp_path):
    """The server logs what a hook raises, and saves."""
    manager = AsyncLargeFileManager(root_dir=str(tmp_path))
    manager.register_pre_save_hook(before_save)
    before = copy.deepcopy(model)
    manager.run_pre_save_hooks(model=model, path="a.ipynb")
    assert model == before
