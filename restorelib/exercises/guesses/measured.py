"""Guesses of lessons 09 and 10."""

from collections.abc import Mapping, Sequence
from math import inf

import numpy as np

from restorelib.exercises.guesses.outcome import Outcome, nearest, outcome, up_to


@outcome("09-what-closes")
def what_closes(
    training: Sequence[float], counting: Sequence[float], using: Sequence[float]
) -> Outcome:
    """Args: by how many dB each suspect raises our score, in several measurements."""
    answers = {
        "training ours twice as long": training,
        "counting the score as they do": counting,
        "using the network as they do": using,
    }
    means = {answer: float(np.mean(dB)) for answer, dB in answers.items()}
    words = ", ".join(f"{answer}: {dB:+.2f} dB" for answer, dB in means.items())
    return Outcome(max(means, key=means.__getitem__), words)


@outcome("09-twice")
def twice(gains: Sequence[float]) -> Outcome:
    """Args: gain in dB by twice as many steps, in several trainings."""
    choices = {"about 0.01 dB": 0.01, "about 0.1 dB": 0.1, "about 1 dB": 1}
    words = " and ".join(f"{dB:+.3f} dB" for dB in gains)
    return Outcome(nearest(float(np.mean(gains)), choices, ratio=True), words)


@outcome("09-which-moves")
def which_moves(moved: Mapping[str, float]) -> Outcome:
    """Args: way of counting -> how far it moves the score, in dB. One of the ways is no answer."""
    answers = {
        "luma from 0 to 255": "luma from 0 to 255, not 16 to 235",
        "with the border": "counting the border, too",
        "not rounded": "not rounding",
    }
    most = max(answers, key=lambda name: moved[name])
    words = ", ".join(f"{name}: {dB:.2f} dB" for name, dB in moved.items())
    return Outcome(answers[most] if moved[most] >= 0.1 else "none by 0.1 dB", words)


@outcome("09-the-gap")
def the_gap(dB: float) -> Outcome:
    """Args: change of the gap."""
    edges = {"shrinks by more than 1 dB": -1, "hardly changes": 1, "grows by more than 1 dB": inf}
    return Outcome(up_to(dB, edges), f"{dB:+.2f} dB")


@outcome("09-how-much")
def how_much(dB: float) -> Outcome:
    """Args: mean rise of the score."""
    choices = {"about 0.01 dB": 0.01, "about 0.1 dB": 0.1, "about 1 dB": 1, "about 10 dB": 10}
    return Outcome(nearest(dB, choices, ratio=True), f"{dB:+.2f} dB")


@outcome("09-how-wide")
def how_wide(dB: float) -> Outcome:
    """Args: high end of the interval minus its low end."""
    choices = {"about 0.1 dB": 0.1, "about 1 dB": 1, "about 5 dB": 5}
    return Outcome(nearest(dB, choices, ratio=True), f"{dB:.1f} dB")


@outcome("10-overlap")
def overlap(pixels: int) -> Outcome:
    """Args: the smallest overlap without seams."""
    return Outcome(str(pixels), f"{pixels} pixels")


@outcome("10-wrong-sigma")
def wrong_sigma(gains: Mapping[int, float]) -> Outcome:
    """Args: sigma that a network was trained for -> its gain in dB on noise of sigma 30."""
    words = ", ".join(f"trained for {sigma}: {dB:+.2f} dB" for sigma, dB in gains.items())
    if not {10, 50} <= set(gains):
        return Outcome("", words or "these networks are not trained yet")
    if abs(gains[10] - gains[50]) < 0.5:
        return Outcome("both the same, within 0.5 dB", words)
    return Outcome(f"the one trained for {min((10, 50), key=gains.get)}", words)


@outcome("10-blind")
def blind(grey: float, blind: float) -> Outcome:
    """Args: gain in dB of the grey network, channel by channel, and of the blind one."""
    words = f"channel by channel {grey:+.2f} dB, blind {blind:+.2f} dB"
    if abs(grey - blind) < 0.5:
        return Outcome("both the same, within 0.5 dB", words)
    better = "grey network for sigma 30" if grey > blind else "blind network for colour"
    return Outcome(f"the {better}", words)


@outcome("10-jpeg")
def jpeg(stored: float, before: float) -> Outcome:
    """Args: gain of the network in dB, on a stored picture and on the picture as it was."""
    edges = {"next to nothing": 0.25, "about half": 0.75, "nearly all of it": inf}
    return Outcome(up_to(stored / before, edges), f"{stored:+.2f} dB, {before:+.2f} before")


@outcome("10-camera")
def camera(gains: Mapping[str, float]) -> Outcome:
    """Args: kind of noise -> gain in dB of the network for sigma 30."""
    words = ", ".join(f"{kind}: {dB:+.2f} dB" for kind, dB in gains.items())
    if "demosaiced" not in gains:
        return Outcome("", words or "this network is not trained yet")
    change = gains["demosaiced"] - gains["white"]
    if abs(change) < 0.5:
        return Outcome("about as much", words)
    return Outcome("more of it, since it is smoother" if change > 0 else "less of it", words)
