"""A few steps of a model's own `train_step`: does its loss fall, and which weights does it move?

The trials of the check-up train as Keras does. What a method of the user's does instead is seen
only where it is run.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

from restorelib.checkup.arrays import first_line, to_numpy
from restorelib.checkup.state import kept

STEPS = 10
JUDGED = 5  # steps; after fewer nothing is said of how far the loss falls
SECONDS = 3.0  # after the first step, which may compile: then no further one is taken
FALLEN = 0.02  # share of the first loss: less is no progress


def has_own_step(model: keras.Model) -> bool:
    """Does its class have a `train_step` of its own?"""
    return type(model).train_step is not keras.Model.train_step


def own_step(model: keras.Model, x: Any, y: Any) -> str:
    """What a few steps on one batch do, in words. Use it within `untouched`: it puts all back.

    Args:
        model: built, with a `train_step` of its own.
        x: one batch.
        y: its targets; [] if it has none.
    """
    alone = isinstance(y, list) and not y
    data = keras.tree.map_structure(keras.ops.convert_to_tensor, x if alone else (x, y))
    with kept(model), _other_optimizers(model):
        weights = [(v.path, to_numpy(v)) for v in model.trainable_variables]
        try:
            losses = list(_losses(model, data))
        except Exception as error:  # whatever a method of the user's raises
            return f"Its own train_step raises an error on one batch: {first_line(error)}"
        pairs = zip(weights, model.trainable_variables, strict=True)
        still = [path for (path, before), v in pairs if np.array_equal(before, to_numpy(v))]
    return _in_words(losses, still, len(weights))


def _in_words(losses: list[float], still: list[str], weights: int) -> str:
    said = f"Its own train_step, run on one batch ({len(losses)} steps)"
    if losses and np.isfinite(losses).all():
        said += f", goes from a loss of {losses[0]:.4g} to {losses[-1]:.4g}"
        fallen = losses[0] - losses[-1] > FALLEN * abs(losses[0])
        said += "" if fallen or len(losses) < JUDGED else ", so that it hardly falls"
    elif losses:
        wrong = next(i for i, loss in enumerate(losses, 1) if not np.isfinite(loss))
        said += f", has a loss that is not a number from step {wrong} on"
    else:
        said += ", returns no number to judge it by"
    if not still:
        return f"{said}; it moves all {weights} trainable weights."
    more = ", ..." if len(still) > 3 else ""
    named = ", ".join(still[:3]) + more
    return f"{said}; {len(still)} of {weights} trainable weights stay as they are ({named})."


def _losses(model: keras.Model, data: Any) -> Iterator[float]:
    """The loss that each step returns; fewer than STEPS if they are slow."""
    began = float("inf")
    for _ in range(STEPS):
        model.reset_metrics()  # which average over all steps
        logs = _on_jax(model, data) if keras.backend.backend() == "jax" else model.train_step(data)
        values = logs if isinstance(logs, dict) else {}
        loss = values.get("loss", next(iter(values.values()), None))
        if loss is not None:
            yield float(np.mean(to_numpy(loss)))
        began = min(began, time.perf_counter())
        if time.perf_counter() - began > SECONDS:
            return


def _on_jax(model: keras.Model, data: Any) -> Any:
    """One step as JAX has it: it takes all variables as arguments, and returns new ones."""
    model.optimizer.build(model.trainable_variables)
    metrics = model.metrics_variables
    inner = [v for v in model.non_trainable_variables if not any(v is m for m in metrics)]
    held = (model.trainable_variables, inner, model.optimizer.variables, metrics)
    logs, state = model.train_step(tuple([v.value for v in part] for part in held), data)
    for variables, values in zip(held, state, strict=True):
        for variable, value in zip(variables, values, strict=True):
            variable.assign(value)
    return logs


@contextlib.contextmanager
def _other_optimizers(model: keras.Model) -> Iterator[None]:
    """Copies in place of its optimizers; not by setattr, since Keras would track them."""
    own = {k: v for k, v in vars(model).items() if isinstance(v, keras.optimizers.Optimizer)}
    vars(model).update({k: type(v).from_config(v.get_config()) for k, v in own.items()})
    try:
        yield
    finally:
        vars(model).update(own)
