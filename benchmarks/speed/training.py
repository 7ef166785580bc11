"""Training steps: the nets as lessons and trainer compute them, against PyTorch's."""

from collections.abc import Callable

import keras
import numpy as np
import torch

from benchmarks.speed import pytorch_nets
from benchmarks.speed.machine import operations
from benchmarks.speed.timing import Times, in_turn
from restorelib.experiments import super_resolution
from restorelib.models import rednet, sr_nets
from restorelib.models.fast import phases, winograd

STEPS = 8  # after which the losses are compared
TOLERANCE = 2e-3  # of the loss; rounding differs, and Adam enlarges that
LEARNING_RATE, EPSILON = 1e-3, 1e-12  # the libraries put Adam's epsilon in different places


class Work:
    """One net, one batch, and the same initial weights for both libraries."""

    def __init__(self, name: str):
        rng = np.random.default_rng(0)
        self.name = name
        if name == "FSRCNN":
            self.size, self.jit = 12, super_resolution.JIT["fsrcnn"]
            self.faster = phases.as_phases
            self.build = lambda: sr_nets.fsrcnn(3, seed=0)
            self.rebuilt = lambda: pytorch_nets.fsrcnn()
            x = rng.random((16, 12, 12, 1), "float32")
            self.batch = x, x.repeat(3, axis=1).repeat(3, axis=2)
        else:
            self.size, self.jit = 40, False  # as `experiments.build` compiles it
            self.faster = winograd.as_winograd
            self.build = lambda: rednet.red_net(10, 64, 3, seed=0)
            self.rebuilt = lambda: pytorch_nets.RedNet(10, 64, 3)
            clean = rng.random((16, 40, 40, 3), "float32")
            noise = rng.standard_normal(clean.shape, dtype="float32")
            self.batch = clean + 10 / 255 * noise, clean
        self.operations = 3 * 16 * operations(self.build(), self.size, self.size)

    def in_keras(self, *, as_trainer=False) -> Callable[[], float]:
        """A step as `training.fit` does it in the lessons, or as `restorelib train`; the loss."""
        model = self.faster(self.build()) if as_trainer else self.build()
        adam = keras.optimizers.Adam(LEARNING_RATE, epsilon=EPSILON)
        model.compile(adam, "mse", jit_compile=as_trainer or self.jit)
        model.optimizer.build(model.trainable_variables)
        return lambda: float(model.train_on_batch(*self.batch))

    def in_pytorch(self, *, channels_last=False, compiled=False) -> Callable[[], float]:
        net = pytorch_nets.load(self.rebuilt(), self.build()).train()
        layout = torch.channels_last if channels_last else torch.contiguous_format
        net = net.to(memory_format=layout)
        x, y = (pytorch_nets.nchw(part).contiguous(memory_format=layout) for part in self.batch)
        adam = torch.optim.Adam(net.parameters(), LEARNING_RATE, eps=EPSILON)
        run = torch.compile(net) if compiled else net

        def step() -> float:
            adam.zero_grad()
            loss = torch.nn.functional.mse_loss(run(x), y)
            loss.backward()
            adam.step()
            return loss.item()

        return step


def measure(name: str, *, rounds: int, seconds: float, compiled: bool) -> dict[str, Times]:
    """Times of a step, name of the subject -> times.

    Raises:
        SystemExit: if the losses differ: it would not be the same work.
    """
    work = Work(name)
    subjects = {
        "Keras": work.in_keras(),
        "Keras, restorelib train": work.in_keras(as_trainer=True),
        "PyTorch": work.in_pytorch(),
        "PyTorch, channels last": work.in_pytorch(channels_last=True),
    }
    if compiled:
        subjects["PyTorch, compiled"] = work.in_pytorch(compiled=True)
    losses = {subject: [step() for _ in range(STEPS)][-1] for subject, step in subjects.items()}
    if max(losses.values()) > (1 + TOLERANCE) * min(losses.values()):
        raise SystemExit(f"{name}: after {STEPS} steps the losses differ: {losses}")
    return in_turn(subjects, rounds=rounds, seconds=seconds)
