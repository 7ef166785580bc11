"""PSNR and SSIM of a method as papers compute them, beside simpler methods on the same images."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from restorelib.images import embedded, metrics
from restorelib.images.damage import add_gaussian_noise, bicubic_downsample, modcrop
from restorelib.models.catalogue import RECIPES
from restorelib.papers import image_sets, methods
from restorelib.papers.results import Result, Scores, Setting

# Other conventions for a denoised image before its PSNR is computed; the papers use neither.
OUTPUT_CONVENTIONS = {
    "clipped to 0 and 1": lambda image: np.clip(image, 0, 1),
    "rounded to 8 bits": lambda image: np.rint(255 * np.clip(image, 0, 1)) / 255,
}


def evaluate(
    name: str,
    images: Mapping[str, np.ndarray],
    *,
    ensemble: bool = False,
    setting: Setting | None = None,
    set_name: str = "",
    model=None,
    on_image: Callable[[str], None] = lambda name: None,
) -> Result:
    """Score a method on images, beside doing nothing and the classical methods.

    Args:
        name: a key of `models.RECIPES`, or one of `methods.WITHOUT_NETWORK`.
        images: name -> RGB `(height, width, 3)`, float32 in [0, 1]. The name seeds the noise.
        ensemble: also score the network as the mean over eight turned and flipped inputs.
        setting: how the images are degraded; that of the network's recipe if None.
        set_name: name of the set, for the result.
        model: replaces the trained network of that name.
        on_image: called with the name of each image once a method has restored it.

    Raises:
        ValueError: for an unknown name, no images, or a setting that does not fit.
        NotInstalled: if the library of the named method is not installed.
        RecordingError: if that network has no trained weights.
    """
    setting = setting or methods.default_setting(name)
    chosen = dict.fromkeys(methods.beside(setting)) | {name: model}
    if ensemble and name in RECIPES:
        chosen[name + methods.ENSEMBLE] = model
    restorers = {one: methods.restorer(one, setting, model=its) for one, its in chosen.items()}
    scores = {}
    for one, restore in restorers.items():
        facts = methods.made_by(one) if model is None or one in methods.WITHOUT_NETWORK else {}
        trained_on = methods.trained_on(one, set_name)
        scores[one] = replace(
            measured(restore, images, setting, on_image), made_by=facts, trained_on=trained_on
        )
    return Result(
        set_name=set_name,
        setting=setting,
        names=tuple(images),
        methods=scores,
        seeds=seeds(images, setting),
        set_digest=image_sets.digest_of(set_name),
    )


def measured(
    restore: methods.Restore,
    images: Mapping[str, np.ndarray],
    setting: Setting,
    on_image: Callable[[str], None] = lambda name: None,
) -> Scores:
    """Scores of one method. Arguments as in `evaluate`.

    Raises:
        ValueError: if there are no images.
    """
    if not images:
        raise ValueError("evaluate expects at least one image; received none.")
    rows = []
    for name, image in images.items():
        given, reference = degraded(image, setting, seed=noise_seed(name))
        rows.append(score(reference, restore(given), setting))
        on_image(name)
    psnr, ssim, others = zip(*rows, strict=True)
    means = {key: round(float(np.mean([one[key] for one in others])), 4) for key in others[0]}
    return Scores(psnr, ssim, means)


def noise_seed(name: str) -> int:
    """Noise seed of an image. Only its name matters, not its set or its place in the set."""
    return zlib.crc32(name.encode())


def seeds(images: Mapping[str, np.ndarray], setting: Setting) -> list[int]:
    """Noise seed of each image; empty for super-resolution."""
    return [noise_seed(name) for name in images] if setting.scale == 1 else []


def degraded(image: np.ndarray, setting: Setting, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Input of a method, and the reference for its output.

    Args:
        image: RGB `(height, width, 3)`, float32 in [0, 1].
        setting: how to degrade it.
        seed: seed of the noise.

    Returns:
        For super-resolution the small and the large image, RGB; for denoising the noisy and the
        clean one, full-range luma or RGB.
    """
    if setting.scale > 1:
        large = modcrop(image, setting.scale)
        return bicubic_downsample(large, setting.scale), large
    clean = image if setting.channels == 3 else embedded.luma(image)
    if setting.half:
        clean = bicubic_downsample(modcrop(clean, 2), 2)
    return add_gaussian_noise(clean, sigma=setting.sigma, seed=seed), clean


def score(
    reference: np.ndarray, image: np.ndarray, setting: Setting
) -> tuple[float, float, dict[str, float]]:
    """PSNR in dB and SSIM by the setting's convention, and PSNR by each other convention."""
    if setting.scale > 1:
        by = {
            name: metrics.sr_psnr(reference, image, scale=setting.scale, convention=name)
            for name in metrics.CONVENTIONS
        }
        return by.pop(metrics.SR), metrics.sr_ssim(reference, image, scale=setting.scale), by
    others = {
        name: metrics.psnr(reference, change(image).astype("float32"), data_range=1.0)
        for name, change in OUTPUT_CONVENTIONS.items()
    }
    psnr = metrics.psnr(reference, image, data_range=1.0)
    return psnr, metrics.ssim(reference, image, data_range=1.0), others
