"""The training loop: a number of steps, progress after each step, and a stop between steps."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import keras
import numpy as np


@dataclass(frozen=True)
class Progress:
    """State of a training after a step. Steps count from 1; times are in seconds."""

    step: int
    steps: int
    loss: float
    seconds: float

    @property
    def seconds_left(self) -> float:
        """Seconds that the remaining steps need, if they take as long as those so far."""
        return self.seconds / self.step * (self.steps - self.step)


def fit(
    model: keras.Model,
    x: np.ndarray,
    y: np.ndarray,
    *,
    steps: int,
    batch_size: int,
    seed: int,
    on_step: Callable[[Progress], None] | None = None,
    stop: threading.Event | None = None,
) -> np.ndarray:
    """Train a compiled model for a number of steps.

    `keras.Model.fit` counts epochs and averages the loss over them; the mechanisms of this
    course happen within the first ten steps, so this loop keeps the loss of every step.

    Args:
        model: compiled with a loss.
        x: inputs, `(N, ...)`.
        y: targets, `(N, ...)`.
        steps: total number of gradient steps; the data are repeated as often as necessary.
        batch_size: patches in each step, at most N.
        seed: of the random order of the patches; it affects nothing else.
        on_step: called after every step.
        stop: once set, training ends after the current step.

    Returns:
        The loss of every step, `(steps,)` float32; shorter if stopped.

    Raises:
        ValueError: if the model is not compiled, `x` and `y` differ in length, or `batch_size` or
            `steps` is out of range.
        FloatingPointError: if the loss becomes NaN or infinite.
    """
    if not getattr(model, "compiled", False):
        raise ValueError("fit expects a compiled model: call model.compile(optimizer, loss).")
    if len(x) != len(y) or not 1 <= batch_size <= len(x) or steps < 0:
        raise ValueError(
            "fit expects as many targets as inputs, 1 <= batch_size <= inputs and steps >= 0; "
            f"received {len(x)} inputs, {len(y)} targets, batch_size={batch_size}, steps={steps}."
        )
    if model.built and not model.optimizer.built:
        # Otherwise the first step builds the optimizer while its graph is traced. It is then traced
        # twice, and TensorFlow keeps both graphs in memory: 20 MB for each net.
        model.optimizer.build(model.trainable_variables)
    batches = shuffled_batches(len(x), batch_size, seed)
    losses = np.empty(steps, "float32")
    start = time.perf_counter()
    for step in range(steps):
        if stop is not None and stop.is_set():
            return losses[:step]
        chosen = next(batches)
        losses[step] = model.train_on_batch(x[chosen], y[chosen])
        if not np.isfinite(losses[step]):
            raise FloatingPointError(
                f"The loss is {losses[step]} at step {step + 1}. Lower the learning rate, and "
                "check that the images are in [0, 1] and hold no NaN."
            )
        if on_step:
            elapsed = time.perf_counter() - start
            on_step(Progress(step + 1, steps, float(losses[step]), elapsed))
    return losses


def shuffled_batches(count: int, batch_size: int, seed: int) -> Iterator[np.ndarray]:
    """Yield batches of indices without end.

    Each pass through the data has a new order, and leaves an incomplete last batch out.

    Args:
        count: number of indices, at least `batch_size`.
        batch_size: indices in a batch, >= 1.
        seed: of the orders.

    Yields:
        `(batch_size,)` integers from 0 to count - 1.
    """
    rng = np.random.default_rng(seed)
    while True:
        order = rng.permutation(count)
        for start in range(0, count - batch_size + 1, batch_size):
            yield order[start : start + batch_size]
