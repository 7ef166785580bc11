"""Two pictures of the same size on top of each other, with a handle that reveals each."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import traitlets
from PIL import Image

from restorelib.widgets.widget import Widget, paragraph

HERE = Path(__file__).parent
# One style sheet of both files: the browser cannot import a second file.
STYLE = "\n".join(
    (HERE / name).read_text(encoding="utf-8") for name in ("panel.css", "before_after.css")
)
MOST_PNG = 1_000_000  # pixels; a larger PNG takes several megabytes, and long to load


class BeforeAfter(Widget):
    """Two pictures and a handle between them, for mouse, touch and keyboard; with zoom.

    Once drawn, it needs no kernel. The pixels go to the browser rounded to 8 bits: as PNG, or above
    a million pixels as JPEG of quality 95 without colour subsampling. So use it to judge by eye,
    and use the arrays to measure.

    Args:
        before: `(height, width, 1 or 3)`, floating point, clipped to [0, 1] for the screen only.
        after: the same size.
        alt: what the pictures show, in a sentence, as their text alternative.
        labels: names of the left and the right picture.

    Raises:
        TypeError: if a picture holds integers.
        ValueError: if the sizes differ, a picture has another shape, or `alt` is empty.
    """

    _esm = HERE / "before_after.bundle.js"
    _css = STYLE
    kind = traitlets.Unicode("before-after").tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    labels = traitlets.List(traitlets.Unicode()).tag(sync=True)
    size = traitlets.List(traitlets.Int()).tag(sync=True)  # [width, height] in pixels
    format = traitlets.Unicode().tag(sync=True)
    before = traitlets.Bytes().tag(sync=True)
    after = traitlets.Bytes().tag(sync=True)
    pair = traitlets.Int(0).tag(sync=True)  # number of pairs shown: the browser watches it

    def __init__(
        self,
        before: np.ndarray,
        after: np.ndarray,
        *,
        alt: str,
        labels: Sequence[str] = ("before", "after"),
        **traits,
    ):
        super().__init__(**_traits_of(before, after, alt, labels), **traits)

    def show(
        self, before: np.ndarray, after: np.ndarray, *, alt: str, labels: Sequence[str]
    ) -> None:
        """Replace the two pictures by others. Arguments and errors as for the class."""
        traits = _traits_of(before, after, alt, labels)
        with self.hold_sync():  # one message, so that pictures and size always match
            for name, value in (traits | {"pair": self.pair + 1}).items():
                setattr(self, name, value)

    def fallback(self) -> list[str]:
        """What it compares; parts of HTML."""
        title = paragraph(f"Two pictures compared: {' | '.join(self.labels)}", strong=True)
        run = "Run this cell: a handle then reveals each picture."
        return [title, paragraph(self.alt), paragraph(run)]

    def __repr__(self) -> str:
        width, height = self.size or (0, 0)
        return f"{' | '.join(self.labels)}, {width} x {height} pixels: {self.alt}"


def encoded(image: np.ndarray, format: str) -> bytes:
    """A picture as the bytes of a PNG or JPEG file.

    Args:
        image: `(height, width, 1 or 3)`, floating point; clipped to [0, 1], rounded to 8 bits.
        format: "image/png" or "image/jpeg".
    """
    levels = np.clip(image, 0, 1)
    levels *= 255  # in place: two pictures of two million pixels come at once
    pixels = np.rint(levels, out=levels).astype("uint8")
    picture = Image.fromarray(pixels if pixels.shape[-1] == 3 else pixels[..., 0])
    file = io.BytesIO()
    if format == "image/png":
        picture.save(file, format="PNG", compress_level=1)  # more does not shrink noise
    else:
        picture.save(file, format="JPEG", quality=95, subsampling=0)
    return file.getvalue()


def _traits_of(before: np.ndarray, after: np.ndarray, alt: str, labels: Sequence[str]) -> dict:
    before, after = np.asarray(before), np.asarray(after)
    for name, image in (("before", before), ("after", after)):
        if not np.issubdtype(image.dtype, np.floating):
            raise TypeError(
                f"BeforeAfter expects floats in [0, 1]; {name} holds {image.dtype}. "
                f"Convert first: {name}.astype('float32') / 255."
            )
        if image.ndim != 3 or image.shape[-1] not in (1, 3) or not image.size:
            raise ValueError(
                f"BeforeAfter expects pictures (height, width, 1 or 3); {name} is {image.shape}."
            )
    if before.shape[:2] != after.shape[:2]:
        raise ValueError(
            f"BeforeAfter expects two pictures of one size; received {before.shape[:2]} and "
            f"{after.shape[:2]}. Enlarge the smaller one first: images.bicubic_upsample."
        )
    if not alt.strip() or len(labels) != 2:
        raise ValueError(
            "BeforeAfter expects alt, a sentence that says what is seen, and two labels; "
            f"received alt={alt!r} and labels={labels!r}."
        )
    height, width = before.shape[:2]
    format = "image/png" if height * width <= MOST_PNG else "image/jpeg"
    return {
        "alt": alt,
        "labels": list(labels),
        "size": [width, height],
        "format": format,
        "before": encoded(before, format),
        "after": encoded(after, format),
    }
