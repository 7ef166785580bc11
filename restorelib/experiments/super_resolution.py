"""Run a super-resolution recipe: build its net, train it, measure it at steps 0, 1, 2, 4, 8, ...

The functions import Keras, so that the recorded panel can show a recipe's crop without it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from restorelib import backend
from restorelib.experiments.bench import Bench
from restorelib.experiments.initial_weights import initializer
from restorelib.experiments.recipes import SRRecipe, SRRecord
from restorelib.images import damage, embedded, metrics, predictors
from restorelib.images.metrics import rms

if TYPE_CHECKING:
    import keras

CROP = 48  # pixels of high resolution; 2, 3 and 4 divide it


@functools.lru_cache(maxsize=4)
def patches(recipe_data: tuple, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Luma patches in [0, 1] in low and in high resolution, of one split.

    Args:
        recipe_data: (scale, patch_size, patches) of a recipe.
        split: "train", or "test" for the 64 validation patches.

    Returns:
        `(N, size, size, 1)` and `(N, scale * size, scale * size, 1)`, read-only.
    """
    scale, size, count = recipe_data
    count = count if split == "train" else 64
    images = list(embedded.photographs(split).values())
    high = embedded.extract_patches(images, size=scale * size, count=count, seed=0)
    low = np.stack([damage.bicubic_downsample(patch, scale) for patch in high])
    low.flags.writeable = high.flags.writeable = False  # the cache returns the same arrays again
    return low, high


def train_patches(recipe: SRRecipe) -> tuple[np.ndarray, np.ndarray]:
    """Training patches of a recipe in low and in high resolution, as `patches` returns them."""
    return patches((recipe.scale, recipe.patch_size, recipe.patches), "train")


def test_patches(recipe: SRRecipe) -> tuple[np.ndarray, np.ndarray]:
    """The 64 validation patches in low and in high resolution, of unseen photographs."""
    return patches((recipe.scale, recipe.patch_size, recipe.patches), "test")


test_patches.__test__ = False  # the name makes pytest take it for a test


def crop(recipe: SRRecipe) -> tuple[np.ndarray, np.ndarray]:
    """The 48 x 48 crop to display, in low and in high resolution: an eye of the cat."""
    image = embedded.photographs("test")["chelsea"]
    high = image[90 : 90 + CROP, 150 : 150 + CROP]
    return damage.bicubic_downsample(high, recipe.scale), high


def ladder(recipe: SRRecipe) -> dict[str, float]:
    """PSNR of the trivial predictors on the validation patches: name -> dB.

    The names are "grey", "nearest" and "bicubic".
    """
    return dict(_ladder((recipe.scale, recipe.patch_size, recipe.patches)))


@functools.lru_cache(maxsize=4)
def _ladder(recipe_data: tuple) -> tuple[tuple[str, float], ...]:
    low, high = patches(recipe_data, "test")
    mean = patches(recipe_data, "train")[1].mean(dtype="float64")
    made = {
        "grey": np.full_like(high, mean),
        "nearest": predictors.enlarge(low, recipe_data[0], method="nearest"),
        "bicubic": predictors.enlarge(low, recipe_data[0], method="bicubic"),
    }
    return tuple((name, metrics.psnr(high, image, data_range=1.0)) for name, image in made.items())


def build(recipe: SRRecipe, *, jit_compile: bool | str = "auto") -> keras.Model:
    """Build the compiled, untrained model of a recipe.

    Args:
        recipe: what to build.
        jit_compile: True compiles with XLA, which takes seconds; FSRCNN then trains twice as fast.
            "auto" compiles FSRCNN, which measurements show to gain, and not SRCNN; on JAX both.

    Raises:
        ValueError: for an unknown net, optimizer or initializer.
    """
    import keras

    from restorelib.models import sr_nets

    backend.collect_garbage()
    if recipe.optimizer == "adam":
        optimizer = keras.optimizers.Adam(recipe.learning_rate, epsilon=recipe.epsilon)
    elif recipe.optimizer == "sgd":
        optimizer = keras.optimizers.SGD(recipe.learning_rate, recipe.momentum)
    else:
        raise ValueError(f"optimizer expects 'adam' or 'sgd'; received {recipe.optimizer!r}.")
    kernel = initializer(recipe.kernel_initializer, recipe)
    if recipe.net == "srcnn":
        model = sr_nets.srcnn(kernel_initializer=kernel, seed=recipe.seed)
    elif recipe.net == "fsrcnn":
        model = sr_nets.fsrcnn(
            recipe.scale,
            recipe.d,
            recipe.s,
            recipe.m,
            kernel_initializer=kernel,
            deconv_initializer=initializer(recipe.deconv_initializer, recipe, transposed=True),
            prelu_slope=recipe.prelu_slope,
            shallow=recipe.shallow,
            use_bias=recipe.use_bias,
            seed=recipe.seed,
        )
    else:
        raise ValueError(f"net expects 'fsrcnn' or 'srcnn'; received {recipe.net!r}.")
    if jit_compile == "auto":
        jit_compile = JIT[recipe.net] or backend.needs_jit()
    model.compile(optimizer, loss="mse", jit_compile=jit_compile)
    return model


def run(recipe: SRRecipe, **arguments) -> SRRecord:
    """Train a recipe and measure it at steps 0, 1, 2, 4, 8, ... Arguments as `Bench.run`."""
    jit_compile = "auto" if recipe.steps >= WORTH_COMPILING else backend.needs_jit()
    return Experiment(recipe, jit_compile=jit_compile).run(recipe.seed, **arguments)


class Experiment(Bench[SRRecipe, SRRecord]):
    """Run one super-resolution recipe under several seeds; the net is built once."""

    dtypes: ClassVar = {"picture": "uint8"}

    def __init__(self, recipe: SRRecipe, *, jit_compile: bool | str = "auto"):
        import keras

        from restorelib.training.gradients import GradientProbe
        from restorelib.training.inside import layers_with_kernel

        low, high = train_patches(recipe)
        model = build(recipe, jit_compile=jit_compile)
        super().__init__(recipe, model, (_input(recipe, low), high))
        self._layers = layers_with_kernel(model)
        self._looked_at = keras.Model(model.inputs[0], [layer.output for layer in self._layers])
        self._looked_at.compile(jit_compile=backend.needs_jit())
        self._probe = GradientProbe(model)
        low, high = test_patches(recipe)
        self._test = _input(recipe, low), high
        self._crop = _input(recipe, crop(recipe)[0][None])

    def _build(self, recipe: SRRecipe) -> keras.Model:
        return build(recipe)

    def _record(self, **measured) -> SRRecord:
        return SRRecord(
            **measured,
            layers=tuple(layer.name for layer in self._layers),
            input_rms=rms(self._test[0]),
            **{f"{name}_psnr": score for name, score in ladder(self.recipe).items()},
        )

    def _look(self, keep_picture: bool) -> dict:
        from restorelib.training.gradients import values

        signals = self._looked_at.predict_on_batch(self._test[0])
        gradients = self._probe.read(self._train[0][:8], self._train[1][:8])
        picture = np.empty((0, 0))
        if keep_picture:
            painted = self._looked_at.predict_on_batch(self._crop)[-1][0, ..., 0]
            picture = np.clip(np.rint(255 * painted), 0, 255)
        biased = [layer for layer in self._layers if layer.use_bias]
        return {
            "psnr": metrics.psnr(self._test[1], signals[-1], data_range=1.0),
            "spread": signals[-1].std(dtype="float64"),
            "signal": [rms(signal) for signal in signals],
            "gradient": [rms(gradients[layer.kernel.path]) for layer in self._layers],
            "bias_gradient": [rms(gradients[layer.bias.path]) for layer in biased],
            "weight": [rms(values(layer.kernel)) for layer in self._layers],
            "picture": picture,
        }


JIT = {"fsrcnn": True, "srcnn": False}
# In steps. XLA takes about 2 s to compile FSRCNN, and saves 2 ms in each step.
WORTH_COMPILING = 1024


def _input(recipe: SRRecipe, low: np.ndarray) -> np.ndarray:
    return predictors.enlarge(low, recipe.scale, method="bicubic") if recipe.net == "srcnn" else low
