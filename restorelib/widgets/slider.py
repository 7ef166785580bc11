"""A slider over a function: each position shows the picture that the kernel makes of it."""

import base64
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import traitlets
from PIL import Image

from restorelib.widgets.widget import Widget, paragraph

HERE = Path(__file__).parent
Shown = tuple[np.ndarray, str]


class Slider(Widget):
    """A slider that calls `show(value)` at each move, and shows its picture and its text.

    Args:
        show: whole number -> (picture, text). The picture is `(height, width, 3)`, floating
            point, and clipped to [0, 1] for the screen only. The text appears under it, and is
            its text alternative.
        label: label of the slider, a few words.
        low: smallest value.
        high: largest value.
        start: value at the beginning.

    Raises:
        TypeError: if `show` does not return a picture and a text.
        ValueError: if `start` is not between `low` and `high`, or the picture has another shape.
    """

    _esm = HERE / "slider.bundle.js"
    _css = HERE / "panel.css"
    label = traitlets.Unicode().tag(sync=True)
    low = traitlets.Int().tag(sync=True)
    high = traitlets.Int().tag(sync=True)
    value = traitlets.Int().tag(sync=True)
    # One dictionary, so that picture and text arrive together.
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self, show: Callable[[int], Shown], *, label: str, low: int, high: int, start: int
    ):
        if not low <= start <= high:
            raise ValueError(
                f"Slider expects start between low and high; received start={start}, low={low}, "
                f"high={high}."
            )
        self._show = show
        super().__init__(
            label=label, low=low, high=high, value=start, shown=rendered(start, show(start))
        )
        self.observe(self._move, "value")  # only now: the first value is shown already

    @traitlets.validate("value")
    def _in_range(self, proposal: dict) -> int:
        return min(max(proposal["value"], self.low), self.high)

    def _move(self, change: dict) -> None:
        self.shown = rendered(change["new"], self._show(change["new"]))

    def fallback(self) -> list[str]:
        """Its label and its range; parts of HTML."""
        label = paragraph(f"A slider: {self.label}, {self.low} to {self.high}", strong=True)
        return [label, paragraph("Run this cell: the picture then follows the slider.")]

    def __repr__(self) -> str:
        return f"Slider: {self.label}, {self.low} to {self.high}. {self.shown['words']}"


def rendered(value: int, shown: Shown) -> dict[str, int | str]:
    """What the browser needs for one position: the value, the PNG as a data URL, the text.

    Args:
        value: the position.
        shown: what `show` returned.

    Raises:
        TypeError: if it is not a picture and a text.
        ValueError: if the picture has another shape than `(height, width, 3)`.
    """
    if not isinstance(shown, tuple) or len(shown) != 2 or not isinstance(shown[1], str):
        raise TypeError(f"show expects to return (picture, words); it returned {type(shown)}.")
    picture, words = shown
    picture = np.asarray(picture)
    if picture.ndim != 3 or picture.shape[-1] != 3:
        raise ValueError(f"The picture should be (height, width, 3); it is {picture.shape}.")
    png = io.BytesIO()
    pixels = np.round(255 * np.clip(picture, 0, 1)).astype("uint8")
    Image.fromarray(pixels).save(png, format="PNG", compress_level=1)  # more does not shrink noise
    source = "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()
    return {"value": value, "source": source, "words": words}
