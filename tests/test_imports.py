"""The house: its rooms, its faces, and no Keras where a recorded panel is all that is shown.

The direction of imports is held by import-linter: `make lint`, and pyproject.toml.
"""

import ast
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import restorelib
from restorelib.moved import MOVED
from tools import wings

PACKAGE = Path(restorelib.__file__).parent
ROOT = PACKAGE.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
FACES = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.pyi"))
LONG_MODULES = {
    "doctor.py",  # one file, since it runs before anything is installed
}


def names(path):
    return str(path.relative_to(PACKAGE))


def listed(wing):
    """The names that a wing's face lists."""
    return set(importlib.import_module(f"restorelib.{wing}").__all__)


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path):
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def lines_of_code(function):
    """Its lines without the docstring, which may be as long as what it has to say."""
    words = (ast.get_docstring(function, clean=False) or "").count("\n") + 1
    return function.end_lineno - function.lineno + 1 - words * bool(ast.get_docstring(function))


def lesson_code(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    return ast.parse("\n".join(sources))


def test_a_stranger_can_draw_the_house():
    rooms = [path for path in PACKAGE.iterdir() if not path.name.startswith("__")]
    assert len(rooms) <= 20, sorted(path.name for path in rooms)


def test_the_drawing_of_the_wings_is_that_of_the_contract():
    page = wings.PAGE.read_text(encoding="utf-8")
    assert wings.drawn(page) == page and "<!-- wings -->" in page, "run python -m tools.wings"
    assert len(wings.floors()) <= 8


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_the_library_speaks_keras_and_sets_no_global_seed(path):
    text = path.read_text(encoding="utf-8")
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")]
        )
    }
    allowed = {"tensorflow"} if path.name == "litert.py" else set()  # of which LiteRT is a part
    assert not imported & {"tensorflow", "torch", "jax"} - allowed
    assert "set_random_seed" not in text and "np.random.seed" not in text


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_modules_and_functions_stay_short(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 200 or names(path) in LONG_MODULES
    assert not [node.name for node in functions(path) if lines_of_code(node) > 60]


@pytest.mark.parametrize("path", MODULES, ids=names)
def test_inside_the_library_nothing_is_imported_through_a_face(path):
    """A face hides the real edge from import-linter, and loads more than is needed."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            _, _, wing = node.module.partition("restorelib.")
            if wing in FACES:
                assert not {alias.name for alias in node.names} & listed(wing), node.lineno


@pytest.mark.parametrize("wing", FACES)
def test_a_name_of_a_face_exists_and_is_no_submodule(wing):
    face = importlib.import_module(f"restorelib.{wing}")
    submodules = {path.stem for path in (PACKAGE / wing).iterdir()}
    assert not listed(wing) & submodules
    assert all(getattr(face, name) is not None for name in listed(wing))


@pytest.mark.parametrize("path", sorted(ROOT.glob("notebooks/**/*.ipynb")), ids=lambda p: p.stem)
def test_lessons_use_only_what_a_face_lists(path):
    tree = lesson_code(path)
    wings = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "restorelib":
            wings |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("restorelib."):
            wing = node.module.removeprefix("restorelib.")
            if wing != "cases":
                assert {alias.name for alias in node.names} <= listed(wing), node.module
    assert wings <= {*FACES, "doctor"}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & wings
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            wing = node.value.id
            if wing in bound & set(FACES) and node.attr not in listed(wing):
                # A function's own argument may have a wing's name: arrays have none of its names.
                assert hasattr(float, node.attr) or node.attr == "shape", (wing, node.attr)


@pytest.mark.parametrize("old", sorted(MOVED))
def test_an_old_place_says_where_it_is_now(old):
    for code in (f"from restorelib import {old}", f"import restorelib.{old}.anything"):
        with pytest.raises(ImportError, match="has moved. Write instead: "):
            exec(code, {})
    if "python -m" not in MOVED[old]:
        exec(MOVED[old], {})
        _, _, used = MOVED[old].partition("# ")
        wing, _, name = used.partition(".")
        assert not used or name in listed(wing)


@pytest.mark.parametrize(
    "code",
    [
        "import restorelib",
        "from restorelib import experiments; experiments.load('case_a')",
        "from restorelib import plots; plots.figure()",
        "from restorelib import widgets; widgets.Panel; widgets.TrainingMap",
        "import restorelib.checkup",
    ],
)
def test_recorded_runs_need_no_keras(code):
    check = "; import sys; assert not {'keras', 'tensorflow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code + check], check=True, cwd=ROOT)
