"""`Watch`: says what number a loss is, while a model trains in its own `fit`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from restorelib.checkup.batches import comes_in_batches
from restorelib.checkup.lost import where_lost
from restorelib.checkup.model_kinds import require_keras_model
from restorelib.checkup.samples import Samples, read_samples
from restorelib.checkup.trial import LEARNED
from restorelib.checkup.views import by_output
from restorelib.checkup.watched_numbers import Watched, inputs_like, watched

STILL = 0.005  # relative: less than this between the lowest and the highest of some epochs
FALLEN = 0.5  # of the first loss: where no constant is known, what is below has learned
FLOOR = 1e-6  # of a loss: what rounds off below it has learned all there is


class Watch(keras.callbacks.Callback):
    """Says in one line what number the loss is while training stands still.

    It names the number (ln 10 is what guessing scores), digits that repeat exactly, and NaN with
    its step and layer. On a training that goes well it says nothing. It changes nothing, and reads
    the model only after the loss is NaN.

        model.fit(x, y, callbacks=[Watch(x, y)])

    Args:
        x: inputs as for `fit`, or None; not a generator, whose batches `fit` would then lack.
        y: targets. Without them only ln C is known, from the model's outputs.
        epochs: how many the loss has to stand still before anything is said.
        say: receives each line.

    Attributes:
        said: all lines so far.

    Raises:
        TypeError, ValueError: if the data cannot be read, as for `diagnose`.
    """

    async_safe = True  # what is noted after a batch may be noted while the next one runs

    def __init__(
        self,
        x: Any = None,
        y: Any = None,
        *,
        epochs: int = 3,
        say: Callable[[str], None] = print,
    ):
        super().__init__()
        if comes_in_batches(x) and iter(x) is x:
            raise ValueError(
                "Watch would take batches out of this generator, which fit then lacks; hand over "
                "arrays or a tf.data.Dataset, or say Watch() without data."
            )
        self._data: Samples | None = None if x is None else read_samples(x, y)
        self._epochs, self._say = epochs, say
        self.said: list[str] = []

    def set_model(self, model: keras.Model) -> None:
        """Take the model that `fit` trains; a TypeError says what to do with another kind."""
        require_keras_model(model, "Watch")
        super().set_model(model)

    def on_train_begin(self, logs: Any = None) -> None:
        """Read what the losses can be compared with."""
        self.said = []
        self._losses: dict[str, list[float]] = {}
        self._waiting: list[str] = []
        self._lost_at: tuple[int, int] | None = None
        self._epoch, self._told = 0, {}
        self._outputs = self._watched()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Say what the last epoch has shown; its progress bar is complete now."""
        self._epoch = epoch
        self._tell()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """Note the first step at which the loss is not a number."""
        loss = (logs or {}).get("loss")
        if self._lost_at is None and loss is not None and not math.isfinite(loss):
            self._lost_at = (self._epoch + 1, batch + 1)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Look at the losses of this epoch."""
        if self._lost_at and "NaN" not in self._told:
            self._told["NaN"] = epoch
            of, step = self._lost_at
            self._waiting.append(
                f"the loss is not a number from step {step} of epoch {of} on; "
                f"{where_lost(self.model, self._data)}"
            )
        for name, value in (logs or {}).items():
            if name in self._outputs or name.removeprefix("val_") in self._outputs:
                losses = self._losses.setdefault(name, [])
                losses.append(float(value))
                self._look(name, losses, self._outputs[name.removeprefix("val_")])

    def on_train_end(self, logs: Any = None) -> None:
        """Say what is left, and how to go on."""
        self._tell()
        if self.said:
            self._waiting.append(
                "diagnose(model, x, y) looks for the cause, and leaves the model as it is: from "
                "restorelib.checkup import diagnose"
            )
            self._tell()

    def _look(self, name: str, losses: list[float], output: Watched) -> None:
        """Does it stand still, at a known number or to the last digit?"""
        last = losses[-self._epochs :]
        if len(last) < self._epochs or not np.isfinite(last).all() or not last[-1]:
            return
        known = [output.name(value) for value in last] if output.measure else [None]
        first = known[0]
        at_one = first is not None and all(k is not None and k.value == first.value for k in known)
        still = max(last) - min(last) <= STILL * abs(last[-1])
        if at_one and still:
            count = self._run(losses, lambda v: abs(v - last[-1]) <= STILL * abs(last[-1]))
            words = f"{name} {last[-1]:.5g} {known[-1].words}"
            trained = self._losses.get(name.removeprefix("val_"), losses)[-1]
            if trained < LEARNED * first.value:
                words += f" (and {name.removeprefix('val_')} is {trained:.3g})"
            self._once(name, count, words)
        elif len(set(last)) == 1 and not self._has_learned(losses, output):
            count = self._run(losses, lambda v: v == last[-1])
            words = f"{name} {last[-1]:.5g} repeats to the last digit, so no weight changes it"
            self._once(name, count, words)

    def _has_learned(self, losses: list[float], output: Watched) -> bool:
        constant = output.best_constant
        enough = LEARNED * constant if math.isfinite(constant) else FALLEN * losses[0]
        return losses[-1] < max(enough, FLOOR)

    @staticmethod
    def _run(losses: list[float], alike: Callable[[float], bool]) -> int:
        """How many of the last epochs are alike."""
        return next((i for i, v in enumerate(reversed(losses)) if not alike(v)), len(losses))

    def _once(self, name: str, count: int, words: str) -> None:
        """Say it, and again only after twice as many epochs; of a loss on both sets, once."""
        key = name.removeprefix("val_")
        if count >= 2 * self._told.get(key, 0):
            self._told[key] = count
            self._waiting.append(f"{words}, for {count} epochs now")

    def _tell(self) -> None:
        for words in self._waiting:
            line = f"Watch: {words}."
            self.said.append(line)
            self._say(line)
        self._waiting = []

    def _watched(self) -> dict[str, Watched]:
        """Name of a loss in the logs -> what it can be compared with."""
        model = self.model
        shapes = _shapes(model)
        names = getattr(model, "output_names", None) or ["output"] * len(shapes)
        data = self._data
        targets = by_output(data.y, names, len(shapes)) if data and data.y is not None else []
        if not isinstance(data.y if data else None, dict | list):
            targets = targets[:1]
        losses = by_output(getattr(model, "loss", None), names, len(shapes))
        found = {}
        for i, (name, shape, loss) in enumerate(zip(names, shapes, losses, strict=False)):
            y = targets[i] if len(targets) == len(shapes) else None
            x = inputs_like(data.x, y) if data else None
            key = "loss" if len(shapes) == 1 else f"{name}_loss"
            found[key] = Watched("") if loss is None else watched(loss, _units(shape), y, x)
        return {"loss": Watched(""), **found}


def _shapes(model: keras.Model) -> list[tuple]:
    """Shape of each output, in flat order; one empty shape if the model does not say."""
    outputs = getattr(model, "outputs", None)
    return [tuple(tensor.shape) for tensor in outputs] if outputs else [()]


def _units(shape: tuple) -> int:
    return int(shape[-1] or 0) if shape else 0
