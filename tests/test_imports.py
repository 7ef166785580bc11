"""One direction of imports, and no Keras where a recorded panel is all that is shown."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import restorelib

PACKAGE = Path(restorelib.__file__).parent

# Who may import whom, inside the library: the table of the house.
MAY_IMPORT = {
    "backend": set(),
    "storage": {"backend"},
    "data": set(),
    "degrade": set(),
    "metrics": {"data"},
    "ladder": set(),
    "initializers": set(),
    "models": {"initializers"},
    "training": {"metrics"},
    "gradients": {"backend"},
    "diagnostics": {"gradients", "metrics"},
    "recipes": {"diagnostics"},
    "bench": {"gradients", "recipes", "training"},
    "experiments": {
        "bench",
        "data",
        "degrade",
        "diagnostics",
        "gradients",
        "backend",
        "metrics",
        "models",
        "recipes",
    },
    "sr_recipes": {"recipes"},
    "sr_experiments": {
        "bench",
        "data",
        "degrade",
        "diagnostics",
        "gradients",
        "initializers",
        "backend",
        "metrics",
        "models",
        "recipes",
        "sr_recipes",
    },
    "panel_spec": {"recipes", "sr_recipes"},
    "case_a": {"diagnostics", "experiments", "panel_spec", "recipes"},
    "depth": {"experiments", "metrics", "panel_spec", "recipes"},
    "sr_words": {"metrics", "sr_experiments", "sr_recipes"},
    "case_b": {"panel_spec", "recipes", "sr_experiments", "sr_recipes", "sr_words"},
    "transplant": {"experiments", "recipes"},
    "training_recipes": set(),
    "training_sets": {"data", "degrade", "training_recipes"},
    "muon": set(),
    "train": {
        "data",
        "metrics",
        "models",
        "muon",
        "recordings",
        "training_recipes",
        "training_sets",
        "storage",
    },
    "photo": {"storage"},
    "receptive": {"models"},
    "tiles": {"backend", "receptive"},
    "noise_level": {"photo"},
    "litert": {"backend"},
    "enlarging": {"data", "litert", "models", "photo", "receptive", "recordings", "tiles"},
    "denoising": {"models", "noise_level", "photo", "recordings", "tiles", "training_recipes"},
    "restoring": {"denoising", "enlarging", "noise_level", "photo"},
    "restore": {"backend", "photo", "recordings", "restoring", "storage"},
    "self_ensemble": set(),
    "benchmark_sets": {"data"},
    "classical": set(),
    "results": {"metrics", "storage"},
    "methods": {
        "benchmark_sets",
        "classical",
        "data",
        "degrade",
        "recordings",
        "results",
        "self_ensemble",
        "tiles",
        "training_recipes",
    },
    "evaluate": {
        "benchmark_sets",
        "data",
        "degrade",
        "methods",
        "metrics",
        "results",
        "training_recipes",
    },
    "ledger": {"benchmark_sets", "results"},
    "record_leak": {
        "benchmark_sets",
        "evaluate",
        "methods",
        "results",
        "train",
        "training_recipes",
        "training_sets",
    },
    "record_speed": {"benchmark_sets", "evaluate", "methods", "recordings", "results", "storage"},
    "record_trainings": {"ledger", "recordings", "results", "training_recipes"},
    "record_results": {
        "benchmark_sets",
        "evaluate",
        "methods",
        "record_leak",
        "record_speed",
        "record_trainings",
        "recordings",
        "results",
        "same_photographs",
        "training_recipes",
        "storage",
    },
    "same_photographs": {"data"},
    "evaluate_command": {
        "benchmark_sets",
        "classical",
        "evaluate",
        "methods",
        "record_results",
        "results",
        "training_recipes",
    },
    "recordings": {
        "case_a",
        "case_b",
        "depth",
        "experiments",
        "models",
        "recipes",
        "sr_experiments",
        "sr_recipes",
        "backend",
        "storage",
        "training_recipes",
        "transplant",
    },
    "plots": {"recipes", "sr_recipes"},
    "explorer": {
        "backend",
        "degrade",
        "panel_spec",
        "photo",
        "progress",
        "recordings",
        "restoring",
        "sr_recipes",
        "tiles",
        "storage",
    },
    "checkup": {"backend", "course", "diagnostics", "plots"},
    "bootstrap": set(),
    "exercises": {
        "benchmark_sets",
        "bootstrap",
        "data",
        "degrade",
        "diagnostics",
        "experiments",
        "gradients",
        "initializers",
        "backend",
        "ladder",
        "metrics",
        "models",
        "photo",
        "progress",
        "recipes",
        "restoring",
        "self_ensemble",
        "sr_experiments",
        "sr_recipes",
        "tiles",
        "training",
    },
    "progress_file": set(),
    "progress": {"progress_file"},
    "course": set(),
    "standing": {"course", "progress"},
    "first_guess": {"case_a", "panel_spec", "recipes"},
    "doctor": set(),
    "__main__": {"doctor", "recordings"},
    "__init__": set(),
}


def modules():
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found.append((parts[0], path))
    return found


def inner_imports(path):
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("restorelib"):
            inner = node.module.split(".")[1:]
            found |= {inner[0]} if inner else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names = (alias.name.split(".") for alias in node.names)
            found |= {name[1] for name in names if name[0] == "restorelib" and len(name) > 1}
    return found


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: str(value)[-40:])
def test_imports_keep_their_direction(module, path):
    assert inner_imports(path) <= MAY_IMPORT[module] | {module}


@pytest.mark.parametrize(("module", "path"), modules(), ids=lambda value: str(value)[-40:])
def test_the_library_speaks_keras_and_sets_no_global_seed(module, path):
    text = path.read_text(encoding="utf-8")
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (
            node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")]
        )
    }
    allowed = {"tensorflow"} if module == "litert" else set()  # of which LiteRT is a part
    assert not imported & {"tensorflow", "torch", "jax"} - allowed
    assert "set_random_seed" not in text and "np.random.seed" not in text


@pytest.mark.parametrize(
    "code",
    [
        "import restorelib",
        "from restorelib import recordings; recordings.load('case_a')",
        "from restorelib import plots",
    ],
)
def test_recorded_runs_need_no_keras(code):
    check = "; import sys; assert not {'keras', 'tensorflow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code + check], check=True, cwd=PACKAGE.parent)
