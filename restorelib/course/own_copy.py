"""The learner's own copy of the lessons, in which nothing of the learner's is ever overwritten.

It lies beside the lessons, so that their links lead to the same places, and git ignores it.
"""

import itertools
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from restorelib.course.copy_record import Record, content, opened, sha256
from restorelib.course.lessons import LESSONS

ORIGINALS = "notebooks"
FOLDER = "my_lessons"
SOLUTIONS = "solutions"
PAGES = ("GLOSSARY.md", "SYMPTOMS.md")  # beside the copy, for lessons link to them
# Not for the file browser: a class gets the address of the one, and Matplotlib looks for the other,
# the style of figures, in the folder of the notebook.
UNLISTED = ("lecture_panels.ipynb", "matplotlibrc")
FIRST = LESSONS[0].file


@dataclass(frozen=True)
class Fresh:
    """A lesson as a newcomer gets it."""

    content: bytes
    version: str  # SHA-256 of its cells: the Python that runs them is no part of it


@dataclass
class Renewed:
    """What `renew` did: the files that it wrote, and what the learner should know."""

    written: list[Path] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def find_course(start: Path) -> Path | None:
    """Folder of the course: `start`, one above it, or the one that this library is imported from.

    None if none of them holds the lessons: they are no part of an installed wheel.
    """
    candidates = [start, *start.parents, Path(__file__).resolve().parents[2]]
    return next((each for each in candidates if (each / ORIGINALS / FIRST).is_file()), None)


def renew(course: Path, home: Path | None = None) -> Renewed:
    """Make the copy, or bring it up to date.

    A lesson that is missing is written. One that changed in the course replaces a copy that nobody
    has touched; beside any other copy it is laid as `NAME.new.ipynb`.

    Args:
        course: the folder of the course.
        home: the folder that is to hold the copy, if not the course itself; it also gets the pages
            that lessons link to.

    Raises:
        OSError: if the folder can't be written to. Then each file is as it was, or complete.
    """
    home = home or course
    folder, done = home / FOLDER, Renewed()
    folder.mkdir(parents=True, exist_ok=True)
    pages = [] if home.samefile(course) else [course / page for page in PAGES]
    with opened(folder) as record:
        for path in [*originals(course), *pages]:
            name = Path(os.path.relpath(path, course / ORIGINALS)).as_posix()
            try:
                fresh = _fresh(path)
                (folder / name).parent.mkdir(exist_ok=True)
            except (ValueError, KeyError, TypeError):
                done.sentences.append(f"{ORIGINALS}/{name} is damaged: your copy stays as it is.")
            except FileExistsError as taken:
                done.sentences.append(f"{name} can't be copied: {taken.filename} is no folder.")
            else:
                _bring_up_to_date(folder / name, name, fresh, record, done)
    return done


def originals(course: Path) -> list[Path]:
    """What of a course is copied: lessons, their solutions, and what is not listed."""
    folder, lesson = course / ORIGINALS, "[0-9][0-9]_*.ipynb"
    patterns = (lesson, f"{SOLUTIONS}/{lesson}", *UNLISTED)
    return [path for pattern in patterns for path in sorted(folder.glob(pattern))]


def own_version(notebook: dict, *, keep_outputs: bool = False) -> dict:
    """A lesson (in the form of its JSON) with no answer in view, changed in place.

    Outputs and execution counts go; outputs that stay are not folded. What a kernel would write
    into the metadata stands there, or JupyterLab would show the notebook as changed at once.
    """
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        if not keep_outputs:
            cell["outputs"], cell["execution_count"] = [], None
        cell["metadata"].pop("collapsed", None)
        cell["metadata"].get("jupyter", {}).pop("outputs_hidden", None)
        if not cell["metadata"].get("jupyter", True):
            del cell["metadata"]["jupyter"]
    notebook["metadata"]["language_info"] = _language_info()
    return notebook


def _language_info() -> dict:
    """What ipykernel tells of the Python that runs it."""
    return {
        "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": f"ipython{sys.version_info[0]}",
        "version": sys.version.split()[0],
    }


def _fresh(path: Path) -> Fresh:
    if path.suffix != ".ipynb":
        return Fresh(path.read_bytes(), sha256(path.read_bytes()))
    # Solutions are answers, for those who open them.
    keep_outputs = path.parent.name == SOLUTIONS
    notebook = own_version(json.loads(path.read_text("utf-8")), keep_outputs=keep_outputs)
    # As nbformat writes it, so that saving without a change changes no byte.
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    version = sha256(json.dumps(notebook["cells"], sort_keys=True).encode())
    return Fresh(text.encode(), version)


def _bring_up_to_date(place: Path, name: str, fresh: Fresh, record: Record, done: Renewed) -> None:
    """Write, renew or lay beside one lesson; or leave it as it is."""
    if not os.path.lexists(place):
        _write(place, fresh, record, done)
    elif record.offered.get(name) == fresh.version:
        return
    elif record.wrote(place):
        _write(place, fresh, record, done)
        done.sentences.append(f"{name} changed in the course: renewed, you had not touched it.")
    elif sources(content(place)) != sources(fresh.content):
        new = next(path for path in beside(place, "new") if _is_free(path, record))
        _write(new, fresh, record, done)
        done.sentences.append(
            f"{name} changed in the course: yours is kept, and the new one is {new.name}."
        )
    elif content(place) == fresh.content:
        record.written.add(sha256(fresh.content))  # the course wrote it, and lost the record
    record.offered[name] = fresh.version


def _write(place: Path, fresh: Fresh, record: Record, done: Renewed) -> None:
    record.write(place, fresh.content)
    done.written.append(place)


def _is_free(path: Path, record: Record) -> bool:
    return record.wrote(path) or not os.path.lexists(path)


def beside(place: Path, word: str) -> Iterator[Path]:
    """Names beside a lesson: `03_x.new.ipynb`, `03_x.new2.ipynb` and so on."""
    for number in itertools.count(1):
        numbered = word if number == 1 else f"{word}{number}"
        yield place.with_name(f"{place.stem}.{numbered}{place.suffix}")


def sources(notebook: bytes | None) -> list[tuple[str, str]] | None:
    """Kind and source of each cell; None if it is no notebook."""
    try:
        cells = json.loads(notebook or b"")["cells"]
        return [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
