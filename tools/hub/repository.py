"""The repository that a class pulls: the students' copy, and a teacher's change to it."""

import json
import shutil
import subprocess
from pathlib import Path

from tools import student
from tools.hub.environment import COURSE

LESSONS = COURSE / "notebooks"
TRAINED = "03_the_loss_that_never_moves.ipynb"  # the lesson that the class runs
READ = "01_images_noise_and_psnr.ipynb"  # one that nobody has touched
ADDED = "12_one_more_lesson.ipynb"  # one that is new
SHARED = "formula"  # cell of TRAINED that the teacher changes, and a student has changed
TEACHERS = "# the teacher's line"
SENTENCE = "A sentence that the teacher added."


def git(*arguments: str | Path, folder: Path = COURSE) -> str:
    """Run git there, as a teacher without any configuration; return what it prints."""
    who = ["-c", "user.name=teacher", "-c", "user.email=teacher@localhost"]
    command = ["git", *who, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def publish(bare: Path) -> None:
    """`make student`, committed and pushed to a bare repository."""
    shutil.rmtree(COURSE, ignore_errors=True)
    student.write(COURSE)
    git("init", "--quiet", "--initial-branch=main")
    git("add", "--all")
    git("commit", "--quiet", "--message=The course")
    git("clone", "--quiet", "--bare", COURSE, bare, folder=bare.parent)
    git("remote", "add", "origin", bare)


def change() -> None:
    """What a teacher may do during a term: two lessons change, and one is new."""
    _edit(TRAINED, SHARED, lambda source: f"{source}\n{TEACHERS}")
    for name in (TRAINED, READ):
        _edit(name, None, lambda source: f"{source}\n\n{SENTENCE}")
    shutil.copy(LESSONS / "00_start_here.ipynb", LESSONS / ADDED)
    git("add", "--all")
    git("commit", "--quiet", "--message=A better lesson")
    git("push", "--quiet", "origin", "main")


def _edit(name: str, cell_id: str | None, changed) -> None:
    """Change the source of one cell; without an id, of the last one of Markdown."""
    path = LESSONS / name
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(
        each
        for each in reversed(notebook["cells"])
        if (each["id"] == cell_id if cell_id else each["cell_type"] == "markdown")
    )
    cell["source"] = changed("".join(cell["source"])).splitlines(keepends=True)
    text = json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")
