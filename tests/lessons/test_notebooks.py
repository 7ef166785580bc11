"""What every committed notebook keeps to; and that a lesson builds what the library builds."""

import ast
import re
import statistics
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlparse

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from restorelib.widgets.guess import UNFIT
from tests.place import ROOT

NOTEBOOKS = sorted(
    path for path in ROOT.glob("notebooks/**/*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
CHECKED = "# NBVAL_CHECK_OUTPUT"
# A link to anywhere else is a slip, or is to be added here: papers, threads, code that is cited.
HOSTS = {"arxiv.org", "distill.pub", "doi.org", "github.com", "keras.io", "stackoverflow.com"}
HOSTS |= {"stats.stackexchange.com"}
ABSOLUTE = re.compile(r"(?<![\w.:/<~-])/(?:[\w.-]+/)+[\w.-]*|\b[A-Z]:\\\w")
FORBIDDEN = re.compile(
    # Other people's programs set a seed by this one line: it is how they were recorded.
    r"set_random_seed(?!\(SEED\))"
    r"|sys\.path|random\.seed\(|pip3? install|conda install|%load_ext|import \*"
    r"|(?:import|from) (?:tensorflow|torch|jax)\b"
)

Check = Callable[[nbformat.NotebookNode, Path], Iterator[str]]


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def ids_are_unique(notebook, path):
    ids = [cell.get("id", "") for cell in notebook.cells]
    yield from (f"id {i!r} is missing or doubled" for i in set(ids) if not i or ids.count(i) > 1)


def metadata_is_bare(notebook, path):
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "the kernel must be called python3, whatever it is called on your machine"
    if extra := set(notebook.metadata) - {"kernelspec", "language_info"}:
        yield f"metadata holds {sorted(extra)}: widget state belongs to a session"


def outputs_are_quiet(notebook, path):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error" or output.get("name") == "stderr":
                yield f"{cell.id} shows {output.get('evalue') or output.get('text')!r}"


def ran_from_top_to_bottom(notebook, path):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}: run 'make notebooks'"


def checked_cells_have_outputs(notebook, path):
    for cell in code_cells(notebook):
        shown = [output for output in cell.outputs if output.get("text") or output.get("data")]
        if CHECKED in cell.source and not (cell.execution_count and shown):
            yield f"{cell.id} is to be compared, and has no stored output"


def texts(notebook):
    """Everything to be read in a notebook; pictures are left out."""
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            for kind, shown in output.get("data", {}).items():
                if kind.startswith("text/"):
                    yield re.sub(r'src="data:[^"]*"', "", shown)


def names_no_machine(notebook, path):
    for text in texts(notebook):
        yield from (f"{found!r} is a path on some machine" for found in ABSOLUTE.findall(text))
        for url in re.findall(r"https?://[^\s)\"'>\]]+", text):
            if (urlparse(url).hostname or "").removeprefix("www.") not in HOSTS:
                yield f"{url} leads to a host that lessons do not cite"


def is_small(notebook, path):
    size = len(nbformat.writes(notebook).encode())
    if size > 300_000:
        yield f"{size:,} bytes, with 300,000 allowed: smaller figures"


class _Images(HTMLParser):
    def __init__(self):
        super().__init__()
        self.without_alt = 0

    def handle_starttag(self, tag, attributes):
        if tag == "img" and not (dict(attributes).get("alt") or "").strip():
            self.without_alt += 1


def pictures_have_words(notebook, path):
    for cell in notebook.cells:
        parser = _Images()
        if cell.cell_type == "markdown":
            parser.feed(cell.source)
            if re.search(r"!\[\s*\]\(", cell.source):
                yield f"{cell.id} has a picture without alternative text"
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            parser.feed(data.get("text/html", ""))
            if any(kind.startswith("image/") for kind in data):
                yield f"{cell.id} shows a bare picture: plots.show(fig, alt=...)"
        if parser.without_alt:
            yield f"{cell.id} has an <img> without alt"


def code_is_short(notebook, path):
    lengths = []
    for cell in code_cells(notebook):
        lines = [line for line in cell.source.splitlines() if line.strip() and line != CHECKED]
        lengths.append(len(lines))
        most = 30 if "keras.Model(" in cell.source else 20
        if len(lines) > most:
            yield f"{cell.id} has {len(lines)} lines of code, with {most} allowed: split it"
    if lengths and statistics.median(lengths) > 6:
        yield f"the median cell has {statistics.median(lengths)} lines of code, with 6 allowed"


def calls_nothing_forbidden(notebook, path):
    for cell in code_cells(notebook):
        yield from (f"{cell.id}: {found}" for found in FORBIDDEN.findall(cell.source))


def links_resolve(notebook, path):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"(`+).*?\1", "", cell.source, flags=re.DOTALL)  # code looks like links
            for target in re.findall(r"\]\(([^)\s]+)\)", prose):
                place = target.split("#")[0]
                if not urlparse(target).scheme and place and not (path.parent / place).exists():
                    yield f"{cell.id}: there is no {target}"


def answers_are_folded(notebook, path):
    asked = 0
    for cell in code_cells(notebook):
        if asked and cell.outputs and not cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            yield f"{cell.id} shows what is still to be guessed: run 'make notebooks'"
        asked += cell.source.count("Guess(") - cell.source.count(".compare(")


def comparisons_fit_their_question(notebook, path):
    for cell in code_cells(notebook):
        if ".compare(" in cell.source and any(UNFIT in str(output) for output in cell.outputs):
            yield f"{cell.id} hands in what its question does not ask for"


CHECKS: list[Check] = [
    ids_are_unique,
    metadata_is_bare,
    outputs_are_quiet,
    ran_from_top_to_bottom,
    checked_cells_have_outputs,
    names_no_machine,
    is_small,
    pictures_have_words,
    code_is_short,
    calls_nothing_forbidden,
    links_resolve,
    answers_are_folded,
    comparisons_fit_their_question,
]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_notebook(path, check):
    assert list(check(nbformat.read(path, as_version=4), path)) == []


# Each check is proven on a notebook in which one thing is broken.


def good_notebook():
    printed = new_output("stream", name="stdout", text="2\n")
    shown = new_output("display_data", {"text/html": '<img alt="A dot." src="data:,/a/b">'})
    return new_notebook(
        cells=[
            new_markdown_cell(
                "# 00\n\n[A paper](https://arxiv.org/abs/1603.09056), `f[0](x)`", id="title"
            ),
            new_code_cell(
                f"{CHECKED}\nprint(1 + 1)", id="sum", execution_count=1, outputs=[printed]
            ),
            new_code_cell("draw()", id="draw", execution_count=2, outputs=[shown]),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )


def _set(cell, **fields):
    return lambda notebook: notebook.cells[cell].update(fields)


def _show(data):
    return _set(2, outputs=[new_output("display_data", data)])


BREAKS = [
    (ids_are_unique, _set(1, id="draw")),
    (ids_are_unique, _set(1, id="")),
    (metadata_is_bare, lambda n: n.metadata.update(widgets={"state": {}})),
    (metadata_is_bare, lambda n: n.metadata.kernelspec.update(name="my-venv")),
    (metadata_is_bare, lambda n: n.metadata.pop("kernelspec")),
    (outputs_are_quiet, _set(2, outputs=[new_output("stream", name="stderr", text="WARNING")])),
    (outputs_are_quiet, _set(2, outputs=[new_output("error", ename="E", evalue="broken")])),
    (ran_from_top_to_bottom, _set(1, execution_count=7)),
    (ran_from_top_to_bottom, _set(2, execution_count=None)),
    (checked_cells_have_outputs, _set(1, outputs=[])),
    (checked_cells_have_outputs, _set(1, execution_count=None)),
    (names_no_machine, _set(0, source="See /home/me/course/notes.txt.")),
    (names_no_machine, _show({"text/plain": "<Model at C:\\Users>"})),
    (names_no_machine, _show({"text/html": "made in /opt/lab/x.py"})),
    (names_no_machine, _set(0, source="[Get it](https://mirror.example.org/simple)")),
    (is_small, _set(0, source="x" * 300_001)),
    (pictures_have_words, _show({"image/png": "AAAA"})),
    (pictures_have_words, _show({"text/html": '<img src="data:,">'})),
    (pictures_have_words, _show({"text/html": '<img alt=" " src="data:,">'})),
    (pictures_have_words, _set(0, source="![](title)")),
    (code_is_short, _set(2, source="a = 1\n" * 21)),
    (code_is_short, lambda n: [c.update(source="a = 1\n" * 7) for c in n.cells[1:]]),
    (calls_nothing_forbidden, _set(2, source="import sys\nsys.path.insert(0, '..')")),
    (calls_nothing_forbidden, _set(2, source="keras.utils.set_random_seed(0)")),
    (calls_nothing_forbidden, _set(2, source="%pip install keras")),
    (calls_nothing_forbidden, _set(2, source="import tensorflow as tf")),
    (links_resolve, _set(0, source="[Next](99_missing.ipynb#top)")),
    (
        comparisons_fit_their_question,
        _set(
            2,
            source="guess.compare(None)",
            outputs=[new_output("stream", name="stdout", text=f"Measured: {UNFIT}.")],
        ),
    ),
    (answers_are_folded, _set(1, source="guess = Guess('?', ['a', 'b'])")),
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_good_notebook_passes(check):
    assert list(check(good_notebook(), ROOT / "notebooks" / "00.ipynb")) == []


@pytest.mark.parametrize(
    ("check", "break_it"), BREAKS, ids=[f"{i}-{b[0].__name__}" for i, b in enumerate(BREAKS)]
)
def test_a_broken_notebook_is_caught(check, break_it):
    notebook = good_notebook()
    break_it(notebook)
    assert list(check(notebook, ROOT / "notebooks" / "00.ipynb"))


def test_every_check_is_proven():
    assert {check for check, _ in BREAKS} == set(CHECKS)


# Parity: what a learner sees being built is what the library trains.


def definitions(path):
    """The functions that a notebook's cells define, and what they import: nothing is run."""
    space: dict = {}
    for cell in code_cells(nbformat.read(path, as_version=4)):
        tree = ast.parse(cell.source)
        kept = (ast.Import, ast.ImportFrom, ast.FunctionDef)
        tree.body = [node for node in tree.body if isinstance(node, kept)]
        exec(compile(tree, cell.id, "exec"), space)
    return space


@pytest.fixture(scope="module")
def lesson_03():
    return definitions(ROOT / "notebooks" / "03_the_loss_that_never_moves.ipynb")


def layers_of(model):
    """Class and configuration of each layer, without names and seeds."""

    def strip(config):
        if isinstance(config, dict):
            return {k: strip(v) for k, v in config.items() if k not in ("name", "seed")}
        return config

    return [(type(layer).__name__, strip(layer.get_config())) for layer in model.layers]


@pytest.mark.parametrize(
    ("build", "given", "arguments"),
    [
        ("plain_net", [], {"residual_activation": "relu", "input_skip": False}),
        ("asker_net", [], {"residual_activation": "relu", "output_activation": "relu"}),
        ("frozen_net", [], {"residual_activation": "relu"}),
        ("repaired_net", ["tanh"], {"residual_activation": "tanh"}),
        ("my_net", [], {"residual_activation": "relu"}),
    ],
)
def test_lesson_03_builds_the_networks_of_the_library(lesson_03, build, given, arguments):
    from restorelib.models import rednet

    shown = lesson_03[build](*given)
    ours = rednet.red_net(10, 32, 3, **arguments)
    assert layers_of(shown) == layers_of(ours)
    ours.set_weights(shown.get_weights())
    images = np.random.default_rng(0).random((2, 12, 16, 3), dtype="float32")
    np.testing.assert_array_equal(np.asarray(shown(images)), np.asarray(ours(images)))


def test_lesson_03_measures_as_the_library_does(lesson_03):
    from restorelib.images import damage, metrics

    clean = np.random.default_rng(0).random((2, 12, 16, 3), dtype="float32")
    noisy = lesson_03["add_noise"](clean, sigma=10, seed=1)
    np.testing.assert_array_equal(noisy, damage.add_gaussian_noise(clean, sigma=10, seed=1))
    measured = metrics.psnr(clean, noisy, data_range=1.0)
    assert lesson_03["psnr"](clean, noisy) == pytest.approx(measured, abs=1e-5)
