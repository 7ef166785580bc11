"""What must hold after the second pull: no work is lost, and what nobody touched is new."""

import json
from dataclasses import dataclass
from pathlib import Path

from restorelib.course import copy_record, progress_file
from restorelib.course.copy_record import content
from restorelib.course.own_copy import sources
from restorelib.course.progress_file import Progress
from tools.hub.lesson_day import GUESSES, LINE, MINE
from tools.hub.repository import ADDED, READ, SENTENCE, TEACHERS, TRAINED

QUESTIONS = ("03-which-score", "03-which-side")


@dataclass(frozen=True)
class Work:
    """What is one member's own."""

    files: dict[str, bytes]  # name in my_lessons -> content, of what the course did not write
    original: bytes  # TRAINED in notebooks/, where dora works
    progress: Progress


def own_work(home: Path) -> Work:
    """Read it from the member's home."""
    copy = home / "course" / "my_lessons"
    record = copy_record.read(copy)
    files = {
        path.name: path.read_bytes() for path in copy.glob("[!.]*.ipynb") if not record.wrote(path)
    }
    original = (copy.parent / "notebooks" / TRAINED).read_bytes()
    return Work(files, original, progress_file.load(home / ".restorelib" / "progress.json"))


def failures(home: Path, before: Work, news: str) -> list[str]:
    """Sentences that say what does not hold for this member; none if all does.

    Args:
        home: the member's home, after the second pull.
        before: the work that was there before it.
        news: what the page of lessons said after the pull.
    """
    name, copy = home.name, home / "course" / "my_lessons"
    found = _of_the_progress(name, before.progress, own_work(home).progress)
    for file, saved in before.files.items():
        if content(copy / file) != saved:
            found.append(f"{file} in my_lessons is not as it was saved")
    if SENTENCE not in _text(copy / READ):
        found.append(f"{READ}, which nobody has touched, is not the new one")
    if name == "dora":
        found += _of_the_merge(before.original, copy.parent / "notebooks" / TRAINED)
        return found + _is_new(copy / TRAINED, copy / ADDED)
    if TRAINED not in before.files:
        found.append(f"{TRAINED} in my_lessons is not taken for this member's own")
    if f"{TRAINED} changed in the course: yours is kept" not in news:
        found.append(f"the page does not say that {TRAINED} is kept; it says: {news!r}")
    added = copy / ADDED
    if name == "cleo":
        added = added.with_suffix(".new.ipynb")
        kept = [path for path in copy.parent.glob("notebooks/*.ipynb") if content(path) == MINE]
        if not kept:
            found.append(f"her own {ADDED} in notebooks/ is gone")
    return found + _is_new((copy / TRAINED).with_suffix(".new.ipynb"), added)


def _of_the_progress(name: str, before: Progress, after: Progress) -> list[str]:
    chosen = dict(zip(QUESTIONS, GUESSES[name], strict=True))
    kept = {guess: told.choice for guess, told in before.guesses.items()}
    found = []
    if kept != chosen:
        found.append(f"the guesses kept should be {chosen}; they are {kept}")
    if not all(told.compared for told in before.guesses.values()):
        found.append("a guess was not compared with the measurement")
    if name == "ann" and "03.1" not in before.exercises:
        found.append("exercise 03.1 is solved, and not kept as passed")
    if after != before:
        found.append("the progress is not as it was before the second pull")
    return found


def _of_the_merge(before: bytes, place: Path) -> list[str]:
    """Of a notebook that nbgitpuller merged: both hands are in it, the student's where both are."""
    cells = sources(place.read_bytes())
    if cells is None:
        return [f"notebooks/{TRAINED} is no notebook any more"]
    text = "\n".join(source for _, source in cells)
    lost = [source for _, source in sources(before) or [] if LINE.format("dora") in source]
    found = [f"this cell of hers is gone: {source}" for source in lost if source not in text]
    if len(lost) != 2:
        found.append(f"two cells of hers were saved; it is {len(lost)}")
    if SENTENCE not in text:
        found.append("the teacher's sentence, where she changed nothing, is not in her notebook")
    if TEACHERS in text:
        found.append("the teacher's line is in the cell that she changed; TEACHING.md denies it")
    return found


def _is_new(lesson: Path, added: Path) -> list[str]:
    found = []
    if SENTENCE not in _text(lesson):
        found.append(f"the teacher's new lesson 03 should be in {lesson.name}; it is not")
    if not json.loads(_text(added) or "{}").get("cells"):
        found.append(f"the new lesson should be in {added.name}; it is not")
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
