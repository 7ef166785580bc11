"""What `record` hands out, and its work folder: a file for each chunk that was trained.

Files are read by what stands in them, so their names and the size of a chunk may change between
two starts. Each holds the provenance of the machine that trained it.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from restorelib.cases.recording import Recording
from restorelib.experiments.recipes import AnyRecipe, AnyRecord
from restorelib.experiments.recordings import records_from
from restorelib.storage.packing import RecordingError
from restorelib.storage.whole import whole


class Chunk(NamedTuple):
    """Recipes that share a bench, to train one after another in one process."""

    recording: Recording
    recipes: tuple[AnyRecipe, ...]


class Failure(NamedTuple):
    """A recipe that was not trained, and why."""

    recipe: AnyRecipe
    error: str


class Trained(NamedTuple):
    """What became of a chunk: its records as the bytes of a file, and what failed."""

    file: tuple[str, bytes] | None  # its name and its bytes; None if there is no record
    failures: list[Failure]


def recorded(folder: Path) -> dict[AnyRecipe, AnyRecord]:
    """All records in a work folder; none if there is no such folder."""
    found: dict[AnyRecipe, AnyRecord] = {}
    for path in sorted(folder.glob("*.bin")):
        try:
            found |= records_from(path.read_bytes())
        except RecordingError as error:
            path.rename(path.with_suffix(".unread"))
            print(f"{path} is put aside, and its runs are trained again: {error}")
    return found


def missing(recording: Recording, found: Iterable[AnyRecipe]) -> list[AnyRecipe]:
    """The recipes of a recording without all of their records."""
    known = set(found)
    return [each for each in recording.recipes() if not known.issuperset(recording.gives(each))]


def chunks(recording: Recording, recipes: Iterable[AnyRecipe], size: int) -> list[Chunk]:
    """Share recipes out into chunks of at most `size`."""
    together: dict[AnyRecipe, list[AnyRecipe]] = {}
    for recipe in recipes:
        together.setdefault(recording.shared(recipe), []).append(recipe)
    return [
        Chunk(recording, tuple(alike[start : start + size]))
        for alike in together.values()
        for start in range(0, len(alike), size)
    ]


def save(folder: Path, trained: Trained) -> None:
    """Write the file of a chunk into a work folder, completely or not at all."""
    if trained.file:
        name, packed = trained.file
        folder.mkdir(parents=True, exist_ok=True)
        with whole(folder / name) as part:
            part.write_bytes(packed)
