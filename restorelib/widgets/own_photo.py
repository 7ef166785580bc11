"""Your own photograph: messages and traits. The other `own_photo_*` modules do the work."""

import threading
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import traitlets

from restorelib.photos.picture import Photo, PhotoError
from restorelib.widgets.background import Work
from restorelib.widgets.before_after import BeforeAfter
from restorelib.widgets.own_photo_session import Job, Session
from restorelib.widgets.own_photo_tasks import Task, in_words, possible_tasks
from restorelib.widgets.own_photo_view import shown_pair
from restorelib.widgets.upload import Inbox
from restorelib.widgets.widget import choices, paragraph

BUSY = "A photograph is being restored: wait for its end, or cancel it."


class OwnPhoto(BeforeAfter):
    """Choose a photograph and a region of it, restore either in a thread, compare, and save as PNG.

    A file goes to this kernel and nowhere else. If a file cannot be read, a message says why and
    the current photograph stays. A result that is too large for memory is written to the folder
    while it is computed. `photo` is the photograph chosen last, `result` what was restored of it.

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
    plans = traitlets.List().tag(sync=True)  # as `Session.plans`
    overview = traitlets.Bytes().tag(sync=True)  # a small JPEG of the whole photograph
    whole = traitlets.List(traitlets.Int()).tag(sync=True)  # [width, height] of the photograph
    region = traitlets.List(traitlets.Int()).tag(sync=True)  # [left, top, width, height]
    shown = traitlets.Unicode().tag(sync=True)  # which part the two pictures show

    def __init__(
        self,
        photo: Photo,
        *,
        name: str,
        folder: str | Path = "restored",
        tasks: Sequence[Task] | None = None,
    ):
        tasks = possible_tasks() if tasks is None else tasks
        self.session = Session(photo, name, folder, tasks)
        self.work: Work | None = None
        self._inbox = Inbox()
        # A thread restores, and the kernel handles messages meanwhile: each changes traits only
        # while it holds this. The browser changes none of them.
        self._lock = threading.RLock()
        before, after, labels, shown = shown_pair(photo, self.session.region, None)
        super().__init__(
            before,
            after,
            alt=name,
            labels=labels,
            tasks=[[task.label, task.takes_sigma] for task in tasks],
            shown=shown,
            **self.session.facts(),
        )

    @property
    def photo(self) -> Photo:
        """The photograph chosen last."""
        return self.session.photo

    @property
    def result(self) -> Photo | None:
        """What was restored last, of the photograph or the region; None if nothing was."""
        return self.session.result and self.session.result.photo

    def receive(self, message: dict, buffers: Sequence[bytes] = ()) -> None:
        """Handle a message of the browser: "piece", "region", "restore", "cancel" or "save".

        Raises:
            ValueError: for any other message.
        """
        kind = message.get("kind") if isinstance(message, dict) else None
        with self._lock:
            try:
                if kind == "piece":
                    self._take_piece(message, buffers)
                elif kind == "region":
                    self.look_at(*message["region"])
                elif kind == "restore":
                    only = bool(message.get("region"))
                    self.restore(message.get("task"), message.get("sigma"), only_region=only)
                elif kind == "cancel":
                    if self.work:
                        self.work.stop()
                elif kind == "save":
                    self.save()
                else:
                    expected = "'piece', 'region', 'restore', 'cancel' or 'save'"
                    raise ValueError(f"OwnPhoto expects {expected}; received {message!r:.100}.")
            except PhotoError as error:
                self.trouble = str(error)
                if kind == "piece" and not self.busy:
                    # What was said of the photograph is no answer to a file that was refused.
                    done = ", restored" * bool(self.result)
                    self.status = f"{self.session.name} is still here{done}."

    def _take_piece(self, message: dict, buffers: Sequence[bytes]) -> None:
        name, whole, answer = str(message["name"]), None, "refused"
        try:
            if self.busy:
                raise PhotoError(BUSY)
            piece = bytes(buffers[0]) if buffers else b""
            whole = self._inbox.add(name, message["size"], message["at"], piece)
            answer = "received"
        finally:
            self.send({"kind": answer})
        self.trouble = ""
        if whole is not None:
            self.status = f"{name} has arrived and is being read."
            self.take(whole, name=name)

    def take(self, source: bytes | str | Path, *, name: str = "") -> None:
        """Replace the photograph: by the bytes of a file and its name, or by its path.

        Raises:
            PhotoError: if it cannot be read, or a task is running; then nothing changes.
        """
        if self.busy:
            raise PhotoError(BUSY)
        self.session.take(source, name)
        with self.hold_sync():  # one message, so that the box is never drawn on another picture
            self._draw()
            self.can_save, self.trouble = False, ""
            for trait, value in self.session.facts().items():
                setattr(self, trait, value)

    def look_at(self, left: int, top: int, width: int, height: int) -> None:
        """Show a region, in pixels of the photograph, before and after."""
        self.session.look_at(left, top, width, height)
        self._draw()
        self.region, self.plans = list(astuple(self.session.region)), self.session.plans()

    def restore(self, task: int, sigma: float | None = None, *, only_region: bool = False) -> None:
        """Start a task in a thread, if none runs. Arguments and errors as for `Session.prepare`."""
        if self.busy:
            raise PhotoError(BUSY)
        self.plans = self.session.plans()  # the disk may be fuller by now
        job = self.session.prepare(task, sigma, only_region=only_region)
        self.busy, self.trouble, self.fraction = True, "", 0.0
        self.status = f"{job.task.label}: begun."
        self.work = Work(job.run, self._tell_progress, lambda *end: self._end(job, *end)).start()

    # These two run in the thread of the task.
    def _tell_progress(self, done: int, total: int, left: float | None) -> None:
        pace = "" if left is None or done == total else f", {left:.0f} s left"
        with self._lock:
            self.fraction = done / total
            self.status = f"Tile {done:,} of {total:,}{pace}."

    def _end(self, job: Job, result, error: BaseException | None) -> None:
        with self._lock:
            told = self.session.finish(job, result, error)
            if result is not None:
                self._draw()
                self.can_save = result.path is None
            self.status, self.trouble = told
            self.plans, self.busy = self.session.plans(), False

    def save(self) -> Path:
        """As `Session.save`, and say where."""
        path = self.session.save()
        self.trouble, self.status = "", f"Saved as {in_words(path)}."
        return path

    def fallback(self) -> list[str]:
        """What can be done here; parts of HTML."""
        tasks = choices([label for label, _ in self.tasks])
        return [paragraph("Your photograph", strong=True), tasks, paragraph("Run this cell.")]

    def _draw(self) -> None:
        """Show the region as it is now."""
        session = self.session
        before, after, labels, shown = shown_pair(session.photo, session.region, session.result)
        with self.hold_sync():
            self.show(before, after, alt=session.name, labels=labels)
            self.shown = shown

    def __repr__(self) -> str:
        labels = ", ".join(label for label, _ in self.tasks) or "no trained network is here"
        return f"{self.source}. {labels}. Run this cell in JupyterLab to use it."
