"""What a learner sees at the end of a cell: a card with a mark, in light and in dark."""

import re

import numpy as np
import pytest

from restorelib import exercises
from restorelib.exercises import card
from restorelib.exercises.clinic.check_case import Credits
from restorelib.exercises.clinic.ward import Patient, Trial
from restorelib.plots import drawing

SOLVED = exercises.Feedback(True, "Well.")
NOT_YET = exercises.Feedback(False, "Use `np.max`, *not* 2*3*4.")
CREDITS = Credits(False, "", number="say one of 'zero'")
X = np.zeros((3, 8, 8, 1), "float32")
SHOWN = {
    "solved": SOLVED,
    "not yet": NOT_YET,
    "credits": CREDITS,
    "patient": Patient("04", "B", "It stands still.", None, X, X, np.ones(64)),
    "trial": Trial("B", {"steps": 3}, (0.5, 2.0), 1.0),
    "clinic": exercises.open_clinic("04"),
    "claim": exercises.claims()["A"],
}


def luminance(colour):
    """Relative luminance as in WCAG 2.2."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one, other):
    dark, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", SHOWN)
def test_each_result_is_a_card_and_a_short_text(name):
    shown = SHOWN[name]._repr_html_()
    assert shown.startswith('<div role="status" style="border-left:5px solid #')
    assert shown.count("<div") == shown.count("</div>") == 1
    # JupyterLab drops these from an output that it does not trust.
    assert not re.search(r"<style|<script|class=|var\(|url\(", shown)
    assert len(repr(SHOWN[name])) < 300 and "array" not in repr(SHOWN[name])


def test_a_mark_is_an_icon_a_word_and_a_colour():
    solved, not_yet, credits = (it._repr_html_() for it in (SOLVED, NOT_YET, CREDITS))
    assert "✔ Solved</span>" in solved and solved.count(card.GREEN) == 2
    assert "✘ Not solved yet</span>" in not_yet and not_yet.count(card.ORANGE) == 2
    assert "✘ number: say one of" in credits and credits.count("✔") == 3


@pytest.mark.parametrize("colour", [card.GREEN, card.ORANGE, card.BLUE])
def test_the_mark_can_be_read_in_every_theme(colour):
    """The mark brings its own background; the text has the colour of its surroundings."""
    assert colour in drawing.COLOURS
    assert contrast("#000000", colour) > 4.5
    styles = re.findall(r'style="([^"]*)"', card.card("head", "text", colour=colour))
    assert [";color:" in style for style in styles] == [False, True, False]


@pytest.mark.parametrize("colour", [card.GREEN, card.ORANGE])
def test_the_border_is_seen_in_every_theme(colour):
    for background in ("#ffffff", "#111111"):  # JupyterLab's, light and dark
        assert contrast(colour, background) > 3


def test_what_a_learner_wrote_is_no_html():
    text = "received '<img src=x onerror=alert(1)>' & 'a' < 'b'"
    shown = exercises.Feedback(False, text)._repr_html_()
    assert "<img" not in shown and "&lt;img src=x" in shown and "&amp; 'a' &lt; 'b'" in shown


def test_code_and_stress_are_marked_up():
    shown = NOT_YET._repr_html_()
    assert "Use <code>np.max</code>, <em>not</em> 2*3*4." in shown
    assert repr(NOT_YET) == "✘ Not solved yet. Use `np.max`, *not* 2*3*4."
