"""Score and hours of each finished training: part of `evaluate --all --record`.

A network's row stays when a better network replaces it. So the rows show what a longer or a
different training gained.
"""

import json
from pathlib import Path

from restorelib.models import trained_nets
from restorelib.models.catalogue import RECIPES
from restorelib.papers import results
from restorelib.papers.ledger import LEDGER, Entry


def record(folder: Path) -> None:
    """Add a row for each scored network of the ledger that has none yet."""
    path = folder / "trainings.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["trainings"] if path.is_file() else []
    known = {row["weights"] for row in rows}
    rows += [row for row in map(_row, LEDGER) if row and row["weights"] not in known]
    order = [(line.set_name, line.setting.label) for line in LEDGER]
    rows.sort(key=lambda row: order.index((row["set"], row["setting"])))  # stable: old rows first
    path.write_text(json.dumps({"trainings": rows}, indent=1) + "\n", encoding="utf-8")


def _row(line: Entry) -> dict | None:
    scores = results.load_results(line.set_name, line.setting).methods.get(line.network)
    if scores is None:
        return None
    recipe, facts = RECIPES[line.network], trained_nets.provenance(line.network)
    return {
        "network": line.network,
        "weights": scores.made_by["weights"],
        "revision": facts["revision"],
        "set": line.set_name,
        "setting": line.setting.label,
        "psnr": round(scores.mean_psnr, 4),
        "core_hours": round(facts["threads"] * facts["hours"], 2),  # wall-clock time, with pauses
        "steps": recipe.steps,
        "pixels": recipe.batch_size * recipe.patch_size**2,  # input pixels per step
        "start_from": recipe.start_from,
    }
