"""Licences whose text has to go with the pages: the course's own, and those of what they carry."""

from html import escape
from importlib import metadata
from pathlib import Path

from tools.lock import ROOT

HERE = Path(__file__).parent / "notices"


def own() -> str:
    """The MIT licence of the code, folded."""
    return _folded("The MIT licence of the course", (ROOT / "LICENSE").read_text(encoding="utf-8"))


def others() -> str:
    """The licences of MiniSearch and Pygments, folded."""
    search = (HERE / "minisearch.txt").read_text(encoding="utf-8")
    (colours,) = (path for path in metadata.files("pygments") if path.name == "LICENSE")
    return "\n".join(
        (
            _folded("MiniSearch: MIT licence", search),
            _folded("Pygments: BSD licence", colours.read_text(encoding="utf-8")),
        )
    )


def _folded(title: str, text: str) -> str:
    return f"<details><summary>{title}</summary><pre>{escape(text.strip())}</pre></details>"
