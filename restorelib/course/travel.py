"""Take a learner's work along in one zip, and bring it back elsewhere, as on Binder."""

import html
import itertools
import os
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from restorelib.course import progress
from restorelib.course.copy_record import Record, content, is_copy, opened, read
from restorelib.course.own_copy import FOLDER, beside
from restorelib.course.work_zip import Progress, Work, WorkError, is_notebook_name, load, packed
from restorelib.storage.whole import whole

ZIP = "my_work.zip"
NO_COPY = (
    "You are not in your own copy of the lessons. Make it and open it there: "
    "python -m restorelib start"
)


@dataclass(frozen=True)
class Told:
    """What was done, in words, for a cell's end or the shell."""

    words: str
    is_done: bool = True
    zip_file: Path | None = None  # to download

    def __repr__(self) -> str:
        return self.words

    def _repr_html_(self) -> str:
        words = html.escape(self.words).replace("\n", "<br>")
        if self.zip_file is None:
            return f"<p>{words}</p>"
        link = quote(os.path.relpath(self.zip_file).replace(os.sep, "/"))
        # `download`: JupyterLab would open any other link to a file itself.
        button = f'<a href="{link}" download>Download {html.escape(self.zip_file.name)}</a>'
        return f"<p>{button}</p><p>{words}</p>"


def take_along(zip_file: str | Path | None = None, *, folder: Path | None = None) -> Told:
    """Write what is yours, notebooks and progress, into one zip; in a cell, with a link to it.

    Args:
        zip_file: of a new name; without it `my_work.zip` in your copy, or with a number.
        folder: your copy of the lessons; by default the one that you are in.
    """
    folder = folder or _here()
    if folder is None or not folder.is_dir():
        return Told(NO_COPY, is_done=False)
    try:
        work = own_work(folder)
        if not (work.notebooks or work.progress.guesses or work.progress.exercises):
            return Told(_with_left_out("There is nothing of yours to take along yet.", work))
        packing = packed(work)
        names = [Path(zip_file)] if zip_file else _numbered(folder / ZIP)
        place = next(name for name in names if _is_free(name, packing) or zip_file)
        if content(place) != packing:
            with whole(place, replace=False) as part:
                part.write_bytes(packing)
    except FileExistsError:
        return Told(f"{zip_file} exists already and stays: choose another name.", is_done=False)
    except (WorkError, OSError) as error:
        return Told(f"Nothing was written: {_reason(error)}", is_done=False)
    words = (
        f"{place.name} holds {_count(work.notebooks, 'notebook')} of yours, as last saved, "
        f"{_count(work.progress.guesses, 'guess')} and "
        f"{_count(work.progress.exercises, 'passed exercise')}. To go on elsewhere: start the "
        f"course there, upload the file, and run: python -m restorelib bring-back {place.name}"
    )
    is_served = place.resolve().is_relative_to(folder.resolve())
    return Told(_with_left_out(words, work), zip_file=place if is_served else None)


def bring_back(zip_file: str | Path = ZIP, *, folder: Path | None = None) -> Told:
    """Bring back what `take_along` wrote. What you have here is never overwritten.

    A notebook that you worked on here, too, is kept; the one of the zip is laid beside it, as
    `NAME.brought.ipynb`. Of the progress, earlier passes and compared guesses count.

    Args:
        zip_file: the zip, or a `progress.json` that a page of the course has saved.
        folder: your copy of the lessons; by default the one that you are in.
    """
    folder = folder or _here()
    if folder is None or not folder.is_dir():
        return Told(NO_COPY, is_done=False)
    try:
        place = folder / zip_file  # where JupyterLab has put it
        work = load(place if not Path(zip_file).exists() and place.exists() else Path(zip_file))
        sentences = _unpacked(work, folder)
    except (WorkError, OSError) as error:
        return Told(_reason(error), is_done=False)
    trouble = progress.bring_back(work.progress)
    sentences.append(trouble or "Your guesses and passed exercises are on the map: lesson 00.")
    return Told(_with_left_out("\n".join(sentences), work), is_done=not trouble)


def own_work(folder: Path) -> Work:
    """What is the learner's in a copy, with the progress. What the course wrote is left out.

    Raises:
        WorkError: if the progress can't be read.
    """
    record, kept, work = read(folder), progress.read(), Work()
    if kept.trouble:
        raise WorkError(f"your progress would be missing. {kept.trouble}")
    for path in sorted(folder.rglob("*.ipynb")):
        name = path.relative_to(folder).as_posix()
        if name.startswith(".") or "/." in name or record.wrote(path):
            continue
        found = content(path)
        if found is None or not is_notebook_name(name):
            work.left_out.append(name)
        else:
            work.notebooks[name] = found
            if name in record.offered:
                work.versions[name] = record.offered[name]
    work.progress = Progress(kept.exercises, kept.guesses)
    return work


def _unpacked(work: Work, folder: Path) -> list[str]:
    told = []
    with opened(folder) as record:
        for name, found in work.notebooks.items():
            try:
                told.append(_brought_back(folder, name, found, work.versions.get(name), record))
            except OSError as error:
                told.append(f"{name} can't be written ({error.strerror or error}).")
    same = [words for words in told if not words]
    return [*filter(None, told), *([f"Here already: {_count(same, 'notebook')}."] if same else [])]


def _brought_back(
    folder: Path, name: str, found: bytes, version: str | None, record: Record
) -> str:
    """Write one notebook where nothing of the learner's is; return words, "" if it is here."""
    place = folder / name
    if content(place) == found:
        return ""
    if not place.parent.resolve().is_relative_to(folder.resolve()):
        return f"{name} was left out: {place.parent} leads out of your copy."
    place.parent.mkdir(parents=True, exist_ok=True)
    if record.wrote(place) or not os.path.lexists(place):
        target, words = place, f"{name} is back."
        if version:
            record.offered[name] = version  # a newer one will be laid beside it
    else:
        names = beside(place, "brought")
        target = next(each for each in names if content(each) == found or not os.path.lexists(each))
        if content(target) == found:
            return ""
        words = f"{name} is kept as you have it here; the one you brought is {target.name}."
    with whole(target, replace=record.wrote(target)) as part:
        part.write_bytes(found)
    return words


def _here() -> Path | None:
    """The copy that the current folder belongs to."""
    here = Path.cwd()
    return next((each for each in (here, *here.parents) if is_copy(each)), None)


def _is_free(place: Path, packing: bytes) -> bool:
    return not os.path.lexists(place) or content(place) == packing


def _numbered(place: Path) -> Iterator[Path]:
    yield place
    for number in itertools.count(2):
        yield place.with_stem(f"{place.stem}_{number}")


def _count(things: Sized, word: str) -> str:
    plural = "es" if word.endswith("s") else "s"
    return f"{len(things)} {word}{'' if len(things) == 1 else plural}"


def _with_left_out(words: str, work: Work) -> str:
    if not work.left_out:
        return words
    names = ", ".join(sorted(work.left_out)[:3])
    more = f" and {len(work.left_out) - 3} more" if len(work.left_out) > 3 else ""
    return f"{words}\nLeft out, since it is no notebook of a copy: {names}{more}."


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or FOLDER}: {error.strerror or error}"
    return str(error)
