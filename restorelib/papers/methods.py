"""All methods that `evaluate` can score, as functions: degraded image -> restored image."""

import hashlib
from collections.abc import Callable
from importlib import metadata

import numpy as np

from restorelib.images import embedded
from restorelib.images.damage import bicubic_upsample
from restorelib.models.catalogue import RECIPES
from restorelib.models.self_ensemble import self_ensemble
from restorelib.papers import classical, image_sets
from restorelib.papers.results import Setting

Restore = Callable[[np.ndarray], np.ndarray]

NOISY, BICUBIC = "noisy", "bicubic"  # the input as it is; the input enlarged
WITHOUT_NETWORK = (BICUBIC, NOISY, *classical.DENOISERS)
ENSEMBLE = ", self-ensemble"


def default_setting(name: str) -> Setting:
    """Setting of a network's recipe; x3 for bicubic, sigma 30 for the other methods.

    Raises:
        ValueError: for an unknown name.
    """
    if name in RECIPES:
        recipe = RECIPES[name]
        channels = int(recipe.arguments.get("channels", 1))
        return Setting(recipe.scale, sum(recipe.sigma) / 2, channels)
    if name not in WITHOUT_NETWORK:
        raise ValueError(
            f"evaluate expects one of {[*RECIPES, *WITHOUT_NETWORK]}; received {name!r}."
        )
    return Setting(scale=3) if name == BICUBIC else Setting(sigma=30)


def restorer(name: str, setting: Setting, *, model=None) -> Restore:
    """A method as a function.

    Args:
        name: a key of `models.RECIPES`, with `ENSEMBLE` appended or not, or one of
            `WITHOUT_NETWORK`.
        setting: how its input images were degraded.
        model: replaces the trained network.

    Returns:
        noisy -> restored, `(height, width, channels)`; or small RGB -> large RGB, where a network
        enlarges the luma and bicubic interpolation the colour.

    Raises:
        ValueError: for an unknown name, or a setting that does not fit it.
        NotInstalled: if a classical method's library is not installed.
        RecordingError: if that network has no trained weights.
    """
    plain = name.removesuffix(ENSEMBLE)
    own = default_setting(plain)
    fits = (own.scale > 1) == (setting.scale > 1)
    if plain in RECIPES:
        fits = (own.scale, own.channels) == (setting.scale, setting.channels)
    if not fits:
        raise ValueError(
            f"{plain} expects {own.label}, or another strength of the same; "
            f"received {setting.label}."
        )
    if plain in RECIPES:
        return _network(plain, ensemble=name != plain, model=model)
    if plain == BICUBIC:
        return lambda small: bicubic_upsample(small, setting.scale)
    if plain == NOISY:
        return lambda noisy: noisy
    if trouble := classical.missing(plain):
        raise classical.NotInstalled(trouble)
    return lambda noisy: classical.denoise(plain, noisy, sigma=setting.sigma)


def beside(setting: Setting) -> list[str]:
    """What a network is compared with: doing nothing, and installed classical methods."""
    if setting.scale > 1:
        return [BICUBIC]
    return [NOISY, *(name for name in classical.DENOISERS if not classical.missing(name))]


def made_by(name: str) -> dict[str, str]:
    """What decides a method's scores. While this is unchanged, they stay valid."""
    plain = name.removesuffix(ENSEMBLE)
    if plain in classical.DENOISERS:
        return {"library": classical.version(plain)}
    if plain in RECIPES:
        from restorelib.models import trained_nets

        file = trained_nets.FOLDER / f"{plain}.bin"
        return {
            "weights": hashlib.sha256(file.read_bytes()).hexdigest(),
            "library": f"keras {metadata.version('keras')}",
        }
    library = "pillow" if plain == BICUBIC else "numpy"
    return {"library": f"{library} {metadata.version(library)}"}


def trained_on(name: str, set_name: str) -> int:
    """How many images of a set a method was trained on."""
    recipe = RECIPES.get(name.removesuffix(ENSEMBLE))
    return image_sets.trained_on(set_name, recipe.folders) if recipe else 0


def _network(name: str, *, ensemble: bool, model) -> Restore:
    from restorelib.models import tiles, trained_nets

    recipe = RECIPES[name]
    model = model or trained_nets.trained(name)

    def run(image: np.ndarray) -> np.ndarray:
        def once(one: np.ndarray) -> np.ndarray:
            return tiles.restore_tiled(model, one)

        return self_ensemble(once, image) if ensemble else once(image)

    def enlarge(small: np.ndarray) -> np.ndarray:
        large = bicubic_upsample(small, recipe.scale)
        painted = run(embedded.studio_luma(large if recipe.model == "srcnn" else small))
        # Adding the same value to red, green and blue changes luma only. Studio luma has 219
        # steps where RGB has 255.
        return large + (painted - embedded.studio_luma(large)) * np.float32(255 / 219)

    return enlarge if recipe.scale > 1 else run
