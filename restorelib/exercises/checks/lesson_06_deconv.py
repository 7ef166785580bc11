"""Lesson 06's last exercise: a deconv in which all pixels meet the same number of weights."""

import keras
import numpy as np

from restorelib.exercises.answers import read_whole
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import blaming
from restorelib.exercises.shown import shown


@exercise("06.3")
def check_deconv(layer: keras.Layer | None, *, scale: int = 4) -> Feedback:
    """Lesson 06, exercise 3: does it enlarge exactly, and do equally many weights meet each pixel?

    A copy of the layer with a kernel of ones counts the weights that each pixel meets.

    Args:
        layer: a `Conv2DTranspose` with one filter, built or not.
        scale: factor by which it should enlarge.
    """
    if not isinstance(layer, keras.layers.Conv2DTranspose):
        return not_yet(f"The check expects a layers.Conv2DTranspose; it received {shown(layer)}.")
    scale = read_whole(scale, "scale should be a whole number; it is", above=0)
    if layer.filters != 1 or layer.strides != (scale, scale):
        return not_yet(
            f"One filter and strides={scale} are asked for; yours has filters={layer.filters}, "
            f"strides={layer.strides}."
        )
    counted = _counted(layer)
    sizes = (counted.shape[0] / 20, counted.shape[1] / 20)
    if sizes != (scale, scale):
        return not_yet(
            f"20 x 20 pixels come out as {counted.shape[0]} x {counted.shape[1]}, and not as "
            f"{20 * scale} x {20 * scale}: what does the padding do?"
        )
    inner = counted[8 * scale : 12 * scale, 8 * scale : 12 * scale]
    met = np.unique(inner)
    window = f"{layer.kernel_size[0]} x {layer.kernel_size[1]}"
    if met[0] == 0:
        return not_yet(
            f"Its window of {window} is too small: {np.mean(inner == 0):.0%} of the "
            "pixels meet no weight at all, and stay at the bias."
        )
    if len(met) > 1:
        return not_yet(
            f"A window of {window} at stride {scale}: a pixel meets {_listed(met)} weights, "
            "depending on its place. For which windows is it always the same?"
        )
    return Feedback(
        True,
        f"Each pixel meets {met[0]} of the {np.prod(layer.kernel_size)} weights, and the size is "
        f"exactly {scale} times as large. "
        + (
            "But with only one, the windows lie side by side: each pixel is painted from a single "
            f"small one. {2 * scale} overlaps them."
            if met[0] == 1
            else "Equally many weights do not yet give equal sums; but no place has more of them."
        ),
    )


def _counted(layer: keras.Layer) -> np.ndarray:
    config = {**layer.get_config(), "kernel_initializer": "ones", "activation": "linear"}
    with blaming("Your layer"):
        twin = keras.layers.Conv2DTranspose.from_config({**config, "use_bias": False})
        made = keras.ops.convert_to_numpy(twin(np.ones((1, 20, 20, 1), "float32")))
    return np.rint(made[0, :, :, 0]).astype(int)


def _listed(numbers: np.ndarray) -> str:
    *most, last = (str(n) for n in numbers)
    return f"{', '.join(most)} or {last}"
