"""How strong the noise of a photograph is, judged from the photograph alone."""

import numpy as np

from restorelib.photos.picture import Photo

LOOKED_AT = 4e6  # pixels


def estimate_sigma(photo: Photo) -> float:
    """How strong the noise of a photograph is, if it is white and Gaussian.

    What a difference of second differences leaves of an image is noise for the most part:
    Immerkaer 1996, "Fast noise variance estimation", doi:10.1006/cviu.1996.0060. Of its absolute
    values the median is taken where he takes the mean, so that edges count little (Donoho and
    Johnstone 1994, doi:10.1093/biomet/81.3.425). Fine texture counts as noise all the same: clean
    photographs come out at about 2, and noise that was clipped to 0..255 as less than it was.

    Args:
        photo: at least 3 x 3 pixels; of a large one some 4 million are looked at.

    Returns:
        The standard deviation on the 0..255 scale, mean of the channels; 0 for tiny photographs.
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
    # 6: white noise comes out so many times as strong, the root of the kernel's squares' sum, 36.
    return np.abs(rows[:, :-2] - 2 * rows[:, 1:-1] + rows[:, 2:]).ravel() / 6
