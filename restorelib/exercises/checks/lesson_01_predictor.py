"""Check of lesson 01's last exercise: a predictor with no network that beats the ladder."""

from collections.abc import Callable

import numpy as np

from restorelib.exercises.answers import AnswerError, read_sigma
from restorelib.exercises.arrays import read_array, read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.functions import called
from restorelib.experiments.verdicts import CLEAR
from restorelib.images.damage import add_gaussian_noise
from restorelib.images.metrics import psnr
from restorelib.images.predictors import rungs

Predictor = Callable[[np.ndarray], np.ndarray]


@exercise("01.3")
def check_predictor(function: Predictor, clean: np.ndarray, *, sigma: float) -> Feedback:
    """Lesson 01, exercise 3: does a predictor beat every rung on pictures that it has not seen?

    Args:
        function: noisy pictures `(N, height, width, 3)` -> restored ones, of the same shape.
        clean: the pictures of the lesson, `(N, height, width, 3)` in [0, 1].
        sigma: of the noise, on the 0..255 scale.
    """
    clean = read_pictures(clean, "clean", channels=3)
    sigma = read_sigma(sigma)
    turned = clean[:, ::-1]
    noisy, known = (add_gaussian_noise(its, sigma=sigma, seed=1) for its in (turned, clean))
    restored, known = _restored(function, noisy), _restored(function, known)
    ladder = rungs(noisy, mean=clean.mean((0, 1, 2)))
    for name, rung in ladder.items():
        if np.allclose(restored, rung, rtol=0, atol=1e-4):
            return not_yet(f"That is a rung of the ladder itself: {name}. Change it, or mix two.")
    if np.allclose(restored, restored[:, :1, :1], rtol=0, atol=1e-4):
        return not_yet("Each picture comes out in one flat colour. Use what comes in.")
    score = psnr(turned, restored, data_range=1)
    if psnr(clean, known, data_range=1) > score + 1:
        return not_yet(
            f"It scores {psnr(clean, known, data_range=1):.2f} dB on the lesson's pictures, and "
            f"{score:.2f} dB on the same upside down: it makes use of the clean pictures. A "
            "predictor may look at nothing but the noisy ones."
        )
    return _against(ladder, turned, restored)


def _against(ladder: dict[str, np.ndarray], clean: np.ndarray, restored: np.ndarray) -> Feedback:
    scores = {name: psnr(clean, rung, data_range=1) for name, rung in ladder.items()}
    best = max(scores, key=scores.__getitem__)
    gain = psnr(clean, restored, data_range=1) - scores[best]
    stand = f"{gain:+.2f} dB against the highest rung ({best}, {scores[best]:.2f} dB)"
    if np.abs(restored).max() > 10:
        return not_yet(f"Your values reach {np.abs(restored).max():.0f}: keep them in 0 to 1.")
    if gain < CLEAR:
        return not_yet(
            f"It stands at {stand}; {CLEAR} asked. What comes in is sharp and noisy, what is "
            "blurred is soft and quiet. Could something between the two have less of both?"
        )
    wins = sum(
        psnr(one, mine, data_range=1) > psnr(one, rung, data_range=1)
        for one, mine, rung in zip(clean, restored, ladder[best], strict=True)
    )
    return Feedback(
        True,
        f"It stands at {stand}, and above that rung on {wins} of {len(clean)} pictures. No "
        "network, no training: that is what one has to beat.",
    )


def _restored(function: Predictor, noisy: np.ndarray) -> np.ndarray:
    restored = read_array(
        called(function, noisy.copy()),
        "It should return floats, all of them finite; your function returned",
    )
    if restored.shape != noisy.shape:
        raise AnswerError(f"Given pictures {noisy.shape}, it returned {restored.shape}.")
    return restored
