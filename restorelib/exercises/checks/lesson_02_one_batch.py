"""Lesson 02's third exercise: two nets whose loss stands still, and the check of the cause."""

from collections.abc import Mapping

import keras
import numpy as np

from restorelib.exercises.answers import read_choice
from restorelib.exercises.arrays import read_pictures
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.networks import output_of, read_network
from restorelib.exercises.shown import shown
from restorelib.images import predictors
from restorelib.images.metrics import psnr
from restorelib.models.rednet import red_net

NAMES = ("A", "B")
ANSWERS = ("the network", "its training")
SMALL_RATE = 1e-6  # learning rate of both nets
ENOUGH = 100  # steps after which a healthy net beats the trivial predictors


def nets_that_stand_still() -> dict[str, keras.Model]:
    """The two nets of lesson 02, exercise 3, compiled. (The solution is below: try first.)"""
    nets = {
        "A": red_net(10, 32, 3, skip_every=2, input_skip=False, seed=0),
        # All kernels are 0, so no layer passes a signal on, and only the last bias can learn.
        "B": red_net(10, 32, 3, skip_every=2, input_skip=False, kernel_initializer="zeros"),
    }
    for net in nets.values():
        net.compile(keras.optimizers.Adam(SMALL_RATE), loss="mse", jit_compile=False)
    return nets


@exercise("02.3")
def check_one_batch(
    nets: dict[str, keras.Model],
    x: np.ndarray,
    y: np.ndarray,
    *,
    fault_of: dict[str, str | None],
) -> Feedback:
    """Lesson 02, exercise 3: is the fault in the network or in its training, and was it tested?

    Args:
        nets: from `nets_that_stand_still`, then trained by the learner.
        x: the noisy patches of the batch, `(N, height, width, channels)` float32.
        y: the clean ones.
        fault_of: name -> one of `ANSWERS`.
    """
    given = fault_of if isinstance(fault_of, Mapping) else {}
    for name in NAMES:
        read_choice(
            given.get(name),
            f"Say for {name} whether it is {ANSWERS[0]!r} or {ANSWERS[1]!r} that is at fault; "
            "so far it is",
            ANSWERS,
        )
    if not isinstance(nets, Mapping) or not set(NAMES) <= set(nets):
        return not_yet(f"nets should be those of nets_that_stand_still(); it is {shown(nets)}.")
    x = read_pictures(x, "x")
    y = read_pictures(y, "y", shape=x.shape)
    nets = {name: read_network(nets[name], x, compiled=True) for name in NAMES}
    trivial = max(
        psnr(y, image, data_range=1.0)
        for image in predictors.rungs(x, mean=y.mean((0, 1, 2))).values()
    )
    flat = psnr(y, np.broadcast_to(y.mean((0, 1, 2)), y.shape), data_range=1.0)
    scores = {
        name: psnr(y, output_of(nets[name], x, shape=y.shape), data_range=1.0) for name in NAMES
    }
    if trouble := _not_tested(nets, scores, trivial):
        return not_yet(trouble)
    measured = f"Measured on this batch: A {scores['A']:.2f} dB, B {scores['B']:.2f} dB, the best "
    measured += f"trivial predictor {trivial:.2f} dB, one flat colour {flat:.2f} dB."
    if scores["A"] < trivial:
        return not_yet(f"{measured} A is still under way: train it for more steps.")
    if fault_of["A"] != ANSWERS[1]:
        return not_yet(
            f"{measured} The very network A overfits the batch once its training is changed. So "
            "what was at fault?"
        )
    if scores["B"] > flat + 1:
        return not_yet(f"{measured} B left the flat colour: did you rebuild it? Take it as it is.")
    if fault_of["B"] != ANSWERS[0]:
        return not_yet(
            f"{measured} The training that A learns with takes B no further than one flat colour. "
            "So what is at fault in B?"
        )
    return Feedback(
        True,
        f"{measured} A took steps too small to see. B cannot: look at its kernels, "
        "nets['B'].get_layer('conv1').kernel. All are 0, so nothing passes through any layer, and "
        "only the last bias learns: one number for each colour.",
    )


def _not_tested(nets: dict[str, keras.Model], scores: dict[str, float], trivial: float) -> str:
    """Say which net was not trained enough for a test; empty if both were."""
    for name in NAMES:
        rate = float(keras.ops.convert_to_numpy(nets[name].optimizer.learning_rate))
        steps = int(keras.ops.convert_to_numpy(nets[name].optimizer.iterations))
        if rate <= 10 * SMALL_RATE:
            return (
                f"{name} still learns at a rate of {rate:g}: a thousandth of the lesson's. So the "
                "network was not put to the test yet. Compile it again with Adam(1e-3)."
            )
        if steps < ENOUGH and scores[name] < trivial:
            return (
                f"{name} has taken {steps} steps since it was compiled with a rate of {rate:g}, "
                f"and stands at {scores[name]:.2f} dB. Give it {2 * ENOUGH} before you judge."
            )
    return ""
