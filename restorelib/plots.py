"""Arrays and recorded runs -> figures. Everything takes axes and returns them; no pyplot.

Okabe-Ito colours, which most colour-blind eyes tell apart; nothing is told by colour alone.
"""

import base64
import html
import io
from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

from restorelib.recipes import RunRecord
from restorelib.sr_recipes import SRRecord

AnyRecord = RunRecord | SRRecord
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
        rows: of axes.
        columns: of axes.
        height: in inches; the width is 7.2.
        **subplots: passed to `Figure.subplots`, such as `sharey=True`.

    Returns:
        (figure, axes): one `Axes`, or an array of them.
    """
    with matplotlib.rc_context(STYLE):
        fig = Figure(figsize=(WIDTH / 100, height), dpi=100)
        return fig, fig.subplots(rows, columns, **subplots)


def show(fig: Figure, *, alt: str) -> None:
    """Display a figure as an `<img>` with a text for those who cannot see it.

    Args:
        fig: any figure.
        alt: what it shows, in a sentence or two.

    Raises:
        ValueError: if `alt` is empty.
    """
    from IPython.display import display

    display({"text/html": img(fig, alt=alt), "text/plain": alt}, raw=True)


def img(fig: Figure, *, alt: str) -> str:
    """A figure as an `<img>` tag that needs no file beside it. Arguments and errors as `show`."""
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
        # A palette makes drawings a third as large, unseen; photographs would lose colours.
        picture = picture.quantize(64, dither=Image.Dither.NONE)
    small = io.BytesIO()
    picture.save(small, format="PNG", optimize=True)
    return small.getvalue()


def curves(
    ax: Axes,
    records: Mapping[str, AnyRecord | Sequence[AnyRecord]],
    *,
    title: str = "",
    references: Mapping[str, float] | None = None,
) -> Axes:
    """PSNR over steps, with dashed lines of reference; of several seeds, the first is bold.

    Args:
        ax: where to draw.
        records: label -> one run, or the same run under several seeds.
        title: says the finding.
        references: name -> dB of a dashed line; None draws the line of doing nothing, which
            denoising runs hold.
    """
    # Step 0 counts too: linear up to 1, logarithmic from there.
    ax.set_xscale("symlog", linthresh=1)
    nothing = set()
    for i, (label, runs) in enumerate(records.items()):
        runs = list(runs) if isinstance(runs, Sequence) else [runs]
        colour, marker = COLOURS[i % len(COLOURS)], "osD^vPX"[i % 7]
        for run in reversed(runs[1:]):
            ax.plot(run.steps, run.psnr, color=colour, linewidth=0.8, alpha=0.35)
        ax.plot(runs[0].steps, runs[0].psnr, color=colour, marker=marker, ms=4, label=label)
        if references is None:
            nothing |= {round(run.identity_psnr, 3) for run in runs}
    for score in sorted(nothing):
        doing_nothing(ax, score)
    for name, score in (references or {}).items():
        reference_line(ax, name, score, above=score == max(references.values()))
    last = max(line.get_xdata()[-1] for line in ax.get_lines() if len(line.get_xdata()) > 2)
    ax.set_xlim(0, last * 1.1)
    powers = [10**k for k in range(6) if 10**k <= last]
    ax.set_xticks([0, *powers], [f"{step:,}" for step in (0, *powers)])
    ax.set(xlabel="training steps", ylabel="PSNR (dB)")
    ax.set_title(title, loc="left")
    ax.legend(loc="lower right", frameon=False)
    return ax


def doing_nothing(ax: Axes, score: float, *, axis: str = "y") -> Axes:
    """The dashed line of a net that returns its input: at `score` dB on the y or the x axis."""
    line = ax.axhline if axis == "y" else ax.axvline
    line(score, color=GREY, linestyle="--", linewidth=1, label=f"doing nothing: {score:.2f} dB")
    return ax


def reference_line(ax: Axes, name: str, score: float, *, above: bool = True) -> Axes:
    """A dashed line at `score` dB, with its name and score written above it or below it."""
    ax.axhline(score, color=GREY, linestyle="--", linewidth=1)
    ax.annotate(
        f"{name}: {score:.2f} dB",
        (0.01, score),
        xytext=(0, 2 if above else -2),  # clear of the line
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="bottom" if above else "top",
        fontsize=8,
        color=GREY,
    )
    return ax


def residual_histogram(ax: Axes, record: RunRecord, snapshot: int, *, title: str = "") -> Axes:
    """The last layer before its activation, at one snapshot of a run.

    Args:
        ax: where to draw.
        record: a run.
        snapshot: index into `record.steps`; -1 is the last.
        title: says the finding; without one, the step and the share above 0.
    """
    low, high = record.histogram_range
    counts = record.histogram[snapshot]
    edges = np.linspace(low, high, len(counts) + 1)
    note = "no\ngradient" if record.recipe.residual_activation == "relu" else ""
    step = int(record.steps[snapshot])
    title = title or f"step {step:,}\n{record.alive[snapshot]:.1%} above 0"
    _bars(ax, counts / counts.sum(), edges, note)
    ax.set(xlabel="before the activation")
    ax.set_title(title, loc="left")
    return ax


def value_histogram(
    ax: Axes,
    values: np.ndarray,
    *,
    limits: tuple[float, float],
    title: str = "",
    note: str = "",
    bins: int = 64,
) -> Axes:
    """How often each value occurs, with a line at 0.

    Args:
        ax: where to draw.
        values: any shape; those outside `limits` are counted in the end bins.
        limits: of the horizontal axis.
        title: says the finding.
        note: what holds below 0; that side is shaded if there is one.
        bins: number of bars.
    """
    counts, edges = np.histogram(np.clip(values, *limits), bins, limits)
    _bars(ax, counts / counts.sum(), edges, note)
    ax.set(xlabel="value")
    ax.set_title(title, loc="left")
    return ax


def _bars(ax: Axes, shares: np.ndarray, edges: np.ndarray, note: str) -> None:
    below = edges[:-1] + edges[1:] < 0
    colours = np.where(below, BLUE, ORANGE)
    ax.bar(edges[:-1], shares, np.diff(edges), align="edge", color=colours)
    ax.axvline(0, color="black", linewidth=1)
    ax.set_xlim(edges[0], edges[-1])
    place = ax.get_subplotspec()
    leftmost = place is None or place.is_first_col()
    if leftmost:
        ax.set_ylabel("share of values")
    if note:
        ax.axvspan(edges[0], 0, color="#E4E4E4", zorder=0)
    if note and leftmost:  # the others of its row are shaded alike
        ax.set_ylim(0, max(ax.get_ylim()[1], 1.35 * shares.max()))
        ax.text(0.03, 0.97, note, transform=ax.transAxes, va="top", fontsize=8)


def dots(
    ax: Axes,
    values: Mapping[str, Sequence[float]],
    *,
    reference: float = 0.0,
    stuck: Mapping[str, Sequence[bool]] | None = None,
    limits: tuple[float, float] | None = None,
    title: str = "",
    xlabel: str = "PSNR against doing nothing (dB)",
) -> Axes:
    """A row for each name, a dot for each seed; stuck runs are crosses, and they are counted.

    Args:
        ax: where to draw; a row needs about 0.22 inches.
        values: name -> one value a seed, top row first.
        reference: where the dashed line stands.
        stuck: name -> whether each seed is stuck, in the same order.
        limits: of the horizontal axis; a value beyond becomes a triangle at the edge.
        title: says the finding.
        xlabel: what the values are, with their unit.

    Raises:
        ValueError: if `stuck` does not match `values`.
    """
    if stuck and {k: len(v) for k, v in stuck.items()} != {k: len(v) for k, v in values.items()}:
        raise ValueError("dots expects stuck to have the names of values, and as many seeds each.")
    low, high = limits or (-np.inf, np.inf)
    for row, (name, seeds) in enumerate(values.items()):
        x = np.asarray(seeds, "float64")
        # Spread over the row, else ten equal values look like one.
        y = row + (0.28 * np.linspace(-1, 1, len(x)) if len(x) > 1 else np.zeros(1))
        is_stuck = np.asarray(stuck[name] if stuck else np.zeros(len(x)), bool)
        inside = (low <= x) & (x <= high)
        for chosen, marker, colour in (
            (is_stuck, "x", ORANGE),
            (inside & ~is_stuck, "o", BLUE),
            ((x < low) & ~is_stuck, "<", BLUE),
            ((x > high) & ~is_stuck, ">", BLUE),
        ):
            shown = np.clip(x[chosen], low, high)
            ax.plot(shown, y[chosen], marker, color=colour, ms=4, clip_on=False)
        if stuck:
            ax.annotate(
                f"stuck {is_stuck.sum()} of {len(x)}",
                (1.01, row),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=9,
                color=ORANGE if is_stuck.any() else GREY,
            )
    ax.axvline(reference, color=GREY, linestyle="--", linewidth=1)
    ax.set_yticks(range(len(values)), list(values), fontsize=9)
    ax.set_ylim(len(values) - 0.4, -0.6)
    ax.grid(axis="y", color="#EEEEEE", linewidth=6, zorder=-1)
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel=xlabel)
    ax.set_title(title, loc="left")
    return ax


def pictures(
    axes: Sequence[Axes],
    noisy: np.ndarray,
    result: np.ndarray,
    clean: np.ndarray,
    *,
    limit: float = 24 / 255,
    title: str = "result",
) -> Sequence[Axes]:
    """Noisy, what the net added, result, clean, each on one of four axes.

    Args:
        axes: four of them.
        noisy: `(height, width, channels)` in [0, 1].
        result: the same shape.
        clean: the same shape.
        limit: what the network added is painted from -limit (darker) to limit (brighter), the
            mean over the channels; fixed, so that two figures can be compared.
        title: above the result.

    Raises:
        ValueError: if there are not four axes, or the shapes differ.
    """
    axes = np.ravel(axes)
    if len(axes) != 4 or not noisy.shape == result.shape == clean.shape:
        raise ValueError(
            f"pictures expects 4 axes and three images of one shape; received {len(axes)} axes "
            f"and {noisy.shape}, {result.shape}, {clean.shape}."
        )
    for ax, image, name in zip(
        axes[[0, 2, 3]], (noisy, result, clean), ("noisy", title, "clean"), strict=True
    ):
        shown = np.clip(image if image.shape[-1] == 3 else image[..., 0], 0, 1)
        ax.imshow(shown, cmap="gray", vmin=0, vmax=1)
        ax.set_title(name)
    added = np.mean(result - noisy, axis=-1)
    image = axes[1].imshow(added, cmap=SIGNED, vmin=-limit, vmax=limit)
    axes[1].set_title("what the net added")
    below = axes[1].inset_axes([0.05, -0.1, 0.9, 0.05])
    bar = axes[1].figure.colorbar(image, cax=below, orientation="horizontal")
    bar.set_ticks([-limit, 0, limit], labels=["darker", "0", "brighter"], fontsize=8)
    for ax in axes:
        ax.set_xticks([])
        ax.set_yticks([])
    return axes
