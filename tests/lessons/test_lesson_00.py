"""Lesson 00: the guess is fair, spoils nothing, and needs no Keras."""

import ast
import re
import subprocess
import sys

import nbformat
import numpy as np
import pytest

from restorelib.cases import first_guess
from restorelib.course.progress import Progress
from restorelib.course.progress_map import Map
from restorelib.experiments import recordings
from restorelib.experiments.recipes import seeds
from restorelib.storage.packing import unpack
from restorelib.widgets.payload import payload
from tests.place import ROOT

NOTEBOOK = nbformat.read(ROOT / "notebooks" / "00_start_here.ipynb", as_version=4)
SPEC = first_guess.panel_spec()
CULPRIT = "the input added to the output"
# What lessons 01 and 03 let the learner find out.
SPOILERS = re.compile(
    r"\b28[.]\d|doing nothing|identity|frozen|freez|dead|died|below (?:0|zero)|negative|gradient"
    r"|pre-activation|residual|the noisy (?:picture|image) as it",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def sent():
    return unpack(payload(SPEC, recordings.load("case_a")))[0]


def test_each_change_changes_one_thing():
    healthy = vars(first_guess.recipe(first_guess.NOTHING)) | {"steps": 0}
    assert healthy == vars(first_guess.HEALTHY) | {"steps": 0}
    for change in SPEC.question.choices:
        changed = vars(first_guess.recipe(change)) | {"steps": 0}
        assert len(changed.items() - healthy.items()) == 1


def test_one_change_and_no_other_stops_all_ten_seeds():
    """Counted from the arrays: the score at the end against the score half-way."""
    runs, still = recordings.load("case_a"), {}
    for change in first_guess.CHANGES:
        ten = [runs[recipe] for recipe in seeds(first_guess.recipe(change), 10)]
        half = [run.psnr[run.steps == run.recipe.steps // 2].item() for run in ten]
        ends = [run.psnr[-1].item() for run in ten]
        still[change] = int(np.sum(np.abs(np.subtract(ends, half)) < 0.01))
    assert still.pop(CULPRIT) == 10
    assert max(still.values()) <= 3  # the guess has one right answer, by far


def test_the_reply_counts_the_recorded_runs(sent):
    replies = {choice: reply for choice, _, reply in sent["panel"]["question"]["choices"]}
    assert list(replies) == list(SPEC.question.choices) and len(replies) == 4
    told = f"“{CULPRIT}” stood still in 10 of 10 seeds"
    for choice, reply in replies.items():
        assert reply.startswith(f"You said “{choice}”; {told}")
        other = re.fullmatch(r".* seeds(?:, “(.+)” in (\d+))?\.", reply)
        assert other[1] == (None if choice == CULPRIT else choice)
    assert replies["tanh as the last activation"].endswith("in 0.")


def test_the_panel_shows_the_curve_and_no_number_of_it(sent):
    panel, described = sent["panel"], sent["described"]
    assert panel["charts"] == [] and panel["tells_scores"] is False and panel["live_steps"] == 0
    assert panel["start"] == [0] and panel["knobs"][0][1][0] == first_guess.NOTHING
    assert all(run["references"] == [] and set(run["words"]) == {"sentence"} for run in described)


def test_nothing_that_is_read_spoils_what_comes(sent):
    read = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "markdown"]
    for cell in NOTEBOOK.cells:
        # The map has the lessons' own titles.
        for output in cell.get("outputs", []) if "course.Map()" not in cell.source else []:
            read += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    panel = sent["panel"]
    read += [panel["title"], str(panel["knobs"]), str(panel["headlines"]), str(panel["question"])]
    read += [str(run["words"]) for run in sent["described"]]
    allowed = {"gradient"}  # step 4 of the card
    found = {match.lower() for text in read for match in SPOILERS.findall(text)}
    assert found <= allowed


def test_the_words_say_how_the_score_moved(sent):
    runs = recordings.load("case_a")
    for recipe, run in zip(SPEC.recipes(), sent["described"], strict=True):
        words, psnr = run["words"]["sentence"], runs[recipe].psnr
        assert words[0] == "Step 0: not trained yet."
        for i, sentence in enumerate(words[1:], 1):
            told = re.search(r"has (?:(risen|fallen) by ([\d.]+) dB|not moved)\.$", sentence)
            sign = {"risen": 1, "fallen": -1, None: 0}[told[1]]
            assert sign * float(told[2] or 0) == pytest.approx(psnr[i] - psnr[i - 1], abs=0.0101)


def test_the_copied_code_tells_no_score(sent):
    for code in sent["panel"]["code"]:
        assert not SPOILERS.search(code) and "dB" not in code


def test_the_card_has_the_words_of_the_readme():
    card = next(c.source for c in NOTEBOOK.cells if c.source.startswith("## 3. The method card"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    card = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", card)  # the glossary's links
    steps = re.findall(r"^\d\. \*\*(.+?)\*\* (.+)$", card, re.MULTILINE)
    assert [name for name, _ in steps] == re.findall(r"^\d\. \*\*(.+?)\*\*", readme, re.MULTILINE)
    assert len(steps) == 6 and all(re.fullmatch(r"[A-Z][^.?]+[.?]", s) for _, s in steps)
    name, sentence = steps[0]
    assert f"1. **{name}** {sentence}" in " ".join(readme.split())


def test_run_all_opens_no_keras_and_tells_a_sick_machine_too(monkeypatch):
    """All its cells in a plain Python, on a machine that has every fault."""
    cells = [cell.source for cell in NOTEBOOK.cells if cell.cell_type == "code"]
    code = "\n".join(
        [
            "import sys",
            "from restorelib import doctor",
            "wreck = doctor.Facts((3, 8), (), False, 'broken', 32, avx=False, disk_gb=0)",
            "doctor.look = lambda: wreck",
            *cells,
            "assert not {'keras', 'tensorflow'} & set(sys.modules)",
        ]
    )
    ast.parse(code)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "the course cannot run on this machine yet" in done.stdout


def test_the_stored_map_is_a_newcomers_and_up_to_date():
    """After a change of the table: `make notebooks ARGS=notebooks/00_start_here.ipynb`."""
    shown = next(c for c in NOTEBOOK.cells if "course.Map()" in c.source).outputs[0].data
    assert shown["text/html"] == Map(Progress())._repr_html_()
