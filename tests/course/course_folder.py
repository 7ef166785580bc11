"""A small course on disk, and a learner who works in it."""

import json

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, writes

FIRST, SECOND = "00_start_here.ipynb", "03_lesson.ipynb"
ANSWER = "solutions/03_solutions.ipynb"


def lesson(source="guess()", **metadata):
    """Text of a lesson with one executed cell, as it is committed."""
    shown = new_output("stream", text="the answer\n")
    cells = [
        new_markdown_cell("# σ, a lesson", id="title"),
        new_code_cell(source, id="cell", execution_count=1, outputs=[shown], metadata=metadata),
    ]
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    bare = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return writes(new_notebook(cells=cells, metadata=bare)) + "\n"


def make(course):
    """A course of two lessons and one solution."""
    (course / "notebooks" / "solutions").mkdir(parents=True)
    for name in (FIRST, SECOND, ANSWER):
        change(course, name, f"print('{name}')")
    (course / "notebooks" / "matplotlibrc").write_text("font.size: 9\n")
    (course / "notebooks" / "lecture_panels.ipynb").write_text(lesson())
    return course


def change(course, name, source):
    """The course's next version of a lesson."""
    (course / "notebooks" / name).write_text(lesson(source), encoding="utf-8")


def work_on(path, source="mine"):
    """What a learner does: change a cell, and save."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] = source
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path.read_bytes()
