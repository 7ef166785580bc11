"""Recorded runs: find, verify and load them; the command `record` writes them."""

import functools
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from importlib import resources

import numpy as np

from restorelib.experiments.recipes import (
    AnyRecipe,
    AnyRecord,
    Recipe,
    RunRecord,
    SRRecipe,
    SRRecord,
)
from restorelib.storage import checksums
from restorelib.storage.packing import RecordingError, pack, unpack

SCHEMA = 1
NOTHING = np.empty(0, "uint8")
NOTHING.flags.writeable = False
MAPS = ("maps", "map_scale", "map_steps")  # arrays with a row for each of `map_steps`
# Kind -> type of its recipes and type of their records; a recording holds one kind.
KINDS = {"denoising": (Recipe, RunRecord), "super-resolution": (SRRecipe, SRRecord)}


class Records(dict[AnyRecipe, AnyRecord]):
    """recipe -> recorded run. A run of fewer steps is the beginning of a recorded one."""

    def __missing__(self, recipe: AnyRecipe) -> AnyRecord:
        for longer in self:
            if longer.steps > recipe.steps and replace(longer, steps=recipe.steps) == recipe:
                return _beginning(self[longer], recipe)
        raise KeyError(recipe)


def _beginning(record: AnyRecord, recipe: AnyRecipe) -> AnyRecord:
    """A record up to the steps of this recipe, which must be one of its snapshots."""
    if recipe.steps not in record.steps:
        raise KeyError(recipe)
    cut = {"loss": record.loss[: recipe.steps]}
    for name in _arrays(type(record)):
        values = getattr(record, name)
        rows = record.map_steps if name in MAPS else record.steps
        if name != "loss" and len(values):
            cut[name] = values[rows <= recipe.steps]
    known = {key: value for key, value in record.provenance.items() if key != "seconds"}
    return replace(record, recipe=recipe, provenance=known, **cut)


@functools.cache
def load(case: str) -> Records:
    """Load the recorded runs of one case, and verify their checksum.

    Args:
        case: "case_a" (the panel's states), "case_a_suspects" (the dot plot's),
            "case_a_transplant" (lesson 04's: a ReLU net there started from a donor's weights),
            "depth" (the states of lesson 02's panel), "case_b" (the states of part II's panel), or
            "case_b_compared" (depths, optimizers, last layers and SRCNN, of lessons 05 to 08).

    Returns:
        recipe -> record, in the order of recording. `record.provenance` holds versions, processor,
        seconds and revision. A recipe with fewer steps gives the beginning of its record.

    Raises:
        RecordingError: if there is no such recording, it is damaged, or of another schema.
    """
    folder = resources.files("restorelib.experiments") / "runs"
    if not (folder / f"{case}.bin").is_file():
        known = sorted(p.name[:-4] for p in folder.iterdir() if p.name.endswith(".bin"))
        raise RecordingError(f"load expects one of {known}; received {case!r}.")
    return records_from(checksums.read(folder, f"{case}.bin"))


def records_from(packed: bytes) -> Records:
    """The records in a packed file.

    Raises:
        RecordingError: if it cannot be read, or is of another schema.
    """
    meta, arrays = unpack(packed)
    if meta.get("schema") != SCHEMA:
        raise RecordingError(
            f"This recording has schema {meta.get('schema')}, this library reads {SCHEMA}: "
            "use the library it came with, or record again with 'make record'."
        )
    # The oldest recordings do not name their kind; they hold denoising.
    recipe_type, record_type = KINDS[meta.get("kind", "denoising")]
    # A field added later is missing in older recordings; its default is what those runs used.
    if unknown := set(meta["fields"]) - {f.name for f in fields(recipe_type)}:
        raise RecordingError(
            f"This recording has recipes with {sorted(unknown)}, which this library does not know: "
            "use the library it came with, or record again with 'make record'."
        )
    records = Records()
    for i, run in enumerate(meta["runs"]):
        recipe = recipe_type(**run["recipe"])
        # Measurements added later are missing in older recordings, too.
        scalars = {name: run.get(name, ()) for name in _scalars(record_type)}
        records[recipe] = record_type(
            recipe=recipe,
            **{name: arrays.get(f"{i}/{name}", NOTHING) for name in _arrays(record_type)},
            **{k: tuple(v) if isinstance(v, list) else v for k, v in scalars.items()},
            provenance={**meta["provenance"], **run["provenance"]},
        )
    return records


def packed_from(
    records: Iterable[AnyRecord],
    provenance: dict | None = None,
    extra_meta: dict | None = None,
    extra_arrays: dict[str, np.ndarray] | None = None,
) -> bytes:
    """Pack records for a file or for a browser; arrays of run `i` are named `"{i}/loss"` etc.

    Args:
        records: of one kind; the file keeps their order.
        provenance: of all of them: versions, processor, revision.
        extra_meta: further entries of the header, which the panel needs.
        extra_arrays: further arrays, which the panel needs.

    Returns:
        The bytes of the file, as `storage.packing.pack` makes them.
    """
    runs, arrays = [], dict(extra_arrays or {})
    kind = "denoising"
    for i, record in enumerate(records):
        kind = next(name for name, (_, record_type) in KINDS.items() if type(record) is record_type)
        scalars = {name: getattr(record, name) for name in _scalars(type(record))}
        runs.append({"recipe": asdict(record.recipe), **scalars, "provenance": record.provenance})
        arrays.update({f"{i}/{name}": getattr(record, name) for name in _arrays(type(record))})
    meta = {
        "schema": SCHEMA,
        "kind": kind,
        "fields": [f.name for f in fields(KINDS[kind][0])],
        "provenance": provenance or {},
        "runs": runs,
        **(extra_meta or {}),
    }
    return pack(meta, arrays)


def _arrays(record_type: type) -> list[str]:
    return [f.name for f in fields(record_type) if f.type in (np.ndarray, "np.ndarray")]


def _scalars(record_type: type) -> list[str]:
    known = {"recipe", "provenance", *_arrays(record_type)}
    return [f.name for f in fields(record_type) if f.name not in known]
