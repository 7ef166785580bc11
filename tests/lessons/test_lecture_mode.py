"""A class of 200 looks at recorded panels: no TensorFlow, and little memory."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from restorelib.cases import case_a
from restorelib.storage.packing import unpack
from restorelib.widgets.panel import Panel
from tests.place import ROOT

pytestmark = pytest.mark.slow

PAGES = ["lecture_panels.ipynb", "00_start_here.ipynb"]
HEAVY = {"jax", "keras", "tensorflow", "torch"}
# 200 kernels that import TensorFlow and train would cost 160 GB: a quarter of it would be too much.
MOST = 160_000 / 200 / 4  # MB a kernel
# Every cell as a kernel runs it, in the notebook's folder; what it shows goes nowhere.
RUN = """
import ast, builtins, json, re, sys
space = {"display": id}
shown = []
for cell in json.load(sys.stdin):
    tree = ast.parse(cell)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    if last:
        shown.append(eval(compile(ast.Expression(last.value), "cell", "eval"), space))
try:
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
except OSError:
    peak = None
told = {
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "peak": peak,
    "payloads": [len(s.payload) for s in shown if type(s).__name__ == "Panel"],
    "live": [s.spec.live_steps for s in shown if type(s).__name__ == "Panel"],
}
print("\\n" + json.dumps(told))
"""


def run(cells):
    told = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        cwd=ROOT / "notebooks",
    )
    assert told.returncode == 0, told.stderr[-2000:]
    return json.loads(told.stdout.splitlines()[-1])


def cells(name):
    notebook = nbformat.read(ROOT / "notebooks" / name, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def pages():
    return {name: run(cells(name)) for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_a_lecture_load_no_tensorflow(pages, name):
    assert not HEAVY & set(pages[name]["modules"])
    assert "restorelib" in pages[name]["modules"] and pages[name]["payloads"]


def test_the_page_of_panels_draws_nothing_in_the_kernel(pages):
    assert not {"matplotlib", "scipy", "skimage"} & set(pages["lecture_panels.ipynb"]["modules"])


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux tells what was held")
@pytest.mark.parametrize("name", PAGES)
def test_a_class_of_200_costs_less_than_a_quarter_of_what_training_kernels_would(pages, name):
    assert pages[name]["peak"] < MOST


@pytest.mark.parametrize("name", PAGES)
def test_no_panel_of_a_lecture_can_start_a_training(pages, name):
    assert set(pages[name]["live"]) == {0}


def test_a_panel_without_training_sends_no_patches():
    panel = Panel(replace(case_a.panel_spec(["residual_activation"]), live_steps=0))
    assert panel.patches == b"" and unpack(panel.payload)[0]["panel"]["live"] is None
