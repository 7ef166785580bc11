"""Your own photograph: choose a file, restore it, compare, save the result.

The widget only handles clicks; `own_photo_tasks` does the work, and needs no widget.
"""

from collections.abc import Sequence
from pathlib import Path

import traitlets

from restorelib.photos import reading
from restorelib.photos.picture import Photo, PhotoError
from restorelib.widgets.background import Work
from restorelib.widgets.before_after import BeforeAfter
from restorelib.widgets.own_photo_tasks import Task, possible_tasks, save_new, shown_pair
from restorelib.widgets.upload import Inbox
from restorelib.widgets.widget import choices, paragraph


class OwnPhoto(BeforeAfter):
    """Choose a photograph, restore it in a thread, compare, and save it as PNG.

    A file goes to this kernel and nowhere else. If a file cannot be read, a message says why and
    the current photograph stays. `photo` is the photograph chosen last, `result` the restored one.

    Args:
        photo: the first photograph.
        name: name of its file; the saved file is named after it.
        folder: folder to save in, relative to the notebook.
        tasks: tasks to choose from; by default all that the available trained networks can do.
    """

    kind = traitlets.Unicode("own-photo").tag(sync=True)
    tasks = traitlets.List().tag(sync=True)  # [label, whether it takes a sigma]
    source = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    trouble = traitlets.Unicode().tag(sync=True)
    busy = traitlets.Bool(False).tag(sync=True)
    fraction = traitlets.Float(0.0).tag(sync=True)
    can_save = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        photo: Photo,
        *,
        name: str,
        folder: str | Path = "restored",
        tasks: Sequence[Task] | None = None,
    ):
        self.photo, self.result, self.folder = photo, None, Path(folder)
        self.name = name
        self.work: Work | None = None
        self._tasks = list(possible_tasks() if tasks is None else tasks)
        self._done: Task | None = None
        self._inbox = Inbox()
        before, after, words = shown_pair(photo, photo, 1)
        super().__init__(
            before,
            after,
            alt=name,
            labels=("as it is", "as it is"),
            tasks=[[task.label, task.takes_sigma] for task in self._tasks],
            source=f"{name}: {photo.source}",
            status=words or "Nothing restored yet.",
        )

    def receive(self, message: dict, buffers: Sequence[bytes] = ()) -> None:
        """Handle a message of the browser: "piece" of a file, "restore", "cancel" or "save".

        Raises:
            ValueError: for any other message.
        """
        kind = message.get("kind") if isinstance(message, dict) else None
        try:
            if kind == "piece":
                self._take_piece(message, buffers)
            elif kind == "restore":
                self.restore(message.get("task"), message.get("sigma"))
            elif kind == "cancel":
                if self.work:
                    self.work.stop()
            elif kind == "save":
                self.save()
            else:
                raise ValueError(
                    "OwnPhoto expects 'piece', 'restore', 'cancel' or 'save'; "
                    f"received {message!r:.100}."
                )
        except PhotoError as error:
            self.trouble = str(error)

    def _take_piece(self, message: dict, buffers: Sequence[bytes]) -> None:
        name, size, at = str(message["name"]), message["size"], message["at"]
        if at == 0:
            self.trouble = ""
        try:
            whole = self._inbox.add(name, size, at, bytes(buffers[0]) if buffers else b"")
        except PhotoError:
            self.send({"kind": "refused"})
            raise
        self.send({"kind": "received"})
        if whole is not None:
            self.take(whole, name=name)

    def take(self, source: bytes | str | Path, *, name: str = "") -> None:
        """Replace the photograph by another one.

        Args:
            source: the bytes of a file, or its path.
            name: name of the file; a path has its own.

        Raises:
            PhotoError: if it cannot be read, or a task is running; then nothing changes.
        """
        if self.busy:
            raise PhotoError("A photograph is being restored: wait for its end, or cancel it.")
        name = name or Path(source).name
        photo = reading.read(source, name=name, compact=True)
        before, after, words = shown_pair(photo, photo, 1)
        self.photo, self.name, self.result = photo, name, None
        self.show(before, after, alt=name, labels=("as it is", "as it is"))
        self.can_save, self.trouble = False, ""
        self.source = f"{name}: {photo.source}"
        self.status = words or "Nothing restored yet."

    def restore(self, task: int, sigma: float | None = None) -> None:
        """Start a task in a thread.

        Args:
            task: index into the tasks.
            sigma: noise on the 0..255 scale, for a task that takes it; None estimates it.

        Raises:
            PhotoError: if the task does not exist, sigma is invalid, or a task is running.
        """
        if type(task) is not int or not 0 <= task < len(self._tasks):
            raise PhotoError(f"Choose what to do first: {len(self._tasks)} tasks are there.")
        if sigma is not None and not (isinstance(sigma, int | float) and 0 < sigma <= 255):
            raise PhotoError(f"sigma expects a number above 0, on the 0..255 scale; not {sigma}.")
        if self.busy:
            raise PhotoError("A photograph is being restored: wait for its end, or cancel it.")
        photo, chosen = self.photo, self._tasks[task]
        self.busy, self.trouble, self.fraction = True, "", 0.0
        self.status = f"{chosen.label}: begun."
        self.work = Work(
            lambda on_progress, stop: chosen.run(photo, sigma, on_progress, stop),
            on_progress=self._tell_progress,
            on_end=lambda result, error: self._end(photo, chosen, result, error),
        ).start()

    # These two run in the thread of the task. The browser sets none of these traits, so the main
    # thread does not change them at the same time.
    def _tell_progress(self, done: int, total: int, left: float | None) -> None:
        self.fraction = done / total
        pace = "" if left is None or done == total else f", {left:.0f} s left"
        self.status = f"Tile {done:,} of {total:,}{pace}."

    def _end(self, photo: Photo, task: Task, result, error: BaseException | None) -> None:
        from restorelib.models.tiles import Stopped  # not at the top: it imports Keras

        if result is not None:
            before, after, words = shown_pair(photo, result, task.scale)
            labels = ("bicubic" if task.scale > 1 else "as it is", "network")
            self.result, self._done = result, task
            self.show(before, after, alt=self.name, labels=labels)
            self.can_save = True
            height, width = result.pixels.shape[:2]
            self.status = f"{task.label}: {width:,} x {height:,} pixels. {words}".strip()
        elif isinstance(error, Stopped):
            self.status = "Cancelled. What was there before is still there."
        else:
            self.status = "Nothing restored."
            kind = "" if isinstance(error, PhotoError) else f" ({type(error).__name__})"
            self.trouble = f"{error}{kind}"
        self.busy = False

    def save(self) -> Path:
        """Write the result as PNG into the folder, under a new name, and return its path.

        Raises:
            PhotoError: if there is no result, or it cannot be written.
        """
        if self.result is None:
            raise PhotoError("There is nothing to save yet: restore a photograph first.")
        path = save_new(self.result, self.folder, self.name, self._done.suffix)
        self.trouble = ""
        self.status = f"Saved as {path.as_posix()}, beside this notebook."
        return path

    def fallback(self) -> list[str]:
        """What can be done here; parts of HTML."""
        title = paragraph("A photograph of your own", strong=True)
        tasks = choices([task.label for task in self._tasks])
        return [title, tasks, paragraph("Run this cell: then choose a photograph.")]

    def __repr__(self) -> str:
        labels = ", ".join(task.label for task in self._tasks) or "no trained network is here"
        return f"{self.source}. {labels}. Run this cell in JupyterLab to use it."
