"""Write a copy of the course for a class: without worked solutions and what only teachers need.

`make student` writes build/student, `make student ARGS="--clear FOLDER"` another folder, and
clears the outputs of the lessons.
"""

import argparse
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import urlparse

import nbformat

ROOT = Path(__file__).parent.parent
MARK = ".student-copy"  # stands in every folder that may be written again
# Named one by one: what else a teacher keeps here (marks, an exam) must not reach the class.
COPIED = (
    ".gitattributes",
    ".gitignore",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "LICENSE",
    "LICENSE-content",
    "Makefile",
    "README.md",
    "SYMPTOMS.md",
    "binder",
    "conftest.py",
    "docs",
    "environment.yml",
    "notebooks/[0-9][0-9]_*.ipynb",
    "notebooks/lecture_panels.ipynb",
    "notebooks/matplotlibrc",
    "pyproject.toml",
    "requirements-jax.lock.txt",
    "requirements.lock.txt",
    "restorelib",
    "tests/browser",
    "tests/conftest.py",
    # The tests of the checks hold answers, others ask for what only teachers have.
    "tests/__init__.py",
    "tests/claims",
    "tests/lessons/__init__.py",
    "tests/lessons/test_notebooks.py",
    "tests/place.py",
    "tests/seeds.py",
    "tests/site_folder.py",
    "tests/test_imports.py",
    "tests/test_offline.py",
    "tools",
)
LEFT_OUT = (".ci", ".github", "TEACHING.md", "benchmarks", "notebooks/solutions", "tests")
NEEDS_OUTPUTS = "tests/lessons/test_notebooks.py"
BUILT = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "node_modules")
KEPT = (".git", ".venv", "my_lessons")  # of an earlier copy: a class gets it as a repository
CODE = re.compile(r"(`+).*?\1", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?])(\s+)")


def without_loose_ends(text: str, folder: Path) -> str:
    """Markdown without those sentences and table rows that link to a file that is not there.

    Args:
        text: the Markdown.
        folder: of the file that holds it; links count from there.
    """

    def leads_nowhere(sentence: str) -> bool:
        # A query or an anchor is no part of a file's name; code only looks like a link.
        targets = re.findall(r"\]\(([^)\s#?]+)[^)]*\)", CODE.sub("", sentence))
        return any(not urlparse(t).scheme and not (folder / t).exists() for t in targets)

    def block_kept(block: str) -> str:
        parts = re.split("(\n)", block) if block.startswith("|") else SENTENCE_END.split(block)
        sentences = zip(parts[::2], ["", *parts[1::2]], strict=True)
        kept = [(space, words) for words, space in sentences if not leads_nowhere(words)]
        return "".join(space + words for space, words in kept).lstrip("\n ")

    blocks = [
        block if not leads_nowhere(block) else block_kept(block) for block in text.split("\n\n")
    ]
    return "\n\n".join(block for block in blocks if block.strip())


def prune_notebook(path: Path, *, clear: bool) -> None:
    """Take loose ends out of a notebook in place, and the outputs if they are to be cleared."""
    notebook = nbformat.read(path, as_version=4)
    before = nbformat.writes(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = without_loose_ends(cell.source, path.parent)
        elif clear and cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    if nbformat.writes(notebook) != before:
        nbformat.write(notebook, path)


def refuse(folder: Path) -> str | None:
    """Why a copy can't be written there, and what to do; None if it can."""
    inside = [
        part for part in ("notebooks", "restorelib", "tests") if (ROOT / part) in folder.parents
    ]
    if inside:
        return f"{folder} lies in {inside[0]}/ of the course itself: name a folder outside of it."
    if folder.exists() and not folder.is_dir():
        return f"{folder} is a file: name a folder."
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        return (
            f"{folder} is not empty, and it is no copy that `make student` made: name another "
            "folder, or empty this one."
        )
    return None


def write(folder: Path, *, clear: bool = False) -> list[Path]:
    """Write the copy, in the place of an earlier one.

    Args:
        folder: new, empty, or an earlier copy.
        clear: whether the lessons lose their outputs.

    Returns:
        The notebooks of the copy.

    Raises:
        ValueError: if the folder holds anything else.
    """
    folder = folder.resolve()
    if reason := refuse(folder):
        raise ValueError(reason)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in KEPT:
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    (folder / MARK).write_text("Written by `make student`, which may write it again.\n")
    for pattern in COPIED:
        for source in ROOT.glob(pattern):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            if source.is_dir():
                shutil.copytree(source, target, ignore=BUILT)
            else:
                shutil.copy2(source, target)
    if clear:
        (folder / NEEDS_OUTPUTS).unlink()
    for page in folder.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(without_loose_ends(text, folder), encoding="utf-8")
    notebooks = sorted(folder.glob("notebooks/*.ipynb"))
    for notebook in notebooks:
        prune_notebook(notebook, clear=clear)
    return notebooks


def main(arguments: list[str]) -> None:
    """Write the copy that the command line asks for."""
    parser = argparse.ArgumentParser(prog="make student", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "student")
    parser.add_argument("--clear", action="store_true", help="without the lessons' outputs")
    given = parser.parse_args(arguments)
    try:
        notebooks = write(given.folder, clear=given.clear)
    except (OSError, ValueError) as error:
        sys.exit(f"make student: {error}")
    outputs = "cleared" if given.clear else "kept"
    print(f"{given.folder}: {len(notebooks)} notebooks, outputs {outputs}, no solutions.")


if __name__ == "__main__":
    main(sys.argv[1:])
