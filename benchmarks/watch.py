"""What `Watch` costs: the share of a training that is spent inside it.

`python -m benchmarks.watch`: the median over some trainings, the lowest and the highest one. A
ratio of two trainings says less: on a busy machine they differ by more than that.
"""

import argparse
import functools
import statistics
import time

import keras
import numpy as np

from restorelib.checkup import Watch

HOOKS = ("on_train_begin", "on_epoch_begin", "on_train_batch_end", "on_epoch_end", "on_train_end")


class Timed(Watch):
    """Counts the seconds that pass inside it, those in which it reads its data too."""

    def __init__(self, *data):
        began = time.perf_counter()
        super().__init__(*data, say=lambda line: None)
        self.seconds = time.perf_counter() - began


def _timed(name: str):
    original = getattr(Watch, name)

    @functools.wraps(original)
    def hook(self, *arguments, **named):
        began = time.perf_counter()
        original(self, *arguments, **named)
        self.seconds += time.perf_counter() - began

    return hook


for hook_name in HOOKS:
    setattr(Timed, hook_name, _timed(hook_name))


def nets() -> dict:
    """Name -> (model, x, y): a step of the smallest one takes hardly longer than a callback."""
    rng = np.random.default_rng(0)
    made = {}
    for name, width in (("32 units", 32), ("512 units", 512)):
        x = rng.standard_normal((8192, 64)).astype("float32")
        y = rng.integers(0, 10, len(x))
        model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(width, "relu")])
        model.add(keras.layers.Dense(10, "softmax"))
        model.compile("adam", "sparse_categorical_crossentropy", jit_compile=False)
        made[name] = model, x, y
    return made


def share(model: keras.Model, x: np.ndarray, y: np.ndarray, *data: np.ndarray) -> float:
    """Seconds inside `Watch` over the others, in five epochs of 256 steps."""
    own = Timed(*data)
    began = time.perf_counter()
    model.fit(x, y, batch_size=32, epochs=5, verbose=0, callbacks=[own])
    return own.seconds / (time.perf_counter() - began - own.seconds)


def main() -> None:
    """Print a row for each net, without data and with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    for name, (model, x, y) in nets().items():
        model.fit(x, y, batch_size=32, verbose=0)  # traces the step
        for kind, data in (("Watch()", ()), ("Watch(x, y)", (x, y))):
            found = [share(model, x, y, *data) for _ in range(rounds)]
            middle = statistics.median(found)
            print(f"{name:10} {kind:12} {middle:.2%} ({min(found):.2%} to {max(found):.2%})")


if __name__ == "__main__":
    main()
