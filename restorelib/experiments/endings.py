"""How a run ends: it leaves its plateau, it diverges, it dies, or nothing happens to it."""

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice

import numpy as np

from restorelib.experiments.bench import Bench, as_float16
from restorelib.experiments.recipes import AnyRecipe, AnyRecord, Recipe, RunRecord, SomeRecipe
from restorelib.experiments.tasks import train_patches
from restorelib.experiments.verdicts import CLEAR, OFF_THE_PLATEAU

WINDOW = 32  # steps over which the loss is averaged; one step has too few patches to tell
# In place of the number of steps that a run needed.
NOT_WITHIN, DIVERGED, DEAD = 0, -1, -2


@cache
def target_losses(recipe: AnyRecipe) -> np.ndarray:
    """Loss below which a net has left its plateau, for each training patch, `(N,)` float64.

    Case A: 0.3 dB better than the input as it is. Case B: 1 dB better than one flat grey.
    """
    inputs, targets = train_patches(recipe)
    grey = targets.mean(dtype="float64")
    trivial, decibels = (inputs, CLEAR) if isinstance(recipe, Recipe) else (grey, OFF_THE_PLATEAU)
    errors = np.square(trivial - targets, dtype="float64").mean((1, 2, 3))
    return errors / 10 ** (decibels / 10)


def targets_by_step(recipe: AnyRecipe, steps: int) -> np.ndarray:
    """`target_losses` of the batch of each step, `(steps,)`: one batch is harder than another."""
    from restorelib.training.loop import shuffled_batches

    losses = target_losses(replace(recipe, seed=0))
    batches = shuffled_batches(len(losses), recipe.batch_size, recipe.seed)
    return np.array([losses[batch].mean() for batch in islice(batches, steps)])


def run_to_its_end(bench: Bench, recipe: SomeRecipe) -> AnyRecord:
    """Train until it is known how the run ends, at most for the steps of the recipe.

    It is known once the loss is below that of its batches in `targets_by_step`, or infinite, or
    once the net is dead.

    Args:
        bench: of a recipe that differs at most in initial weights, learning rate and seed.
        recipe: what to run.

    Returns:
        The record. Its loss is as long as the run was, and ends with infinity if it diverged.
    """
    stop, losses, records = threading.Event(), [], []
    targets = targets_by_step(recipe, recipe.steps)
    dead = stop_when_dead(bench, stop)

    def after_step(progress) -> None:
        losses.append(progress.loss)
        last = slice(max(0, len(losses) - WINDOW), len(losses))
        if len(losses) >= WINDOW and np.mean(losses[last]) < np.mean(targets[last]):
            stop.set()

    def after_snapshot(record: AnyRecord) -> None:
        records.append(record)
        dead(record)

    # Only a ReLU at the end can die, so only then is it worth its time to look.
    looks = None if getattr(recipe, "residual_activation", None) == "relu" else ()
    try:
        return bench.run(
            recipe.seed,
            recipe=recipe,
            at=looks,
            on_step=after_step,
            on_snapshot=after_snapshot,
            stop=stop,
        )
    except FloatingPointError:
        return replace(records[-1], loss=as_float16([*losses, np.inf]))


def stop_when_dead(bench: Bench, stop: threading.Event) -> Callable[[AnyRecord], None]:
    """A callback for each snapshot that ends a run once its net cannot come back to life.

    It looks at all training patches, at the snapshots from step 32 on, and wants two in a row:
    by the second, hardly anything is left of Adam's mean of the gradients before. Fewer patches
    or earlier steps are not enough. Of 89 nets that had no living value on the 64 test patches at
    two snapshots in a row, one came back and beat doing nothing.
    """
    found = []

    def look(record: AnyRecord) -> None:
        if isinstance(record, RunRecord) and record.steps[-1] >= 32:
            found.append(not record.alive[-1] and not bench.anything_alive())
            if all(found[-2:]) and len(found) > 1:
                stop.set()

    return look


def is_dead(record: AnyRecord) -> bool:
    """Whether its last two snapshots find no residual above 0 and no gradient at all."""
    if not isinstance(record, RunRecord) or len(record.steps) < 2:
        return False
    return not record.alive[-2:].any() and not record.gradient[-2:].any()


def ended(record: AnyRecord) -> int:
    """How a run ended: steps until it left its plateau, or NOT_WITHIN, DIVERGED or DEAD."""
    loss = record.loss
    if not np.isfinite(loss[-1]):  # float16 takes an early loss above 65,504 for infinite, too
        return DIVERGED
    left = steps_below(loss, targets_by_step(record.recipe, len(loss)))
    return left or (DEAD if is_dead(record) else NOT_WITHIN)


def steps_below(loss: np.ndarray, target: float | np.ndarray, window: int = WINDOW) -> int | None:
    """Steps until the mean loss of the last `window` steps is below that of the target.

    Args:
        loss: of each step, `(steps,)`.
        target: one for all steps, or one for each.
        window: number of steps.

    Returns:
        A number of steps, at least `window`; None if the loss never is.
    """
    if len(loss) < window:
        return None
    excess = loss.astype("float64") - target
    below = np.flatnonzero(np.convolve(excess, np.ones(window) / window, "valid") < 0)
    return int(below[0]) + window if len(below) else None
