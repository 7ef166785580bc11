"""Run a network on an image of any size, in overlapping tiles without visible seams.

Around the part that is kept, each tile has a margin as wide as the network's receptive radius. So
each kept pixel depends on the same input as in the whole image, and the border of the image gets
the same padding. The memory depends on the size of a tile, the time on the number of pixels.
"""

import math
import threading
import weakref
from collections.abc import Callable, Iterator

import keras
import numpy as np

from restorelib import backend
from restorelib.models.reach import Reach, reach, receptive_radius

__all__ = ["Stopped", "bands", "receptive_radius", "restore_tiled"]

_runners = weakref.WeakKeyDictionary()  # model -> its predict function; tracing takes a second


class Stopped(Exception):
    """The user stopped the work before it was complete."""


def restore_tiled(
    model: keras.Model,
    image: np.ndarray,
    *,
    tile: int = 256,
    on_tile: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> np.ndarray:
    """Compute `model(image[None])[0]` to within 1e-5, with memory for one tile at a time.

    Args:
        model: functional, from `(N, height, width, channels)` to the same height and width, or to
            `scale` times both; made of layers that `reach.reach` knows.
        image: `(height, width, channels)`, floating point. If the network's strides do not divide
            a side, it is padded with zeros, as padding "same" does, and the result is cropped.
        tile: side of a tile, in pixels of the image.
        on_tile: called after each tile with the number of finished tiles and of all tiles.
        stop: once set, the work ends after the current tile.

    Returns:
        `(scale * height, scale * width, channels of the model)` float32.

    Raises:
        Stopped: once `stop` was set.
        ValueError: for a layer whose reach is not known, or if the tile is too small for the
            network's reach; the message names the smallest one.
        TypeError: if the image holds integers.
    """
    whole, top = np.empty((0, 0, 0), "float32"), 0
    for band in bands(model, image, tile=tile, on_tile=on_tile, stop=stop):
        if not top:
            scale = band.shape[1] // image.shape[1]
            whole = np.empty((scale * image.shape[0], *band.shape[1:]), "float32")
        whole[top : top + len(band)] = band
        top += len(band)
    return whole


def bands(
    model: keras.Model,
    image: np.ndarray,
    *,
    tile: int = 256,
    run: Callable[[np.ndarray], np.ndarray] | None = None,
    on_tile: Callable[[int, int], None] | None = None,
    stop: threading.Event | None = None,
) -> Iterator[np.ndarray]:
    """As `restore_tiled`, but yield the result in bands of full width, from top to bottom.

    Each band is computed when it is needed, so a caller that writes bands to a file needs no memory
    for the whole result. Only tiles of the image are read, so `image` may be an object that reads
    them when they are needed, such as `photos.picture.Levels`.

    Args:
        run: runs the network on a batch in place of Keras, such as `litert.LiteRT(model)`; None
            uses Keras.

    Yields:
        `(rows, scale * width, channels of the model)` float32.
    """
    if len(image.shape) != 3 or not image.size or not np.issubdtype(image.dtype, np.floating):
        raise TypeError(
            "expected an image (height, width, channels) of floating-point numbers; received "
            f"{image.shape} of {image.dtype}. Convert first: image.astype('float32') / 255."
        )
    run, seen = run or _prepared(model), reach(model)
    radius, scale = receptive_radius(model), _scale(seen)
    height, width = image.shape[:2]
    rows, columns = (_cuts(side, tile, radius, seen.grid) for side in (height, width))
    done, total = 0, len(rows) * len(columns)
    for top, bottom, first, last in rows:
        band = None
        for left, right, begin, end in columns:
            if stop is not None and stop.is_set():
                raise Stopped(f"stopped after {done} of {total} tiles.")
            piece = run(_piece(image, top, bottom, left, right)[None])[0]
            expected = (scale * (bottom - top), scale * (right - left))
            if piece.shape[:2] != expected:
                raise ValueError(
                    f"expected {expected} from {model.name!r}; received {piece.shape}."
                )
            if band is None:
                shape = scale * (last - first), scale * width, piece.shape[2]
                band = np.empty(shape, "float32")
            kept = piece[scale * (first - top) : scale * (last - top)]
            kept = kept[:, scale * (begin - left) : scale * (end - left)]
            band[:, scale * begin : scale * end] = kept[: len(band)]
            done += 1
            if on_tile:
                on_tile(done, total)
        yield band


def _cuts(side: int, tile: int, radius: int, grid: int) -> list[tuple[int, int, int, int]]:
    """Tiles along one side: (start, end) of the tile, then (start, end) of the part to keep.

    All tiles have the same size, so that Keras traces the model only once; the last tile therefore
    overlaps the one before it by more.
    """
    padded = math.ceil(side / grid) * grid
    size = min(tile // grid * grid, padded)
    step = (size - 2 * radius) // grid * grid
    if size == padded:
        return [(0, padded, 0, side)]
    if step < 1:
        raise ValueError(
            f"expected tiles of at least {math.ceil((2 * radius + 1) / grid + 1) * grid} pixels, "
            f"since the network looks {radius} pixels to each side; received tile={tile}."
        )
    starts = [*range(0, padded - size, step), padded - size]
    ends = [start + radius for start in starts[1:]] + [side]
    return [
        (start, start + size, begin, end)
        for start, begin, end in zip(starts, [0, *ends], ends, strict=False)
        if begin < end
    ]


def _piece(image: np.ndarray, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    piece = image[top:bottom, left:right]
    missing = bottom - top - piece.shape[0], right - left - piece.shape[1]
    if any(missing):
        piece = np.pad(piece, ((0, missing[0]), (0, missing[1]), (0, 0)))
    return piece


def _scale(seen: Reach) -> int:
    if seen.step.numerator != 1:
        raise ValueError(
            "expected a model whose output is as large as its input, or larger by a whole number; "
            f"this one has {float(1 / seen.step):.3g} output pixels for each input pixel."
        )
    return seen.step.denominator


def _prepared(model: keras.Model) -> Callable[[np.ndarray], np.ndarray]:
    if model not in _runners:
        # A graph frees the maps of each layer after their last use; model(x) keeps them all.
        # Compile a new model with the same layers, so that the caller's model stays as it is.
        runner = keras.Model(model.inputs, model.outputs)
        runner.compile(jit_compile=backend.needs_jit())
        _runners[model] = runner.predict_on_batch
    return _runners[model]
