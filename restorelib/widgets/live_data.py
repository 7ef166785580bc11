"""The patches that "Train it now" trains and tests on, as the panel sends them to the browser."""

import functools

import numpy as np

from restorelib.experiments import tasks
from restorelib.experiments.recipes import AnyRecipe, Recipe
from restorelib.storage.packing import pack


def live_data(recipe: AnyRecipe) -> bytes:
    """All that the browser needs to train a recipe under any seed, packed.

    Targets are 8-bit, inputs half floats. A denoiser's noisy training patches are not sent, since
    noise does not get smaller by packing: the browser draws the noise itself, at `noise`.

    Raises:
        ValueError: for a net that the browser does not train here: SRCNN.
    """
    if getattr(recipe, "net", "fsrcnn") == "srcnn":
        raise ValueError(
            "live_data expects nets that the browser trains, RED-Net and FSRCNN; received "
            f"{recipe}. Leave the button out: live_steps=0."
        )
    return _packed(_without_choices(recipe))


@functools.lru_cache(maxsize=2)
def _packed(recipe: AnyRecipe) -> bytes:
    x, y = tasks.train_patches(recipe)
    arrays = {"train/y": _in_8_bits(y)}
    noise = recipe.sigma / 255 if isinstance(recipe, Recipe) else None
    if noise is None:
        arrays["train/x"] = x.astype("float16")
    x, y = tasks.test_patches(recipe)
    arrays |= {"test/x": x.astype("float16"), "test/y": _in_8_bits(y)}
    x, y = tasks.crop(recipe)
    arrays |= {"crop/x": x[None].astype("float16"), "crop/y": _in_8_bits(y[None])}
    shapes = {name: array.shape for name, array in arrays.items()}
    return pack({"noise": noise, "shapes": shapes}, arrays)


def _without_choices(recipe: AnyRecipe) -> AnyRecipe:
    """The recipe's data under the default net, so that all states of a panel share one packing."""
    fields = (
        ("channels", "sigma", "patch_size", "patches")
        if isinstance(recipe, Recipe)
        else ("scale", "patch_size", "patches")
    )
    return type(recipe)(**{field: getattr(recipe, field) for field in fields})


def _in_8_bits(images: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(255 * images), 0, 255).astype("uint8")
