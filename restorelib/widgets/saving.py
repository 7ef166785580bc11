"""What stands for a widget in a saved notebook: a figure that says to run the cell.

A widget lives in its kernel and in the open page. JupyterLab saves only a reference, and shows
"model not found" for that the next day. So each widget leaves a figure in HTML beside it, and the
file that is saved keeps the figure without the reference. The open page keeps the widget.

This is a server extension of Jupyter; `tools/jupyter_server.json` and `start` switch it on.
"""

from collections.abc import MutableMapping
from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
HTML = "text/html"
_FIGURE = '<div class="rl-saved">'


def figure(*parts: str) -> str:
    """The figure that stands for a widget, of parts in HTML."""
    return "\n".join([_FIGURE, *parts, "</div>"])


def is_figure(html: str) -> bool:
    """Whether this HTML stands for a widget of the course."""
    return html.startswith(_FIGURE)


def without_views(notebook: MutableMapping[str, Any]) -> None:
    """Remove references to widgets of the course from a notebook, in place; their figures stay.

    Widgets of other packages are left as they are, and their saved state with them.

    Args:
        notebook: a notebook of format 4, as nbformat or JupyterLab reads it.
    """
    shown = False  # whether a widget is left
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if VIEW not in data:
                continue
            if is_figure("".join(data.get(HTML, ""))):
                del data[VIEW]
            else:
                shown = True
    if not shown:
        notebook["metadata"].pop("widgets", None)


def before_save(model: dict[str, Any], **_: Any) -> None:
    """Hook of Jupyter's contents manager; where it raises, the server logs that and saves."""
    if model.get("type") == "notebook" and model["content"]["nbformat"] == 4:
        without_views(model["content"])


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    server.contents_manager.register_pre_save_hook(before_save)
