"""Draw the README's moving picture from recorded runs: `python -m tools.moving_picture`.

The same network twice, step by step: with a ReLU on its correction it dies, with tanh it learns.
"""

from dataclasses import replace
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from restorelib import experiments, plots
from restorelib.cases import case_a
from restorelib.experiments.recipes import RunRecord

PLACE = Path(__file__).parent.parent / "docs" / "moving_picture.gif"
NAMES = {"relu": "ReLU: it dies", "tanh": "tanh: it learns"}
EACH, FIRST, LAST = 700, 1500, 5000  # milliseconds that a frame is shown
COLOURS = 96  # of all frames together: a small file
NEARLY_WHITE = 245
LIMIT = 0.35  # of the histograms: a dead layer has most values in its first bar


def runs() -> dict[str, RunRecord]:
    """The broken network and the repaired one, seed 0, by their last activation."""
    recorded = experiments.load("case_a")
    broken = case_a.panel_recipe(input_skip=True, residual_activation="relu", learning_rate=1e-3)
    return {name: recorded[replace(broken, residual_activation=name)] for name in NAMES}


def draw(found: dict[str, RunRecord], snapshot: int) -> Figure:
    """One frame: for each run its last layer and the restored picture, and both scores so far."""
    fig, axes = plots.figure(2, 3, height=3.9, width_ratios=[1.25, 0.8, 1.5])
    grid = axes[0, 2].get_gridspec()
    for ax in axes[:, 2]:
        ax.remove()
    curve = fig.add_subplot(grid[:, 2])
    noisy, _ = experiments.crop(next(iter(found.values())).recipe)
    for (histogram, picture, _), (name, run), colour in zip(
        axes, found.items(), (plots.COLOURS[1], plots.BLUE), strict=True
    ):
        plots.residual_histogram(histogram, run, snapshot, title=NAMES[name])
        histogram.set(ylim=(0, LIMIT), xlabel="before the last activation")
        picture.imshow(np.clip(noisy + run.added[snapshot] / 255, 0, 1), interpolation="nearest")
        picture.set(xticks=[], yticks=[])
        picture.set_title(f"{run.psnr[snapshot]:.2f} dB", loc="left")
        seen = slice(0, snapshot + 1)
        curve.plot(run.steps[seen], run.psnr[seen], "o-", color=colour, ms=4, label=NAMES[name])
    _frame_of_curve(curve, next(iter(found.values())), snapshot)
    return fig


def _frame_of_curve(ax, run: RunRecord, snapshot: int) -> None:
    """Axes that stay as they are from frame to frame."""
    plots.doing_nothing(ax, run.identity_psnr)
    ax.set_xscale("symlog", linthresh=1)
    ax.set(xlim=(0, 1.1 * run.steps[-1]), ylim=(10, 36), ylabel="score (PSNR, dB)")
    ax.set_xticks([0, 1, 10, 100, 1000], ["0", "1", "10", "100", "1,000"])
    ax.set_xlabel("training steps")
    ax.set_title(f"step {run.steps[snapshot]:,}", loc="left")
    ax.legend(loc="lower right", frameon=False, fontsize=8)


def pixels(fig: Figure) -> Image.Image:
    """A figure as RGB."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])


def frames() -> list[Image.Image]:
    """All frames, in the same few colours, white among them."""
    found = runs()
    count = len(next(iter(found.values())).steps)
    full = [pixels(draw(found, snapshot)) for snapshot in range(count)]
    colours = np.array(Image.fromarray(np.vstack(full)).quantize(COLOURS).getpalette())
    colours[np.repeat(colours.reshape(-1, 3).min(1) > NEARLY_WHITE, 3)] = 255
    common = Image.new("P", (1, 1))
    common.putpalette(colours.tolist())
    return [frame.quantize(palette=common, dither=Image.Dither.NONE) for frame in full]


def main() -> None:
    """Write the picture."""
    first, *rest = frames()
    times = [FIRST, *[EACH] * (len(rest) - 1), LAST]
    first.save(PLACE, save_all=True, append_images=rest, duration=times, loop=0)
    print(f"{PLACE.name}: {len(rest) + 1} frames, {PLACE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
