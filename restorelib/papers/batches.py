"""Training batches from folders of images.

Batch number `step` depends only on the recipe's seed and on `step`. So a killed training resumes
with the same batches.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from restorelib.images import embedded
from restorelib.images.damage import (
    add_gaussian_noise,
    bicubic_downsample,
    bicubic_upsample,
    modcrop,
)
from restorelib.models.catalogue import TrainingRecipe
from restorelib.models.self_ensemble import turn

Pair = tuple[np.ndarray, np.ndarray]
T91_TWIN = "t65.bmp"  # the same picture as t36.bmp


class Batches:
    """Random crops of image pairs, flipped and turned: `batches(step)` returns `(x, y)`."""

    def __init__(self, recipe: TrainingRecipe, images: Sequence[np.ndarray]):
        """Prepare the pairs.

        Args:
            recipe: gives the degradation, the patch size, the batch size and the seed.
            images: RGB, `(height, width, 3)` uint8.

        Raises:
            ValueError: if no image is large enough for a patch.
        """
        self.recipe = recipe
        # Noise is drawn for each batch, so a pair for denoising holds the clean image twice.
        quiet = replace(recipe, sigma=(0.0, 0.0))
        self.pairs, chances = [], []
        for image in images:
            resized = (_resized(image, factor) for factor in recipe.image_scales)
            pairs = [degraded(quiet, each.astype("float32") / 255, seed=0) for each in resized]
            pairs = [(x, y) for x, y in pairs if min(x.shape[:2]) >= recipe.patch_size]
            places = [np.prod(np.subtract(x.shape[:2], recipe.patch_size - 1)) for x, _ in pairs]
            self.pairs += pairs
            chances += list(np.divide(places, sum(places)))  # all images are equally likely
        if not self.pairs:
            raise ValueError(
                f"Batches expects images in which a patch of {recipe.patch_size} x "
                f"{recipe.patch_size} input pixels fits; received {len(images)} smaller ones."
            )
        self.chances = np.divide(chances, np.sum(chances))

    def __call__(self, step: int) -> Pair:
        """Batch number `step`, from 0: inputs and targets, NHWC float32."""
        recipe, size = self.recipe, self.recipe.patch_size
        rng = np.random.default_rng([recipe.seed, step])
        inputs, targets = [], []
        for i in rng.choice(len(self.pairs), recipe.batch_size, p=self.chances):
            x, y = self.pairs[i]
            ratio = y.shape[0] // x.shape[0]
            top = rng.integers(x.shape[0] - size + 1)
            left = rng.integers(x.shape[1] - size + 1)
            x = x[top : top + size, left : left + size]
            y = y[ratio * top : ratio * (top + size), ratio * left : ratio * (left + size)]
            turns, flip = rng.integers(4), rng.integers(2)
            inputs.append(turn(x, turns, flip))
            targets.append(turn(y, turns, flip))
        x, y = np.stack(inputs), np.stack(targets)
        if recipe.task == "denoising":
            sigma = rng.uniform(*recipe.sigma, (len(x), 1, 1, 1)).astype("float32")
            x = x + sigma / 255 * rng.standard_normal(x.shape, dtype="float32")
        return x, y


def read_folders(root: Path, folders: Sequence[str]) -> tuple[list[np.ndarray], str]:
    """All images of some folders, and one digest of all.

    Args:
        root: the folder that contains them.
        folders: their paths in `root`, such as "T91" or "BSDS500/train".

    Returns:
        Images `(height, width, 3)` uint8, and the SHA-256 over their files' contents.

    Raises:
        FileNotFoundError: if a folder is missing or holds no image; the message says where its
            authors publish it.
        ValueError: if a file cannot be read.
    """
    digest, images = hashlib.sha256(), []
    for folder in folders:
        paths = sorted(
            p for p in (root / folder).glob("*") if p.suffix.lower() in embedded.SUFFIXES
        )
        if not paths:
            raise FileNotFoundError(
                f"Training expects images in {root / folder}; found none. It is one of "
                f"{', '.join(folders)}: see 'python -m restorelib evaluate --help' for where "
                "their authors publish them."
            )
        for path in paths:
            if path.name == T91_TWIN:
                continue
            digest.update(path.read_bytes())
            try:
                with Image.open(path) as file:
                    images.append(np.asarray(file.convert("RGB")))
            except (OSError, SyntaxError, ValueError) as error:
                raise ValueError(f"{path.name} cannot be read as an image ({error}).") from error
    return images, digest.hexdigest()


def degraded(recipe: TrainingRecipe, image: np.ndarray, *, seed: int) -> Pair:
    """A network's input and target for a whole image.

    Args:
        recipe: gives the degradation.
        image: RGB `(height, width, 3)`, float32 in [0, 1].
        seed: seed of the noise; its sigma is the middle of the recipe's range.

    Returns:
        `(height, width, channels)` float32 each; the input is smaller where FSRCNN enlarges it.
    """
    if recipe.task == "denoising":
        clean = image if recipe.arguments.get("channels") == 3 else embedded.luma(image)
        return add_gaussian_noise(clean, sigma=sum(recipe.sigma) / 2, seed=seed), clean
    target = modcrop(embedded.studio_luma(image), recipe.scale)
    small = bicubic_downsample(target, recipe.scale)
    return (bicubic_upsample(small, recipe.scale) if recipe.model == "srcnn" else small), target


def _resized(image: np.ndarray, factor: float) -> np.ndarray:
    if factor == 1:
        return image
    height, width = (max(1, round(factor * side)) for side in image.shape[:2])
    picture = Image.fromarray(image).resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(picture)
