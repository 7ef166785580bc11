"""One training loop: a budget of steps, progress after each, and a stop that is heard at once."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import keras
import numpy as np


@dataclass(frozen=True)
class Progress:
    """Where a training stands after a step: counted from 1, times in seconds."""

    step: int
    steps: int
    loss: float
    seconds: float

    @property
    def seconds_left(self) -> float:
        """What the remaining steps will take at the mean pace so far."""
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
        steps: gradient steps in all, over as many passes through the data as it takes.
        batch_size: patches a step, at most N.
        seed: of the shuffle, from a generator of its own.
        on_step: called after every step.
        stop: once set, training ends after the step under way.

    Returns:
        The loss of every step done, `(steps,)` float32; shorter if stopped.

    Raises:
        ValueError: if the model is not compiled, or the sizes do not fit.
        FloatingPointError: if the loss is no longer finite.
    """
    if not getattr(model, "compiled", False):
        raise ValueError("fit expects a compiled model: call model.compile(optimizer, loss).")
    if len(x) != len(y) or not 1 <= batch_size <= len(x) or steps < 0:
        raise ValueError(
            "fit expects as many targets as inputs, 1 <= batch_size <= inputs and steps >= 0; "
            f"received {len(x)} inputs, {len(y)} targets, batch_size={batch_size}, steps={steps}."
        )
    if model.built and not model.optimizer.built:
        # Else the first step makes them while its graph is traced: it is traced twice then, and
        # TensorFlow keeps both graphs for good, 20 MB a net.
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
    """Endless batches of indices; each pass is a new order, an incomplete batch is left out."""
    rng = np.random.default_rng(seed)
    while True:
        order = rng.permutation(count)
        for start in range(0, count - batch_size + 1, batch_size):
            yield order[start : start + batch_size]
