"""Figures in the style of the course, shown with a text alternative.

Most colour-blind readers can tell the Okabe-Ito colours apart, and colour alone never carries
information. No pyplot.
"""

import base64
import html
import io

import matplotlib
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito 2008, "Color universal design", without yellow: too pale for a thin line.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")


BLUE, ORANGE, GREY = COLOURS[0], COLOURS[1], "#666666"


SIGNED = LinearSegmentedColormap.from_list("darker_brighter", [BLUE, "#FFFFFF", ORANGE])


WIDTH = 720  # pixels of a shown figure: a JupyterLab output column on a small laptop


STYLE = {
    "figure.facecolor": "white",  # opaque: readable in a dark theme too
    "figure.constrained_layout.use": True,
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "font.size": 9,
}


def figure(rows: int = 1, columns: int = 1, *, height: float = 2.8, **subplots):
    """A figure as wide as a lesson and `height` inches high, and its axes.

    Args:
        rows: number of rows of axes.
        columns: number of columns of axes.
        height: in inches; the width is 7.2.
        **subplots: passed to `Figure.subplots`, such as `sharey=True`.

    Returns:
        (figure, axes): one `Axes`, or an array of them.
    """
    with matplotlib.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH / 100, height), dpi=100)
        return fig, fig.subplots(rows, columns, **subplots)


def show(fig: Figure, *, alt: str) -> None:
    """Display a figure as an `<img>` with a text alternative.

    Args:
        fig: any figure.
        alt: what it shows, in one or two sentences.

    Raises:
        ValueError: if `alt` is empty.
    """
    from IPython.display import display

    display({"text/html": img(fig, alt=alt), "text/plain": alt}, raw=True)


def img(fig: Figure, *, alt: str) -> str:
    """A figure as an `<img>` tag with its data inside. Arguments and errors as for `show`."""
    if not alt.strip():
        raise ValueError("A figure expects alt: a sentence that says what it shows.")
    source = base64.b64encode(_png(fig)).decode()
    width = round(fig.get_figwidth() * 100)
    return (
        f'<img alt="{html.escape(alt)}" width="{width}" style="max-width:100%;background:#fff" '
        f'src="data:image/png;base64,{source}">'
    )


def _png(fig: Figure) -> bytes:
    drawn = io.BytesIO()
    fig.savefig(drawn, format="png", dpi=125, facecolor="white")
    picture = Image.open(drawn).convert("RGB")
    if not any(ax.images for ax in fig.axes):
        # A palette shrinks a drawing to a third, with no visible change. Photographs need more.
        picture = picture.quantize(64, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, format="PNG", optimize=True)
    return small.getvalue()
