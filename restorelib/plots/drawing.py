"""Figures in the style of the course, shown with a text alternative.

Most colour-blind readers can tell the Okabe-Ito colours apart, and colour alone never carries
information. No pyplot.
"""

import base64
import html
import io

import matplotlib
from matplotlib.axes import Axes
from matplotlib.collections import QuadMesh
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

# Okabe and Ito 2008, "Color universal design", without yellow: too pale for a thin line.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")


BLUE, ORANGE, GREY = COLOURS[0], COLOURS[1], "#666666"


SIGNED = LinearSegmentedColormap.from_list("darker_brighter", [BLUE, "#FFFFFF", ORANGE])


WIDTH = 720  # pixels of a shown figure: a JupyterLab output column on a small laptop


STYLE = {
    "figure.facecolor": "white",  # opaque: readable also where nothing below turns it dark
    "figure.constrained_layout.use": True,
    "axes.prop_cycle": matplotlib.cycler(color=COLOURS),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10,
    "font.size": 9,
}


# A dark theme of Jupyter inverts the drawing and turns each hue back, so that blue stays blue;
# white becomes #111111, the ground of JupyterLab, and black white. Paper stays light, and so does a
# page that drops styles, as GitHub does, and JupyterLab where an output is not trusted: the rule of
# a trusted output reaches it, but without its shape it would be inverted whole, pictures and all.
# The filter reaches a pixel beyond the image, else rounding leaves a light line at its edge.
DARK = """\
.rl-drawn { position: relative; width: fit-content; overflow: hidden }
@media screen {
  [data-jp-theme-light="false"] .rl-drawn[style*="--rl-drawing"]::after {
    content: ""; position: absolute; inset: -1px; padding: 1px; pointer-events: none;
    backdrop-filter: invert(0.942) hue-rotate(180deg) brightness(1.15);
    clip-path: var(--rl-drawing) content-box;
  }
}"""


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
    """Display a figure with a text alternative. It follows the theme of JupyterLab.

    In a dark theme the drawing is inverted; axes that hold a picture keep their colours.

    Args:
        fig: any figure.
        alt: what it shows, in one or two sentences.

    Raises:
        ValueError: if `alt` is empty.
    """
    from IPython.display import display

    display({"text/html": img(fig, alt=alt), "text/plain": alt}, raw=True)


def img(fig: Figure, *, alt: str) -> str:
    """A figure as HTML: an `<img>` with its data inside. Arguments and errors as for `show`."""
    if not alt.strip():
        raise ValueError("A figure expects alt: a sentence that says what it shows.")
    source = base64.b64encode(_png(fig)).decode()
    width = round(fig.get_figwidth() * 100)
    return (
        # JupyterLab shows the first line of a folded output: it must give nothing away.
        "<!-- A figure: run this cell to see it. -->\n"
        f'<style>{DARK}</style><div class="rl-drawn" style="--rl-drawing:{_drawing(fig)}">'
        f'<img alt="{html.escape(alt)}" width="{width}" '
        'style="display:block;max-width:100%;background:#fff" '
        f'src="data:image/png;base64,{source}"></div>'
    )


def _png(fig: Figure) -> bytes:
    drawn = io.BytesIO()
    fig.savefig(drawn, format="png", dpi=125, facecolor="white")
    picture = Image.open(drawn).convert("RGB")
    if not _pictures(fig):
        # A palette shrinks a drawing to a third, with no visible change. Photographs need more.
        picture = picture.quantize(64, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, format="PNG", optimize=True)
    return small.getvalue()


def _pictures(fig: Figure) -> list[Axes]:
    """Axes whose colours stand for brightness or value: images, and maps with their colour bars."""
    return [
        ax
        for ax in fig.findobj(Axes)
        if ax.images or any(isinstance(drawn, QuadMesh) for drawn in ax.collections)
    ]


def _drawing(fig: Figure) -> str:
    """All of a drawn figure but its pictures, as a CSS shape in shares of its width and height."""
    corners = ["-5% -5%, 105% -5%, 105% 105%, -5% 105%, -5% -5%"]
    for ax in _pictures(fig):
        left, bottom, right, top = ax.bbox.transformed(fig.transFigure.inverted()).extents
        x0, x1, y0, y1 = (f"{100 * share:.2f}%" for share in (left, right, 1 - top, 1 - bottom))
        # The shape is one line: to each hole, around it, and back to the first corner.
        corners.append(f"{x0} {y0}, {x1} {y0}, {x1} {y1}, {x0} {y1}, {x0} {y0}, -5% -5%")
    return f"polygon(evenodd, {', '.join(corners)})"
