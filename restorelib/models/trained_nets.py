"""Trained networks: `trained(name)` loads one, `packed_from` packs one into a file."""

import functools
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from restorelib.models.catalogue import RECIPES, STAND_INS, TrainingRecipe
from restorelib.storage import checksums
from restorelib.storage.packing import RecordingError, pack, unpack

if TYPE_CHECKING:
    import keras

FOLDER = Path(__file__).parent / "weights"
SCHEMA = 1
HALF_PRECISION_LOSS = 0.01  # dB; with a smaller loss, weights are stored in 16 bits


def trained(name: str) -> "keras.Model":
    """Load a trained network of the course.

    Args:
        name: a key of `models.RECIPES`, such as "fsrcnn-x3", or of `catalogue.STAND_INS`.
            Super-resolution networks take and return studio luma, BT.601 / 255
            (`images.studio_luma`); "srcnn-x3" takes it enlarged by bicubic interpolation.
            Denoisers take luma in [0, 1], those with "colour" in their names RGB in [0, 1].

    Returns:
        A new `keras.Model` at each call, for `(N, height, width, channels)` float32 of any height
        and width.

    Raises:
        RecordingError: if there are no weights of this name, or the file is damaged.
    """
    return _model(*_unpacked(name))


def model_from(packed: bytes) -> "keras.Model":
    """Load the `keras.Model` from the bytes of a weights file, as `packed_from` makes them.

    Raises:
        RecordingError: if the bytes are damaged.
    """
    return _model(*unpack(packed))


def provenance(name: str) -> dict:
    """How a network was trained: versions, processor, hours, curve, digest of the images.

    Args:
        name: as for `trained`.

    Raises:
        RecordingError: if there are no weights of this name, or the file is damaged.
    """
    return _unpacked(name)[0]["provenance"]


def available() -> list[str]:
    """The names that `trained` can load."""
    return [n for n in RECIPES if (FOLDER / f"{n}.bin").is_file()]


def build(recipe: TrainingRecipe, seed: int | None = None) -> "keras.Model":
    """Build the untrained network of a recipe; without a seed, its weights differ at each call."""
    from restorelib import models  # imported here: reading a recorded run needs no Keras

    return getattr(models, recipe.model)(**recipe.arguments, seed=seed)


def packed_from(model, recipe: TrainingRecipe, facts: dict, score: Callable[[], float]) -> bytes:
    """Pack a model into the bytes of a weights file, in float16 if that costs less than 0.01 dB.

    Args:
        model: the `keras.Model` with the weights to save; it keeps them.
        recipe: how it was trained.
        facts: its provenance.
        score: computes the score of the model with its current weights, in dB.
    """
    exact = model.get_weights()
    before = score()
    model.set_weights([w.astype("float16").astype("float32") for w in exact])
    lost = before - score()
    model.set_weights(exact)
    dtype = "float16" if lost < HALF_PRECISION_LOSS else "float32"
    arrays = {f"{i:03}": w.astype(dtype) for i, w in enumerate(exact)}
    facts = facts | {"precision": dtype, "lost_by_half_precision": round(lost, 5)}
    return pack({"schema": SCHEMA, "recipe": asdict(recipe), "provenance": facts}, arrays)


def ship(name: str, packed: bytes) -> None:
    """Write a weights file and its checksum into the folder that `trained` reads from."""
    checksums.write(FOLDER, f"{name}.bin", packed)
    _read.cache_clear()


def _model(meta: dict, arrays: dict[str, np.ndarray]):
    model = build(TrainingRecipe(**_as_recipe(meta["recipe"])))
    model.set_weights([arrays[key].astype("float32") for key in sorted(arrays)])
    return model


def _unpacked(name: str) -> tuple[dict, dict[str, np.ndarray]]:
    path = FOLDER / f"{STAND_INS.get(name, name)}.bin"
    if not path.is_file():
        raise RecordingError(f"trained expects one of {available()}; received {name!r}.")
    return _read(path)


@functools.cache
def _read(path: Path) -> tuple[dict, dict[str, np.ndarray]]:
    meta, arrays = unpack(checksums.read(path.parent, path.name))
    if meta.get("schema") != SCHEMA:
        raise RecordingError(
            f"{path.name} has schema {meta.get('schema')}, this library reads {SCHEMA}: use the "
            "library it came with."
        )
    return meta, arrays


def _as_recipe(saved: dict) -> dict:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in saved.items()}
