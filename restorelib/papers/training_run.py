"""Train a network of the course by its recipe, with checkpoints.

A checkpoint holds everything that the next step depends on. A killed run resumes from its last
checkpoint and reaches the same weights, bit for bit on the same machine.
"""

import csv
import functools
import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from restorelib.images import metrics
from restorelib.images.embedded import middle, photographs
from restorelib.models import trained_nets
from restorelib.models.catalogue import TrainingRecipe
from restorelib.storage.provenance import provenance
from restorelib.storage.whole import whole

# Embedded photographs that are scored during training, and never trained on.
# 240 is a multiple of the scales 2, 3 and 4.
WATCHED = ("astronaut", "coffee", "chelsea", "camera")
WATCHED_SIZE = 240


class TrainingRun:
    """One training run of one network."""

    def __init__(self, name: str, recipe: TrainingRecipe, batches, digest: str, work: Path):
        """Build the network, and load its last checkpoint if there is one.

        Args:
            name: name of the network.
            recipe: its training recipe.
            batches: `batches(step)` returns `(x, y)`, as `papers.batches.Batches` does.
            digest: SHA-256 of the training images; a run resumes only with the same images.
            work: folder of the checkpoint and the log.

        Raises:
            ValueError: if the checkpoint belongs to another recipe or other images, or if the
                network to start from is not trained yet.
        """

        from restorelib.models.fast.choose import fastest
        from restorelib.papers.muon import ConvMuon

        self.name, self.recipe, self.batches = name, recipe, batches
        self.identity = json.dumps([asdict(recipe), digest], default=dict, sort_keys=True)
        self.checkpoint, self.log = work / f"{name}.npz", work / f"{name}.csv"
        self.digest, self.seconds, self.curve, self.saved_step = digest, 0.0, [], 0
        work.mkdir(parents=True, exist_ok=True)
        self.model = trained_nets.build(recipe, seed=recipe.seed)
        if recipe.start_from:
            self.model.set_weights(_starting_network(recipe.start_from, work).get_weights())
        self.fast = fastest(self.model)
        optimizer = ConvMuon(
            _schedule(recipe),
            weight_decay=None,
            adam_weight_decay=None,
            use_ema=True,
            ema_momentum=recipe.ema_momentum,
        )
        self.fast.compile(optimizer, "mse", jit_compile=recipe.jit_compile)
        optimizer.build(self.fast.trainable_variables)
        if self.checkpoint.exists():
            self._load()

    def fit(self, every: int) -> None:
        """Train for the remaining steps; score, save and log after every `every` steps.

        Raises:
            FloatingPointError: if the loss is no longer finite.
        """
        while self.saved_step < self.recipe.steps:
            start, until = time.perf_counter(), min(self.saved_step + every, self.recipe.steps)
            losses = [
                self.fast.train_on_batch(*self.batches(step))
                for step in range(self.saved_step, until)
            ]
            loss, steps = float(np.mean(losses)), until - self.saved_step
            if not np.isfinite(loss):
                raise FloatingPointError(
                    f"{self.name}: the loss is {loss} before step {until:,}. Lower the learning "
                    "rate of its recipe."
                )
            took = time.perf_counter() - start
            self.seconds += took
            self._take_average()
            self.curve.append((until, loss, self._psnr(), round(self.seconds, 1)))
            self._save(until)
            left = took / steps * (self.recipe.steps - until) / 60
            print(
                f"{self.name}: step {until:,} of {self.recipe.steps:,}, loss {loss:.3e}, "
                f"{self.curve[-1][2]:.3f} dB on photographs, {left:.0f} min left",
                flush=True,
            )

    def packed(self) -> bytes:
        """The averaged weights of a finished run as a file, in half precision if that is enough."""
        self._take_average()
        facts = provenance() | {
            "hours": round(self.seconds / 3600, 2),
            "images": self.digest,
            "curve": self.curve,
        }
        return trained_nets.packed_from(self.model, self.recipe, facts, self._psnr)

    def _take_average(self) -> None:
        """Copy the averaged weights into `model`; training continues with the raw ones."""
        kept = self.fast.get_weights()
        self.fast.optimizer.finalize_variable_values(self.fast.trainable_variables)
        self.model.set_weights(self.fast.get_weights())
        self.fast.set_weights(kept)

    def _psnr(self) -> float:
        return float(np.mean([self._photograph_psnr(i) for i in range(len(WATCHED))]))

    def _photograph_psnr(self, i: int) -> float:
        x, y = self._watched[i]
        restored = np.asarray(self.model(x[None], training=False))[0]
        if self.recipe.task == "super-resolution":
            return metrics.sr_psnr(y, restored, scale=self.recipe.scale)
        return metrics.psnr(y, restored, data_range=1.0)

    @functools.cached_property
    def _watched(self) -> list:
        from restorelib.papers.batches import degraded

        found = photographs("train", channels=3) | photographs("test", channels=3)
        centres = [middle(found[name], WATCHED_SIZE) for name in WATCHED]
        return [degraded(self.recipe, centre, seed=i) for i, centre in enumerate(centres)]

    def _save(self, step: int) -> None:
        variables = [*self.fast.variables, *self.fast.optimizer.variables]
        arrays = {f"{i:04}": np.asarray(variable) for i, variable in enumerate(variables)}
        state = {"identity": self.identity, "step": step, "seconds": self.seconds}
        state["curve"] = self.curve
        with whole(self.checkpoint) as part, part.open("wb") as file:
            np.savez(file, state=json.dumps(state), **arrays)
        self.saved_step = step
        with whole(self.log) as part, part.open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(("step", "loss", "psnr on photographs", "seconds"))
            rows.writerows(self.curve)

    def _load(self) -> None:
        with np.load(self.checkpoint) as saved:
            state = json.loads(str(saved["state"]))
            if state["identity"] != self.identity:
                raise ValueError(
                    f"{self.checkpoint} expects the recipe and the images that it was begun with; "
                    "received others. Remove it to start again."
                )
            variables = [*self.fast.variables, *self.fast.optimizer.variables]
            for i, variable in enumerate(variables):
                variable.assign(saved[f"{i:04}"])
        self.saved_step, self.seconds = state["step"], state["seconds"]
        self.curve = [tuple(row) for row in state["curve"]]


def _starting_network(name: str, work: Path):
    """The network to start from: a released one, or one in `work` trained only for this."""
    path = work / f"{name}.bin"
    if name in trained_nets.available():
        return trained_nets.trained(name)
    if path.is_file():
        return trained_nets.model_from(path.read_bytes())
    raise ValueError(
        f"expected {path} to start from; found none. Train it first: "
        f"python -m restorelib train {name} --data DIR"
    )


def _schedule(recipe: TrainingRecipe):
    """Learning rate of each step: linear warm-up, cosine decay to 0; repeated `cycles` times."""
    import keras

    steps = recipe.steps // recipe.cycles
    cosine = keras.optimizers.schedules.CosineDecay(
        0.0,
        max(1, steps - recipe.warmup_steps),
        warmup_target=recipe.learning_rate,
        warmup_steps=recipe.warmup_steps,
    )
    if recipe.cycles == 1:
        return cosine

    class Cycles(keras.optimizers.schedules.LearningRateSchedule):
        def __call__(self, step):
            return cosine(step % steps)

    return Cycles()
