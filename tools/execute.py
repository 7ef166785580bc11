"""Execute notebooks in place, then bring them into the form that is committed.

`make notebooks` does all, `make notebooks ARGS=notebooks/03_the_loss_that_never_moves.ipynb` one.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from restorelib.course.lessons import LESSONS
from restorelib.widgets.saving import VIEW, without_views
from tools.lesson_form import fold_answers, write_navigation, write_signposts

SECONDS = 120  # a cell; a kernel that waits for ever must not hang the run


def normalise(notebook):
    """Drop, in place, what changes from run to run or shows nothing to a reader."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        }
    )
    without_views(notebook)
    for cell in notebook.cells:
        for noise in ("execution", "collapsed", "scrolled", "trusted"):
            cell.metadata.pop(noise, None)
        if cell.cell_type == "code":
            # Another package's widget without its state is an error message in JupyterLab.
            cell.outputs = [output for output in cell.outputs if VIEW not in output.get("data", {})]
    return notebook


def in_form(notebook, path):
    """Bring an executed notebook, in place, into the form that is committed at `path`."""
    normalise(notebook)
    if path.parent.name == "notebooks":
        fold_answers(notebook)
        if path.name in {lesson.file for lesson in LESSONS}:
            write_navigation(notebook, path.name)
            write_signposts(notebook, path.name)
    return notebook


def execute(path):
    """Run the notebook at `path` in a kernel that starts in its folder; write it back."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # lines printed one after another are one output
        resources={"metadata": {"path": str(path.parent)}},
    )
    with tempfile.TemporaryDirectory() as folder:  # a lesson is shown as to a newcomer
        client.execute(env=os.environ | {"RESTORELIB_PROGRESS": f"{folder}/progress.json"})
    nbformat.write(in_form(notebook, path), path)


def main(paths):
    """Execute each notebook; the first error stops, and leaves its notebook as it was."""
    for path in map(Path, paths):
        start = time.perf_counter()
        execute(path)
        kilobytes = path.stat().st_size / 1e3
        print(f"{path}: {time.perf_counter() - start:.0f} s, {kilobytes:.0f} kB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
