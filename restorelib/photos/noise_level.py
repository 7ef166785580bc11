"""Estimate the noise of a photograph from the photograph alone."""

import numpy as np

from restorelib.photos.picture import Photo

LOOKED_AT = 4e6  # pixels that are used, about


def estimate_sigma(photo: Photo) -> float:
    """Standard deviation of a photograph's noise, if the noise is white and Gaussian.

    Second differences along both axes remove most of an image and leave its noise: Immerkaer 1996,
    "Fast noise variance estimation", doi:10.1006/cviu.1996.0060. He takes the mean of the absolute
    values; we take the median, so that edges count little (Donoho and Johnstone 1994,
    doi:10.1093/biomet/81.3.425). Fine texture still counts as noise: clean photographs give about
    2. Noise that was clipped to 0..255 is underestimated.

    Args:
        photo: any size; about 4 million pixels of a large photograph are used.

    Returns:
        Sigma on the 0..255 scale, mean over the channels; 0 below 3 x 3 pixels.
    """
    height, width, channels = photo.pixels.shape
    if min(height, width) < 3:
        return 0.0
    rows = 64
    every = rows * max(1, round(height * width / LOOKED_AT))
    found = []
    for channel in range(channels):
        strips = [photo.pixels[top : top + rows, :, channel] for top in range(0, height, every)]
        left = np.concatenate([_differences(strip) for strip in strips if len(strip) > 2])
        found.append(np.median(left))
    # 0.6745: the median of |n|, for n from N(0, 1).
    return float(255 * np.mean(found) / 0.6745)


def _differences(strip: np.ndarray) -> np.ndarray:
    rows = strip[:-2] - 2 * strip[1:-1] + strip[2:]
    # The kernel amplifies white noise 6 times: the sum of its squares is 36.
    return np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]).ravel() / 6
