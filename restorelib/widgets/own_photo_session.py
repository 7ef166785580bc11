"""A photograph, the region of it that is looked at, and what was restored of it; no widget."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from restorelib.photos import reading, writing
from restorelib.photos.picture import Photo, PhotoError
from restorelib.photos.region import Region, whole_region
from restorelib.widgets.before_after import encoded
from restorelib.widgets.own_photo_plan import Clock, Plan, plan
from restorelib.widgets.own_photo_tasks import Result, Task, new_path, restored
from restorelib.widgets.own_photo_view import first_region, small_picture


@dataclass(frozen=True)
class Job:
    """One run of a task: `run` may be called in a thread."""

    photo: Photo
    task: Task
    sigma: float | None
    region: Region
    path: Path | None  # of the file to write; None: the result stays in memory
    clock: Clock

    def run(self, on_progress: Callable[[int, int], None], stop: threading.Event) -> Result:
        """Restore. Arguments and errors as for `own_photo_tasks.restored`."""

        def tell(done: int, total: int) -> None:
            self.clock.tick(done, total)
            on_progress(done, total)

        return restored(
            self.photo,
            self.task,
            sigma=self.sigma,
            region=self.region,
            path=self.path,
            on_progress=tell,
            stop=stop,
        )


class Session:
    """A photograph, the region of it that is looked at, and what was restored of it.

    Args:
        photo: the first photograph.
        name: name of its file.
        folder: folder to save in.
        tasks: what can be done to it.
    """

    def __init__(self, photo: Photo, name: str, folder: str | Path, tasks: Sequence[Task]):
        self.photo, self.name, self.folder = photo, name, Path(folder)
        self.tasks = list(tasks)
        self.region = first_region(photo)
        self.result: Result | None = None
        # Of each task: whether to a file -> seconds a pixel, as measured here.
        self._paces: dict[str, dict[bool, float]] = {task.label: {} for task in self.tasks}

    def take(self, source: bytes | str | Path, name: str = "") -> None:
        """Replace the photograph by another one.

        Args:
            source: the bytes of a file, or its path.
            name: name of the file; a path has its own.

        Raises:
            PhotoError: if it cannot be read; then nothing changes.
        """
        name = name or Path(source).name
        self.photo = reading.read(source, name=name, compact=True)
        self.name, self.result, self.region = name, None, first_region(self.photo)

    def look_at(self, left: int, top: int, width: int, height: int) -> None:
        """Look at a region, in pixels of the photograph, as far as the photograph goes."""
        self.region = Region(left, top, width, height).within(self.photo.pixels.shape)

    def plan(self, task: Task, *, only_region: bool) -> Plan:
        """What a task would make now of the whole photograph, or of the region."""
        region = self.region if only_region else None
        paces = self._paces[task.label]
        return plan(self.photo, task, region=region, folder=self.folder, paces=paces)

    def plans(self) -> list[list[list]]:
        """Of each task [words, whether it is refused], for the photograph and for the region."""
        both = [[self.plan(task, only_region=o) for o in (False, True)] for task in self.tasks]
        return [[[made.words, made.refused] for made in plans] for plans in both]

    def facts(self) -> dict:
        """What a browser has to know of the photograph: trait of `OwnPhoto` -> value."""
        height, width = self.photo.pixels.shape[:2]
        return {
            "source": f"{self.name}: {self.photo.source}",
            "status": "Nothing restored yet.",
            "overview": encoded(small_picture(self.photo), "image/jpeg"),
            "whole": [width, height],
            "region": list(astuple(self.region)),
            "plans": self.plans(),
        }

    def prepare(self, task: int, sigma: float | None, *, only_region: bool) -> Job:
        """Check what is asked for.

        Args:
            task: index into the tasks.
            sigma: noise on the 0..255 scale, for a task that takes it; None estimates it.
            only_region: restore no more than the region.

        Raises:
            PhotoError: if the task does not exist, sigma is invalid, or the result has no room.
        """
        if type(task) is not int or not 0 <= task < len(self.tasks):
            raise PhotoError(f"Choose what to do first: {len(self.tasks)} tasks are there.")
        if sigma is not None and not (isinstance(sigma, int | float) and 0 < sigma <= 255):
            raise PhotoError(f"sigma expects a number above 0, on the 0..255 scale; not {sigma}.")
        chosen, whole = self.tasks[task], whole_region(self.photo)
        planned = self.plan(chosen, only_region=only_region)
        if planned.refused:
            raise PhotoError(planned.words)
        region, path = self.region if only_region else whole, None
        if planned.to_file:
            path = new_path(self.folder, self.name, chosen.suffix + "-region" * (region != whole))
        return Job(self.photo, chosen, sigma, region, path, Clock(region.width * region.height))

    def finish(
        self, job: Job, result: Result | None, error: BaseException | None
    ) -> tuple[str, str]:
        """Keep what a job has made, and its pace; return what to say: status and trouble."""
        from restorelib.models.tiles import Stopped  # not at the top: it imports Keras

        if (pace := job.clock.pace()) is not None:
            self._paces[job.task.label][job.path is not None] = pace
        if result is not None:
            self.result = result
            return result.words, ""
        if isinstance(error, Stopped):
            return "Cancelled. What was there before is still there.", ""
        kind = "" if isinstance(error, PhotoError) else f" ({type(error).__name__})"
        return "Nothing restored.", f"{error}{kind}"

    def save(self) -> Path:
        """Write the result as PNG into the folder, under a new name, and return its path.

        A result that was written while it was computed is not written again.

        Raises:
            PhotoError: if there is no result, or it cannot be written.
        """
        if self.result is None:
            raise PhotoError("There is nothing to save yet: restore a photograph first.")
        if self.result.path is not None:
            return self.result.path
        path = new_path(self.folder, self.name, self.result.suffix)
        writing.write(self.result.photo, path)
        return path
