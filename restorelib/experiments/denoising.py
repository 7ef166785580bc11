"""Run a denoising recipe: build its net, train it, measure it at steps 0, 1, 2, 4, 8, ...

The functions import Keras, so that the recorded panel can show a recipe's crop without it.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from restorelib import backend
from restorelib.experiments import layers
from restorelib.experiments.bench import Bench
from restorelib.experiments.recipes import HISTOGRAM_BINS, Recipe, RunRecord
from restorelib.images import damage, embedded, metrics
from restorelib.images.metrics import rms
from restorelib.training.inside import alive_share, residual_signs

if TYPE_CHECKING:
    import keras


@functools.lru_cache(maxsize=4)
def patches(recipe_data: tuple, split: str) -> tuple[np.ndarray, np.ndarray]:
    """Noisy and clean patches of one split, `(N, size, size, channels)` float32 in [0, 1].

    Args:
        recipe_data: (channels, patch_size, patches, sigma) of a recipe.
        split: "train", or "test" for the 64 validation patches.
    """
    channels, size, count, sigma = recipe_data
    images = list(embedded.photographs(split, channels=channels).values())
    count = count if split == "train" else 64
    clean = embedded.extract_patches(images, size=size, count=count, seed=0)
    noisy = damage.add_gaussian_noise(clean, sigma=sigma, seed=1 if split == "train" else 2)
    noisy.flags.writeable = clean.flags.writeable = False  # the cache returns the same arrays again
    return noisy, clean


def train_patches(recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """Noisy and clean training patches of a recipe, each `(N, size, size, channels)` float32."""
    return patches((recipe.channels, recipe.patch_size, recipe.patches, recipe.sigma), "train")


def test_patches(recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """Noisy and clean validation patches, `(64, size, size, channels)`, of unseen photographs."""
    return patches((recipe.channels, recipe.patch_size, recipe.patches, recipe.sigma), "test")


test_patches.__test__ = False  # the name makes pytest take it for a test


def crop(recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    """The noisy and the clean crop to display, `(48, 48, channels)`: an eye of the cat."""
    image = embedded.photographs("test", channels=recipe.channels)["chelsea"]
    clean = image[90:138, 150:198]
    return damage.add_gaussian_noise(clean, sigma=recipe.sigma, seed=3), clean


def build(recipe: Recipe) -> keras.Model:
    """Build the compiled, untrained model of a recipe.

    Raises:
        ValueError: for an optimizer other than "adam" or "sgd".
    """
    import keras

    from restorelib.models import rednet

    backend.collect_garbage()
    if recipe.optimizer == "adam":
        optimizer = keras.optimizers.Adam(recipe.learning_rate)
    elif recipe.optimizer == "sgd":
        optimizer = keras.optimizers.SGD(recipe.learning_rate, recipe.momentum)
    else:
        raise ValueError(f"optimizer expects 'adam' or 'sgd'; received {recipe.optimizer!r}.")
    model = rednet.red_net(
        depth=recipe.depth,
        filters=recipe.filters,
        channels=recipe.channels,
        symmetric_skips=recipe.symmetric_skips,
        skip_every=recipe.skip_every,
        input_skip=recipe.input_skip,
        residual_activation=recipe.residual_activation,
        output_activation=recipe.output_activation,
        hidden_activation=recipe.hidden_activation,
        kernel_initializer=recipe.kernel_initializer,
        seed=recipe.seed,
    )
    # On CPUs, XLA makes this net half as fast and needs seconds to compile it.
    model.compile(optimizer, loss="mse", jit_compile=backend.needs_jit())
    return model


def run(recipe: Recipe, **arguments) -> RunRecord:
    """Train a recipe and measure it at steps 0, 1, 2, 4, 8, ... Arguments as `Bench.run`."""
    return Experiment(recipe).run(recipe.seed, **arguments)


class Experiment(Bench[Recipe, RunRecord]):
    """Run one denoising recipe under several seeds; the net is built once."""

    dtypes: ClassVar = {"histogram": "int32", "added": "int16", "dead": "uint8", "maps": "uint8"}

    def __init__(self, recipe: Recipe):
        import keras

        from restorelib.training.gradients import GradientProbe

        model = build(recipe)
        super().__init__(recipe, model, train_patches(recipe))
        self._inside = layers.LayerProbe(model)
        self._probe = GradientProbe(model)
        self._noisy, self._clean = test_patches(recipe)
        # With a ReLU at the end, as in the question, a net that does nothing returns relu(noisy).
        activation = keras.activations.get(recipe.output_activation)
        self._nothing = np.asarray(keras.ops.convert_to_numpy(activation(self._noisy)))
        self._crop = crop(recipe)[0][None]
        # Without the input skip, the last layer computes the image itself.
        self._range = (-0.32, 0.32) if recipe.input_skip else (-0.4, 1.2)

    def anything_alive(self) -> bool:
        """Whether a residual of any training patch is above 0; if not, no batch has a gradient."""
        slices = np.split(self._train[0], range(100, len(self._train[0]), 100))
        return any((self._inside.read(x)[0][-1] > 0).any() for x in slices)

    def _build(self, recipe: Recipe) -> keras.Model:
        return build(recipe)

    def _record(self, **measured) -> RunRecord:
        steps = measured["steps"]
        kept = np.isin(steps, [*layers.MAP_STEPS, steps[-1]]) & bool(measured["maps"].size)
        return RunRecord(
            **{**measured, **{name: measured[name][kept] for name in ("maps", "map_scale")}},
            map_steps=steps[kept],
            layers=tuple(layer.name for layer in self._inside.layers),
            units=self._inside.units,
            histogram_range=self._range,
            identity_psnr=metrics.psnr(self._clean, self._nothing, data_range=1.0),
            values=self._clean.size,
        )

    def _look(self, keep_picture: bool) -> dict:
        before, after, output = self._inside.read(self._noisy)
        residual = before[-1]
        signs = residual_signs(self._nothing, output)
        gradients = self._probe.read(self._train[0][:8], self._train[1][:8])
        pictures = {"added": np.empty((0, 0)), "maps": np.empty((0, 0, 0)), "map_scale": []}
        if keep_picture:
            _, after_crop, painted = self._inside.read(self._crop)
            added = np.clip(np.rint(255 * (painted - self._crop)[0]), -32768, 32767)
            maps, scale = layers.maps(after_crop)
            pictures = {"added": added, "maps": maps, "map_scale": scale}
        return {
            "psnr": metrics.psnr(self._clean, output, data_range=1.0),
            "alive": alive_share(residual),
            "darkened": signs["darkened"],
            "brightened": signs["brightened"],
            "gradient": max(np.abs(g).max() for g in gradients.values()),
            "histogram": np.histogram(np.clip(residual, *self._range), HISTOGRAM_BINS, self._range)[
                0
            ],
            "signal": layers.signals(before),
            "kernel_gradient": layers.short(
                [rms(gradients[layer.kernel.path]) for layer in self._inside.layers]
            ),
            "dead": layers.dead_units(after),
            **pictures,
        }
