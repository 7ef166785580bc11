"""What `make notebooks` adds to a lesson: links to its neighbours, signposts, and folds."""

import re

from nbformat.v4 import new_markdown_cell

from restorelib.course.learning_paths import PATHS
from restorelib.course.lessons import LESSONS

MAP = "00_start_here.ipynb#4.-The-map"
NAVIGATION = re.compile(r"(?:^|\n\n)\[(?:← |Map\])[^\n]*")
ASKS = re.compile(r"\b(?:Guess|TrainingMap)\(|\bquestion=|first_guess\.panel_spec\(")


def navigation(file):
    """The line that leads from this lesson to the one before, to the map, and to the next one."""
    files = [lesson.file for lesson in LESSONS]
    at = files.index(file)
    links = [f"[Map]({MAP if at else '#4.-The-map'})"]
    if at:
        links.insert(0, f"[← {_name(LESSONS[at - 1])}]({files[at - 1]})")
    if at + 1 < len(LESSONS):
        links.append(f"[{_name(LESSONS[at + 1])} →]({files[at + 1]})")
    return " · ".join(links)


def _name(lesson):
    return f"{lesson.number} {lesson.title}"


def write_navigation(notebook, file):
    """Write that line, in place, below the title and at the end of a lesson."""
    first, last = notebook.cells[0], notebook.cells[-1]
    line = navigation(file)
    title, _, rest = NAVIGATION.sub("", first.source).partition("\n")
    first.source = f"{title}\n\n{line}\n{rest}"
    last.source = f"{NAVIGATION.sub('', last.source)}\n\n{line}".strip()


def write_signposts(notebook, file):
    """Write, in place, what a learning path needs here, where it leaves, and where it goes on."""
    cells = [cell for cell in notebook.cells if not cell.id.startswith("signpost-")]
    for path in PATHS:
        for i, stop in enumerate(path.stops):
            if stop.page == file:
                cells.insert(
                    end_of(stop, cells), _sign(f"{path.minutes}-out-{i + 1}", _way_on(path, i))
                )
                if stop.needs:
                    told = f"*For the path of {path.time}, which leaves lessons out.* {stop.needs}"
                    cells.insert(
                        start_of(stop, cells) + 1, _sign(f"{path.minutes}-in-{i + 1}", told)
                    )
    notebook.cells = cells


def _sign(name, text):
    return new_markdown_cell(text, id=f"signpost-{name}")


def start_of(stop, cells):
    """Index of the cell that a stop begins with. Errors as for `end_of`."""
    return _heading(stop.first, stop, cells) if stop.first else 0


def end_of(stop, cells):
    """Index of the cell after a stop: the next heading of the second order, or the last cell.

    Raises:
        ValueError: if there is no such heading, or more than one.
    """
    if not stop.last:
        return len(cells) - 1
    found = _heading(stop.last, stop, cells)
    return next((i for i in _headings(cells) if i > found), len(cells) - 1)


def _headings(cells):
    return [i for i, c in enumerate(cells) if c.cell_type == "markdown" and c.source[:3] == "## "]


def _heading(text, stop, cells):
    found = [i for i in _headings(cells) if cells[i].source.partition("\n")[0] == f"## {text}"]
    if len(found) != 1:
        raise ValueError(
            f"{stop.page}: one cell should begin with '## {text}', {len(found)} do. "
            "Name the heading as it is in restorelib/course/learning_paths.py."
        )
    return found[0]


def _way_on(path, i):
    if i + 1 == len(path.stops):
        return f"*The path of {path.time} ends here.*"
    following = path.stops[i + 1]
    run = " Click its heading, then *Run > Run All Above Selected Cell*." if following.first else ""
    return f"*The path of {path.time} goes on with [{following.name}]({following.link}).*{run}"


def fold_answers(notebook):
    """Fold, in place, the outputs from each guess to the end of the section that compares it.

    JupyterLab and VS Code show a folded output as a line to click; JupyterLab unfolds it when the
    cell runs.
    """
    open_guesses, folding = 0, False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            folding = folding and not (cell.source.startswith("## ") and open_guesses == 0)
            continue
        jupyter = cell.metadata.pop("jupyter", {})
        jupyter.pop("outputs_hidden", None)
        if folding and cell.get("outputs"):
            jupyter["outputs_hidden"] = True
        if jupyter:
            cell.metadata["jupyter"] = jupyter
        folding = folding or bool(ASKS.search(cell.source))
        open_guesses += len(re.findall(r"\bGuess\(", cell.source))
        open_guesses -= len(re.findall(r"\.compare\(", cell.source))
