"""A restored picture beside its input, what the network added, and the clean picture."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from restorelib.plots.drawing import SIGNED


def pictures(
    axes: Sequence[Axes],
    noisy: np.ndarray,
    result: np.ndarray,
    clean: np.ndarray,
    *,
    limit: float = 24 / 255,
    title: str = "result",
) -> Sequence[Axes]:
    """Draw the noisy picture, what the network added, the result and the clean picture.

    Args:
        axes: four axes.
        noisy: `(height, width, channels)` in [0, 1].
        result: the same shape.
        clean: the same shape.
        limit: what the network added, as the mean over the channels, is drawn from -limit
            (darker) to limit (brighter). Fixed, so that figures can be compared.
        title: title of the result.

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
