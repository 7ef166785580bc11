"""The browser's half of the widgets: its check, its own tests, and the bundles made of it."""

import gzip
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from restorelib import widgets
from tests.browser.conftest import lacking
from tests.place import ROOT

HERE = Path(widgets.__file__).parent
SOURCES = HERE / "js"
WIDGETS = [getattr(widgets, name) for name in widgets.__all__]
BUNDLES = sorted(HERE.glob("*.js"))
SITE = ROOT / "tools" / "site" / "site.bundle.js"


def npm(*arguments: str, **variables: str) -> None:
    """Run a script of package.json, and show what it says if it fails."""
    if shutil.which("npm") is None or not (SOURCES / "node_modules" / ".stamp").exists():
        lacking("The browser's half is not checked: it takes npm, and 'make test' with a network.")
    done = subprocess.run(
        [shutil.which("npm"), "run", "--silent", *arguments],
        cwd=SOURCES,
        env=os.environ | variables,
        text=True,
        encoding="utf-8",
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", ["types", "lint", "test"])
def test_the_sources_pass_their_own(script):
    npm(script)


def test_the_bundles_are_what_the_sources_make(tmp_path):
    npm("bundle", OUT=str(tmp_path), SITE=str(tmp_path))
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in [*BUNDLES, SITE]}
    assert made.keys() == committed.keys(), "make js"
    assert [name for name in made if made[name] != committed[name]] == [], "make js"


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda path: path.name)
def test_a_bundle_is_one_module_that_needs_no_other_file(bundle):
    text = bundle.read_text(encoding="utf-8")
    assert len(re.findall(r" as default\b|\bexport default\b", text)) == 1
    assert not re.search(r"^\s*import\b|\bimport\(|\brequire\(", text, re.MULTILINE)
    assert "://" not in text.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_a_widget_carries_a_bundle(widget):
    texts = {path.read_text(encoding="utf-8") for path in BUNDLES}
    assert str(widget._esm) in texts


def test_a_guess_does_not_carry_the_whole_panel():
    texts = {path.name: path.read_text(encoding="utf-8") for path in BUNDLES}
    guess, panel = texts["guess.bundle.js"], texts["panel.bundle.js"]
    carried = re.findall(r"^// (\w+\.ts)$", guess, re.MULTILINE)
    assert "guess.ts" in carried and "kernel.ts" in carried
    assert not {"panel.ts", "packed.ts", "runs.ts", "chart.ts", "svg.ts"} & set(carried)
    assert len(guess) < len(panel) / 5


def test_the_engine_is_small():
    bundle = (HERE / "engine.bundle.js").read_bytes()
    assert len(gzip.compress(bundle)) < 20_000


def test_the_lock_is_hashed_and_names_no_registry():
    text = (SOURCES / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    asked = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in asked} == asked
    assert all(entry["integrity"].startswith("sha512-") for name, entry in packages.items() if name)
    assert '"resolved"' not in text
