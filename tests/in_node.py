"""Call a function of the browser's half, in node."""

import json
import shutil
import subprocess
from pathlib import Path

from tests.browser.conftest import lacking
from tests.place import ROOT

JS = ROOT / "restorelib" / "widgets" / "js"
PROGRAM = """
import {{ readFileSync, writeFileSync }} from "node:fs";
import * as code from "./code.mjs";
const asked = JSON.parse(readFileSync("in.json", "utf8"));
const answers = {script};
writeFileSync("out.json", JSON.stringify(answers));
"""


def answers(source: str, script: str, asked: object, folder: Path) -> object:
    """The value of a JavaScript expression.

    Args:
        source: module below `restorelib/widgets/js`; the expression knows it as `code`.
        script: the expression; it knows `asked`.
        asked: anything that JSON can hold.
        folder: an empty one.
    """
    esbuild, node = JS / "node_modules" / ".bin" / "esbuild", shutil.which("node")
    if node is None or not esbuild.exists():
        lacking("The browser's half is not compared: it takes npm, and 'make test' with a network.")
    made = f"--outfile={folder / 'code.mjs'}"
    subprocess.run(
        [esbuild, JS / source, "--bundle", "--format=esm", "--log-level=error", made], check=True
    )
    (folder / "in.json").write_text(json.dumps(asked), encoding="utf-8")
    (folder / "run.mjs").write_text(PROGRAM.format(script=script), encoding="utf-8")
    subprocess.run([node, "run.mjs"], cwd=folder, check=True)
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))
