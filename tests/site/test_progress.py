"""The page's progress: what Python reads, and merged as Python merges."""

import json
import random
import shutil
import subprocess

import pytest

from restorelib.course.progress import _merge, _merge_by_time
from restorelib.course.progress_file import Guessed, Progress, as_data, from_json
from tests.browser.conftest import lacking
from tests.place import ROOT

JS = ROOT / "restorelib" / "widgets" / "js"
DRIVER = """
import { readFileSync } from "node:fs";
import * as page from MODULE;
const tried = (text) => {
  try { return page.textOf(page.progressFrom(text)); } catch { return ""; }
};
const { pairs, texts } = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify({
  pairs: pairs.map(([a, b]) => ["merged", "mergedByTime"].map((name) =>
    page.textOf(page[name](page.progressFrom(a), page.progressFrom(b))))),
  texts: texts.map(tried),
}));
"""
TIMES = [f"2026-11-{day:02}T10:00:00+00:00" for day in range(1, 4)]
DAMAGED = [
    "{",
    "[]",
    "null",
    '{"exercises": {}, "guesses": {}}',
    '{"schema": 2, "exercises": {}, "guesses": {}}',
    '{"schema": 1, "exercises": {"03.1": 5}, "guesses": {}}',
    '{"schema": 1, "exercises": {}, "guesses": {"g": null}}',
    '{"schema": 1, "exercises": {}, "guesses": {"g": {"choice": "a", "when": ""}}}',
    '{"schema": 1, "exercises": {}, "guesses": {"g": {"choice": 1, "when": "", "compared": true}}}',
    '{"schema": 1, "exercises": {}, "guesses": '
    '{"g": {"choice": "a", "when": "", "compared": true, "who": "me"}}}',
]


@pytest.fixture(scope="module")
def page_says(tmp_path_factory):
    """Ask the page's modules, in node."""
    esbuild = JS / "node_modules" / ".bin" / "esbuild"
    if shutil.which("node") is None or not esbuild.exists():
        lacking("The page's progress is not compared: it takes npm, and 'make test' once.")
    module = tmp_path_factory.mktemp("progress") / "progress.mjs"
    source = JS / "site" / "progress.ts"
    subprocess.run([esbuild, source, "--format=esm", f"--outfile={module}"], check=True)

    def ask(pairs, texts):
        code = DRIVER.replace("MODULE", json.dumps(module.as_uri()))
        done = subprocess.run(
            ["node", "--input-type=module", "--eval", code],
            input=json.dumps({"pairs": pairs, "texts": texts}),
            text=True,
            encoding="utf-8",
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


def text(progress):
    return json.dumps(as_data(progress), ensure_ascii=False)


def generated(seed):
    """Progress of a few names, so that two of them often hold the same ones."""
    draw = random.Random(seed)
    names = [name for name in ("a", "b", "σ", "__proto__", "constructor") if draw.random() < 0.7]
    guesses = {
        name: Guessed(draw.choice("xyz"), draw.choice(TIMES), draw.random() < 0.5) for name in names
    }
    passed = [name for name in ("01.1", "04.A", "10.3") if draw.random() < 0.7]
    return Progress({name: draw.choice(TIMES) for name in passed}, guesses)


def test_the_page_merges_as_python_does(page_says):
    pairs = [(generated(2 * i), generated(2 * i + 1)) for i in range(300)]
    told = page_says([[text(a), text(b)] for a, b in pairs], [])["pairs"]
    expected = [(_merge(a, b), _merge_by_time(a, b)) for a, b in pairs]
    assert [tuple(map(from_json, both)) for both in told] == expected
    # The two rules differ here, so that neither passes for the other.
    assert sum(one != other for one, other in expected) > 50


def test_the_page_reads_what_python_reads_and_refuses_the_rest(page_says):
    good = [text(generated(seed)) for seed in range(20)]
    told = page_says([], good + DAMAGED)["texts"]
    assert [from_json(each) for each in told[:20]] == [from_json(each) for each in good]
    assert told[20:] == [""] * len(DAMAGED)
    for each in DAMAGED:
        with pytest.raises(ValueError):
            from_json(each)
