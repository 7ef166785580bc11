"""Draw the wings of the library in CONTRIBUTING.md, from the contract in pyproject.toml.

`python -m tools.wings` writes the drawing; a test compares, so that it cannot go stale.
"""

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "CONTRIBUTING.md"
BLOCK = re.compile("(?<=<!-- wings -->\n).*?(?=<!-- end of wings -->)", re.DOTALL)


def floors() -> list[list[str]]:
    """The layers of the contract, top first; each a list of the rooms on it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (layers,) = (
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    return [layer.split(" | ") for layer in layers]


def first_line(room: str) -> str:
    """What a room holds: the first line of its docstring."""
    place = ROOT / "restorelib" / room
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]


def drawing() -> str:
    """The floors as a picture in text, and under it what each room holds."""
    rows = ["   ".join(floor) for floor in floors()]
    width = max(map(len, rows)) + 4
    lines = [f"+{'-' * width}+"]
    for row in rows:
        lines += [f"|{row:^{width}}|", f"+{'-' * width}+"]
    picture = "\n".join(["```text", *lines, "```"])
    rooms = [f"| `{room}` | {first_line(room)} |" for floor in floors() for room in floor]
    return "\n".join([picture, "", "| Room | Holds |", "|---|---|", *rooms, ""])


def drawn(page: str) -> str:
    """A page with the drawing as it is now."""
    return BLOCK.sub(lambda _: drawing(), page)


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
